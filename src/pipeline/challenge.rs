//! Continuous access evaluation: a 401 that says what the next token must claim.

use crate::model::View;

/// The claims that a `WWW-Authenticate` header asks for, as the JSON text that a credential takes. `None` where it asks
/// for none, or can't be read: then it is a 401 like any other.
///
/// Source: the claims challenge of the Microsoft identity platform, `error="insufficient_claims", claims="<base64>"`.
#[must_use]
pub fn claims(www_authenticate: &str) -> Option<String> {
    if parameter(www_authenticate, "error")? != "insufficient_claims" {
        return None;
    }
    let claims = base64(parameter(www_authenticate, "claims")?)?;
    // Nothing but an object is handed on to somebody else's code.
    let is_object = claims.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    View::parse(&claims).ok().filter(|_| is_object)?;
    String::from_utf8(claims).ok()
}

/// `name="value"` in a challenge.
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

/// Decodes base64 of either alphabet, padded or not.
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
    // Six bits are no byte.
    (held < 6).then_some(decoded)
}
