//! Secrets out of texts that people read.

#[cfg(test)]
mod tests;

/// What a secret follows in the texts of this service, compared without case; what stands between the two, at least one
/// of them; and what ends the secret.
const MARKERS: [(&str, &str, &str); 6] = [
    ("sharedaccesssignature", " \t", "\"' ,<>\r\n"),
    ("bearer", " \t", "\"' ,;<>\r\n"),
    ("authorization", " \t:", "\"',;<>\r\n"),
    ("accountkey", "=", "\"' ;,<>\r\n"),
    ("sharedaccesskey", "=", "\"' ;,<>\r\n"),
    ("sig", "=", "\"' &;,<>\r\n"),
];

/// What a JSON Web Token begins with wherever it stands: `{"` in base64.
const WEB_TOKEN: &str = "eyJ";

/// The text with everything replaced that follows a marker, up to what ends it, or is a JSON Web Token.
#[must_use]
pub fn redact(text: &str) -> String {
    let mut redacted = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let found = MARKERS.iter().find_map(|(marker, gap, ends)| find_secret(rest, marker, gap, ends));
        let found = found.or_else(|| Some((0, web_token(rest)?)));
        let (kept, skipped) = found.map_or((first.len_utf8(), 0), |(kept, end)| (kept, end - kept));
        redacted.push_str(rest.get(..kept).unwrap_or_default());
        if found.is_some() {
            redacted.push_str("***");
        }
        rest = rest.get(kept + skipped..).unwrap_or_default();
    }
    redacted
}

/// Where the token ends, if the text begins with one.
fn web_token(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(WEB_TOKEN)?;
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
    let length = rest.bytes().take_while(is_part).count();
    rest.get(..length)?.contains('.').then_some(WEB_TOKEN.len() + length)
}

/// Where the secret begins and ends, if the text begins with this marker.
fn find_secret(text: &str, marker: &str, gap: &str, ends: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    bytes.get(..marker.len()).filter(|start| start.eq_ignore_ascii_case(marker.as_bytes()))?;
    let is_in = |set: &str, byte: &u8| set.as_bytes().contains(byte);
    let gap = bytes.get(marker.len()..)?.iter().take_while(|byte| is_in(gap, byte)).count();
    let start = marker.len() + gap;
    let length = bytes.get(start..)?.iter().take_while(|byte| !is_in(ends, byte)).count();
    (gap > 0).then_some((start, start + length))
}
