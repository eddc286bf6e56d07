//! What goes wrong out there, on demand. `POST /emulator/faults` says what and to which requests; the two layers here do
//! it: [`inject`] stands where a request is answered, [`cut`] where the finished answer leaves.

mod answer;
mod connection;
mod rule;

pub(crate) use connection::Connection;

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use serde_json::Value;

pub(crate) use rule::Rule;
use rule::{Armed, Fault};

use crate::Emulator;

/// Names the fault in an answer that one has made or changed.
pub(crate) const FAULT: HeaderName = HeaderName::from_static("x-emulator-fault");
/// Tells the control plane how the long-running operation that this request begins is to end.
const LRO: HeaderName = HeaderName::from_static("x-emulator-lro");

/// The faults that wait for their requests, oldest first.
#[derive(Default)]
pub(crate) struct Faults(Mutex<Vec<Armed>>);

impl Faults {
    pub(crate) fn add(&self, rule: Rule) -> Value {
        let armed = Armed::new(rule);
        let shown = armed.describe();
        self.lock().push(armed);
        shown
    }

    pub(crate) fn list(&self) -> Vec<Value> {
        self.lock().iter().map(Armed::describe).collect()
    }

    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    /// Whether there was one to remove.
    pub(crate) fn remove(&self, id: &str) -> bool {
        let mut faults = self.lock();
        let before = faults.len();
        faults.retain(|fault| fault.id() != id);
        faults.len() < before
    }

    /// What befalls this request: delays add up, of the others the oldest counts.
    fn strike(&self, method: &str, path: &str) -> (Duration, Option<(String, Fault)>) {
        let mut delay = Duration::ZERO;
        for fault in self.lock().iter_mut() {
            match fault.strike(method, path) {
                None => {}
                Some(Fault::Delay { milliseconds }) => {
                    delay = delay.saturating_add(Duration::from_millis(milliseconds))
                }
                Some(other) => return (delay, Some((fault.id().to_owned(), other))),
            }
        }
        (delay, None)
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Armed>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where the finished answer is cut off. Travels beside it to [`cut`].
#[derive(Clone, Copy)]
enum Cut {
    /// The connection is reset before the first byte.
    Before,
    /// Half of the body is sent, then the connection is reset.
    Middle,
    /// Half of the body is sent as if it were all.
    Short,
}

/// Does to a request what waits for it. The emulator's own operations are spared, so that there is a way back.
pub(crate) async fn inject(State(emulator): State<Emulator>, mut request: Request, next: Next) -> Response {
    if request.uri().path().starts_with("/emulator/") {
        return next.run(request).await;
    }
    let (delay, fault) = emulator.faults().strike(request.method().as_str(), request.uri().path());
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
    let Some((id, fault)) = fault else { return next.run(request).await };
    let cut = match &fault {
        Fault::Reset {} | Fault::LostAnswer {} => Some(Cut::Before),
        Fault::ResetInBody {} => Some(Cut::Middle),
        Fault::Truncate {} => Some(Cut::Short),
        _ => None,
    };
    if let Fault::Lro { outcome } = &fault {
        request.headers_mut().insert(LRO, HeaderValue::from_static(outcome.name()));
    }
    let mut response = match fault.answer(emulator.clock().now()) {
        Some(response) => response,
        None => next.run(request).await,
    };
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(FAULT, id);
    }
    if let Some(cut) = cut {
        response.extensions_mut().insert(cut);
    }
    response
}

/// Cuts off the answers that are to be.
pub(crate) async fn cut(request: Request, next: Next) -> Response {
    let connection = request.extensions().get::<Connection>().cloned().unwrap_or_default();
    let mut response = next.run(request).await;
    let Some(cut) = response.extensions_mut().remove::<Cut>() else { return response };
    if let Cut::Before = cut {
        connection.sever();
        return response;
    }
    let (mut head, body) = response.into_parts();
    // The emulator's own bodies are in memory: reading one can't fail.
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let half = bytes.slice(..bytes.len() / 2);
    match cut {
        Cut::Middle => {
            head.headers.insert(header::CONTENT_LENGTH, bytes.len().into());
            Response::from_parts(head, connection.sever_after(half))
        }
        Cut::Before | Cut::Short => {
            head.headers.remove(header::CONTENT_LENGTH);
            Response::from_parts(head, Body::from(half))
        }
    }
}
