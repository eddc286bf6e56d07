//! Secrets that are told by what stands in front of them.

use std::ops::Range;

/// How the name of a secret is tied to the secret.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tie {
    /// By `=` or `:`.
    Assignment,
    /// By a space too, as the scheme of the header `Authorization`.
    Scheme,
    /// By `=` or `:`, to the end of the line: the header itself, whose value has spaces.
    Header,
}

/// What ends an assigned secret without quotes.
const ENDS: &str = "\"' &;,<>\r\n";

/// What a secret follows, compared without case, `_` and `-`; what ties the two; and what ends a secret without quotes.
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
/// What ends a secret without quotes in a percent-encoded text.
const ENCODED_ENDS: [&str; 8] = ["%26", "%3b", "%2c", "%22", "%20", "%0a", "%0d", "%27"];

/// Where the secret begins and ends, if one of the markers begins at this place.
pub(super) fn find_secret(text: &str, place: usize) -> Option<Range<usize>> {
    MARKERS.iter().find_map(|(name, tie, ends)| {
        let start = behind_name(text, place, name)?;
        let found = behind_tie(text, place, start, *tie)?;
        let end = match found.quote {
            Some(quote) => end_of_quoted(text, found.start, quote),
            None => {
                let is_end = |at: usize, char: char| {
                    ends.chars().any(|end| end == char) || starts(text, at, &ENCODED_ENDS).is_some()
                };
                first(text, found.start, is_end)
            }
        };
        Some(found.start..end)
    })
}

/// Where the name ends, if the text has it at this place.
fn behind_name(text: &str, place: usize, name: &str) -> Option<usize> {
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

/// Where a secret begins, and in which quotes.
struct Found {
    start: usize,
    quote: Option<&'static str>,
}

/// The way from the name, from `place` to `start`, to its secret.
fn behind_tie(text: &str, place: usize, start: usize, tie: Tie) -> Option<Found> {
    let quoted = start + length(text, start, &QUOTES);
    // A form writes a space as `+`, which may also be the first character of a secret behind `=`.
    let plus = if tie == Tie::Scheme { length(text, quoted, &["+"]) } else { 0 };
    let at = spaces(text, quoted + plus);
    let (equals, colon) = (length(text, at, &EQUALS), length(text, at, &COLONS));
    let mut found = if equals > 0 || (colon > 0 && (quoted > start || is_name(text, place))) {
        spaces(text, at + equals + colon)
    } else {
        // A space is enough for a scheme, but a quote behind it ends the text that it stands in.
        (tie == Tie::Scheme && at > start && quoted == start).then_some(at)?
    };
    let mut quote = starts(text, found, &QUOTES);
    let value = found + quote.map_or(0, str::len);
    if tie == Tie::Header {
        let scheme = first(text, value, |_, char| !char.is_ascii_alphanumeric());
        let inner = spaces(text, scheme);
        match starts(text, inner, &QUOTES) {
            // `Authorization: Bearer "…"`
            Some(inner_quote) if inner > scheme && quote.is_none() => (found, quote) = (inner, Some(inner_quote)),
            // `"Authorization":"Bearer …"` keeps the scheme, which is a marker too.
            _ if quote.is_some() && find_secret(text, value).is_some() => return None,
            _ => {}
        }
    }
    (found < text.len() || equals + colon > 0).then_some(Found { start: found + quote.map_or(0, str::len), quote })
}

/// Whether a name begins at this place, and not in the middle of a word: `InvalidAccessToken: …` is a code and a sentence.
fn is_name(text: &str, place: usize) -> bool {
    !text.get(..place).is_some_and(|before| before.ends_with(|char: char| char.is_ascii_alphanumeric()))
}

/// Where a secret in quotes ends: before the same quote, not one behind a backslash; else with the text.
fn end_of_quoted(text: &str, start: usize, quote: &str) -> usize {
    let mut is_escaped = false;
    first(text, start, |at, char| {
        if is_escaped {
            is_escaped = false;
            return false;
        }
        let ends = starts(text, at, &[quote]).is_some();
        is_escaped = char == '\\' && !ends;
        ends
    })
}

/// Where the first character stands that is such; else the end of the text.
fn first(text: &str, start: usize, mut is_such: impl FnMut(usize, char) -> bool) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    rest.char_indices()
        .map(|(at, char)| (start + at, char))
        .find(|(at, char)| is_such(*at, *char))
        .map_or(text.len(), |(at, _)| at)
}

/// Which of these texts stands at this place, compared without case.
fn starts<'a>(text: &str, place: usize, texts: &[&'a str]) -> Option<&'a str> {
    let rest = text.as_bytes().get(place..)?;
    let stands =
        |wanted: &&str| rest.get(..wanted.len()).is_some_and(|start| start.eq_ignore_ascii_case(wanted.as_bytes()));
    texts.iter().copied().find(|wanted| stands(wanted))
}

fn length(text: &str, place: usize, texts: &[&str]) -> usize {
    starts(text, place, texts).map_or(0, str::len)
}

/// Where the spaces at this place end.
fn spaces(text: &str, mut place: usize) -> usize {
    while let Some(space) = starts(text, place, &SPACES) {
        place += space.len();
    }
    place
}
