//! What to read, in the service's query language. Source of the grammar: "How to use the IoT Central REST API to query
//! devices" in the service's documentation.

use super::plan::{Column, Reading};
use super::window::Window;
use crate::request::query_limits::{MAX_ITEMS, MAX_LENGTH};

/// How far back a last known value is looked for. Telemetry is kept for seven days; a day keeps the query cheap.
const LATEST_WITHIN: &str = "P1D";
/// A message rarely carries all capabilities of a device: this many rows let each find its last two values.
const LATEST_ROWS: usize = 20;

/// A query, and which columns of the reading it answers: the row's member `c0` is the first of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryText {
    /// The text.
    pub text: String,
    /// Places of its columns in the reading.
    pub columns: Vec<usize>,
}

/// The queries that read all columns of telemetry: one, unless they don't fit in its limits.
///
/// # Errors
/// A sentence that says which name can't stand in a query.
pub fn query_texts(reading: &Reading, template: &str) -> Result<Vec<QueryText>, String> {
    let mut texts = Vec::new();
    let mut rest: Vec<usize> = (0..reading.columns.len()).collect();
    while !rest.is_empty() {
        let mut text = None;
        let mut fits = 0;
        // `$ts` is an item too.
        for length in 1..=rest.len().min(MAX_ITEMS - 1) {
            let candidate = query_text(reading, template, rest.get(..length).unwrap_or_default())?;
            if candidate.len() > MAX_LENGTH {
                break;
            }
            text = Some(candidate);
            fits = length;
        }
        let Some(text) = text else {
            return Err(format!("a query for device {} is longer than {MAX_LENGTH} characters", reading.device));
        };
        let columns = rest.drain(..fits).collect();
        texts.push(QueryText { text, columns });
    }
    Ok(texts)
}

fn query_text(reading: &Reading, template: &str, columns: &[usize]) -> Result<String, String> {
    let from = name(template, "device template")?;
    let device = quoted(&reading.device)?;
    let mut items = Vec::new();
    for (place, column) in columns.iter().filter_map(|column| reading.columns.get(*column)).enumerate() {
        items.push(format!("{} AS c{place}", item(column)?));
    }
    let items = items.join(", ");
    Ok(match &reading.window {
        Window::Slices { duration, resolution } => {
            let (duration, resolution) = (name(duration, "duration")?, name(resolution, "resolution")?);
            format!(
                "SELECT {items} FROM {from} WHERE WITHIN_WINDOW({duration}) AND $id = {device} GROUP BY WINDOW({resolution})"
            )
        }
        Window::Whole { duration } => {
            let duration = name(duration, "duration")?;
            format!("SELECT {items} FROM {from} WHERE WITHIN_WINDOW({duration}) AND $id = {device}")
        }
        Window::Points => format!("SELECT TOP 100 $ts, {items} FROM {from} WHERE $id = {device} ORDER BY $ts DESC"),
        Window::Latest => format!(
            "SELECT TOP {LATEST_ROWS} $ts, {items} FROM {from} WHERE WITHIN_WINDOW({LATEST_WITHIN}) AND $id = {device} \
             ORDER BY $ts DESC"
        ),
        Window::Properties | Window::Members => return Err("properties and members are not queried".into()),
    })
}

fn item(column: &Column) -> Result<String, String> {
    let capability = name(&column.capability, "capability")?;
    Ok(match &column.aggregate {
        Some(function) => {
            format!("{}({capability})", name(function, "aggregate function")?.to_ascii_uppercase())
        }
        None => capability.to_owned(),
    })
}

/// A name that stands in the text as it is: nothing that could end it may be in it.
fn name<'a>(text: &'a str, what: &str) -> Result<&'a str, String> {
    let allowed =
        |byte: u8| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'.' | b':' | b';' | b'-' | b'$');
    let fits = !text.is_empty() && text.bytes().all(allowed);
    fits.then_some(text).ok_or_else(|| format!("the {what} `{text}` can't stand in a query"))
}

fn quoted(text: &str) -> Result<String, String> {
    match (text.as_bytes().contains(&b'\''), text.as_bytes().contains(&b'"')) {
        (false, _) => Ok(format!("'{text}'")),
        (true, false) => Ok(format!("\"{text}\"")),
        (true, true) => Err(format!("the device id {text} holds both kinds of quotes, which a query can't say")),
    }
}
