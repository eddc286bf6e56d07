//! Faults: failures on demand. `POST /emulator/faults` describes a failure and the requests that it affects. Two layers
//! apply it: [`inject`] answers requests or marks their answers, and [`cut`] cuts marked answers on the way out.

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

/// The response header that names the fault which made or changed the answer.
pub(crate) const FAULT: HeaderName = HeaderName::from_static("x-emulator-fault");
/// The request header that tells the control plane how the long-running operation of this request must end.
const LRO: HeaderName = HeaderName::from_static(LRO_HEADER);

/// The number of used-up faults that stay in the list, for tests that count their hits. Older ones are removed.
const KEPT: usize = 100;

/// The active faults, oldest first. Clones share the list.
#[derive(Clone)]
pub(crate) struct Faults {
    armed: Arc<Mutex<Vec<Armed>>>,
    clock: Clock,
}

impl Faults {
    /// Creates an empty list. The clock is used for dates in answers.
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

    /// Removes a fault. Returns whether there was one.
    pub(crate) fn remove(&self, id: &str) -> bool {
        let mut faults = self.lock();
        let before = faults.len();
        faults.retain(|fault| fault.id() != id);
        faults.len() < before
    }

    /// Returns the faults for this request: all delays, which add up, and the oldest one of the other faults.
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

/// Where a finished answer is cut. Attached to the answer for [`cut`].
#[derive(Clone, Copy)]
enum Cut {
    /// The connection is reset before the first byte.
    Before,
    /// Half of the body is sent, then the connection is reset.
    Middle,
    /// Half of the body is sent, and the rest after a pause; never without a duration.
    Pause(Option<Duration>),
    /// Half of the body is sent as if it were the complete body.
    Short,
}

/// Applies the faults to a request. The emulator's own operations are excluded, so that faults can always be removed.
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

/// Cuts the marked answers.
pub(crate) async fn cut(request: Request, next: Next) -> Response {
    let connection = request.extensions().get::<Connection>().cloned().unwrap_or_default();
    let head_only = request.method() == Method::HEAD;
    let mut response = next.run(request).await;
    let Some(cut) = response.extensions_mut().remove::<Cut>() else { return response };
    let (mut head, body) = response.into_parts();
    // The emulator's bodies are in memory, so reading one cannot fail.
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let (beginning, rest) = (bytes.slice(..bytes.len() / 2), bytes.slice(bytes.len() / 2..));
    // An answer without a body has no middle: the fault affects the whole answer.
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

/// Waits for a duration, or for ever.
async fn pause(time: Option<Duration>) {
    match time {
        Some(time) => tokio::time::sleep(time).await,
        None => pending().await,
    }
}
