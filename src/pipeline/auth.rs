//! Who sends the request: one token for all requests, asked for once.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, WeakShared};

use crate::error::{Error, ErrorKind};
use crate::request::is_header_value;

/// A token is renewed this long before it ends, in milliseconds. Tokens live about an hour.
const RENEW_BEFORE_MS: f64 = 5.0 * 60_000.0;

/// Why a token can't be used.
const UNUSABLE: &str = "it is empty, or holds line breaks or characters that no header may hold";

/// Gives tokens. `@azure/identity` calls it a token credential.
pub trait TokenCredential {
    /// Asks for a token of the scope; the error is a sentence for people.
    fn get_token(&self, scope: &str) -> LocalBoxFuture<'static, Result<AccessToken, String>>;
}

/// What authorizes requests.
pub enum Credential {
    /// Gives bearer tokens.
    Token(Rc<dyn TokenCredential>),
    /// An API token: the whole header value, `SharedAccessSignature sr=…`.
    ApiToken(String),
}

/// A bearer token.
#[derive(Clone, PartialEq)]
pub struct AccessToken {
    /// The token itself.
    pub token: String,
    /// When it ends, in milliseconds since 1970; absent where nobody knows.
    pub expires_on_ms: Option<f64>,
    /// When it should be renewed, in milliseconds since 1970; absent: five minutes before its end.
    pub refresh_after_ms: Option<f64>,
}

/// Without the token.
impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AccessToken(*** until {:?})", self.expires_on_ms)
    }
}

type Asking = LocalBoxFuture<'static, Result<AccessToken, Error>>;

/// The header `Authorization` of every request of one client.
pub(crate) struct Authorization {
    credential: Credential,
    scope: String,
    token: RefCell<Option<AccessToken>>,
    /// Weak: when nobody waits any more the question is dropped, and the next request asks anew.
    fetching: RefCell<Option<WeakShared<Asking>>>,
}

impl Authorization {
    pub(crate) fn new(credential: Credential, scope: String) -> Self {
        Self { credential, scope, token: RefCell::default(), fetching: RefCell::default() }
    }

    /// Whether another token can be had when one is refused.
    pub(crate) fn can_renew(&self) -> bool {
        matches!(self.credential, Credential::Token(_))
    }

    /// The header's value. However many requests need a token at once, the credential is asked once.
    pub(crate) async fn header(&self, now_ms: f64) -> Result<String, Error> {
        let credential = match &self.credential {
            Credential::ApiToken(token) if is_header_value(token) => return Ok(token.clone()),
            Credential::ApiToken(_) => return Err(refused(&self.scope, UNUSABLE)),
            Credential::Token(credential) => credential,
        };
        let held = self.token.borrow().clone();
        match held {
            Some(token) if !token.is_due(now_ms) => Ok(token.header()),
            held => match self.fetch(credential).await {
                Ok(token) => Ok(token.header()),
                // Due but not over: a credential that fails for a moment doesn't stop the page.
                Err(error) => held.filter(|token| token.is_alive(now_ms)).map(|token| token.header()).ok_or(error),
            },
        }
    }

    /// Drops the token behind a header that the service refused, unless another has taken its place already.
    pub(crate) fn forget(&self, header: &str) {
        let mut token = self.token.borrow_mut();
        if token.as_ref().is_some_and(|token| token.header() == header) {
            *token = None;
        }
    }

    async fn fetch(&self, credential: &Rc<dyn TokenCredential>) -> Result<AccessToken, Error> {
        let under_way = self.fetching.borrow().as_ref().and_then(WeakShared::upgrade);
        let asking = under_way.unwrap_or_else(|| {
            let asked = credential.get_token(&self.scope);
            let scope = self.scope.clone();
            let asking = async move { asked.await.and_then(usable).map_err(|why| refused(&scope, &why)) };
            let asking = asking.boxed_local().shared();
            *self.fetching.borrow_mut() = asking.downgrade();
            asking
        });
        let result = asking.await;
        // The first to come back ends this round; the next request that needs a token begins another.
        if self.fetching.take().is_some()
            && let Ok(token) = &result
        {
            *self.token.borrow_mut() = Some(token.clone());
        }
        result
    }
}

impl AccessToken {
    fn header(&self) -> String {
        format!("Bearer {}", self.token)
    }

    fn is_due(&self, now_ms: f64) -> bool {
        let due = self.refresh_after_ms.or(self.expires_on_ms.map(|end| end - RENEW_BEFORE_MS));
        due.is_some_and(|due| now_ms >= due)
    }

    fn is_alive(&self, now_ms: f64) -> bool {
        self.expires_on_ms.is_some_and(|end| now_ms < end)
    }
}

/// A token that can stand in a header.
fn usable(token: AccessToken) -> Result<AccessToken, String> {
    let fits = is_header_value(&token.token) && !token.token.contains(' ');
    if fits { Ok(token) } else { Err(UNUSABLE.into()) }
}

fn refused(scope: &str, why: &str) -> Error {
    Error::new(ErrorKind::Credential, &["the credential gave no token for ", scope, ": ", why].concat())
}
