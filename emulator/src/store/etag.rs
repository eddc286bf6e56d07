//! Entity tags in the service's form: a JSON string that has the quotes inside.

use jiff::Timestamp;

/// The tag of the `write`th change, made at `now`: `"00000001-0000-0300-0000-638e4d030000"`, quotes included.
pub(crate) fn new(write: u32, now: Timestamp) -> String {
    format!("\"{write:08x}-0000-0300-0000-{:08x}0000\"", now.as_second() as u32)
}
