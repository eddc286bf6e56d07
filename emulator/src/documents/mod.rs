//! The documents that are stored: each body is checked, and becomes the document that the service would make of it. The
//! same rules apply to clients and seeds.

pub(crate) mod dashboards;
pub(crate) mod device_groups;
pub(crate) mod device_templates;
pub(crate) mod devices;
pub(crate) mod organizations;

use serde_json::Value;

/// Returns a document without the emulator's own members, which begin with a dollar; no type of the contract has such
/// members.
pub(crate) fn shown(mut document: Value) -> Value {
    if let Some(fields) = document.as_object_mut() {
        fields.retain(|name, _| !name.starts_with('$'));
    }
    document
}

/// Takes over the emulator's own members from the stored document. A body cannot set them.
pub(crate) fn keep_hidden(mut body: Value, current: Option<&Value>) -> Value {
    if let Some(fields) = body.as_object_mut() {
        fields.retain(|name, _| !name.starts_with('$'));
        let hidden = current.and_then(Value::as_object).into_iter().flatten().filter(|(name, _)| name.starts_with('$'));
        fields.extend(hidden.map(|(name, value)| (name.clone(), value.clone())));
    }
    body
}
