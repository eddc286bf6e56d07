//! The transport with the browser's fetch, clock and timers.

use std::cell::Cell;
use std::time::Duration;

use futures_util::FutureExt;
use iotcentral_web::transport::fetch::Fetch;
use iotcentral_web::transport::{HttpRequest, Method, Transport};
use iotcentral_web::{ClientOptions, Credential, Error, ErrorKind, IotCentralClient, RetryPolicy, Timeout};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect};

use crate::world::{answer, body_of, only_request, turn, watch_timers, watched_timers};

const ADDRESS: &str = "https://contoso.azureiotcentral.com/api/dashboards/dtmi%3Akkfvwa2xi%3Ap7pyt5x38?api-version=1";
const TOKEN: &str = "SharedAccessSignature sr=a&sig=b&skn=c&se=1";

/// Not UTF-8, and with a zero byte: reading it as text would change it.
const BYTES: [u8; 5] = [0x7b, 0x00, 0xff, 0xfe, 0x7d];

fn request(method: Method, body: Option<Vec<u8>>) -> HttpRequest {
    let headers = vec![("Authorization", TOKEN.to_owned()), ("If-Match", r#""1""#.to_owned())];
    HttpRequest { method, url: ADDRESS.to_owned(), headers, body }
}

fn client(options: ClientOptions) -> IotCentralClient {
    let credential = Credential::ApiToken(TOKEN.to_owned());
    IotCentralClient::with_options("https://contoso.azureiotcentral.com", credential, options).unwrap()
}

async fn failure(options: ClientOptions) -> Error {
    client(options).dashboards().get("dtmi:kkfvwa2xi:p7pyt5x38").await.unwrap_err()
}

fn never_again() -> ClientOptions {
    ClientOptions { retry: RetryPolicy { max_retries: 0, ..RetryPolicy::default() }, ..ClientOptions::default() }
}

#[wasm_bindgen_test]
async fn a_request_is_sent_unchanged_without_a_referrer() {
    for method in [Method::Get, Method::Put, Method::Post, Method::Patch, Method::Delete] {
        answer(r#"{ "body": "{}" }"#);
        Fetch::default().send(request(method, None)).await.unwrap();
        let sent = only_request();
        assert_eq!((sent.method().as_str(), sent.url().as_str()), (method.as_str(), ADDRESS));
        assert_eq!(sent.headers().get("authorization").unwrap().as_deref(), Some(TOKEN));
        assert_eq!(sent.headers().get("if-match").unwrap().as_deref(), Some(r#""1""#));
        assert_eq!(sent.redirect(), RequestRedirect::Error);
        assert_eq!(sent.credentials(), RequestCredentials::Omit);
        assert_eq!(sent.cache(), RequestCache::NoStore);
        assert_eq!(sent.referrer_policy(), ReferrerPolicy::NoReferrer);
    }
}

#[wasm_bindgen_test]
async fn bodies_are_bytes_in_both_directions() {
    answer(r#"{ "status": 503, "bytes": [123, 0, 255, 254, 125], "headers": { "Retry-After": "7", "X-Other": "1" } }"#);
    let response = Fetch::default().send(request(Method::Put, Some(BYTES.to_vec()))).await.unwrap();
    assert_eq!(body_of(&only_request()).await, BYTES);
    assert_eq!((response.status, response.body.as_slice()), (503, BYTES.as_slice()));
    assert_eq!(response.header("retry-after"), Some("7"));
    assert_eq!(response.header("x-other"), None);
}

#[wasm_bindgen_test]
async fn dropping_the_future_aborts_the_fetch() {
    answer(r#"{ "never": true }"#);
    let mut sending = Fetch::default().send(request(Method::Get, None));
    assert!(sending.as_mut().now_or_never().is_none(), "there is no answer");
    turn().await;
    let signal = only_request().signal();
    assert!(!signal.aborted());
    drop(sending);
    assert!(signal.aborted());
}

#[wasm_bindgen_test]
async fn a_fetch_that_fails_is_a_network_error() {
    answer(r#"{ "refused": "Failed to fetch" }"#);
    let error = failure(never_again()).await;
    assert_eq!(error.kind, ErrorKind::Network);
    assert!(error.message.contains("https://contoso.azureiotcentral.com"), "{error}");
    assert!(error.message.contains("Failed to fetch"), "{error}");
}

#[wasm_bindgen_test]
async fn a_fetch_that_takes_too_long_is_aborted() {
    answer(r#"{ "never": true }"#);
    let error = failure(ClientOptions {
        timeout: Timeout { per_try: Duration::from_millis(1), ..Timeout::default() },
        ..never_again()
    })
    .await;
    assert_eq!(error.kind, ErrorKind::Timeout);
    assert!(only_request().signal().aborted());
}

#[wasm_bindgen_test]
async fn an_answer_in_time_leaves_no_timer_behind() {
    answer(r#"{ "body": "{\"displayName\":\"Hall 1\"}" }"#);
    watch_timers();
    let dashboard = client(never_again()).dashboards().get("dtmi:kkfvwa2xi:p7pyt5x38").await.unwrap();
    assert_eq!(dashboard.value().unwrap().display_name, "Hall 1");
    // The timeouts of the operation and of the attempt, each in pieces of at most five seconds.
    assert_eq!(watched_timers(), ["5000 cleared", "5000 cleared"]);
}

#[wasm_bindgen_test]
async fn a_wait_is_one_timer_that_is_cleared_when_its_future_is_dropped() {
    // Browsers stop timers while the machine sleeps, so a long wait checks the clock every five seconds.
    for (asked, started) in [(1e12, "5000 cleared"), (60_000.0, "5000 cleared"), (1_500.0, "1500 cleared")] {
        watch_timers();
        let mut waiting = Fetch::default().sleep(asked);
        assert!(waiting.as_mut().now_or_never().is_none());
        drop(waiting);
        assert_eq!(watched_timers(), [started]);
    }
    for asked in [-1.0, 0.0, 1.0] {
        Fetch::default().sleep(asked).await;
    }
}

#[wasm_bindgen_test]
async fn chance_and_time_are_the_browsers() {
    let before = js_sys::Date::now();
    let now = Fetch::default().now();
    assert!(before <= now && now <= js_sys::Date::now());
    let seen = Cell::new(Fetch::default().random());
    assert!((0..8).map(|_| Fetch::default().random()).any(|random| random != seen.replace(random)));
    assert!((0.0..1.0).contains(&seen.get()));
}
