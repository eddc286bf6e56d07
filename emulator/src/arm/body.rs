//! The body of an application as a resource of Azure: the members that clients write, and those that the service adds.

use axum::http::StatusCode;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::{error::Error, resource::Resource, store::ApplicationRow};

/// The template of an application that names none: the empty one.
const DEFAULT_TEMPLATE: &str = "iotc-pnp-preview@1.0.0";
/// The tenant of every identity.
const TENANT: &str = "72f988bf-0000-4000-8000-2d7cd011db47";

/// Returns the body to store for `sent`, which replaces `current`. Read-only members are the service's and ignored in
/// `sent`.
pub(super) fn replace(
    resource: &Resource,
    sent: Value,
    current: Option<&ApplicationRow>,
    id: &str,
) -> Result<Value, Error> {
    let Value::Object(mut body) = sent else { return Ok(sent) };
    body.retain(|_, value| !value.is_null());
    let location = location(&body);
    let mut properties = take_object(&mut body, "properties");
    let mut set = |name: &str, default: &str| {
        let value = properties.entry(name).or_insert_with(|| default.into());
        value.as_str().unwrap_or_default().to_owned()
    };
    let kept = |name: &str| current.and_then(|row| row.body.pointer(name)?.as_str());
    let template = set("template", kept("/properties/template").unwrap_or(DEFAULT_TEMPLATE));
    set("displayName", &resource.name);
    set("subdomain", kept("/properties/subdomain").unwrap_or(&resource.name.to_lowercase()));
    if let Some(was) = kept("/location").filter(|was| **was != location) {
        return Err(Error::arm(
            StatusCode::CONFLICT,
            "InvalidResourceLocation",
            format!("The application is in {was}: its location is set when it is created and can't become {location}."),
        )
        .with_target("location"));
    }
    if let Some(was) = kept("/properties/template").filter(|was| **was != template) {
        return Err(template_changed(was, &template));
    }
    properties.insert("applicationId".into(), id.into());
    properties.insert("state".into(), "created".into());
    body.entry("tags").or_insert_with(|| json!({}));
    let identity = identity(take_object(&mut body, "identity"), id);
    for (name, value) in [
        ("id", kept("/id").map_or_else(|| resource.id(), str::to_owned).into()),
        ("name", kept("/name").unwrap_or(&resource.name).into()),
        ("type", "Microsoft.IoTCentral/IoTApps".into()),
        ("location", location.into()),
        ("identity", identity),
        ("properties", properties.into()),
    ] {
        body.insert(name.into(), value);
    }
    body.remove("etag");
    Ok(body.into())
}

/// Returns `current` with the changes of a PATCH: tags are replaced as a whole, all other members one by one. The
/// template stays unchanged: like the service, the emulator accepts another one and ignores it.
pub(super) fn merge(current: &Value, patch: Value) -> Value {
    let mut merged = current.clone();
    let (Value::Object(patch), Some(target)) = (patch, merged.as_object_mut()) else { return merged };
    for (name, mut value) in patch {
        if let ("properties", Some(properties)) = (name.as_str(), value.as_object_mut()) {
            properties.remove("template");
        }
        match (target.get_mut(&name), value) {
            (_, Value::Null) => {}
            (Some(Value::Object(old)), Value::Object(new)) if name != "tags" => {
                old.extend(new.into_iter().filter(|(_, value)| !value.is_null()));
            }
            (_, value) => drop(target.insert(name, value)),
        }
    }
    merged
}

/// `East US` and `eastus` are the same region.
fn location(body: &Map<String, Value>) -> String {
    let sent = body.get("location").and_then(Value::as_str).unwrap_or_default();
    sent.replace(' ', "").to_lowercase()
}

fn take_object(body: &mut Map<String, Value>, name: &str) -> Map<String, Value> {
    match body.remove(name) {
        Some(Value::Object(mut members)) => {
            members.retain(|_, value| !value.is_null());
            members
        }
        _ => Map::new(),
    }
}

/// Adds the ids of a system-assigned identity; they stay the same as long as the application exists.
fn identity(mut identity: Map<String, Value>, id: &str) -> Value {
    let kind = identity.entry("type").or_insert_with(|| "None".into());
    if kind.as_str().is_some_and(|kind| kind.eq_ignore_ascii_case("SystemAssigned")) {
        let principal = Uuid::new_v5(&Uuid::NAMESPACE_OID, id.as_bytes());
        identity.insert("tenantId".into(), TENANT.into());
        identity.insert("principalId".into(), principal.to_string().into());
    } else {
        identity.remove("tenantId");
        identity.remove("principalId");
    }
    identity.into()
}

fn template_changed(was: &str, template: &str) -> Error {
    Error::arm(
        StatusCode::CONFLICT,
        "PropertyChangeNotAllowed",
        format!(
            "The application was made from {was}: its template is set when it is created and can't become {template}."
        ),
    )
    .with_target("properties.template")
}
