//! The names of query parameters in each api-version.

use super::MAX_PAGE_SIZE;

/// Returns the name of a query parameter in an api-version; `None` if the version lacks it. `2022-10-31-preview`
/// removed the dollar sign. Released versions have none of these parameters.
pub(super) fn parameter_name(name: &'static str, version: &str) -> Option<&'static str> {
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
