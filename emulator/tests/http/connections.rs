//! Limits of a connection. The clock is paused: it moves to the next timer when all tasks wait.

use std::net::SocketAddr;

use iotcentral_emulator::{Emulator, Settings, app, serve};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::Instant,
};

async fn start() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(serve(listener, None, app(Emulator::new(Settings::default()).unwrap()), std::future::pending()));
    address
}

/// Returns everything that is received until the connection is closed.
async fn answer(address: SocketAddr, sent: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // The emulator may close the connection before everything is sent.
    let _ = stream.write_all(sent.as_bytes()).await;
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8(bytes).unwrap()
}

const PUT: &str = "PUT /api/dashboards/x?api-version=2022-10-31-preview HTTP/1.1\r\nHost: localhost\r\nAuthorization: \
                   Bearer iotcentral-emulator\r\nContent-Type: application/json\r\nConnection: close\r\n";

#[tokio::test(start_paused = true)]
async fn a_head_that_does_not_end_is_ended() {
    let began = Instant::now();
    answer(start().await, "GET /api/dashboards HTTP/1.1\r\nHost: loc").await;
    assert_eq!(began.elapsed().as_secs(), 30);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_does_not_end_is_answered() {
    let began = Instant::now();
    let answer = answer(start().await, &format!("{PUT}Content-Length: 100\r\n\r\n{{\"displayName\":")).await;
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert!(answer.contains("\"code\":\"RequestTimeout\""), "{answer}");
    assert_eq!(began.elapsed().as_secs(), 30);
}

#[tokio::test]
async fn a_head_has_a_size_and_a_number_of_headers() {
    let address = start().await;
    let padding = "x".repeat(200_000);
    let answered = answer(address, &format!("{PUT}X-Padding: {padding}\r\n\r\n")).await;
    assert!(answered.starts_with("HTTP/1.1 431 "), "{answered}");
    let headers: String = (0..200).map(|number| format!("X-{number}: 1\r\n")).collect();
    let answered = answer(address, &format!("{PUT}{headers}\r\n")).await;
    assert!(answered.starts_with("HTTP/1.1 431 "), "{answered}");
}

#[tokio::test]
async fn invalid_http_is_rejected() {
    let answered = answer(start().await, "\x16\x03\x01 hello\r\n\r\n").await;
    assert!(answered.starts_with("HTTP/1.1 400 "), "{answered}");
}

#[tokio::test]
async fn a_body_that_is_not_what_it_says_is_a_bad_request() {
    let address = start().await;
    for body in ["Transfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n", "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"a\""] {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(format!("{PUT}{body}").as_bytes()).await.unwrap();
        stream.shutdown().await.unwrap();
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes).await;
        let answer = String::from_utf8(bytes).unwrap();
        assert!(answer.starts_with("HTTP/1.1 400 ") && answer.contains("broke off"), "{body}: {answer}");
    }
}

#[tokio::test]
async fn silent_connections_block_no_others() {
    let address = start().await;
    let mut silent = Vec::new();
    for number in 0..600 {
        let mut stream = TcpStream::connect(address).await.unwrap();
        if number % 2 == 0 {
            stream.write_all(b"GET / HTTP/1.1\r\nHost: loc").await.unwrap();
        }
        silent.push(stream);
    }
    let asked = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let answer = tokio::time::timeout(std::time::Duration::from_secs(5), answer(address, asked)).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
}
