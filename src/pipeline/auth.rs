//! Who sends the request: one token for all requests, asked for once.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, Shared, WeakShared};

use crate::error::{Cause, Error, ErrorKind};
use crate::redact::HiddenToken;
use crate::request::{encode_component, is_header_value};
use crate::transport::Transport;

/// A token is renewed this long before it ends, in milliseconds. Tokens live about an hour.
const RENEW_BEFORE_MS: f64 = 5.0 * 60_000.0;

/// A renewal may take this long, and the next one waits as long after it, in milliseconds, unless the token ends before.
const RENEW_AGAIN_MS: f64 = 30_000.0;

/// What stands before a token in a header.
const BEARER: &str = "Bearer ";

/// Why a token can't be used.
const UNUSABLE: &str = "it is empty, or holds line breaks or characters that no header may hold";

/// Gives tokens. `@azure/identity` calls it a token credential.
pub trait TokenCredential {
    /// Asks for a token of the scope. `claims` are what the service wants the token to
    /// claim, as JSON text, where it refused one (continuous access evaluation). Dropping the future ends the question.
    fn get_token(&self, scope: &str, claims: Option<&str>) -> LocalBoxFuture<'static, Result<AccessToken, Cause>>;
}

/// What a credential is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRequest {
    /// The scope of the token, such as `https://apps.azureiotcentral.com/.default`.
    pub scope: String,
    /// What the service wants the token to claim, as JSON text, where it refused one (continuous access evaluation).
    pub claims: Option<String>,
}

/// What authorizes requests.
#[derive(Clone)]
pub enum Credential {
    /// Gives bearer tokens.
    Token(Rc<dyn TokenCredential>),
    /// An API token: the whole header value, `SharedAccessSignature sr=…`.
    ApiToken(String),
}

impl Credential {
    /// A credential that calls `get_token` whenever it needs a bearer token: once for all requests that wait, and again before
    /// the token expires. The token is a text, or an [`AccessToken`] that says when it expires.
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

    /// An API token of an application: the whole header value, `SharedAccessSignature sr=…`.
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

/// A token that doesn't say when it expires: it is renewed when the service refuses it.
impl From<String> for AccessToken {
    fn from(token: String) -> Self {
        Self { token, expires_on_ms: None, refresh_after_ms: None }
    }
}

/// A bearer token, or an API token.
#[derive(Clone, PartialEq)]
pub struct AccessToken {
    /// The token itself: a bearer token, with or without the word `Bearer`, or an API token, `SharedAccessSignature sr=…`.
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
    /// The tokens in use, the last one first: no text may show them. Requests in flight may still carry the one before.
    hidden: RefCell<[Option<HiddenToken>; 2]>,
    /// Whether the last call ended with a refusal.
    is_refused: Cell<bool>,
    /// What the service wants the next token to claim.
    claims: RefCell<Option<String>>,
    /// Weak: when nobody waits any more the question is dropped, and the next request asks anew.
    fetching: RefCell<Option<WeakShared<Asking>>>,
    /// When it was asked, by [`Transport::elapsed`].
    asked_ms: Cell<f64>,
    /// A question older than this, in milliseconds, is not joined: the request that asked it has given up.
    join_timeout_ms: f64,
    /// A question that nobody waits for, since the token in hand is still good.
    renewing: RefCell<Option<Shared<Asking>>>,
    /// No renewal before this moment, by [`Transport::elapsed`]: one has just ended.
    renew_from_ms: Cell<f64>,
}

impl Authorization {
    /// `join_timeout_ms` is how long a request waits for a token.
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
            asked_ms: Cell::default(),
            renewing: RefCell::default(),
            renew_from_ms: Cell::default(),
        }
    }

    /// Whether to ask for another token where one is refused: not after a call that another one didn't help, unless the service says
    /// what the next one must claim.
    pub(crate) fn may_renew(&self, claims: Option<&str>) -> bool {
        matches!(self.credential, Credential::Token(_)) && (claims.is_some() || !self.is_refused.get())
    }

    /// Notes whether a call ended with a refusal.
    pub(crate) fn note(&self, is_refused: bool) {
        self.is_refused.set(is_refused);
    }

    /// The header's value. However many requests need a token at once, the credential is asked once; a token that nears
    /// its end serves on while another is fetched.
    pub(crate) async fn header(&self, clock: &dyn Transport) -> Result<String, Error> {
        let credential = match &self.credential {
            Credential::ApiToken(token) if is_header_value(token) => {
                self.hide(token);
                return Ok(token.clone());
            }
            Credential::ApiToken(_) => return Err(refused(&self.scope, UNUSABLE)),
            Credential::Token(credential) => credential,
        };
        let held = self.token.borrow().clone();
        match held {
            Some(token) if !token.is_due(clock.now()) => Ok(token.header()),
            Some(token) if token.is_alive(clock.now()) => Ok(self.renew(credential, clock).unwrap_or(token).header()),
            _ => Ok(self.fetch(credential, clock).await?.header()),
        }
    }

    /// Drops the token behind a header that the service refused, unless another has taken its place already. The next one
    /// must have these claims.
    pub(crate) fn forget(&self, header: &str, claims: Option<String>) {
        let mut token = self.token.borrow_mut();
        let drops = match &*token {
            Some(token) => token.header() == header,
            None => claims.is_some() && *self.claims.borrow() != claims,
        };
        if drops {
            *token = None;
            *self.claims.borrow_mut() = claims;
            // What is being fetched may lack the claims.
            self.fetching.take();
            self.renewing.take();
        }
    }

    async fn fetch(&self, credential: &Rc<dyn TokenCredential>, clock: &dyn Transport) -> Result<AccessToken, Error> {
        let asking = self.asking(credential, clock);
        // From now on it lives as long as somebody waits for it.
        self.renewing.take();
        let result = asking.clone().await;
        self.keep(&asking, &result, clock);
        result
    }

    /// Looks after the renewal of a token that is still good: the new one, where it has come.
    fn renew(&self, credential: &Rc<dyn TokenCredential>, clock: &dyn Transport) -> Option<AccessToken> {
        if clock.elapsed() < self.renew_from_ms.get() {
            return None;
        }
        let asking = self.asking(credential, clock);
        let Some(result) = asking.clone().now_or_never() else {
            *self.renewing.borrow_mut() = Some(asking);
            return None;
        };
        self.keep(&asking, &result, clock);
        // A new token may be due at once, by the machine's clock.
        self.renew_from_ms.set(clock.elapsed() + RENEW_AGAIN_MS);
        result.ok()
    }

    /// The question that is under way, unless it is old and has no good answer, or a new one.
    fn asking(&self, credential: &Rc<dyn TokenCredential>, clock: &dyn Transport) -> Shared<Asking> {
        let join_timeout_ms = if self.renewing.borrow().is_some() { RENEW_AGAIN_MS } else { self.join_timeout_ms };
        let is_young = clock.elapsed() - self.asked_ms.get() < join_timeout_ms;
        let under_way = self.fetching.borrow().as_ref().and_then(WeakShared::upgrade);
        let is_answered = |asking: &Shared<Asking>| {
            let token = asking.clone().now_or_never().and_then(Result::ok);
            token.is_some_and(|token| token.expires_on_ms.is_none_or(|end| clock.now() < end))
        };
        under_way.filter(|asking| is_young || is_answered(asking)).unwrap_or_else(|| {
            self.asked_ms.set(clock.elapsed());
            let asked = credential.get_token(&self.scope, self.claims.borrow().as_deref());
            let scope = self.scope.clone();
            let asking = async move {
                let refuse =
                    |cause: Cause| refused(&scope, &cause.to_string()).with(|details| details.cause = Some(cause));
                usable(asked.await.map_err(refuse)?).ok_or_else(|| refused(&scope, UNUSABLE))
            };
            let asking = asking.boxed_local().shared();
            *self.fetching.borrow_mut() = asking.downgrade();
            asking
        })
    }

    /// Keeps what the credential answered, unless the question has been given up since. The first to come back ends this
    /// round; the next request that needs a token begins another.
    fn keep(&self, asking: &Shared<Asking>, result: &Result<AccessToken, Error>, clock: &dyn Transport) {
        let current = self.fetching.borrow().as_ref().and_then(WeakShared::upgrade);
        if !current.is_some_and(|current| current.ptr_eq(asking)) {
            return;
        }
        self.fetching.take();
        self.renewing.take();
        if let Ok(token) = result {
            let mut token = token.clone();
            if token.expires_on_ms.is_some_and(|end| end <= clock.now()) {
                // Nobody gives such tokens: the machine's clock is ahead. A refusal will say when this one is over.
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

    fn is_due(&self, now_ms: f64) -> bool {
        let due = self.refresh_after_ms.or(self.expires_on_ms.map(|end| end - RENEW_BEFORE_MS));
        due.is_some_and(|due| now_ms >= due)
    }

    fn is_alive(&self, now_ms: f64) -> bool {
        self.expires_on_ms.is_some_and(|end| now_ms < end)
    }
}

/// A token that can stand in a header: a bearer token, with or without the word, or an API token.
fn usable(mut token: AccessToken) -> Option<AccessToken> {
    let (word, bare) = token.token.split_once(' ').unwrap_or((&token.token, ""));
    if word.eq_ignore_ascii_case(BEARER.trim_ascii()) {
        token.token = bare.trim_ascii().to_owned();
    }
    let text = &token.token;
    (is_header_value(text) && (is_api_token(text) || !text.as_bytes().contains(&b' '))).then_some(token)
}

/// Whether a token is an API token of an application.
pub(crate) fn is_api_token(token: &str) -> bool {
    token.starts_with("SharedAccessSignature ")
}

fn refused(scope: &str, why: &str) -> Error {
    Error::new(ErrorKind::Credential, &["the credential gave no token for ", scope, ": ", why].concat())
}
