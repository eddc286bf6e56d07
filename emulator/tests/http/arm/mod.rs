//! The control plane: the part of Azure Resource Manager for IoT Central.

#[cfg(test)]
mod applications;
#[cfg(test)]
mod lro;
#[cfg(test)]
mod questions;

use serde_json::{Value, json};

use crate::service::{Answer, Call, Service};

pub(crate) const SUBSCRIPTION: &str = "/subscriptions/11111111-2222-3333-4444-555555555555";
const GROUP: &str = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg";
const PROVIDER: &str = "providers/Microsoft.IoTCentral";

/// Returns the address of an application in the resource group.
pub(crate) fn at(name: &str) -> String {
    format!("{GROUP}/{PROVIDER}/iotApps/{name}")
}

fn call(method: &str, path: &str) -> Call {
    let separator = if path.contains('?') { '&' } else { '?' };
    Call::raw(method, &format!("{path}{separator}api-version=2021-06-01"))
}

fn put(name: &str, body: &Value) -> Call {
    call("PUT", &at(name)).json("application/json", body)
}

fn patch(name: &str, body: &Value) -> Call {
    call("PATCH", &at(name)).json("application/json", body)
}

fn plain() -> Value {
    json!({ "location": "eastus", "sku": { "name": "ST2" } })
}

/// Creates an application without a long-running operation.
pub(crate) async fn created(service: &Service, name: &str, body: &Value) -> Value {
    let answer = service.send(put(name, body).header("x-emulator-lro", "synchronous")).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.body
}

/// Calls an address that an answer contains.
async fn follow(service: &Service, link: &str) -> Answer {
    let path = link.strip_prefix("http://localhost:7071").unwrap_or_else(|| panic!("not absolute: {link}"));
    service.send(Call::raw("GET", path)).await
}

/// Returns code, message and target of an error of the control plane.
fn refused(answer: &Answer, status: u16, code: &str) -> String {
    assert_eq!((answer.status, answer.body["error"]["code"].as_str()), (status, Some(code)), "{}", answer.body);
    assert_eq!(answer.body["error"].get("requestId"), None, "that is the data plane's form");
    answer.body["error"]["message"].as_str().unwrap().to_owned()
}
