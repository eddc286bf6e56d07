use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    process::{Child, Command, Stdio},
    thread::JoinHandle,
};

/// The text that scripts wait for.
const LISTENING: &str = "listening on ";

/// A running emulator, which ends when it is dropped.
pub(crate) struct Program {
    child: Child,
    /// Its stderr, read continuously: a full pipe would block the emulator.
    log: Option<JoinHandle<String>>,
    /// The lines that it printed before it listened.
    pub(crate) banner: Vec<String>,
    pub(crate) address: SocketAddr,
}

impl Program {
    /// Starts an emulator on a free port.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_iotcentral-emulator"))
            .args(["--port", "0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut banner: Vec<String> = Vec::new();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        while !banner.last().is_some_and(|line| line.starts_with(LISTENING)) {
            banner.push(lines.next().unwrap_or_else(|| panic!("it ended without listening: {banner:?}")));
        }
        let address = banner.last().and_then(|line| line.split("://").nth(1)).unwrap().parse().unwrap();
        let mut stderr = child.stderr.take().unwrap();
        let log = std::thread::spawn(move || {
            let mut log = String::new();
            stderr.read_to_string(&mut log).unwrap();
            log
        });
        Self { child, log: Some(log), banner, address }
    }

    /// Sends a request and reads the whole answer.
    pub(crate) fn call(&self, head: &str) -> String {
        let mut stream = TcpStream::connect(self.address).unwrap();
        let request = format!("{head}\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address);
        // Written at once, because the emulator may close the connection before a second piece.
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Kills it by SIGKILL, so that it can't clean up.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop, as an operating system does.
    #[cfg(unix)]
    pub(crate) fn terminate(&self) {
        let killed = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(killed.success());
    }

    /// Stops it, and returns its stderr.
    #[cfg(unix)]
    pub(crate) fn stop(mut self) -> String {
        self.terminate();
        let log = self.log.take().unwrap().join().unwrap();
        assert!(self.child.wait().unwrap().success(), "a graceful end is a success");
        log
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It has ended already if a test stopped it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
