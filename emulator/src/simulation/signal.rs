use std::{collections::BTreeMap, num::NonZeroU32};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::validate::schema::{kind, members};

/// The form of a telemetry over time, or of a property that drifts.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) enum Signal {
    /// A number around `mean`, in the unit of the template.
    Number {
        mean: f64,
        /// The spread between devices.
        #[serde(default)]
        spread: f64,
        /// The amplitude over a day: highest in the afternoon (UTC), or lowest if it is negative.
        #[serde(default)]
        daily: f64,
        /// The amplitude of waves over minutes and hours.
        #[serde(default)]
        wave: f64,
        /// The amplitude of the noise.
        #[serde(default)]
        noise: f64,
        /// The number of decimal places.
        #[serde(default)]
        decimals: i32,
    },
    /// A location that strays around a centre.
    Location {
        /// Degrees north.
        lat: f64,
        /// Degrees east.
        lon: f64,
        /// The spread between devices, in degrees.
        range: f64,
        /// How far the location strays, in degrees. Default: as far as `range`; 0 for a device that is fixed.
        #[serde(default)]
        stray: Option<f64>,
    },
    /// A location that moves in straight lines from point to point, each in the same time, and then starts again.
    Route {
        /// Degrees north and degrees east.
        points: Vec<[f64; 2]>,
        /// The seconds of one round. Each device is at another place of it.
        period: NonZeroU32,
    },
    /// One of some values, constant for a while: states, flags, words.
    State {
        values: Vec<Choice>,
        /// The least number of seconds for which a value stays. It stays longer if the same value is drawn again.
        hold: NonZeroU32,
    },
    /// One of some values in a few messages, and none in the others.
    Event {
        values: Vec<Choice>,
        /// A number of seconds: in each such span since 1970, one message has a value.
        every: NonZeroU32,
    },
    /// Members, each with a form of its own.
    Object { fields: BTreeMap<String, Signal> },
    /// The time of the message, in RFC 3339.
    Time,
}

/// A value, and how often it is drawn compared with the others.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Choice {
    pub(crate) value: Value,
    #[serde(default = "once")]
    pub(crate) weight: u32,
}

fn once() -> u32 {
    1
}

impl Signal {
    /// Returns the mistake in a signal, if there is one.
    pub(crate) fn check(&self) -> Result<(), String> {
        match self {
            Self::State { values, .. } | Self::Event { values, .. } => {
                let total = values.iter().map(|choice| u64::from(choice.weight)).sum::<u64>();
                if total == 0 { Err("values must hold one of a weight above 0".into()) } else { Ok(()) }
            }
            Self::Route { points, .. } if points.is_empty() => Err("points must hold one at least".into()),
            Self::Number { decimals, .. } if !(-9..=9).contains(decimals) => Err("decimals must be -9 to 9".into()),
            Self::Object { fields } => fields
                .iter()
                .try_for_each(|(name, signal)| signal.check().map_err(|problem| format!("fields/{name}: {problem}"))),
            _ => Ok(()),
        }
    }

    /// Returns the default signal for a DTDL schema. `capability` may have IoT Central's `minValue` and `maxValue`,
    /// between which a number stays.
    pub(crate) fn of_schema(schema: &Value, capability: &Value) -> Self {
        match kind(schema) {
            "double" | "float" => number(capability, 2),
            "integer" | "long" => number(capability, 0),
            "boolean" => state([true, false], 900),
            "geopoint" => Self::Location { lat: 47.6423, lon: -122.1391, range: 0.01, stray: None },
            "vector" => {
                let axis = || number(&json!({ "minValue": -1, "maxValue": 1 }), 3);
                Self::Object { fields: ["x", "y", "z"].map(|name| (name.to_owned(), axis())).into() }
            }
            "dateTime" => Self::Time,
            "date" => state(["2026-01-31", "2026-02-28"], 86_400),
            "time" => state(["06:00:00", "18:00:00"], 43_200),
            "duration" => state(["PT1M", "PT5M", "PT1H"], 900),
            "Enum" => {
                let values = members(schema, "enumValues").filter_map(|value| value.get("enumValue").cloned());
                Self::State { values: values.map(|value| Choice { value, weight: 1 }).collect(), hold: seconds(900) }
            }
            "Object" => {
                let fields = members(schema, "fields").filter_map(|field| {
                    let name = field.get("name")?.as_str()?.to_owned();
                    Some((name, Self::of_schema(field.get("schema")?, field)))
                });
                Self::Object { fields: fields.collect() }
            }
            geometry @ ("point" | "multiPoint" | "lineString" | "multiLineString" | "polygon" | "multiPolygon") => {
                state([0.0, 0.01, 0.02].map(|north| geojson(geometry, north)), 900)
            }
            "Array" => state([json!([])], 86_400),
            "Map" => state([json!({})], 86_400),
            _ => state(["alpha", "beta", "gamma"], 900),
        }
    }

    /// Returns whether SUM, AVG, MIN and MAX can be computed.
    pub(crate) fn is_numeric(&self) -> bool {
        match self {
            Self::Number { .. } => true,
            Self::State { values, .. } | Self::Event { values, .. } => {
                values.iter().all(|choice| choice.value.is_number())
            }
            _ => false,
        }
    }
}

fn number(capability: &Value, decimals: i32) -> Signal {
    let bound = |name: &str, default: f64| capability.get(name).and_then(Value::as_f64).unwrap_or(default);
    let (least, most) = (bound("minValue", 0.0), bound("maxValue", 100.0));
    let half = (most - least) / 2.0;
    Signal::Number {
        mean: least + half,
        spread: 0.3 * half,
        daily: 0.3 * half,
        wave: 0.3 * half,
        noise: 0.1 * half,
        decimals,
    }
}

/// Returns a geometry of DTDL as GeoJSON (RFC 7946), at a distance north of a place in Redmond. In positions, east
/// comes first.
fn geojson(schema: &str, north: f64) -> Value {
    let at = |east: f64, further: f64| {
        let round = |degrees: f64| (degrees * 1e4).round() / 1e4;
        json!([round(-122.1391 + east), round(47.6423 + north + further)])
    };
    let line = json!([at(0.0, 0.0), at(0.01, 0.0), at(0.01, 0.01)]);
    let ring = json!([at(0.0, 0.0), at(0.01, 0.0), at(0.01, 0.01), at(0.0, 0.0)]);
    let (kind, coordinates) = match schema {
        "point" => ("Point", at(0.0, 0.0)),
        "multiPoint" => ("MultiPoint", line),
        "lineString" => ("LineString", line),
        "multiLineString" => ("MultiLineString", json!([line])),
        "polygon" => ("Polygon", json!([ring])),
        _ => ("MultiPolygon", json!([[ring]])),
    };
    json!({ "type": kind, "coordinates": coordinates })
}

fn state<const N: usize, T: Into<Value>>(values: [T; N], hold: u32) -> Signal {
    let values = values.map(|value| Choice { value: value.into(), weight: 1 });
    Signal::State { values: values.into(), hold: seconds(hold) }
}

fn seconds(seconds: u32) -> NonZeroU32 {
    NonZeroU32::new(seconds).unwrap_or(NonZeroU32::MIN)
}
