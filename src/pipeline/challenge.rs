//! Continuous access evaluation: reads from a 401 which claims the next token must have.

use crate::model::View;

/// Returns the claims that a `WWW-Authenticate` header asks for, as JSON text for a credential. Returns `None` if the
/// header asks for none or cannot be read; such a 401 is handled like any other.
///
/// Source: the claims challenge of the Microsoft identity platform, `error="insufficient_claims", claims="<base64>"`.
#[must_use]
pub fn claims(www_authenticate: &str) -> Option<String> {
    if parameter(www_authenticate, "error")? != "insufficient_claims" {
        return None;
    }
    let claims = base64(parameter(www_authenticate, "claims")?)?;
    // Only a JSON object is passed to the credential, which is code of the application.
    let is_object = claims.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    View::parse(&claims).ok().filter(|_| is_object)?;
    String::from_utf8(claims).ok()
}

/// Returns the value of `name="value"` in a challenge.
fn parameter<'a>(challenge: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = challenge;
    while let Some((before, behind)) = rest.split_once('=') {
        let found = before.rsplit([' ', ',', '\t']).next()?.eq_ignore_ascii_case(name);
        let (value, after) = match behind.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => behind.split_once(',').unwrap_or((behind, "")),
        };
        if found {
            return Some(value);
        }
        rest = after;
    }
    None
}

/// Decodes base64 of either alphabet, with or without padding.
fn base64(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=');
    let mut decoded = Vec::with_capacity(text.len());
    let (mut bits, mut held) = (0_u32, 0);
    for byte in text.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            decoded.push((bits >> held) as u8);
        }
    }
    // Six remaining bits are less than a byte, so the text was cut off.
    (held < 6).then_some(decoded)
}
