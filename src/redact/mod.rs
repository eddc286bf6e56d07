//! Secrets out of texts that people read.

mod marker;
#[cfg(test)]
mod tests;
mod token;

use std::borrow::Cow;

pub(crate) use token::HiddenToken;

/// The text without its secrets: the values behind markers such as `AccountKey=` or `Bearer`, in quotes, behind spaces, as
/// JSON or percent-encoded; JSON Web Tokens; and the tokens in use, wherever they stand.
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

/// The text, or as much of its beginning as so many bytes hold, and `…`.
#[must_use]
pub(crate) fn clip(text: &str, longest: usize) -> Cow<'_, str> {
    match text.split_at_checked(text.floor_char_boundary(longest)) {
        Some((start, rest)) if !rest.is_empty() => Cow::from([start, "…"].concat()),
        _ => Cow::from(text),
    }
}

/// A text of an error: without secrets, in a length for people. What is far behind the end isn't even looked at.
pub(crate) fn presentable(text: &str, longest: usize) -> String {
    clip(&redact(&clip(text, 4 * longest)), longest).into_owned()
}
