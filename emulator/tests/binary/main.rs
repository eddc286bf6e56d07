//! The program over TCP: its output, its listeners, and how it stops.

#[cfg(test)]
mod faults;
#[cfg(test)]
mod kill;
#[cfg(test)]
mod program;
#[cfg(test)]
mod tls;

#[cfg(test)]
use std::{
    io::{Read, Write},
    process::Command,
};

#[cfg(test)]
use program::Program;

#[cfg(test)]
const LIST: &str =
    "GET /api/dashboards?api-version=2022-10-31-preview&filter=displayName%20eq%20%27private%27 HTTP/1.1";

#[test]
fn prints_tokens_that_work() {
    let program = Program::start(&["--token", "s3cret+/="]);
    let value = |name: &str| {
        let line = program.banner.iter().find_map(|line| line.strip_prefix(name)).unwrap();
        line.trim().to_owned()
    };
    for authorization in [value("Token "), value("API token ")] {
        let answer = program.call(&format!("{LIST}\r\n{authorization}"));
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{authorization}: {answer}");
    }
    assert!(program.call(LIST).starts_with("HTTP/1.1 401 "));
    assert!(value("Endpoint ").ends_with(&program.address.to_string()));
}

#[test]
fn the_banner_names_the_existing_application() {
    let path = std::env::temp_dir().join(format!("iotcentral-emulator-{}-banner.json", std::process::id()));
    let id = "2f3cf5d5-0000-4000-8000-000000000000";
    let seed = format!(r#"{{"application":{{"id":"{id}","displayName":"Fabrikam","subdomain":"fabrikam"}}}}"#);
    std::fs::write(&path, seed).unwrap();
    let program = Program::start(&["--seed", path.to_str().unwrap()]);
    std::fs::remove_file(path).unwrap();
    assert!(program.banner[0].ends_with("application Fabrikam"), "{:?}", program.banner);
    assert!(program.banner.iter().any(|line| line.contains(&format!("sr={id}&"))), "{:?}", program.banner);
}

#[test]
fn says_that_a_data_file_keeps_its_seed() {
    let file = |name: &str| std::env::temp_dir().join(format!("iotcentral-emulator-{}-{name}", std::process::id()));
    let (seed, data) = (file("kept.json"), file("kept.db"));
    std::fs::write(&seed, r#"{"application":{"id":"2f3cf5d5-0000-4000-8000-000000000000","displayName":"Fabrikam","subdomain":"fabrikam"}}"#).unwrap();
    let start = |arguments: &[&str]| Program::start(&[&["--data", data.to_str().unwrap()], arguments].concat());
    let says = |program: &Program| program.banner.iter().any(|line| line.contains("the data file's own"));
    let new = start(&["--seed", seed.to_str().unwrap()]);
    assert!(!says(&new), "{:?}", new.banner);
    new.stop();
    assert!(!says(&start(&[])));
    let again = start(&["--seed", seed.to_str().unwrap()]);
    assert!(says(&again), "{:?}", again.banner);
    again.stop();
    for file in [seed, data] {
        std::fs::remove_file(file).unwrap();
    }
}

#[test]
fn listens_on_this_computer_only() {
    assert!(Program::start(&[]).address.ip().is_loopback());
}

#[test]
fn says_in_its_help_what_the_documentation_names() {
    let page = include_str!("../../../www/docs/emulator.md");
    let (_, options) = page.split_once("## Options").unwrap();
    let (emulator, _) = options.split_once("## Comparison with the service").unwrap();
    let named: Vec<_> = emulator.split('`').filter(|text| text.starts_with("--")).collect();
    assert!(named.len() > 8, "{named:?}");
    let help = Command::new(env!("CARGO_BIN_EXE_iotcentral-emulator")).arg("--help").output().unwrap();
    assert!(help.status.success());
    let help = String::from_utf8(help.stdout).unwrap();
    for option in named.iter().map(|text| text.split(' ').next().unwrap()) {
        let lines = || help.lines().map(str::trim_start);
        let line = lines().position(|line| line.split([' ', ',']).any(|word| word == option) && line.starts_with('-'));
        let line = line.unwrap_or_else(|| panic!("{option} is missing:\n{help}"));
        assert!(lines().nth(line + 1).is_some_and(|next| next.starts_with(char::is_uppercase)), "{option}:\n{help}");
    }
}

/// Sends a request to an address that was copied from the banner.
#[cfg(test)]
fn open(program: &Program, endpoint: &str) -> String {
    let host = endpoint.strip_prefix("http://").unwrap();
    let mut stream = std::net::TcpStream::connect(program.address).unwrap();
    write!(stream, "GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn the_printed_addresses_can_be_opened() {
    for (options, addresses) in [
        (&["--host", "0.0.0.0"][..], 1),
        (&["--host", "0.0.0.0", "--allow-host", "emulator", "10.0.0.7"], 3),
        // On Linux every address of 127.0.0.0/8 is this computer's.
        #[cfg(target_os = "linux")]
        (&["--host", "127.0.0.2"], 1),
    ] {
        let program = Program::start(options);
        let printed = program.banner.iter().filter_map(|line| line.find("http://").map(|start| &line[start..]));
        let printed: Vec<_> = printed.collect();
        // The last line repeats the first address.
        assert_eq!(printed.len(), addresses + 1, "{:?}", program.banner);
        for endpoint in printed {
            let answer = open(&program, endpoint);
            assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{endpoint}: {answer}");
        }
        let warned = program.banner.iter().any(|line| line.contains("--allow-host"));
        assert_eq!(warned, options == ["--host", "0.0.0.0"], "{:?}", program.banner);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn connections_beyond_512_wait_for_a_place() {
    let program = Program::start(&[]);
    let connect = || std::net::TcpStream::connect(program.address).unwrap();
    // Active connections, which get answers and are kept alive, unlike silent ones.
    let asked = || {
        let mut stream = connect();
        stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        stream.read_exact(&mut [0; 12]).unwrap();
        stream
    };
    let mut held: Vec<_> = (0..512).map(|_| asked()).collect();
    let mut next = connect();
    next.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    next.set_read_timeout(Some(std::time::Duration::from_millis(300))).unwrap();
    let kind = next.read(&mut [0; 1]).unwrap_err().kind();
    assert!(matches!(kind, std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut), "{kind}");
    held.pop();
    next.set_read_timeout(None).unwrap();
    let mut answer = String::new();
    next.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
}

#[test]
fn freezes_the_clock_and_takes_origins() {
    let program = Program::start(&["--now", "2026-03-04T12:00:03Z", "--allow-origin", "https://app.example.com"]);
    let path = "GET /api/devices/thermostat-01/telemetry/humidity?api-version=2022-07-31 HTTP/1.1";
    let head = format!("{path}\r\nAuthorization: Bearer iotcentral-emulator");
    assert!(program.call(&head).contains("\"timestamp\":\"2026-03-04T12:00:00Z\""));
    let allowed = program.call(&format!("{head}\r\nOrigin: https://app.example.com"));
    assert!(allowed.contains("access-control-allow-origin: https://app.example.com\r\n"), "{allowed}");
    assert!(program.call(&format!("{head}\r\nOrigin: http://localhost:5173")).starts_with("HTTP/1.1 403 "));
}

#[cfg(unix)]
#[test]
fn logs_a_line_for_each_request_without_secrets_and_stops_on_a_signal() {
    let program = Program::start(&["--token", "s3cret"]);
    let answer = program.call(&format!("{LIST}\r\nAuthorization: Bearer s3cret"));
    let id = answer.lines().find_map(|line| line.strip_prefix("x-ms-request-id: ")).unwrap().to_owned();
    program
        .call("DELETE /api/dashboards/missing?api-version=2022-10-31-preview HTTP/1.1\r\nAuthorization: Bearer s3cret");
    let log = program.stop();
    let lines: Vec<_> = log.lines().collect();
    assert_eq!(lines.len(), 2, "{log}");
    assert!(lines[0].contains("method=GET path=/api/dashboards status=200 ms="), "{log}");
    assert!(lines[0].ends_with(&format!("request={id}")), "{log}");
    assert!(lines[1].contains("method=DELETE path=/api/dashboards/missing status=404 ms="), "{log}");
    assert!(!log.contains("s3cret") && !log.contains("private"), "{log}");
}

#[test]
fn says_what_to_do_when_the_port_is_taken() {
    let program = Program::start(&[]);
    let port = program.address.port().to_string();
    let second = Command::new(env!("CARGO_BIN_EXE_iotcentral-emulator")).args(["--port", &port]).output().unwrap();
    assert!(!second.status.success());
    let message = String::from_utf8(second.stderr).unwrap();
    assert!(message.contains(&port) && message.contains("--port"), "{message}");
}

#[cfg(unix)]
#[test]
fn a_request_that_stalls_does_not_keep_it_from_stopping() {
    let program = Program::start(&[]);
    let mut stalled = std::net::TcpStream::connect(program.address).unwrap();
    stalled.write_all(b"GET /api/dash").unwrap();
    // After an answer on a later connection, the first one has been accepted too.
    program.call(LIST);
    program.stop();
}

#[cfg(unix)]
#[test]
fn a_request_under_way_is_answered_before_it_stops() {
    let program = Program::start(&[]);
    let mut stream = std::net::TcpStream::connect(program.address).unwrap();
    let body = r#"{"displayName":"Late"}"#;
    let request = format!(
        "PUT /api/dashboards/late?api-version=2022-10-31-preview HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\
         Authorization: Bearer iotcentral-emulator\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n\r\n",
        body.len()
    );
    stream.write_all(request.as_bytes()).unwrap();
    // The emulator asks for the body, so the request is in progress.
    let mut asked = [0; "HTTP/1.1 100 Continue\r\n\r\n".len()];
    stream.read_exact(&mut asked).unwrap();
    program.terminate();
    while std::net::TcpStream::connect(program.address).is_ok() {}
    stream.write_all(body.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.contains("\"displayName\":\"Late\""), "{answer}");
    program.stop();
}
