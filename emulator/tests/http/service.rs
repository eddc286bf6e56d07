//! What the tests share: a service with a frozen clock, and calls to it.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request},
};
use iotcentral_emulator::{Clock, DEFAULT_TOKEN, Emulator, Settings, app};
use serde_json::Value;
use tower::ServiceExt;

/// Three seconds after the devices' last message.
pub(crate) const NOW: &str = "2026-03-04T12:00:03Z";
pub(crate) const PREVIEW: &str = "2022-10-31-preview";
pub(crate) const APPLICATION: &str = "8a0fb3b6-4e3d-4c5e-9a54-3d1f6c0b7e21";

const CONTOSO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/seed/contoso.json");

pub(crate) struct Service(Router);

impl Service {
    pub(crate) fn new() -> Self {
        Self::with(Settings::default())
    }

    /// Creates a service with these settings, the clock at [`NOW`], and a part of the default seed: three dashboards,
    /// five devices.
    pub(crate) fn with(settings: Settings) -> Self {
        let clock = Clock::Frozen(NOW.parse().unwrap());
        let seed = settings.seed.or_else(|| Some(CONTOSO.into()));
        Self(app(Emulator::new(Settings { clock, seed, ..settings }).unwrap()))
    }

    pub(crate) fn at(now: &str) -> Self {
        let clock = Clock::Frozen(now.parse().unwrap());
        Self(app(Emulator::new(Settings { clock, seed: Some(CONTOSO.into()), ..Settings::default() }).unwrap()))
    }

    /// Creates a service with the whole default seed.
    pub(crate) fn full() -> Self {
        Self::full_at(NOW)
    }

    pub(crate) fn full_at(now: &str) -> Self {
        let clock = Clock::Frozen(now.parse().unwrap());
        Self(app(Emulator::new(Settings { clock, ..Settings::default() }).unwrap()))
    }

    pub(crate) fn of(emulator: &Emulator) -> Self {
        Self(app(emulator.clone()))
    }

    pub(crate) async fn send(&self, call: Call) -> Answer {
        let response = self.0.clone().oneshot(call.request()).await.unwrap();
        let (head, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let body = serde_json::from_str(&text).unwrap_or_default();
        Answer { status: head.status.as_u16(), headers: head.headers, body, text }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Call::new("GET", path)).await
    }

    pub(crate) async fn put(&self, path: &str, body: &Value) -> Answer {
        self.send(Call::new("PUT", path).json("application/json", body)).await
    }

    pub(crate) async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send(Call::new("PATCH", path).json("application/merge-patch+json", body)).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(Call::new("POST", path).json("application/json", body)).await
    }

    pub(crate) async fn query(&self, text: &str) -> Answer {
        let body = serde_json::json!({ "query": text });
        self.send(Call::new("POST", "/api/query").json("application/json", &body)).await
    }
}

/// A request that is valid unless a test changes it.
pub(crate) struct Call {
    method: String,
    uri: String,
    headers: Vec<(String, String)>,
    body: String,
}

impl Call {
    /// Creates a request. Adds the preview's api-version unless the path contains one.
    pub(crate) fn new(method: &str, path: &str) -> Self {
        let separator = if path.contains('?') { '&' } else { '?' };
        let version =
            if path.contains("api-version") { String::new() } else { format!("{separator}api-version={PREVIEW}") };
        Self::raw(method, &format!("{path}{version}"))
    }

    pub(crate) fn raw(method: &str, uri: &str) -> Self {
        let headers = [("host", "localhost:7071".to_owned()), ("authorization", format!("Bearer {DEFAULT_TOKEN}"))];
        Self {
            method: method.into(),
            uri: uri.into(),
            headers: headers.map(|(name, value)| (name.to_owned(), value)).into(),
            body: String::new(),
        }
    }

    /// Replaces a header; an empty value removes it.
    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(present, _)| present != name);
        if !value.is_empty() {
            self.headers.push((name.into(), value.into()));
        }
        self
    }

    /// Adds a header, keeping one of the same name.
    pub(crate) fn another_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    pub(crate) fn body(mut self, media_type: &str, body: impl Into<String>) -> Self {
        self.body = body.into();
        self.header("content-type", media_type)
    }

    pub(crate) fn json(self, media_type: &str, body: &Value) -> Self {
        self.body(media_type, body.to_string())
    }

    fn request(self) -> Request<Body> {
        let mut request = Request::builder().method(self.method.as_str()).uri(self.uri);
        for (name, value) in self.headers {
            request = request.header(name, value);
        }
        request.body(Body::from(self.body)).unwrap()
    }
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    /// Null for a body that is empty or not JSON
    pub(crate) body: Value,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Returns the body of a successful answer.
    pub(crate) fn ok(self) -> Value {
        assert_eq!(self.status, 200, "{}", self.body);
        self.body
    }

    /// Returns the message of an error, whose status and code must be these.
    pub(crate) fn error(self, status: u16, code: &str) -> String {
        assert_eq!((self.status, self.body["error"]["code"].as_str()), (status, Some(code)), "{}", self.body);
        assert_eq!(self.header("x-ms-error-code"), code);
        self.body["error"]["message"].as_str().unwrap().to_owned()
    }
}

pub(crate) fn ids(list: &Value) -> Vec<&str> {
    list["value"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect()
}
