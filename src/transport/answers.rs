//! Answers to queries that the pages of one origin share.

use futures_util::future::LocalBoxFuture;

/// The answers to queries that the pages of one origin share, as one feed sees them.
pub trait SharedAnswers {
    /// Claims a query. While another page has claimed the query, waits for the answer of that page, for fifteen seconds
    /// at most. Only pages with the same `secret` learn of the query and its answer. Dropping the future ends the
    /// claim. Returns `None` if the answer may not be shared.
    fn claim(&self, secret: &str, query: &str, since_ms: f64) -> Option<LocalBoxFuture<'static, Claim>>;
}

/// A claim to send a query, or the answer that another page has received. By default neither: the page does not share.
#[derive(Default)]
pub struct Claim {
    /// When another page received the answer, by `Transport::elapsed` and later than `since_ms`, and its text, which
    /// has not been checked.
    pub answer: Option<(f64, String)>,
    /// Passes the answer on to other pages.
    pub publish: Option<Publish>,
}

/// A function that passes an answer on to other pages. Dropping it ends the claim.
pub type Publish = Box<dyn FnOnce(&str)>;
