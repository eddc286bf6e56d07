//! Device groups.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::{
    device::Model,
    error::Error,
    query::{Condition, ONLY_PROPERTIES, Operand, parse_filter},
    validate,
};

const MAX_ID: usize = 255;

/// Returns the group that the service creates for all devices of a template: its id, base64 of the template's id, and
/// the document.
pub(crate) fn of_template(id: &str, template: &Value) -> (String, Value) {
    let name = template.get("displayName").and_then(Value::as_str).unwrap_or(id);
    let group = STANDARD.encode(id);
    let document = json!({
        "id": group,
        "displayName": format!("{name} - All devices"),
        "description": "This is a default device group containing all the devices for this particular device template.",
        "filter": format!("SELECT * FROM devices WHERE $template = \"{id}\""),
    });
    (group, document)
}

/// Checks a body and returns the document to store. `model` returns the capabilities of a template.
pub(crate) fn normalize(
    id: &str,
    mut group: Value,
    model: impl Fn(&str) -> Result<Option<Model>, Error>,
) -> Result<Value, Error> {
    // The ids of default groups are not in the contract.
    let is_default = || STANDARD.decode(id).is_ok_and(|template| template.iter().all(u8::is_ascii_graphic));
    let clean = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')) || is_default();
    if !clean || id.len() > MAX_ID {
        return Err(Error::bad_request(format!(
            "The device group id must match ^[a-zA-Z0-9_-]*$ and have at most {MAX_ID} characters."
        )));
    }
    validate::device_group(&group)?;
    for conditions in filter(&group)? {
        let Some(template) = conditions.iter().find_map(template) else { continue };
        let Some(model) = model(template)? else { continue };
        for condition in &conditions {
            let Condition::Compare { operand, .. } = condition else { continue };
            let Operand::Path(path) = &operand.value else { continue };
            if model.property_of(path).is_none() && model.telemetry_of(path).is_some() {
                return Err(Error::unprocessable(format!(
                    "/filter: position {}: {ONLY_PROPERTIES}: {path} is telemetry of {template}.",
                    operand.position
                )));
            }
        }
    }
    if let Some(fields) = group.as_object_mut() {
        fields.insert("id".into(), id.into());
    }
    Ok(group)
}

/// Returns the template that a condition requires.
pub(crate) fn template(condition: &Condition) -> Option<&str> {
    match condition {
        Condition::Compare { operand, values, .. } if operand.value == Operand::Template => match values.as_slice() {
            [Value::String(template)] if condition.is_equality() => Some(template),
            _ => None,
        },
        _ => None,
    }
}

pub(crate) fn filter(group: &Value) -> Result<Vec<Vec<Condition>>, Error> {
    let text = group.get("filter").and_then(Value::as_str).unwrap_or_default();
    parse_filter(text).map_err(|error| {
        Error::unprocessable(format!(
            "/filter: {error}. It is like SELECT * FROM devices WHERE $template = \"dtmi:…;1\"."
        ))
    })
}
