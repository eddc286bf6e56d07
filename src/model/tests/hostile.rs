//! Arbitrary bytes for every decoder: the result is a value or a typed error. A panic would be a trap in WebAssembly.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, ready};

use super::super::*;
use crate::client::ApplicationsClient;
use crate::client::applications::ENDPOINT;
use crate::error::Cause;
use crate::merge::merge;
use crate::model::time::{duration_ms, timestamp_ms};
use crate::pipeline::PipelineOptions;
use crate::pipeline::auth::{AccessToken, Credential, TokenCredential};
use crate::pipeline::challenge::claims;
use crate::pipeline::poller::OperationState;
use crate::pipeline::read_back::is_applied;
use crate::pipeline::retry_after::{http_date_ms, retry_after_ms};
use crate::redact::redact;
use crate::request::endpoint::absolute_link;
use crate::request::query::RunQuery;
use crate::request::{Endpoint, FromBody, Operation};
use crate::telemetry::names::Names;
use crate::telemetry::plan::Plan;
use crate::telemetry::points::Points;
use crate::transport::HttpResponse;
use crate::transport::scripted::{Scripted, answer};
use crate::validate::validate;

/// Seeds: bodies that the service sends, and texts that break parsers.
const SEEDS: [&str; 15] = [
    r#"{"value":[{"id":"a","displayName":"t","tiles":[{"displayName":"t","x":0,"y":1.5e1,"width":2,"height":3,"configuration":{"type":"lkv","group":"g","devices":["d"],"capabilities":[{"capability":"c","aggregateFunction":"avg"}]}}],"etag":"\"1\""}],"nextLink":"https://a/b"}"#,
    r#"{"displayName":"\ud83d\ude00\u0000\"\\","tiles":[{"configuration":{"type":"future"},"displayName":"","x":-0.0,"y":1e400,"width":123456789012345678901234567890,"height":1e-400}]}"#,
    r#"{"location":"eastus","sku":{"name":"ST2"},"tags":{"a":"b"},"properties":{"subdomain":"x","provisioningState":"Creating"}}"#,
    r#"{"container":"c","connectionString":"AccountName=a;AccountKey=k;","sasTtl":"PT1H","state":"pending"}"#,
    r#"{"results":[{"$id":"a","$ts":"2026-01-01T00:00:00Z","avg":1.25},{}]}"#,
    r#"{"error":{"code":"C","message":{"value":"m"},"requestId":"r","details":[{"code":"d","message":"dm"}]}}"#,
    r#"{"method":"PUT","resource":"/subscriptions/s/resourceGroups/rg","follow":"asyncOperation","link":"https://management.azure.com/x"}"#,
    r#"{"capabilityModel":{"contents":[{"@type":["Telemetry","Temperature"],"name":"t","displayName":{"en":"T"},"unit":"degreeCelsius","schema":{"enumValues":[{"enumValue":1,"displayName":"on"}]}},{"@type":"Component","name":"c","schema":{"contents":[]}}],"extends":[{"contents":[]}]}}"#,
    r#"SELECT TOP 10 MAX("temperature") AS t, $id FROM dtmi:a:b;1 WHERE $ts >= '2026-01-01' AND WITHIN_WINDOW(P1D) GROUP BY WINDOW(PT1H)"#,
    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    "\u{feff} null ",
    r#"Bearer error="insufficient_claims", claims="e30=""#,
    "P1Y2M3W4DT5H6M7.8S",
    "Sun, 06 Nov 1994 08:49:37 GMT",
    "https://contoso.azureiotcentral.com:443/@\\?#",
];

/// A pseudo-random number generator with a fixed seed, so that failures are reproducible.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// Returns a seed with some bytes changed, removed, doubled, or taken from another seed.
fn mutant(random: &mut Random) -> Vec<u8> {
    const PIECES: [&[u8]; 14] = [
        b"\"",
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b"\\u",
        b"\\",
        b"\xff\xfe",
        b"\xf0\x9f",
        b"null",
        b"1e9999",
        b"\"type\":",
    ];
    let mut bytes = SEEDS[random.below(SEEDS.len())].as_bytes().to_vec();
    for _ in 0..=random.below(4) {
        let place = random.below(bytes.len() + 1);
        let end = (place + random.below(12)).min(bytes.len());
        match random.below(5) {
            0 => bytes.truncate(place),
            1 => drop(bytes.splice(place..end, PIECES[random.below(PIECES.len())].iter().copied())),
            2 => bytes.extend_from_within(place..end),
            3 => {
                let other = SEEDS[random.below(SEEDS.len())].as_bytes();
                let from = random.below(other.len());
                drop(bytes.splice(place..end, other[from..].iter().copied()));
            }
            _ => bytes.iter_mut().skip(place).take(1).for_each(|byte| *byte = random.below(256) as u8),
        }
    }
    bytes
}

/// Reads bytes that passed the check, writes the value, and reads the result again.
fn round_trip<T: Wire + PartialEq>(bytes: &[u8]) {
    if let Ok(checked) = Json::<T>::parse(bytes) {
        let value = checked.value().unwrap();
        assert!(Json::from(&value).value().unwrap() == value);
        assert!(Json::<T>::parse(Json::from(&value).as_str().as_bytes()).is_ok());
        assert!(View::parse(&checked.writable()).is_ok());
    }
    let _ = serde_json::from_slice::<T>(bytes);
}

/// Runs the readers of other texts: saved states, headers, and texts made from checked documents.
fn every_reader(bytes: &[u8], other: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(state) = OperationState::restore(&text) {
        assert_eq!(OperationState::restore(&state.save()).unwrap(), state);
    }
    let response = HttpResponse { status: 503, headers: vec![("retry-after", text.to_string())], body: Vec::new() };
    let wait = retry_after_ms(&response, 0.0);
    assert!(wait.is_none_or(|wait| wait > 0.0), "{wait:?}");
    let _ = (timestamp_ms(&text), account_key(&text), absolute_link(text.to_string(), "https://a/b?c"));
    let _ = (RunQuery { text: &text }).request();
    if let Ok(file_upload) = Json::<FileUpload>::parse(bytes) {
        assert_eq!(file_upload.masked().masked(), file_upload.masked());
    }
    if let Ok(dashboard) = Json::<Dashboard>::parse(bytes) {
        let _ = Plan::new(&dashboard, None);
    }
    let Ok(view) = View::parse(bytes) else { return };
    let mut names = Names::default();
    names.add_device("d", view);
    names.add_template("t", Some(view));
    let rows = view.get("results").unwrap_or(view).items();
    let _ = (Points::from_rows(&rows, 0), Points::from_aggregate_row(&rows, 1), Points::from_property(view, "a.b"));
    let Ok(other) = View::parse(other) else { return };
    let _ = (is_applied(view, other), is_applied(other, view));
    for (base, mine, theirs) in [(view, other, view), (view, view, other), (other, view, view), (view, other, other)] {
        if let Ok(Some(patch)) = merge(base, mine, theirs) {
            assert!(View::parse(&patch).is_ok(), "{}", String::from_utf8_lossy(&patch));
        }
    }
}

/// A credential that returns its token at once.
struct Given;

impl TokenCredential for Given {
    fn get_token(&self, _scope: &str, _claims: Option<&str>) -> LocalBoxFuture<'static, Result<AccessToken, Cause>> {
        ready(Ok(AccessToken { token: "t".into(), expires_on_ms: None, refresh_after_ms: None })).boxed_local()
    }
}

/// Checks that a poller continues, ends or fails after any answer.
fn every_poll(bytes: &[u8]) {
    let subscription = "11111111-2222-3333-4444-555555555555";
    let resource = format!("/subscriptions/{subscription}/resourceGroups/rg/providers/Microsoft.IoTCentral/iotApps/a");
    for (method, follow) in [
        ("PUT", r#""follow":"asyncOperation","link":"/x""#),
        ("DELETE", r#""follow":"asyncOperation","link":"/x""#),
        ("PATCH", r#""follow":"location","link":"/x""#),
        ("DELETE", r#""follow":"location","link":"/x""#),
        ("PUT", r#""follow":"resource""#),
        ("DELETE", r#""follow":"resource""#),
        ("PUT", r#""follow":"result""#),
    ] {
        let body = bytes.to_vec();
        let world = Scripted::answering(move |_| answer(200, body.clone()).header("location", "/y"));
        let credential = Credential::Token(Rc::new(Given));
        let client = ApplicationsClient::with_transport(
            ENDPOINT,
            subscription,
            credential,
            PipelineOptions::default(),
            world.transport(),
        );
        let saved = format!(r#"{{"method":"{method}","resource":"{resource}",{follow}}}"#);
        let poller = client.and_then(|client| client.restore_poller(&saved)).unwrap();
        let _ = world.run(poller.poll());
    }
}

fn every_decoder(bytes: &[u8]) {
    round_trip::<Dashboard>(bytes);
    round_trip::<DashboardPatch>(bytes);
    round_trip::<Tile>(bytes);
    round_trip::<TileConfiguration>(bytes);
    round_trip::<Application>(bytes);
    round_trip::<ApplicationPatch>(bytes);
    round_trip::<ApplicationTemplate>(bytes);
    round_trip::<AvailabilityInfo>(bytes);
    round_trip::<ProviderOperation>(bytes);
    round_trip::<Device>(bytes);
    round_trip::<DeviceTelemetry>(bytes);
    round_trip::<DeviceCommand>(bytes);
    round_trip::<DeviceGroup>(bytes);
    round_trip::<QueryResponse>(bytes);
    round_trip::<FileUpload>(bytes);
    round_trip::<FileUploadPatch>(bytes);
    let _ = Page::<Dashboard>::parse(bytes).map(|page| page.items());
    let _ = Page::<Device>::parse(bytes).map(|page| page.items());
    let _ = Page::<Application>::parse(bytes).map(|page| page.items());
    let _ = (Json::<Device>::from_body(bytes), Json::<Record>::from_body(bytes), <()>::from_body(bytes));
    let _ = ErrorBody::read(bytes);
    let _ = validate::<Dashboard>(bytes);
    let text = String::from_utf8_lossy(bytes);
    assert_eq!(redact(&redact(&text)), redact(&text));
    let _ = (claims(&text), duration_ms(&text), http_date_ms(&text), Endpoint::parse(&text));
}

#[test]
fn arbitrary_bytes_give_a_value_or_an_error() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for round in 0..10_000 {
        let (bytes, other) = (mutant(&mut random), mutant(&mut random));
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            every_decoder(&bytes);
            every_reader(&bytes, &other);
            if round % 10 == 0 {
                every_poll(&bytes);
            }
        }));
        assert!(outcome.is_ok(), "{:?}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn every_cut_of_every_document_gives_a_value_or_an_error() {
    for seed in SEEDS {
        for end in 0..=seed.len() {
            every_decoder(&seed.as_bytes()[..end]);
            every_reader(&seed.as_bytes()[..end], seed.as_bytes());
        }
    }
}
