//! Dashboards.

use serde_json::Value;
use uuid::Uuid;

use crate::{
    error::Error,
    validate::{self, Contract},
};

const MAX_ID: usize = 128;

/// Checks a body and returns the document that the service would store. Read-only members in the body are ignored, and
/// the two flags are always present. A tile's id is a function of the dashboard and the position, so the tile at a
/// position keeps its id.
pub(crate) fn normalize(id: &str, mut dashboard: Value, contract: Contract) -> Result<Value, Error> {
    validate::dashboard(&dashboard, contract)?;
    if let Some(fields) = dashboard.as_object_mut() {
        fields.insert("id".into(), id.into());
        fields.insert("personal".into(), false.into());
        fields.entry("favorite").or_insert(false.into());
    }
    for (position, tile) in dashboard.get_mut("tiles").and_then(Value::as_array_mut).into_iter().flatten().enumerate() {
        if let Some(fields) = tile.as_object_mut() {
            let name = format!("{id}/tiles/{position}");
            fields.insert("id".into(), Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes()).to_string().into());
        }
    }
    Ok(dashboard)
}

pub(crate) fn check_id(id: &str) -> Result<(), Error> {
    let clean = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b';'));
    if clean && id.len() <= MAX_ID {
        return Ok(());
    }
    Err(Error::bad_request(format!(
        "The dashboard id must match ^[a-zA-Z0-9:;]*$ and have at most {MAX_ID} characters, like dtmi:kkfvwa2xi:p7pyt5x38."
    )))
}
