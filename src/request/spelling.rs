//! How each api-version spells what a list is asked by.

use super::MAX_PAGE_SIZE;

/// The name of a query parameter in a version; `None` where the version has no such parameter. `2022-10-31-preview` took the
/// dollar away, and released versions have never had them.
pub(super) fn spelled(name: &'static str, version: &str) -> Option<&'static str> {
    let with_dollar = match name {
        "filter" => "$filter",
        "orderby" => "$orderby",
        MAX_PAGE_SIZE => "$top",
        _ => return Some(name),
    };
    match version {
        "1.0" | "2022-05-31" | "2022-07-31" => None,
        older if older.ends_with("-preview") && older < "2022-10-31-preview" => Some(with_dollar),
        _ => Some(name),
    }
}
