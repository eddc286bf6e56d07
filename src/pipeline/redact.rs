//! Secrets out of texts that people read.

/// What a secret follows in the texts of this service, compared without case, and what ends it.
const MARKERS: [(&str, &str); 6] = [
    ("sharedaccesssignature ", "\"' ,<>\r\n"),
    ("bearer ", "\"' ,;<>\r\n"),
    ("authorization:", "\"',;<>\r\n"),
    ("accountkey=", "\"' ;,<>\r\n"),
    ("sharedaccesskey=", "\"' ;,<>\r\n"),
    ("sig=", "\"' &;,<>\r\n"),
];

/// The text with everything replaced that follows a marker, up to what ends it.
#[must_use]
pub fn redact(text: &str) -> String {
    let mut redacted = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let marker = MARKERS.iter().find(|(marker, _)| starts_with(rest, marker));
        let Some((marker, ends)) = marker else {
            redacted.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
            continue;
        };
        let (marked, secret) = rest.split_at_checked(marker.len()).unwrap_or((rest, ""));
        let end = secret.bytes().position(|byte| ends.as_bytes().contains(&byte)).unwrap_or(secret.len());
        redacted.push_str(marked);
        redacted.push_str("***");
        rest = secret.get(end..).unwrap_or_default();
    }
    redacted
}

fn starts_with(text: &str, marker: &str) -> bool {
    text.as_bytes().get(..marker.len()).is_some_and(|start| start.eq_ignore_ascii_case(marker.as_bytes()))
}
