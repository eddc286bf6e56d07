//! What goes wrong out there, on demand. `POST /emulator/faults` says what and to which requests; the two layers here do
//! it: [`inject`] stands where a request is answered, [`cut`] where the finished answer leaves.

mod answer;
mod rule;

use std::{
    convert::Infallible,
    future::{pending, ready},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::Response,
};
use futures_util::{StreamExt, stream};
use serde_json::Value;

pub(crate) use rule::Rule;
use rule::{Armed, Fault};

use crate::{Clock, http::Connection, resource::LRO_HEADER};

/// Names the fault in an answer that one has made or changed.
pub(crate) const FAULT: HeaderName = HeaderName::from_static("x-emulator-fault");
/// Tells the control plane how the long-running operation that this request begins is to end.
const LRO: HeaderName = HeaderName::from_static(LRO_HEADER);

/// How many faults that are used up stay in the list, for tests that ask how often they happened. Older ones go.
const KEPT: usize = 100;

/// The faults that wait for their requests, oldest first. Clones share them.
#[derive(Clone)]
pub(crate) struct Faults {
    armed: Arc<Mutex<Vec<Armed>>>,
    clock: Clock,
}

impl Faults {
    /// None. Dates in answers are of this clock.
    pub(crate) fn new(clock: Clock) -> Self {
        Self { armed: Arc::default(), clock }
    }

    pub(crate) fn add(&self, rule: Rule) -> Value {
        let armed = Armed::new(rule);
        let shown = armed.describe();
        let mut faults = self.lock();
        faults.push(armed);
        let mut surplus = faults.iter().filter(|fault| fault.is_used_up()).count().saturating_sub(KEPT);
        faults.retain(|fault| {
            let goes = surplus > 0 && fault.is_used_up();
            surplus -= usize::from(goes);
            !goes
        });
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
        let (mut delay, mut struck) = (Duration::ZERO, None);
        for fault in self.lock().iter_mut() {
            if struck.is_some() && !fault.is_delay() {
                continue;
            }
            match fault.strike(method, path) {
                None => {}
                Some(Fault::Delay { milliseconds }) => {
                    delay = delay.saturating_add(Duration::from_millis(milliseconds))
                }
                Some(other) => struck = Some((fault.id().to_owned(), other)),
            }
        }
        (delay, struck)
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Armed>> {
        self.armed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where the finished answer is cut off. Travels beside it to [`cut`].
#[derive(Clone, Copy)]
enum Cut {
    /// The connection is reset before the first byte.
    Before,
    /// Half of the body is sent, then the connection is reset.
    Middle,
    /// Half of the body is sent, the rest so much later: never without a time.
    Pause(Option<Duration>),
    /// Half of the body is sent as if it were all.
    Short,
}

/// Does to a request what waits for it. The emulator's own operations are spared, so that there is a way back.
pub(crate) async fn inject(State(faults): State<Faults>, mut request: Request, next: Next) -> Response {
    if request.uri().path().starts_with("/emulator/") {
        return next.run(request).await;
    }
    let (delay, fault) = faults.strike(request.method().as_str(), request.uri().path());
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
    let Some((id, fault)) = fault else { return next.run(request).await };
    let cut = match &fault {
        Fault::Reset {} | Fault::LostAnswer {} => Some(Cut::Before),
        Fault::ResetInBody {} => Some(Cut::Middle),
        Fault::StallInBody { milliseconds } => Some(Cut::Pause(milliseconds.map(Duration::from_millis))),
        Fault::Truncate {} => Some(Cut::Short),
        _ => None,
    };
    if let Fault::Lro { outcome } = &fault {
        request.headers_mut().append(LRO, HeaderValue::from_static(outcome.name()));
    }
    let mut response = match fault.answer(faults.clock.now()) {
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
    let head_only = request.method() == Method::HEAD;
    let mut response = next.run(request).await;
    let Some(cut) = response.extensions_mut().remove::<Cut>() else { return response };
    let (mut head, body) = response.into_parts();
    // The emulator's own bodies are in memory: reading one can't fail.
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let (beginning, rest) = (bytes.slice(..bytes.len() / 2), bytes.slice(bytes.len() / 2..));
    // What has no body on the wire has no middle: it happens to the answer as a whole.
    let has_middle = !bytes.is_empty() && !head_only;
    match cut {
        Cut::Middle if has_middle => {
            head.headers.insert(header::CONTENT_LENGTH, bytes.len().into());
            Response::from_parts(head, connection.sever_after(beginning))
        }
        Cut::Before | Cut::Middle => {
            connection.sever();
            Response::from_parts(head, Body::empty())
        }
        Cut::Pause(time) if has_middle => {
            head.headers.insert(header::CONTENT_LENGTH, bytes.len().into());
            let rest = async move {
                pause(time).await;
                rest
            };
            let pieces = stream::once(ready(beginning)).chain(stream::once(rest));
            Response::from_parts(head, Body::from_stream(pieces.map(Ok::<_, Infallible>)))
        }
        Cut::Pause(time) => {
            pause(time).await;
            Response::from_parts(head, Body::from(bytes))
        }
        Cut::Short => {
            head.headers.remove(header::CONTENT_LENGTH);
            Response::from_parts(head, Body::from(beginning))
        }
    }
}

/// So long, or for ever.
async fn pause(time: Option<Duration>) {
    match time {
        Some(time) => tokio::time::sleep(time).await,
        None => pending().await,
    }
}
