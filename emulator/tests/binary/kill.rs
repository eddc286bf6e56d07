//! An emulator that is killed at any moment has lost no acknowledged write.

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

/// The last acknowledged state of each address: a part of its answer, or `None` if there is no such document.
type Acknowledged = BTreeMap<String, Option<String>>;

/// A keep-alive connection.
struct Client(BufReader<TcpStream>);

impl Client {
    fn new(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Self(BufReader::new(stream)))
    }

    /// Returns status and body when the answer is complete.
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

/// A write, and what can be read after it: the addresses, and a part of each answer.
struct Step {
    method: &'static str,
    path: String,
    body: String,
    effects: Vec<(String, Option<String>)>,
}

impl Step {
    /// Writers use different resources, so the last answer to a writer is the expected state.
    fn new(writer: usize, round: usize, number: usize) -> Self {
        let name = format!("r{round}n{number}");
        let named = Some(format!("\"displayName\":\"{name}\""));
        let id_of = |id: usize| format!("w{writer}r{round}n{id}");
        let step = |method, path: String, body: String, effects| Self { method, path, body, effects };
        match (writer, number % 5) {
            (0, _) => {
                let body = format!(
                    r#"{{"location":"eastus","sku":{{"name":"ST2"}},"properties":{{"displayName":"{name}"}}}}"#
                );
                step("PUT", APPLICATION.into(), body, vec![(APPLICATION.into(), named)])
            }
            (1, 0) => {
                let path = device(&id_of(number), "");
                let body = format!(r#"{{"displayName":"{name}","template":"dtmi:contoso:pumpStation;1"}}"#);
                step("PUT", path.clone(), body, vec![(path, named)])
            }
            (1, 2) => {
                let id = id_of(number - number % 5);
                let kept = Some(format!("\"value\":{number}}}"));
                let body = format!(r#"{{"values":{{"flow":{number}}}}}"#);
                step(
                    "POST",
                    format!("/emulator/devices/{id}/telemetry"),
                    body,
                    vec![(device(&id, "/telemetry/flow"), kept)],
                )
            }
            // Every second device is deleted.
            (1, 4) if number.is_multiple_of(2) => {
                let id = id_of(number - number % 5);
                let gone = ["", "/properties", "/telemetry/flow"].map(|part| (device(&id, part), None));
                step("DELETE", device(&id, ""), String::new(), gone.into())
            }
            (1, _) => {
                let path = device(&id_of(number - number % 5), "/properties");
                let kept = Some(format!("\"customer\":\"{name}\""));
                step("PATCH", path.clone(), format!(r#"{{"customer":"{name}"}}"#), vec![(path, kept)])
            }
            (_, 4) => {
                let path = dashboard(&id_of(number - 4));
                step("DELETE", path.clone(), String::new(), vec![(path, None)])
            }
            (_, part) => {
                let path = dashboard(&id_of(number - part % 2));
                step("PUT", path.clone(), format!(r#"{{"displayName":"{name}"}}"#), vec![(path, named)])
            }
        }
    }
}

/// Creates, changes and deletes until the connection breaks. The outcome of the last write is unknown, so it is left
/// out.
fn write(address: SocketAddr, writer: usize, round: usize, count: &AtomicUsize) -> Acknowledged {
    let mut acknowledged = Acknowledged::new();
    let Ok(mut client) = Client::new(address) else { return acknowledged };
    for number in 0.. {
        let Step { method, path, body, effects } = Step::new(writer, round, number);
        acknowledged.retain(|path, _| effects.iter().all(|(touched, _)| touched != path));
        match client.send(method, &path, &body) {
            Ok((status, body)) => assert!(matches!(status, 200..=204), "{method} {path}: {status} {body}"),
            Err(_) => return acknowledged,
        }
        acknowledged.extend(effects);
        count.fetch_add(1, Ordering::Relaxed);
    }
    acknowledged
}

fn dashboard(id: &str) -> String {
    format!("/api/dashboards/{id}?api-version=2022-10-31-preview")
}

fn device(id: &str, part: &str) -> String {
    format!("/api/devices/{id}{part}?api-version=2022-10-31-preview")
}

fn check(address: SocketAddr, acknowledged: &Acknowledged) {
    let mut client = Client::new(address).unwrap();
    for (path, expected) in acknowledged {
        let (status, body) = client.send("GET", path, "").unwrap();
        match expected {
            Some(part) => assert!(status == 200 && body.contains(part), "{path}: {part} in {body}"),
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
        // A linear congruential generator, whose high bits are random enough.
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (address, count) = (program.address, Arc::new(AtomicUsize::new(0)));
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let count = Arc::clone(&count);
                std::thread::spawn(move || write(address, writer, round, &count))
            })
            .collect();
        // After a random number of writes, during others: independent of the machine's speed.
        while count.load(Ordering::Relaxed) < (random >> 33) as usize % 60 {
            std::thread::yield_now();
        }
        std::thread::sleep(Duration::from_micros((random >> 43) % 2_000));
        program.kill();
        last = writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect();
        all.remove(APPLICATION);
        all.extend(last.clone());
    }
    let program = Program::start(&["--data", file.0.to_str().unwrap()]);
    check(program.address, &all);
    for part in ["/api/dashboards/", "/properties", "/telemetry/flow"] {
        let kept = all.iter().filter(|(path, kept)| path.contains(part) && kept.is_some()).count();
        assert!(kept > ROUNDS / 10, "there was load: {kept} of {part}");
    }
}

/// Removes the data file and SQLite's files beside it when dropped.
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
