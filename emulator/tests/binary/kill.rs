//! Killed at any moment, it has lost nothing that it acknowledged.

use std::{
    collections::BTreeMap,
    io::{self, BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use crate::program::Program;

const ROUNDS: usize = 100;
const WRITERS: usize = 4;
const APPLICATION: &str = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg\
                           /providers/Microsoft.IoTCentral/iotApps/killed?api-version=2021-06-01";

/// What was acknowledged last of each resource: its name, or that it is gone.
type Acknowledged = BTreeMap<String, Option<String>>;

/// A connection that is kept alive.
struct Client(BufReader<TcpStream>);

impl Client {
    fn new(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Self(BufReader::new(stream)))
    }

    /// Status and body, once the answer is here as a whole.
    fn send(&mut self, method: &str, path: &str, body: &str) -> io::Result<(u16, String)> {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer iotcentral-emulator\r\n\
             x-emulator-lro: synchronous\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        self.0.get_mut().write_all(request.as_bytes())?;
        let (mut status, mut length) = (0, 0);
        loop {
            let mut line = String::new();
            if self.0.read_line(&mut line)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let line = line.trim_end().to_ascii_lowercase();
            match (line.strip_prefix("http/1.1 "), line.strip_prefix("content-length: ")) {
                (Some(rest), _) => status = rest[..3].parse().unwrap(),
                (_, Some(value)) => length = value.parse().unwrap(),
                _ if line.is_empty() => break,
                _ => {}
            }
        }
        let mut body = vec![0; length];
        self.0.read_exact(&mut body)?;
        Ok((status, String::from_utf8(body).unwrap()))
    }
}

/// Creates, changes and deletes until the connection breaks. Each writer has resources of its own, so what it was told
/// last is what must be there. What was under way then may be there or not: it is forgotten.
fn write(address: SocketAddr, writer: usize, round: usize, answers: &AtomicUsize) -> Acknowledged {
    let mut acknowledged = Acknowledged::new();
    let Ok(mut client) = Client::new(address) else { return acknowledged };
    for number in 0.. {
        let name = format!("r{round}n{number}");
        let (method, path, body) = match (writer, number % 5) {
            (0, _) => {
                let body = format!(
                    r#"{{"location":"eastus","sku":{{"name":"ST2"}},"properties":{{"displayName":"{name}"}}}}"#
                );
                ("PUT", APPLICATION.to_owned(), body)
            }
            (_, 4) => ("DELETE", dashboard(writer, round, number - 4), String::new()),
            (_, step) => ("PUT", dashboard(writer, round, number - step % 2), format!(r#"{{"displayName":"{name}"}}"#)),
        };
        acknowledged.remove(&path);
        match client.send(method, &path, &body) {
            Ok((status, body)) => assert!(matches!(status, 200 | 201 | 204), "{method} {path}: {status} {body}"),
            Err(_) => {
                acknowledged.remove(&path);
                return acknowledged;
            }
        }
        acknowledged.insert(path, (method == "PUT").then_some(name));
        if writer > 0 {
            answers.fetch_add(1, Ordering::Relaxed);
        }
    }
    acknowledged
}

fn dashboard(writer: usize, round: usize, number: usize) -> String {
    format!("/api/dashboards/w{writer}r{round}n{number}?api-version=2022-10-31-preview")
}

fn check(address: SocketAddr, acknowledged: &Acknowledged) {
    let mut client = Client::new(address).unwrap();
    for (path, name) in acknowledged {
        let (status, body) = client.send("GET", path, "").unwrap();
        match name {
            Some(name) => {
                assert!(status == 200 && body.contains(&format!("\"displayName\":\"{name}\"")), "{path}: {body}")
            }
            None => assert_eq!(status, 404, "{path} came back"),
        }
    }
}

#[test]
fn killed_at_any_moment_under_load_it_has_lost_nothing_that_it_acknowledged() {
    let file = DataFile::new();
    let mut random = 0x5eed_u64;
    let mut last = Acknowledged::new();
    let mut all = Acknowledged::new();
    for round in 0..ROUNDS {
        let mut program = Program::start(&["--data", file.0.to_str().unwrap()]);
        check(program.address, &last);
        // A linear congruential generator; its high bits are good enough.
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let moment = Duration::from_micros(5_000 + (random >> 33) % 120_000);
        let address = program.address;
        let answers = Arc::new(AtomicUsize::new(0));
        let start = |writer| {
            let answers = Arc::clone(&answers);
            std::thread::spawn(move || write(address, writer, round, &answers))
        };
        let writers: Vec<_> = (0..WRITERS).map(start).collect();
        std::thread::sleep(moment);
        // On a slow machine too something is to be lost: a dashboard of the writer that has had two answers.
        while answers.load(Ordering::Relaxed) < WRITERS {
            std::thread::sleep(Duration::from_millis(1));
        }
        program.kill();
        all.remove(APPLICATION);
        last = writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect();
        all.extend(last.clone());
    }
    let program = Program::start(&["--data", file.0.to_str().unwrap()]);
    check(program.address, &all);
    assert!(all.len() >= ROUNDS, "there was load: {}", all.len());
}

/// Removed in the end, with the files that SQLite has beside it.
struct DataFile(PathBuf);

impl DataFile {
    fn new() -> Self {
        Self(std::env::temp_dir().join(format!("iotcentral-emulator-{}-killed.db", std::process::id())))
    }
}

impl Drop for DataFile {
    fn drop(&mut self) {
        for suffix in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{suffix}", self.0.display()));
        }
    }
}
