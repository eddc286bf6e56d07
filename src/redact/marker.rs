//! Finds secrets by the marker in front of them.

use std::ops::Range;

/// How a marker is connected to its secret.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tie {
    /// By `=` or `:`.
    Assignment,
    /// By `=`, `:` or a space, like the scheme in an `Authorization` header.
    Scheme,
    /// By `=` or `:`, up to the end of the line: the `Authorization` header itself, whose value contains spaces.
    Header,
}

/// Ends an assigned secret that has no quotes.
const ENDS: &str = "\"' &;,<>\r\n";

/// The markers, which are matched without case, `_` and `-`; how each is connected to its secret; and the characters
/// that end a secret without quotes.
const MARKERS: [(&str, Tie, &str); 13] = [
    ("sharedaccesssignature", Tie::Scheme, "\"' ,<>\r\n"),
    ("bearer", Tie::Scheme, "\"' ,;<>\r\n"),
    ("authorization", Tie::Header, "\"',;<>\r\n"),
    ("accountkey", Tie::Assignment, ENDS),
    ("sharedaccesskey", Tie::Assignment, ENDS),
    ("sig", Tie::Assignment, ENDS),
    ("clientsecret", Tie::Assignment, ENDS),
    ("clientassertion", Tie::Assignment, ENDS),
    ("refreshtoken", Tie::Assignment, ENDS),
    ("accesstoken", Tie::Assignment, ENDS),
    ("idtoken", Tie::Assignment, ENDS),
    ("apikey", Tie::Assignment, ENDS),
    ("password", Tie::Assignment, ENDS),
];

const QUOTES: [&str; 8] = ["\\\"", "\"", "\\'", "'", "%22", "%27", "&quot;", "\\u0022"];
const SPACES: [&str; 4] = [" ", "\t", "%20", "%2520"];
const EQUALS: [&str; 3] = ["=", "%3d", "%253d"];
const COLONS: [&str; 2] = [":", "%3a"];
/// Ends a secret without quotes in percent-encoded text.
const ENCODED_ENDS: [&str; 8] = ["%26", "%3b", "%2c", "%22", "%20", "%0a", "%0d", "%27"];

/// Returns the range of the secret, if a marker begins at this place and a secret follows it.
pub(super) fn find_secret(text: &str, place: usize) -> Option<Range<usize>> {
    MARKERS.iter().find_map(|(name, tie, ends)| {
        let start = skip_name(text, place, name)?;
        let found = find_value(text, place, start, *tie)?;
        let end = match found.quote {
            Some(quote) => end_of_quoted(text, found.start, quote),
            None => {
                let is_end = |at: usize, char: char| {
                    ends.chars().any(|end| end == char) || prefix_at(text, at, &ENCODED_ENDS).is_some()
                };
                find_char(text, found.start, is_end)
            }
        };
        Some(found.start..end)
    })
}

/// Returns the end of the marker's name, if the name begins at this place.
fn skip_name(text: &str, place: usize, name: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = place;
    for letter in name.bytes() {
        while at > place && matches!(bytes.get(at), Some(b'_' | b'-')) {
            at += 1;
        }
        if !bytes.get(at)?.eq_ignore_ascii_case(&letter) {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// Where a secret begins, and the quote in front of it.
struct Found {
    start: usize,
    quote: Option<&'static str>,
}

/// Returns where the secret begins, after a name that reaches from `place` to `start`.
fn find_value(text: &str, place: usize, start: usize, tie: Tie) -> Option<Found> {
    let quoted = start + prefix_length(text, start, &QUOTES);
    // A form encodes a space as `+`, but after `=` a `+` may be the first character of the secret.
    let plus = if tie == Tie::Scheme { prefix_length(text, quoted, &["+"]) } else { 0 };
    let at = skip_spaces(text, quoted + plus);
    let (equals, colon) = (prefix_length(text, at, &EQUALS), prefix_length(text, at, &COLONS));
    let mut found = if equals > 0 || (colon > 0 && (quoted > start || is_name(text, place))) {
        skip_spaces(text, at + equals + colon)
    } else {
        // After a scheme a space is enough. A quote after the scheme closes the text that contains the scheme.
        (tie == Tie::Scheme && at > start && quoted == start).then_some(at)?
    };
    let mut quote = prefix_at(text, found, &QUOTES);
    let value = found + quote.map_or(0, str::len);
    if tie == Tie::Header {
        let scheme = find_char(text, value, |_, char| !char.is_ascii_alphanumeric());
        let inner = skip_spaces(text, scheme);
        match prefix_at(text, inner, &QUOTES) {
            // `Authorization: Bearer "…"`
            Some(inner_quote) if inner > scheme && quote.is_none() => (found, quote) = (inner, Some(inner_quote)),
            // `"Authorization":"Bearer …"` keeps its scheme, which is a marker of its own.
            _ if quote.is_some() && find_secret(text, value).is_some() => return None,
            _ => {}
        }
    }
    (found < text.len() || equals + colon > 0).then_some(Found { start: found + quote.map_or(0, str::len), quote })
}

/// Returns whether a word begins at this place: the marker in `InvalidAccessToken: …`, an error code and a sentence, is
/// only a part of a word.
fn is_name(text: &str, place: usize) -> bool {
    !text.get(..place).is_some_and(|before| before.ends_with(|char: char| char.is_ascii_alphanumeric()))
}

/// Returns where a quoted secret ends: at the next such quote without a backslash in front, or at the end of the text.
fn end_of_quoted(text: &str, start: usize, quote: &str) -> usize {
    let mut is_escaped = false;
    find_char(text, start, |at, char| {
        if is_escaped {
            is_escaped = false;
            return false;
        }
        let ends = prefix_at(text, at, &[quote]).is_some();
        is_escaped = char == '\\' && !ends;
        ends
    })
}

/// Returns the position of the first character that fulfils the condition, or the end of the text.
fn find_char(text: &str, start: usize, mut is_such: impl FnMut(usize, char) -> bool) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    rest.char_indices()
        .map(|(at, char)| (start + at, char))
        .find(|(at, char)| is_such(*at, *char))
        .map_or(text.len(), |(at, _)| at)
}

/// Returns which of the texts stands at this place, ignoring case.
fn prefix_at<'a>(text: &str, place: usize, texts: &[&'a str]) -> Option<&'a str> {
    let rest = text.as_bytes().get(place..)?;
    let stands =
        |wanted: &&str| rest.get(..wanted.len()).is_some_and(|start| start.eq_ignore_ascii_case(wanted.as_bytes()));
    texts.iter().copied().find(|wanted| stands(wanted))
}

fn prefix_length(text: &str, place: usize, texts: &[&str]) -> usize {
    prefix_at(text, place, texts).map_or(0, str::len)
}

/// Returns the position behind the spaces at this place.
fn skip_spaces(text: &str, mut place: usize) -> usize {
    while let Some(space) = prefix_at(text, place, &SPACES) {
        place += space.len();
    }
    place
}
