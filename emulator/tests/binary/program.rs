use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    process::{Child, Command, Stdio},
    thread::JoinHandle,
};

/// What scripts wait for.
const LISTENING: &str = "listening on ";

/// A running emulator, ended when it goes out of scope.
pub(crate) struct Program {
    child: Child,
    /// What it writes to stderr, read as it comes: a full pipe would hold it up.
    log: Option<JoinHandle<String>>,
    /// What it printed until it listened.
    pub(crate) banner: Vec<String>,
    pub(crate) address: SocketAddr,
}

impl Program {
    /// On a free port.
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
        // In one piece: who doesn't like its beginning may have hung up before the rest.
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Ends it at once, with no chance to tidy up: SIGKILL.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Tells it to stop, as an operating system does.
    #[cfg(unix)]
    pub(crate) fn terminate(&self) {
        let killed = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(killed.success());
    }

    /// Stops it, and answers what it wrote to stderr.
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
        // It has ended already where a test stopped it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
