//! The twenty types of tiles of 2022-10-31-preview, and their members.

use serde_json::Value;

use super::field::{Contract, Field, Kind, Presence::*, Violation};

const NUMBER: Kind = Kind::Number { least: f64::NEG_INFINITY, most: f64::INFINITY };

const CAPABILITY: &[Field] = &[
    Field("capability", Required, Kind::Name),
    Field("aggregateFunction", Required, Kind::OneOf(&["sum", "count", "max", "min", "avg"])),
];

const CHART_FORMAT: &[Field] = &[
    Field("xAxisEnabled", Optional, Kind::Flag),
    Field("yAxisEnabled", Optional, Kind::Flag),
    Field("legendEnabled", Optional, Kind::Flag),
];

const TEXT_FORMAT: &[Field] = &[
    Field("abbreviateValue", Optional, Kind::Flag),
    Field("decimalPlaces", Optional, Kind::Integer { least: i32::MIN as i64, most: i32::MAX as i64 }),
    Field("textSize", Optional, NUMBER),
    Field("unit", Optional, Kind::OneOf(&["pt"])),
    Field("wordWrap", Optional, Kind::Flag),
];

const IMAGE_FORMAT: &[Field] = &[
    Field("backgroundColor", Optional, Kind::Text),
    Field("fitImage", Optional, Kind::Flag),
    Field("textColor", Optional, Kind::Text),
    // Real dashboards contain 0 here.
    Field("textSize", Optional, NUMBER),
    Field("textSizeUnit", Optional, Kind::OneOf(&["px"])),
    Field("showTitle", Optional, Kind::Flag),
];

const TIME_RANGE: &[Field] = &[
    Field("duration", Required, Kind::OneOf(&["PT30M", "PT1H", "PT12H", "P1D", "P1W", "P30D"])),
    Field("resolution", Optional, Kind::OneOf(&["PT1M", "PT5M", "PT10M", "PT30M", "PT1H", "PT12H", "P1D", "P1W"])),
];

const COUNT_RANGE: &[Field] = &[Field("count", Required, Kind::Integer { least: 100, most: 100 })];

const DATA: &[Field] = &[
    Field("group", Required, Kind::Text),
    Field("devices", Required, Kind::List { item: &Kind::Text, most: 100 }),
    Field("capabilities", Optional, Kind::List { item: &Kind::Object(CAPABILITY), most: usize::MAX }),
];
const ZOOM: &[Field] = &[Field("zoomLevel", Optional, Kind::Number { least: 0.0, most: 24.0 })];
const TEXT: &[Field] = &[Field("format", Optional, Kind::Custom(check_text_format))];
const CHART: &[Field] = &[Field("format", Optional, Kind::Object(CHART_FORMAT))];
const TIME: &[Field] = &[Field("queryRange", Required, Kind::Custom(check_time_range))];
const TIME_OR_COUNT: &[Field] = &[Field("queryRange", Required, Kind::Custom(check_range))];

const LKV: &[Field] = &[Field("showTrend", Optional, Kind::Flag)];
const DEVICE_COUNT: &[Field] = &[Field("group", Optional, Kind::Text)];
const MARKDOWN: &[Field] = &[
    Field("description", Required, Kind::Text),
    Field("href", Optional, Kind::Text),
    Field("image", Optional, Kind::Text),
];
const IMAGE: &[Field] = &[
    Field("image", Optional, Kind::Text),
    Field("href", Optional, Kind::Text),
    Field("format", Optional, Kind::Object(IMAGE_FORMAT)),
];
const LABEL: &[Field] = &[
    Field("text", Required, Kind::Name),
    Field("textSize", Optional, NUMBER),
    Field("textSizeUnit", Optional, Kind::OneOf(&["pt"])),
    Field("wordWrap", Optional, Kind::Flag),
];
const EXTERNAL_CONTENT: &[Field] = &[Field("sourceUrl", Required, Kind::SecureAddress)];
const DATA_EXPLORER: &[Field] = &[Field("query", Optional, Kind::Text)];
// The contract describes this tile twice, once with a required `group` and once without `group`, so it is optional
// here. `device` has no type in one description and is a string in the other.
const COMMAND: &[Field] = &[
    Field("group", Optional, Kind::Text),
    Field("command", Required, Kind::Text),
    Field("device", Required, Kind::Custom(check_device)),
];

/// Checks a tile's `configuration` by its `type`.
pub(super) fn check(configuration: &Value, contract: Contract) -> Result<(), Violation> {
    Kind::Object(&[Field("type", Required, Kind::OneOf(TYPES))]).check(configuration, contract)?;
    Kind::Object(&[Field("type", Required, Kind::Name)]).check(configuration, contract)?;
    let kind = configuration.get("type").and_then(Value::as_str).unwrap_or_default();
    fields_of(kind).iter().try_for_each(|fields| Kind::Object(fields).check(configuration, contract))
}

const TYPES: &[&str] = &[
    "barChart",
    "command",
    "dataExplorer",
    "deviceCount",
    "eventChart",
    "eventHistoryChart",
    "externalContent",
    "heatMapChart",
    "image",
    "kpi",
    "label",
    "lineChart",
    "lkv",
    "mapProperty",
    "mapTelemetry",
    "markdown",
    "pieChart",
    "property",
    "stateChart",
    "stateHistoryChart",
];

fn fields_of(kind: &str) -> &'static [&'static [Field]] {
    match kind {
        "lineChart" => &[DATA, TIME_OR_COUNT, CHART],
        "barChart" | "pieChart" | "heatMapChart" => &[DATA, TIME, CHART],
        "eventChart" | "stateChart" => &[DATA, TIME],
        "eventHistoryChart" | "stateHistoryChart" | "kpi" => &[DATA, TIME, TEXT],
        "lkv" => &[DATA, LKV, TEXT],
        "property" => &[DATA, TEXT],
        "mapProperty" | "mapTelemetry" => &[DATA, ZOOM],
        "deviceCount" => &[DEVICE_COUNT, TEXT],
        "markdown" => &[MARKDOWN],
        "image" => &[IMAGE],
        "label" => &[LABEL],
        "externalContent" => &[EXTERNAL_CONTENT],
        "dataExplorer" => &[TIME, DATA_EXPLORER],
        "command" => &[COMMAND],
        _ => &[],
    }
}

/// Checks a range. With a lenient contract, a range of an unknown type may contain anything.
fn check_range(range: &Value, contract: Contract) -> Result<(), Violation> {
    Kind::Object(&[Field("type", Required, Kind::OneOf(&["time", "count"]))]).check(range, contract)?;
    Kind::Object(&[Field("type", Required, Kind::Name)]).check(range, contract)?;
    match range.get("type").and_then(Value::as_str) {
        Some("time") => Kind::Object(TIME_RANGE).check(range, contract),
        Some("count") => Kind::Object(COUNT_RANGE).check(range, contract),
        _ => Ok(()),
    }
}

/// The contract requires at least one member.
fn check_text_format(format: &Value, contract: Contract) -> Result<(), Violation> {
    match format.as_object() {
        Some(members) if members.is_empty() && contract == Contract::Strict => {
            Err(Violation::new("must have a member at least, or be left out"))
        }
        _ => Kind::Object(TEXT_FORMAT).check(format, contract),
    }
}

fn check_device(device: &Value, contract: Contract) -> Result<(), Violation> {
    if contract == Contract::Lenient { Ok(()) } else { Kind::Text.check(device, contract) }
}

fn check_time_range(range: &Value, contract: Contract) -> Result<(), Violation> {
    check_range(range, contract)?;
    if range.get("type").and_then(Value::as_str) == Some("count") {
        return Err(Violation::new("must be \"time\": only a lineChart takes a count").within("type"));
    }
    Ok(())
}
