//! Secrets out of texts that people read.

/// What a secret follows in the texts of this service. Compared without case.
const MARKERS: [&str; 6] =
    ["sharedaccesssignature ", "bearer ", "accountkey=", "sharedaccesskey=", "sig=", "authorization:"];

/// The text with everything that follows a marker replaced, up to the end of that word.
#[must_use]
pub fn redact(text: &str) -> String {
    // ASCII lower case keeps every byte where it is, so a place found there is the same place here.
    let lower = text.to_ascii_lowercase();
    let mut redacted = String::with_capacity(text.len());
    let mut rest = 0;
    while let Some((start, marker)) = next_marker(&lower, rest) {
        let secret = start + marker.len();
        let word_end = |text: &str| text.find(['"', '\'', '<', '>', ' ', '\t', '\n', '\r', ',', ';', '&']);
        let tail = lower.get(secret..).unwrap_or_default();
        let gap = tail.len() - tail.trim_start().len();
        let end = word_end(tail.trim_start()).map_or(lower.len(), |length| secret + gap + length);
        redacted += text.get(rest..secret).unwrap_or_default();
        redacted += "***";
        // What an API token holds after its first `&` is as secret as what stands before.
        rest = if marker == "sharedaccesssignature " { api_token_end(&lower, secret) } else { end };
    }
    redacted + text.get(rest..).unwrap_or_default()
}

fn next_marker(lower: &str, from: usize) -> Option<(usize, &'static str)> {
    let tail = lower.get(from..)?;
    MARKERS.iter().filter_map(|marker| Some((from + tail.find(marker)?, *marker))).min()
}

fn api_token_end(lower: &str, from: usize) -> usize {
    let tail = lower.get(from..).unwrap_or_default();
    tail.find(['"', '\'', ' ', '\n', '\r', ',']).map_or(lower.len(), |length| from + length)
}
