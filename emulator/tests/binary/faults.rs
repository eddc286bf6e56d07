//! Faults that need a real connection.

use std::{
    io::{BufRead, BufReader, Error, ErrorKind, Read, Write},
    net::TcpStream,
};

use crate::program::Program;

const AUTHORIZATION: &str = "Authorization: Bearer iotcentral-emulator";
const BOARD: &str = "/api/dashboards/dtmi:x:y?api-version=2022-10-31-preview HTTP/1.1";

fn send(program: &Program, line: &str, body: &str) -> (String, Option<Error>) {
    let mut stream = TcpStream::connect(program.address).unwrap();
    let length = body.len();
    let request = format!(
        "{line}\r\nHost: {}\r\n{AUTHORIZATION}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: \
         {length}\r\n\r\n{body}",
        program.address
    );
    // Written at once, because a reset may come before a second piece.
    stream.write_all(request.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    let mut buffer = [0; 1024];
    let error = loop {
        match stream.read(&mut buffer) {
            Ok(0) => break None,
            Ok(read) => bytes.extend_from_slice(&buffer[..read]),
            Err(error) => break Some(error),
        }
    };
    (String::from_utf8(bytes).unwrap(), error)
}

fn with(fault: &str) -> Program {
    let program = Program::start(&[]);
    let body = format!(r#"{{"path":"/api/*","count":1,"fault":{{"kind":"{fault}"}}}}"#);
    let (answer, _) = send(&program, "POST /emulator/faults HTTP/1.1", &body);
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    program
}

fn put(program: &Program) -> (String, Option<Error>) {
    send(program, &format!("PUT {BOARD}"), r#"{"displayName":"Hall"}"#)
}

fn is_there(program: &Program) -> bool {
    send(program, &format!("GET {BOARD}"), "").0.starts_with("HTTP/1.1 200 ")
}

#[test]
fn a_reset_precedes_the_answer_and_the_effect() {
    let program = with("reset");
    let (answer, error) = put(&program);
    assert_eq!((answer.as_str(), error.unwrap().kind()), ("", ErrorKind::ConnectionReset));
    assert!(!is_there(&program));
}

#[test]
fn a_lost_answer_follows_the_effect() {
    let program = with("lostAnswer");
    let (answer, error) = put(&program);
    assert_eq!((answer.as_str(), error.unwrap().kind()), ("", ErrorKind::ConnectionReset));
    assert!(is_there(&program));
}

#[test]
fn a_reset_interrupts_the_body() {
    let program = with("resetInBody");
    let (answer, error) = put(&program);
    assert_eq!(error.unwrap().kind(), ErrorKind::ConnectionReset);
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
    assert_eq!(body.len(), length.parse::<usize>().unwrap() / 2);
}

#[test]
fn a_reset_also_affects_an_answer_without_a_body() {
    let program = with("resetInBody");
    let (answer, error) = send(&program, "DELETE /api/devices/thermostat-01?api-version=2022-07-31 HTTP/1.1", "");
    assert_eq!((answer.as_str(), error.unwrap().kind()), ("", ErrorKind::ConnectionReset));
    let program = with("resetInBody");
    let (answer, error) = send(&program, &format!("HEAD {BOARD}"), "");
    assert_eq!((answer.as_str(), error.unwrap().kind()), ("", ErrorKind::ConnectionReset));
}

#[cfg(unix)]
#[test]
fn a_body_stalls_in_its_middle() {
    let program = with("stallInBody");
    let mut stream = TcpStream::connect(program.address).unwrap();
    let head = format!("GET /api/roles?api-version=2022-07-31 HTTP/1.1\r\nHost: localhost\r\n{AUTHORIZATION}\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    let mut answer = String::new();
    let mut reader = BufReader::new(stream);
    while !answer.ends_with("\r\n\r\n") {
        assert_ne!(reader.read_line(&mut answer).unwrap(), 0, "{answer}");
    }
    let length = answer.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
    // Only the end of the emulator ends this connection.
    program.stop();
    let mut body = Vec::new();
    let _ = reader.read_to_end(&mut body);
    assert_eq!(body.len(), length.parse::<usize>().unwrap() / 2);
}

#[cfg(unix)]
#[test]
fn requests_in_progress_are_answered_before_it_stops() {
    let program = Program::start(&[]);
    let rule = r#"{"path":"/api/*","fault":{"kind":"delay","milliseconds":500}}"#;
    send(&program, "POST /emulator/faults HTTP/1.1", rule);
    let mut stream = TcpStream::connect(program.address).unwrap();
    let head = format!("GET /api/roles?api-version=2022-07-31 HTTP/1.1\r\nHost: localhost\r\n{AUTHORIZATION}\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    while !send(&program, "GET /emulator/faults HTTP/1.1", "").0.contains(r#""hits":1"#) {}
    program.stop();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with('}'), "{answer}");
}
