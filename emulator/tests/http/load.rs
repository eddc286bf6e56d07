//! Many concurrent requests.

use iotcentral_emulator::{Emulator, Settings, app, serve};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use crate::service::{PREVIEW, Service};

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_dashboards_are_listed_by_fifty_connections_at_once() {
    let emulator = Emulator::new(Settings::default()).unwrap();
    let service = Service::of(&emulator);
    let seeded = service.get("/api/dashboards?maxpagesize=100").await.ok()["value"].as_array().unwrap().len();
    for number in seeded..1000 {
        service.put(&format!("/api/dashboards/load:{number}"), &json!({ "displayName": "Hall" })).await.ok();
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(serve(listener, None, app(emulator), std::future::pending()));
    let listing = move || async move {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let mut next = Some(format!("/api/dashboards?api-version={PREVIEW}&maxpagesize=100"));
        let mut listed = std::collections::BTreeSet::new();
        while let Some(path) = next {
            let page = get(&mut stream, &path).await;
            listed.extend(page["value"].as_array().unwrap().iter().map(|board| board["id"].to_string()));
            next = page["nextLink"].as_str().map(|link| link.strip_prefix("http://localhost").unwrap().to_owned());
        }
        listed.len()
    };
    let clients: Vec<_> = (0..50).map(|_| tokio::spawn(listing())).collect();
    for client in clients {
        assert_eq!(client.await.unwrap(), 1000);
    }
}

/// Sends a request over a keep-alive connection.
async fn get(stream: &mut TcpStream, path: &str) -> Value {
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer iotcentral-emulator\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    loop {
        assert_ne!(stream.read_buf(&mut answer).await.unwrap(), 0, "the connection was closed");
        let text = String::from_utf8_lossy(&answer);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        assert!(head.starts_with("HTTP/1.1 200 "), "{text}");
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
        if body.len() >= length.parse().unwrap() {
            return serde_json::from_str(body).unwrap();
        }
    }
}
