//! Devices.

use serde_json::{Value, json};

use super::keep_hidden;
use crate::{
    device::STATE,
    error::Error,
    store::{Batch, Kind},
    validate::{self, Contract},
};

/// The limit of IoT Hub, where the service stores its devices.
const MAX_ID: usize = 128;

/// Checks a body and returns the document to store.
pub(crate) fn normalize(
    batch: &Batch<'_>,
    application: &str,
    id: &str,
    body: Value,
    current: Option<&Value>,
    contract: Contract,
) -> Result<Value, Error> {
    check_id(id)?;
    validate::device(&body, contract)?;
    let mut device = keep_hidden(body, current);
    let mut is_edge = false;
    if let Some(id) = device.get("template").and_then(Value::as_str) {
        let template = batch.get(application, Kind::DeviceTemplate, id)?.ok_or_else(|| {
            Error::unprocessable(format!(
                "/template: there is no device template {id}. GET /api/deviceTemplates lists them."
            ))
        })?;
        let kinds = template.get("@type").and_then(Value::as_array);
        is_edge = kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind == "EdgeModel"));
    }
    if let Some(fields) = device.as_object_mut() {
        // The integration tests of the `azure-iot` extension show that the service derives the type from the template.
        if is_edge {
            fields.entry("type").or_insert_with(|| json!(["iotEdge"]));
        }
        fields.insert("id".into(), id.into());
        fields.entry("displayName").or_insert(id.into());
        fields.entry("enabled").or_insert(true.into());
        let simulated = fields.entry("simulated").or_insert(false.into()) == true;
        // A simulated device connects by itself; a real one when it sends its first message.
        let connected = current.is_some_and(|current| current.get("provisioned") == Some(&true.into()));
        fields.insert("provisioned".into(), (simulated || connected).into());
        fields.entry(STATE).or_insert_with(|| json!({ "properties": {} }));
    }
    Ok(device)
}

pub(crate) fn check_id(id: &str) -> Result<(), Error> {
    let clean = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-:.+%_#*?!(),=@$'".contains(&byte));
    if clean && (1..=MAX_ID).contains(&id.len()) {
        return Ok(());
    }
    Err(Error::bad_request(format!(
        "A device id has 1 to {MAX_ID} letters, digits and characters of -:.+%_#*?!(),=@$'."
    )))
}
