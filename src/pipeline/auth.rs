//! Gets tokens from the credential: one token for all requests, requested once.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, Shared, WeakShared};

use crate::error::{Cause, Error, ErrorKind};
use crate::redact::HiddenToken;
use crate::request::{encode_component, is_header_value};
use crate::transport::Transport;

/// How long before its expiry a token is renewed, in milliseconds. Tokens are valid for about an hour.
const RENEW_BEFORE_MS: f64 = 5.0 * 60_000.0;

/// The longest time for a renewal of a valid token, and the pause before the next renewal, in milliseconds.
const RENEW_AGAIN_MS: f64 = 30_000.0;

/// The scheme in front of a bearer token in the header `Authorization`.
const BEARER: &str = "Bearer ";

/// Explains why a token cannot be used.
const UNUSABLE: &str = "it is empty, or holds line breaks or characters that no header may hold";

/// A source of tokens, like the `TokenCredential` of `@azure/identity`. [`Credential::from_fn`] makes one from a
/// function.
///
/// ```
/// use std::rc::Rc;
///
/// use futures_util::FutureExt;
/// use futures_util::future::{LocalBoxFuture, ready};
/// use iotcentral_web::{AccessToken, Cause, Credential, TokenCredential};
///
/// /// Always returns the same token.
/// struct Fixed(String);
///
/// impl TokenCredential for Fixed {
///     fn get_token(&self, _: &str, _: Option<&str>) -> LocalBoxFuture<'static, Result<AccessToken, Cause>> {
///         ready(Ok(self.0.clone().into())).boxed_local()
///     }
/// }
///
/// let credential = Credential::Token(Rc::new(Fixed("iotcentral-emulator".to_owned())));
/// ```
pub trait TokenCredential {
    /// Requests a token for the scope. `claims` are the claims that the service requires, as JSON text, after it
    /// rejected a token (continuous access evaluation). Dropping the future cancels the request.
    ///
    /// # Errors
    /// The future returns the reason why there is no token. The operation then fails with a `Credential` error that
    /// has this reason as its cause.
    fn get_token(&self, scope: &str, claims: Option<&str>) -> LocalBoxFuture<'static, Result<AccessToken, Cause>>;
}

/// A request for a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRequest {
    /// The scope of the token, such as `https://apps.azureiotcentral.com/.default`.
    pub scope: String,
    /// The claims that the service requires, as JSON text, after it rejected a token (continuous access evaluation).
    pub claims: Option<String>,
}

/// The credential of a client. See [Authorize REST API in Azure IoT
/// Central](https://learn.microsoft.com/azure/iot-central/core/howto-authorize-rest-api).
#[derive(Clone)]
pub enum Credential {
    /// A source of bearer tokens.
    Token(Rc<dyn TokenCredential>),
    /// An API token: the complete value of the header, `SharedAccessSignature sr=…`.
    ApiToken(String),
}

impl Credential {
    /// Creates a credential from a function that returns a bearer token. The client calls it once for all requests that
    /// wait for a token, and again before the token expires. The function may return a text, or an [`AccessToken`] with
    /// a time of expiry.
    ///
    /// ```
    /// use iotcentral_web::Credential;
    ///
    /// # async fn sign_in(scope: &str) -> Result<String, std::io::Error> { Ok(scope.to_owned()) }
    /// let credential = Credential::from_fn(|request| async move { sign_in(&request.scope).await });
    /// ```
    pub fn from_fn<F, Answer, T, E>(get_token: F) -> Self
    where
        F: Fn(TokenRequest) -> Answer + 'static,
        Answer: Future<Output = Result<T, E>> + 'static,
        T: Into<AccessToken>,
        E: Into<Box<dyn std::error::Error>>,
    {
        Self::Token(Rc::new(FromFn(move |request| {
            let asked = get_token(request);
            async move { asked.await.map(Into::into).map_err(Cause::new) }.boxed_local()
        })))
    }

    /// Creates a credential from an API token of an application: the complete value of the header,
    /// `SharedAccessSignature sr=…`.
    ///
    /// ```
    /// use iotcentral_web::Credential;
    ///
    /// let credential = Credential::api_token("SharedAccessSignature sr=…&sig=…&skn=…&se=…");
    /// ```
    #[must_use]
    pub fn api_token(token: impl Into<String>) -> Self {
        Self::ApiToken(token.into())
    }
}

struct FromFn<F>(F);

impl<F: Fn(TokenRequest) -> LocalBoxFuture<'static, Result<AccessToken, Cause>>> TokenCredential for FromFn<F> {
    fn get_token(&self, scope: &str, claims: Option<&str>) -> LocalBoxFuture<'static, Result<AccessToken, Cause>> {
        (self.0)(TokenRequest { scope: scope.to_owned(), claims: claims.map(str::to_owned) })
    }
}

/// A token without a time of expiry; the client requests another one when the service rejects it.
impl From<String> for AccessToken {
    fn from(token: String) -> Self {
        Self { token, expires_on_ms: None, refresh_after_ms: None }
    }
}

/// A bearer token, or an API token.
///
/// ```
/// use iotcentral_web::AccessToken;
///
/// let token = AccessToken { expires_on_ms: Some(1_769_860_800_000.0), ..AccessToken::from("…".to_owned()) };
/// assert_eq!(format!("{token:?}"), "AccessToken(*** until Some(1769860800000.0))");
/// ```
#[derive(Clone, PartialEq)]
pub struct AccessToken {
    /// The token itself: a bearer token, with or without the word `Bearer`, or an API token, `SharedAccessSignature
    /// sr=…`.
    pub token: String,
    /// The time of expiry, in milliseconds since 1970; absent if it is unknown.
    pub expires_on_ms: Option<f64>,
    /// The time of renewal, in milliseconds since 1970. Default: five minutes before the expiry.
    pub refresh_after_ms: Option<f64>,
}

/// Hides the token.
impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AccessToken(*** until {:?})", self.expires_on_ms)
    }
}

type TokenFuture = LocalBoxFuture<'static, Result<AccessToken, Error>>;

/// Provides the header `Authorization` for every request of one client.
pub(crate) struct Authorization {
    credential: Credential,
    scope: String,
    token: RefCell<Option<AccessToken>>,
    /// The token in use and the one before it, which requests in flight may still carry: both are redacted from all
    /// texts.
    hidden: RefCell<[Option<HiddenToken>; 2]>,
    /// Whether the last call ended with a rejected token.
    is_refused: Cell<bool>,
    /// The claims that the next token must have.
    claims: RefCell<Option<String>>,
    /// The request to the credential that requests in flight wait for. Weak: when no future waits any more, the request
    /// is dropped, and the next one starts anew.
    fetching: RefCell<Option<WeakShared<TokenFuture>>>,
    /// The time at which the credential was asked, by [`Transport::elapsed`].
    requested_ms: Cell<f64>,
    /// How long a request to the credential may be joined, in milliseconds: the operation that started an older one has
    /// given up.
    join_timeout_ms: f64,
    /// A renewal in the background, while the current token is still valid and no request waits for the new one.
    renewing: RefCell<Option<Shared<TokenFuture>>>,
    /// The time before which no renewal starts, by [`Transport::elapsed`], because one has just ended.
    renew_from_ms: Cell<f64>,
}

impl Authorization {
    /// `join_timeout_ms` is how long an operation waits for a token.
    pub(crate) fn new(credential: Credential, scope: String, join_timeout_ms: f64) -> Self {
        Self {
            credential,
            scope,
            join_timeout_ms,
            token: RefCell::default(),
            hidden: RefCell::default(),
            is_refused: Cell::default(),
            claims: RefCell::default(),
            fetching: RefCell::default(),
            requested_ms: Cell::default(),
            renewing: RefCell::default(),
            renew_from_ms: Cell::default(),
        }
    }

    /// Returns whether to request another token after a rejected one. Returns `false` if the last call failed even with
    /// a new token, unless the service now requires claims.
    pub(crate) fn may_renew(&self, claims: Option<&str>) -> bool {
        matches!(self.credential, Credential::Token(_)) && (claims.is_some() || !self.is_refused.get())
    }

    /// Records whether a call ended with a rejected token.
    pub(crate) fn record_outcome(&self, is_refused: bool) {
        self.is_refused.set(is_refused);
    }

    /// Returns the value of the header. All requests that need a token at the same time share one request to the
    /// credential. A token that is about to expire stays in use while another one is requested.
    pub(crate) async fn header(&self, clock: &dyn Transport) -> Result<String, Error> {
        let credential = match &self.credential {
            Credential::ApiToken(token) if is_header_value(token) => {
                self.hide(token);
                return Ok(token.clone());
            }
            Credential::ApiToken(_) => return Err(credential_error(&self.scope, UNUSABLE)),
            Credential::Token(credential) => credential,
        };
        let held = self.token.borrow().clone();
        match held {
            Some(token) if !token.needs_renewal(clock.now()) => Ok(token.header()),
            Some(token) if token.is_valid(clock.now()) => Ok(self.renew(credential, clock).unwrap_or(token).header()),
            _ => Ok(self.fetch(credential, clock).await?.header()),
        }
    }

    /// Returns the latest token, even one that has expired.
    pub(crate) fn latest_token(&self) -> Option<String> {
        match &self.credential {
            Credential::ApiToken(token) => Some(token.clone()),
            Credential::Token(_) => self.token.borrow().as_ref().map(|token| token.token.clone()),
        }
    }

    /// Drops the rejected token of a header, unless another one has replaced it. The next token must have the claims.
    pub(crate) fn drop_rejected(&self, header: &str, claims: Option<String>) {
        let mut token = self.token.borrow_mut();
        let drops = match &*token {
            Some(token) => token.header() == header,
            None => claims.is_some() && *self.claims.borrow() != claims,
        };
        if drops {
            *token = None;
            *self.claims.borrow_mut() = claims;
            // A token that is being requested may lack the claims.
            self.fetching.take();
            self.renewing.take();
        }
    }

    async fn fetch(&self, credential: &Rc<dyn TokenCredential>, clock: &dyn Transport) -> Result<AccessToken, Error> {
        let pending = self.join_or_request(credential, clock);
        // From here on the request lives as long as a future waits for it.
        self.renewing.take();
        let result = pending.clone().await;
        self.store_answer(&pending, &result, clock);
        result
    }

    /// Starts or polls the renewal of a token that is still valid. Returns the new token if it has arrived.
    fn renew(&self, credential: &Rc<dyn TokenCredential>, clock: &dyn Transport) -> Option<AccessToken> {
        if clock.elapsed() < self.renew_from_ms.get() {
            return None;
        }
        let pending = self.join_or_request(credential, clock);
        let Some(result) = pending.clone().now_or_never() else {
            *self.renewing.borrow_mut() = Some(pending);
            return None;
        };
        self.store_answer(&pending, &result, clock);
        // By the machine's clock the new token may be due for renewal at once.
        self.renew_from_ms.set(clock.elapsed() + RENEW_AGAIN_MS);
        result.ok()
    }

    /// Returns the running request to the credential, or starts a new one if there is none, or if the running one is
    /// old and has no valid token.
    fn join_or_request(&self, credential: &Rc<dyn TokenCredential>, clock: &dyn Transport) -> Shared<TokenFuture> {
        let join_timeout_ms = if self.renewing.borrow().is_some() { RENEW_AGAIN_MS } else { self.join_timeout_ms };
        let is_young = clock.elapsed() - self.requested_ms.get() < join_timeout_ms;
        let running = self.fetching.borrow().as_ref().and_then(WeakShared::upgrade);
        let is_answered = |pending: &Shared<TokenFuture>| {
            let token = pending.clone().now_or_never().and_then(Result::ok);
            token.is_some_and(|token| token.expires_on_ms.is_none_or(|end| clock.now() < end))
        };
        running.filter(|pending| is_young || is_answered(pending)).unwrap_or_else(|| {
            self.requested_ms.set(clock.elapsed());
            let asked = credential.get_token(&self.scope, self.claims.borrow().as_deref());
            let scope = self.scope.clone();
            let pending = async move {
                let refuse = |cause: Cause| {
                    credential_error(&scope, &cause.to_string()).with(|details| details.cause = Some(cause))
                };
                parse_token(asked.await.map_err(refuse)?).ok_or_else(|| credential_error(&scope, UNUSABLE))
            };
            let pending = pending.boxed_local().shared();
            *self.fetching.borrow_mut() = pending.downgrade();
            pending
        })
    }

    /// Stores the answer of the credential, unless its request has been replaced since. The first waiting future that
    /// comes back ends the round; the next request that needs a token starts another one.
    fn store_answer(&self, pending: &Shared<TokenFuture>, result: &Result<AccessToken, Error>, clock: &dyn Transport) {
        let current = self.fetching.borrow().as_ref().and_then(WeakShared::upgrade);
        if !current.is_some_and(|current| current.ptr_eq(pending)) {
            return;
        }
        self.fetching.take();
        self.renewing.take();
        if let Ok(token) = result {
            let mut token = token.clone();
            if token.expires_on_ms.is_some_and(|end| end <= clock.now()) {
                // A credential gives no expired tokens, so the machine's clock must be ahead. The service's rejection
                // will show when this token expires.
                (token.expires_on_ms, token.refresh_after_ms) = (None, None);
            }
            self.hide(&token.token);
            *self.token.borrow_mut() = Some(token);
            self.claims.take();
        }
    }
}

impl Authorization {
    fn hide(&self, token: &str) {
        let mut hidden = self.hidden.borrow_mut();
        let [last, before] = &mut *hidden;
        if !last.as_ref().is_some_and(|last| last.hides(token)) {
            *before = last.replace(HiddenToken::new(token, encode_component));
        }
    }
}

impl AccessToken {
    fn header(&self) -> String {
        [if is_api_token(&self.token) { "" } else { BEARER }, &self.token].concat()
    }

    fn needs_renewal(&self, now_ms: f64) -> bool {
        let due = self.refresh_after_ms.or(self.expires_on_ms.map(|end| end - RENEW_BEFORE_MS));
        due.is_some_and(|due| now_ms >= due)
    }

    fn is_valid(&self, now_ms: f64) -> bool {
        self.expires_on_ms.is_some_and(|end| now_ms < end)
    }
}

/// Returns the token if it can stand in a header: a bearer token, with or without `Bearer`, or an API token.
fn parse_token(mut token: AccessToken) -> Option<AccessToken> {
    let (word, bare) = token.token.split_once(' ').unwrap_or((&token.token, ""));
    if word.eq_ignore_ascii_case(BEARER.trim_ascii()) {
        token.token = bare.trim_ascii().to_owned();
    }
    let text = &token.token;
    (is_header_value(text) && (is_api_token(text) || !text.as_bytes().contains(&b' '))).then_some(token)
}

/// Returns whether a token is an API token of an application.
pub(crate) fn is_api_token(token: &str) -> bool {
    token.starts_with("SharedAccessSignature ")
}

fn credential_error(scope: &str, why: &str) -> Error {
    Error::new(ErrorKind::Credential, &["the credential gave no token for ", scope, ": ", why].concat())
}
