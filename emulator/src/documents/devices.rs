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
    if let Some(template) = device.get("template").and_then(Value::as_str)
        && batch.get(application, Kind::DeviceTemplate, template)?.is_none()
    {
        return Err(Error::unprocessable(format!(
            "/template: there is no device template {template}. GET /api/deviceTemplates lists them."
        )));
    }
    if let Some(fields) = device.as_object_mut() {
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
