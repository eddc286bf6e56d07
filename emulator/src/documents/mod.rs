//! What may be kept: a body is checked and becomes the document that the service would make of it. Clients and seeds write by
//! the same rules.

pub(crate) mod dashboards;
pub(crate) mod device_groups;
pub(crate) mod device_templates;
pub(crate) mod devices;
pub(crate) mod organizations;

use serde_json::Value;

/// Without the members that only the emulator knows: no type of the contract has one that begins with a dollar.
pub(crate) fn shown(mut document: Value) -> Value {
    if let Some(fields) = document.as_object_mut() {
        fields.retain(|name, _| !name.starts_with('$'));
    }
    document
}

/// What only the emulator knows stays as it was; a body has no say in it.
pub(crate) fn keep_hidden(mut body: Value, current: Option<&Value>) -> Value {
    if let Some(fields) = body.as_object_mut() {
        fields.retain(|name, _| !name.starts_with('$'));
        let hidden = current.and_then(Value::as_object).into_iter().flatten().filter(|(name, _)| name.starts_with('$'));
        fields.extend(hidden.map(|(name, value)| (name.clone(), value.clone())));
    }
    body
}
