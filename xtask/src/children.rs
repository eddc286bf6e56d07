//! Programs that run beside this one, until ctrl-c or until one of them ends.

use anyhow::{Context, Result, bail};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// The running programs by name. Dropping this stops them.
pub(crate) struct Children {
    running: Vec<(&'static str, Child)>,
    interrupted: Receiver<()>,
}

impl Children {
    /// Starts without programs. From now on, ctrl-c ends the programs instead of this one.
    pub(crate) fn new() -> Result<Self> {
        let (interrupt, interrupted) = channel();
        ctrlc::set_handler(move || {
            // Fails after `wait` has returned, when this program is ending.
            let _ = interrupt.send(());
        })?;
        Ok(Self { running: Vec::new(), interrupted })
    }

    /// Starts a program, and waits until it listens on `port`.
    pub(crate) fn start(&mut self, name: &'static str, command: &mut Command, port: u16) -> Result<()> {
        let child = command.stdin(Stdio::null()).spawn().with_context(|| format!("cannot start the {name}"))?;
        self.running.push((name, child));
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if !self.all_run_for(Duration::from_millis(50))? {
                bail!("stopped before the {name} was ready");
            }
        }
        Ok(())
    }

    /// Stops a program, so that another build of it can be started.
    pub(crate) fn stop(&mut self, name: &str) -> Result<()> {
        for (_, child) in self.running.extract_if(.., |(running, _)| *running == name) {
            let mut child = child;
            child.kill().and_then(|()| child.wait()).with_context(|| format!("cannot stop the {name}"))?;
        }
        Ok(())
    }

    /// Waits for ctrl-c. Returns an error if a program ends first.
    pub(crate) fn wait(mut self) -> Result<()> {
        while self.all_run_for(Duration::from_millis(200))? {}
        Ok(())
    }

    /// Waits for a time. Returns false after ctrl-c, and an error if a program has ended.
    pub(crate) fn all_run_for(&mut self, time: Duration) -> Result<bool> {
        let mut ended = None;
        for (name, child) in &mut self.running {
            ended = ended.or(child.try_wait()?.map(|status| (*name, status)));
        }
        // Ctrl-c in a terminal also reaches the programs, so whether they ended is an error only without ctrl-c.
        match (self.interrupted.recv_timeout(time), ended) {
            (Err(RecvTimeoutError::Timeout), None) => Ok(true),
            (Err(RecvTimeoutError::Timeout), Some((name, status))) => {
                bail!("the {name} ended by itself ({status}); its last words are above")
            }
            (Ok(()) | Err(RecvTimeoutError::Disconnected), _) => Ok(false),
        }
    }
}

impl Drop for Children {
    fn drop(&mut self) {
        for (name, child) in &mut self.running {
            let is_running = matches!(child.try_wait(), Ok(None));
            if is_running && child.kill().and_then(|()| child.wait()).is_ok() {
                println!("stopped the {name}");
            }
        }
    }
}
