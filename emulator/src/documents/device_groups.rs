//! Device groups.

use serde_json::Value;

use crate::{
    error::Error,
    query::{Condition, parse_filter},
    validate,
};

const MAX_ID: usize = 255;

/// Checks a body and makes it what is kept.
pub(crate) fn normalize(id: &str, mut group: Value) -> Result<Value, Error> {
    let clean = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    if !clean || id.len() > MAX_ID {
        return Err(Error::bad_request(format!(
            "The device group id must match ^[a-zA-Z0-9_-]*$ and have at most {MAX_ID} characters."
        )));
    }
    validate::device_group(&group)?;
    filter(&group)?;
    if let Some(fields) = group.as_object_mut() {
        fields.insert("id".into(), id.into());
    }
    Ok(group)
}

pub(crate) fn filter(group: &Value) -> Result<Vec<Vec<Condition>>, Error> {
    let text = group.get("filter").and_then(Value::as_str).unwrap_or_default();
    parse_filter(text).map_err(|error| {
        Error::unprocessable(format!(
            "/filter: {error}. It is like SELECT * FROM devices WHERE $template = \"dtmi:…;1\"."
        ))
    })
}
