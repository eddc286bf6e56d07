//! Checks values against DTDL schemas.

use jiff::Timestamp;
use serde_json::Value;

use crate::{error::Error, json::pointer};

/// Rejects a value of another type, with the JSON pointer to the mistake. A schema that is not understood accepts every
/// value.
pub(crate) fn check(schema: &Value, value: &Value) -> Result<(), Error> {
    let must_be = |right: bool, what: &str| match right {
        true => Ok(()),
        false => Err(Error::unprocessable(format!(": must be {what}."))),
    };
    let whole = || value.as_f64().filter(|number| number.fract() == 0.0);
    match kind(schema) {
        "double" | "float" => must_be(value.is_number(), "a number"),
        "integer" => must_be(
            whole().is_some_and(|number| (f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&number)),
            "a whole number of 32 bits",
        ),
        "long" => must_be(whole().is_some(), "a whole number"),
        "boolean" => must_be(value.is_boolean(), "true or false"),
        "string" | "date" | "time" | "duration" => must_be(value.is_string(), "a string"),
        "dateTime" => {
            let time = value.as_str().and_then(|text| text.parse::<Timestamp>().ok());
            must_be(time.is_some(), "a time in RFC 3339, like 2026-01-31T12:00:00Z")
        }
        "geopoint" => must_be(numbers(value, ["lat", "lon"]), "an object of the numbers lat and lon"),
        "point" => must_be(is_geometry(value, "Point"), "a GeoJSON Point"),
        "multiPoint" => must_be(is_geometry(value, "MultiPoint"), "a GeoJSON MultiPoint"),
        "lineString" => must_be(is_geometry(value, "LineString"), "a GeoJSON LineString"),
        "multiLineString" => must_be(is_geometry(value, "MultiLineString"), "a GeoJSON MultiLineString"),
        "polygon" => must_be(is_geometry(value, "Polygon"), "a GeoJSON Polygon"),
        "multiPolygon" => must_be(is_geometry(value, "MultiPolygon"), "a GeoJSON MultiPolygon"),
        "vector" => must_be(numbers(value, ["x", "y", "z"]), "an object of the numbers x, y and z"),
        "Enum" => {
            let known: Vec<_> = members(schema, "enumValues").filter_map(|one| one.get("enumValue")).collect();
            let list: Vec<_> = known.iter().map(ToString::to_string).collect();
            must_be(known.contains(&value), &format!("one of {}", list.join(", ")))
        }
        "Object" => {
            must_be(value.is_object(), "an object")?;
            members(schema, "fields").try_for_each(|field| {
                let name = field.get("name").and_then(Value::as_str).unwrap_or_default();
                let (Some(schema), Some(value)) = (field.get("schema"), value.get(name)) else { return Ok(()) };
                check(schema, value).map_err(|error| error.prefixed(&pointer(name)))
            })
        }
        "Array" => must_be(value.is_array(), "an array"),
        "Map" => must_be(value.is_object(), "an object"),
        _ => must_be(!value.is_null(), "a value"),
    }
}

/// Returns the kind of a schema: `double`, or `Enum` of `{"@type": "Enum"}`, also if `@type` is a list. Empty for an
/// unknown kind.
pub(crate) fn kind(schema: &Value) -> &str {
    let complex = || {
        let kind = schema.get("@type")?;
        let mut kinds = kind.as_array().into_iter().flatten().chain([kind]).filter_map(Value::as_str);
        kinds.find(|kind| matches!(*kind, "Enum" | "Object" | "Array" | "Map"))
    };
    schema.as_str().or_else(complex).unwrap_or_default()
}

pub(crate) fn members<'a>(schema: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    schema.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn is_geometry(value: &Value, kind: &str) -> bool {
    value.get("type").is_some_and(|named| named == kind) && value.get("coordinates").is_some_and(Value::is_array)
}

fn numbers<const N: usize>(value: &Value, names: [&str; N]) -> bool {
    names.iter().all(|name| value.get(name).is_some_and(Value::is_number))
}
