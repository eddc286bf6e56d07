//! What to read, in the service's query language. Source of the grammar: "How to use the IoT Central REST API to query
//! devices" in the service's documentation.

use super::plan::{Column, Reading};
use super::window::Window;
use crate::request::query_limits::{MAX_ITEMS, MAX_LENGTH, MAX_ROWS};

/// How far back last known values are looked for together. A day keeps the query cheap; what it doesn't find is asked for
/// alone, without a query.
const LATEST_WITHIN: &str = "P1D";
/// A message rarely carries all capabilities of a device: this many rows let most find their last two values.
const LATEST_ROWS: &str = "20";

/// Which messages come where not all do.
const NEWEST_FIRST: &str = " ORDER BY $ts DESC";

/// A query, and which columns of the reading it answers: the row's member `a` is the first of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryText {
    /// The text.
    pub text: String,
    /// Places of its columns in the reading.
    pub columns: Vec<usize>,
}

/// The queries that read columns of telemetry, and the columns that no query can read.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Queries {
    /// The queries: each column stands in the first that has room for it.
    pub texts: Vec<QueryText>,
    /// Places of the other columns in the reading, and a sentence that says why.
    pub unfit: Vec<(usize, String)>,
}

/// The queries that read these columns of telemetry, by their places.
///
/// # Errors
/// A sentence that says which name can't stand in any query of the reading.
pub fn query_texts(reading: &Reading, template: &str, columns: &[usize]) -> Result<Queries, String> {
    let (select, rest) = around(reading, template)?;
    // `$ts` is an item too.
    let most = MAX_ITEMS - usize::from(select.ends_with(','));
    let Queries { mut texts, mut unfit } = Queries::default();
    for place in columns {
        let Some(column) = reading.columns.get(*place) else { continue };
        let fits = |item: &String| select.len() + item.len() + " AS a".len() + rest.len() <= MAX_LENGTH;
        let too_long = || ["a query for device ", &reading.device, " is longer than 350 characters"].concat();
        let item = match item(column).and_then(|item| Some(item).filter(fits).ok_or_else(too_long)) {
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

/// What the rows call a query's column at this place. A letter, since each costs one of the text's characters.
pub(super) fn alias(place: usize) -> &'static str {
    const LETTERS: &str = "abcdefghijklmno";
    LETTERS.get(place..=place).unwrap_or_default()
}

/// What stands before the items of a text, and behind them.
fn around(reading: &Reading, template: &str) -> Result<(String, String), String> {
    let from = name(template, "device template")?;
    let device = quoted(&reading.device)?;
    let within = |duration: &str| [" FROM ", from, " WHERE WITHIN_WINDOW(", duration, ") AND $id = ", &device].concat();
    let newest = |count: &str| ["SELECT TOP ", count, " $ts,"].concat();
    Ok(match &reading.window {
        Window::Slices { duration, resolution } => {
            let (duration, resolution) = (name(duration, "duration")?, name(resolution, "resolution")?);
            ("SELECT ".into(), within(duration) + " GROUP BY WINDOW(" + resolution + ")")
        }
        Window::Total { duration } => ("SELECT ".into(), within(name(duration, "duration")?)),
        Window::Rows { duration, .. } => {
            (newest(&MAX_ROWS.to_string()), within(name(duration, "duration")?) + NEWEST_FIRST)
        }
        Window::Points => (newest("100"), [" FROM ", from, " WHERE $id = ", &device, NEWEST_FIRST].concat()),
        Window::Latest => (newest(LATEST_ROWS), within(LATEST_WITHIN) + NEWEST_FIRST),
        Window::Properties | Window::Members => return Err("properties and members are not queried".into()),
    })
}

fn item(column: &Column) -> Result<String, String> {
    let capability = name(&column.capability, "capability")?;
    Ok(match &column.aggregate {
        Some(function) => [&*name(function, "aggregate function")?.to_ascii_uppercase(), "(", capability, ")"].concat(),
        None => capability.to_owned(),
    })
}

/// A name that stands in the text as it is: nothing that could end it may be in it.
fn name<'a>(text: &'a str, what: &str) -> Result<&'a str, String> {
    let allowed =
        |byte: u8| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'.' | b':' | b';' | b'-' | b'$');
    let fits = !text.is_empty() && text.bytes().all(allowed);
    fits.then_some(text).ok_or_else(|| ["the ", what, " `", text, "` can't stand in a query"].concat())
}

fn quoted(text: &str) -> Result<String, String> {
    match (text.as_bytes().contains(&b'\''), text.as_bytes().contains(&b'"')) {
        (false, _) => Ok(["'", text, "'"].concat()),
        (true, false) => Ok(["\"", text, "\""].concat()),
        (true, true) => Err(["the device id ", text, " holds both kinds of quotes, which a query can't say"].concat()),
    }
}
