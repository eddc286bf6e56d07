//! Secrets out of texts that people read.

mod marker;
#[cfg(test)]
mod tests;
mod token;

pub(crate) use token::HiddenToken;

/// The text without its secrets: the values behind markers such as `AccountKey=` or `Bearer`, in quotes, behind spaces, as
/// JSON or percent-encoded; JSON Web Tokens; and the tokens in use, wherever they stand.
#[must_use]
pub fn redact(text: &str) -> String {
    let text = &*token::hide_tokens(text);
    let mut redacted = String::with_capacity(text.len());
    let mut place = 0;
    while let Some(first) = text.get(place..).and_then(|rest| rest.chars().next()) {
        match marker::find_secret(text, place).or_else(|| token::find_web_token(text, place)) {
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
