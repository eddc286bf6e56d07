//! What the emulator bears: `cargo bench -p iotcentral-emulator`. Fifty connections at once, each asking again as soon
//! as it has an answer; beside requests a second, in how many milliseconds ninety-nine of a hundred are answered. The
//! numbers depend on the machine; what counts is that none is an error.

use std::{
    error::Error,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    process::ExitCode,
    thread,
    time::{Duration, Instant},
};

use iotcentral_emulator::{DEFAULT_TOKEN, Emulator, Settings, app, serve};

type Failure = Box<dyn Error + Send + Sync>;

const CONNECTIONS: usize = 50;
const DURATION: Duration = Duration::from_secs(5);
const DASHBOARDS: usize = 1000;
/// A message a minute.
const WEEK: &str = "SELECT AVG(flow), MAX(flow) FROM dtmi:contoso:pumpStation;1 WHERE $id = 'pump-01' AND \
                    WITHIN_WINDOW(P7D) GROUP BY WINDOW(PT1H)";

fn main() -> ExitCode {
    // `cargo test --benches` only wants to know that it compiles.
    if std::env::args().any(|argument| argument == "--test") {
        return ExitCode::SUCCESS;
    }
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("load: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Failure> {
    let address = start()?;
    let mut filler = Client::connect(address)?;
    for number in 0..DASHBOARDS {
        let body = format!(r#"{{"displayName":"Hall {number}","tiles":[{TILE}]}}"#);
        filler.send("PUT", &format!("dashboards/load:{number}"), &body)?;
    }
    println!("{:32}{:>12}{:>12}{:>12}", "", "requests/s", "median ms", "p99 ms");
    measure(address, "get a dashboard", ("GET", "dashboards/load:500", ""))?;
    measure(address, "list 25 of 1,000 dashboards", ("GET", "dashboards", ""))?;
    measure(address, "list 100 of 1,000 dashboards", ("GET", "dashboards?maxpagesize=100", ""))?;
    measure(address, "query a week of minutes", ("POST", "query", &format!(r#"{{"query":"{WEEK}"}}"#)))
}

const TILE: &str = r#"{"displayName":"t","x":0,"y":0,"width":2,"height":2,"configuration":{"type":"lkv","group":"g","devices":["d"]}}"#;

/// Serves from threads of its own, as the program does.
fn start() -> Result<SocketAddr, Failure> {
    let emulator = Emulator::new(Settings::default())?;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    thread::spawn(move || {
        runtime.block_on(async {
            match tokio::net::TcpListener::from_std(listener) {
                Ok(listener) => serve(listener, None, app(emulator), std::future::pending()).await,
                Err(error) => eprintln!("load: {error}"),
            }
        });
    });
    Ok(address)
}

fn measure(address: SocketAddr, name: &str, (method, path, body): (&str, &str, &str)) -> Result<(), Failure> {
    let began = Instant::now();
    let mut times: Vec<Duration> = thread::scope(|scope| {
        let clients: Vec<_> = (0..CONNECTIONS)
            .map(|_| {
                scope.spawn(|| -> Result<Vec<Duration>, Failure> {
                    let mut client = Client::connect(address)?;
                    let mut times = Vec::new();
                    while began.elapsed() < DURATION {
                        let asked = Instant::now();
                        client.send(method, path, body)?;
                        times.push(asked.elapsed());
                    }
                    Ok(times)
                })
            })
            .collect();
        let joined =
            clients.into_iter().map(|client| client.join().unwrap_or_else(|_| Err("a client panicked".into())));
        joined.collect::<Result<Vec<_>, Failure>>()
    })?
    .concat();
    let rate = times.len() as f64 / began.elapsed().as_secs_f64();
    times.sort_unstable();
    let at = |share: usize| times.get(times.len() * share / 100).map_or(0.0, |time| time.as_secs_f64() * 1000.0);
    println!("{name:32}{rate:12.0}{:12.1}{:12.1}", at(50), at(99));
    Ok(())
}

/// One connection that is kept.
struct Client {
    stream: BufReader<TcpStream>,
}

impl Client {
    fn connect(address: SocketAddr) -> Result<Self, Failure> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::new(stream) })
    }

    /// Fails on anything but 200.
    fn send(&mut self, method: &str, path: &str, body: &str) -> Result<(), Failure> {
        let separator = if path.contains('?') { '&' } else { '?' };
        let request = format!(
            "{method} /api/{path}{separator}api-version=2022-10-31-preview HTTP/1.1\r\nHost: localhost\r\nAuthorization: \
             Bearer {DEFAULT_TOKEN}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        self.stream.get_mut().write_all(request.as_bytes())?;
        let mut status = String::new();
        self.stream.read_line(&mut status)?;
        let mut length = 0;
        let mut line = String::new();
        while line != "\r\n" {
            line.clear();
            if self.stream.read_line(&mut line)? == 0 {
                return Err("the connection was closed".into());
            }
            if let Some(value) = line.strip_prefix("content-length: ") {
                length = value.trim().parse()?;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        if status.starts_with("HTTP/1.1 200 ") {
            return Ok(());
        }
        Err(format!("{method} {path}: {}{}", status.trim(), String::from_utf8_lossy(&body)).into())
    }
}
