//! Removes secrets from texts that people read.

mod marker;
#[cfg(test)]
mod tests;
mod token;

use std::borrow::Cow;

pub(crate) use token::HiddenToken;

/// Returns the text with its secrets replaced by `***`: the values after markers such as `AccountKey=` or `Bearer` (in
/// quotes, after spaces, in JSON or percent-encoded), JSON Web Tokens, and every token that a client is using.
#[must_use]
pub fn redact(text: &str) -> String {
    let mut redacted = String::with_capacity(text.len());
    let mut place = 0;
    while let Some(first) = text.get(place..).and_then(|rest| rest.chars().next()) {
        let secret = token::find_token(text, place).or_else(|| marker::find_secret(text, place));
        match secret.or_else(|| token::find_web_token(text, place)) {
            Some(secret) => {
                redacted.push_str(text.get(place..secret.start).unwrap_or_default());
                redacted.push_str(token::HIDDEN);
                place = secret.end;
            }
            None => {
                redacted.push(first);
                place += first.len_utf8();
            }
        }
    }
    redacted
}

/// Returns the text, cut to at most `longest` bytes and `…`.
#[must_use]
pub(crate) fn clip(text: &str, longest: usize) -> Cow<'_, str> {
    match text.split_at_checked(text.floor_char_boundary(longest)) {
        Some((start, rest)) if !rest.is_empty() => Cow::from([start, "…"].concat()),
        _ => Cow::from(text),
    }
}

/// Prepares a text for an error: without secrets, and short enough for people to read. Text far behind the cut is not
/// searched.
pub(crate) fn presentable(text: &str, longest: usize) -> String {
    clip(&redact(&clip(text, 4 * longest)), longest).into_owned()
}
