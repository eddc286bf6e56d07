//! Device templates.

use serde_json::Value;

use crate::{device::Model, error::Error, validate};

const MAX_ID: usize = 255;

/// Checks a body and returns the document to store.
pub(crate) fn normalize(id: &str, mut template: Value) -> Result<Value, Error> {
    let clean = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b":;_-.".contains(&byte));
    if !clean || id.is_empty() || id.len() > MAX_ID {
        return Err(Error::bad_request(format!(
            "The device template id must be a digital twin model identifier of at most {MAX_ID} characters, like \
             dtmi:contoso:thermostat;1."
        )));
    }
    validate::device_template(&template)?;
    if template.get("@id").is_some_and(|named| named != id) {
        return Err(Error::unprocessable(format!("/@id: must be {id}, as in the address, or left out.")));
    }
    Model::check(&template)?;
    if let Some(fields) = template.as_object_mut() {
        fields.insert("@id".into(), id.into());
    }
    Ok(template)
}
