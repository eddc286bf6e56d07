//! Finds secrets by their own form: tokens that a client is using, and JSON Web Tokens.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::{Rc, Weak};

/// Replaces a secret.
pub(super) const HIDDEN: &str = "***";

thread_local! {
    /// The tokens that clients of this thread are using. Weak references, so that a dropped client leaves no token
    /// behind.
    static TOKENS: RefCell<Vec<Weak<[String]>>> = const { RefCell::new(Vec::new()) };
}

/// The shortest token that is hidden; a shorter one could be an ordinary word.
const SHORTEST: usize = 8;

/// The beginning of every JSON Web Token: `{"` in base64.
const WEB_TOKEN: &str = "eyJ";

/// A token that is redacted from every text while this value lives.
pub(crate) struct HiddenToken {
    /// The spellings of the token that are searched for: plain and percent-encoded.
    forms: Rc<[String]>,
}

impl HiddenToken {
    /// Starts hiding a token. `encode` percent-encodes a text.
    pub(crate) fn new(token: &str, encode: fn(&str) -> String) -> Self {
        // The secret part of an API token is its signature.
        let signature = token.split('&').find_map(|part| part.strip_prefix("sig=")).unwrap_or_default();
        let plain = [token, signature].into_iter().filter(|form| form.len() >= SHORTEST);
        let mut forms: Vec<String> = plain.flat_map(|form| [form.to_owned(), encode(form)]).collect();
        forms.dedup();
        let forms: Rc<[String]> = forms.into();
        TOKENS.with_borrow_mut(|tokens| {
            tokens.retain(|token| token.strong_count() > 0);
            tokens.push(Rc::downgrade(&forms));
        });
        Self { forms }
    }

    /// Returns whether this value hides `token`. A token that is too short is not hidden at all, which counts as
    /// hidden.
    pub(crate) fn hides(&self, token: &str) -> bool {
        self.forms.first().map_or(token.len() < SHORTEST, |form| form == token)
    }
}

/// Returns the range of a token in use, if one begins at this place.
pub(super) fn find_token(text: &str, place: usize) -> Option<Range<usize>> {
    let rest = text.get(place..)?;
    TOKENS.with_borrow(|tokens| {
        let tokens = tokens.iter().filter_map(Weak::upgrade);
        let length = |forms: Rc<[String]>| forms.iter().find(|form| rest.starts_with(&***form)).map(String::len);
        tokens.filter_map(length).max().map(|length| place..place + length)
    })
}

/// Returns the range of a JSON Web Token, if one begins at this place.
pub(super) fn find_web_token(text: &str, place: usize) -> Option<Range<usize>> {
    let rest = text.get(place..)?.strip_prefix(WEB_TOKEN)?;
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
    let length = rest.bytes().take_while(is_part).count();
    rest.get(..length)?.as_bytes().contains(&b'.').then_some(place..place + WEB_TOKEN.len() + length)
}
