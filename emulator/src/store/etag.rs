//! Etags in the form of the service: a JSON string whose content includes quotes.

use jiff::Timestamp;

/// Returns the etag of write number `write` at the time `now`: `"00000001-0000-0300-0000-638e4d030000"`, quotes
/// included.
pub(crate) fn new(write: u32, now: Timestamp) -> String {
    format!("\"{write:08x}-0000-0300-0000-{:08x}0000\"", now.as_second() as u32)
}
