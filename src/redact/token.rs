//! Secrets that are told by their value: tokens in use, and JSON Web Tokens.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::{Rc, Weak};

/// What stands in the place of a secret.
pub(super) const HIDDEN: &str = "***";

thread_local! {
    /// The tokens in use, in this thread as everything of this crate. Weak: a client that is dropped leaves nothing.
    static TOKENS: RefCell<Vec<Weak<[String]>>> = const { RefCell::new(Vec::new()) };
}

/// A shorter one isn't told from ordinary words.
const SHORTEST: usize = 8;

/// What a JSON Web Token begins with wherever it stands: `{"` in base64.
const WEB_TOKEN: &str = "eyJ";

/// A token that is redacted from every text as long as this lives.
pub(crate) struct HiddenToken {
    /// All forms in which the token may stand in a text.
    forms: Rc<[String]>,
}

impl HiddenToken {
    /// `encode` writes a text as it stands in an address.
    pub(crate) fn new(token: &str, encode: fn(&str) -> String) -> Self {
        // Of an API token the signature is the secret.
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

    /// Whether it is this token that is hidden; of one that is too short, nothing is.
    pub(crate) fn hides(&self, token: &str) -> bool {
        self.forms.first().map_or(token.len() < SHORTEST, |form| form == token)
    }
}

/// Where a token in use begins and ends, if one begins at this place.
pub(super) fn find_token(text: &str, place: usize) -> Option<Range<usize>> {
    let rest = text.get(place..)?;
    TOKENS.with_borrow(|tokens| {
        let tokens = tokens.iter().filter_map(Weak::upgrade);
        let length = |forms: Rc<[String]>| forms.iter().find(|form| rest.starts_with(&***form)).map(String::len);
        tokens.filter_map(length).max().map(|length| place..place + length)
    })
}

/// Where the JSON Web Token begins and ends, if one begins at this place.
pub(super) fn find_web_token(text: &str, place: usize) -> Option<Range<usize>> {
    let rest = text.get(place..)?.strip_prefix(WEB_TOKEN)?;
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
    let length = rest.bytes().take_while(is_part).count();
    rest.get(..length)?.as_bytes().contains(&b'.').then_some(place..place + WEB_TOKEN.len() + length)
}
