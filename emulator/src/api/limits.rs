//! The documented limits of an application: 20 requests and one query a second from all its users together.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    Extension,
    extract::{OriginalUri, Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::time::Instant;

use crate::{application::Application, error::Error};

const SECOND: Duration = Duration::from_secs(1);
const REQUESTS: usize = 20;
const QUERIES: usize = 1;

/// The times of the requests of the last second, by application. Real time, since a frozen clock would block all
/// requests for ever.
#[derive(Default)]
pub(crate) struct Limits(Mutex<HashMap<String, Moments>>);

#[derive(Default)]
struct Moments {
    requests: VecDeque<Instant>,
    queries: VecDeque<Instant>,
}

impl Limits {
    /// Counts a request. Returns the exceeded limit if there is one.
    fn count_request(&self, application: &str, query: bool) -> Result<(), String> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let moments = all.entry(application.to_owned()).or_default();
        let now = Instant::now();
        for list in [&mut moments.requests, &mut moments.queries] {
            while list.front().is_some_and(|moment| now.duration_since(*moment) >= SECOND) {
                list.pop_front();
            }
        }
        if moments.requests.len() >= REQUESTS {
            return Err(format!("{REQUESTS} requests"));
        }
        if query && moments.queries.len() >= QUERIES {
            return Err(format!("{QUERIES} query"));
        }
        moments.requests.push_back(now);
        if query {
            moments.queries.push_back(now);
        }
        Ok(())
    }
}

/// Answers 429 to requests beyond the limits of their application, which [`crate::auth::require_token`] has found.
pub(crate) async fn enforce(
    State(limits): State<Arc<Limits>>,
    Extension(application): Extension<Application>,
    OriginalUri(uri): OriginalUri,
    request: Request,
    next: Next,
) -> Response {
    let Err(limit) = limits.count_request(application.id(), uri.path() == "/api/query") else {
        return next.run(request).await;
    };
    let message = format!("The application takes {limit} a second from all its users. Try again in a second.");
    let mut response = Error::status(StatusCode::TOO_MANY_REQUESTS, message).into_response();
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    response
}
