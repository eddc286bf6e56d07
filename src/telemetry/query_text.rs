//! Writes queries in the service's query language. Source of the grammar: [How to use the IoT Central REST API to query
//! devices](https://learn.microsoft.com/azure/iot-central/core/howto-query-with-rest-api).

use super::plan::{Column, Reading};
use super::window::Window;
use crate::request::query_limits::{MAX_ITEMS, MAX_LENGTH, MAX_ROWS};

/// The time range in which one query looks for last known values. A day keeps the query cheap. Values that are older
/// are read one by one, without a query.
const LATEST_WITHIN: &str = "P1D";
/// The number of messages that are searched for last values. A message rarely contains all capabilities of a device;
/// with this number of rows, most capabilities are found twice.
const LATEST_ROWS: &str = "20";

/// Lets the newest messages come first, since an answer has a limited number of rows.
const NEWEST_FIRST: &str = " ORDER BY $ts DESC";

/// A query, and the columns of a reading that it answers. The member `a` of a row is the first of these columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryText {
    /// The text of the query.
    pub text: String,
    /// The positions of its columns in the reading.
    pub columns: Vec<usize>,
}

/// The queries for some columns of telemetry, and the columns that no query can read.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Queries {
    /// The queries. Each column is in the first query that has room for it.
    pub texts: Vec<QueryText>,
    /// The positions of the other columns in the reading, and a sentence with the reason for each.
    pub unfit: Vec<(usize, String)>,
}

/// Writes the queries that read some columns of a reading. `columns` are positions in the reading.
///
/// # Errors
/// Returns a sentence with the name that cannot stand in any query of the reading.
pub fn query_texts(reading: &Reading, template: &str, columns: &[usize]) -> Result<Queries, String> {
    let (select, rest) = query_frame(reading, template)?;
    // `$ts` counts as an item too.
    let most = MAX_ITEMS - usize::from(select.ends_with(','));
    let Queries { mut texts, mut unfit } = Queries::default();
    for place in columns {
        let Some(column) = reading.columns.get(*place) else { continue };
        let fits = |item: &String| select.len() + item.len() + " AS a".len() + rest.len() <= MAX_LENGTH;
        let too_long = || ["a query for device ", &reading.device, " is longer than 350 characters"].concat();
        let item = match select_item(column).and_then(|item| Some(item).filter(fits).ok_or_else(too_long)) {
            Ok(item) => item,
            Err(why) => {
                unfit.push((*place, why));
                continue;
            }
        };
        let length = ",".len() + item.len() + " AS a".len() + rest.len();
        let has_room = |query: &QueryText| query.columns.len() < most && query.text.len() + length <= MAX_LENGTH;
        let fitting = texts.iter().position(has_room).unwrap_or(texts.len());
        if fitting == texts.len() {
            texts.push(QueryText { text: select.clone(), columns: Vec::new() });
        }
        if let Some(query) = texts.get_mut(fitting) {
            let comma = if query.columns.is_empty() { "" } else { "," };
            query.text.extend([comma, &item, " AS ", alias(query.columns.len())]);
            query.columns.push(*place);
        }
    }
    for query in &mut texts {
        query.text.push_str(&rest);
    }
    Ok(Queries { texts, unfit })
}

/// Returns the name in rows for a query's column at this position: one letter, since the length of a query is limited.
pub(super) fn alias(place: usize) -> &'static str {
    const LETTERS: &str = "abcdefghijklmno";
    LETTERS.get(place..=place).unwrap_or_default()
}

/// Returns the text of a query in front of its items, and the text behind them.
fn query_frame(reading: &Reading, template: &str) -> Result<(String, String), String> {
    let from = checked_name(template, "device template")?;
    let device = quoted(&reading.device)?;
    let within = |duration: &str| [" FROM ", from, " WHERE WITHIN_WINDOW(", duration, ") AND $id = ", &device].concat();
    let newest = |count: &str| ["SELECT TOP ", count, " $ts,"].concat();
    Ok(match &reading.window {
        Window::Slices { duration, resolution } => {
            let (duration, resolution) = (checked_name(duration, "duration")?, checked_name(resolution, "resolution")?);
            ("SELECT ".into(), within(duration) + " GROUP BY WINDOW(" + resolution + ")")
        }
        Window::Total { duration } => ("SELECT ".into(), within(checked_name(duration, "duration")?)),
        Window::Rows { duration, .. } => {
            (newest(&MAX_ROWS.to_string()), within(checked_name(duration, "duration")?) + NEWEST_FIRST)
        }
        Window::Points => (newest("100"), [" FROM ", from, " WHERE $id = ", &device, NEWEST_FIRST].concat()),
        Window::Latest => (newest(LATEST_ROWS), within(LATEST_WITHIN) + NEWEST_FIRST),
        Window::Properties | Window::Members => return Err("properties and members are not queried".into()),
    })
}

fn select_item(column: &Column) -> Result<String, String> {
    let capability = checked_name(&column.capability, "capability")?;
    Ok(match &column.aggregate {
        Some(function) => {
            [&*checked_name(function, "aggregate function")?.to_ascii_uppercase(), "(", capability, ")"].concat()
        }
        None => capability.to_owned(),
    })
}

/// Returns a name unchanged if it contains only characters that cannot end it in a query.
fn checked_name<'a>(text: &'a str, what: &str) -> Result<&'a str, String> {
    let allowed =
        |byte: u8| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'.' | b':' | b';' | b'-' | b'$');
    let fits = !text.is_empty() && text.bytes().all(allowed);
    fits.then_some(text).ok_or_else(|| ["the ", what, " `", text, "` can't stand in a query"].concat())
}

fn quoted(text: &str) -> Result<String, String> {
    match (text.as_bytes().contains(&b'\''), text.as_bytes().contains(&b'"')) {
        (false, _) => Ok(["'", text, "'"].concat()),
        (true, false) => Ok(["\"", text, "\""].concat()),
        (true, true) => Err(["the device id ", text, " has both kinds of quotes, which no query can contain"].concat()),
    }
}
