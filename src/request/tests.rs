//! What requests contain, and the addresses that they may go to.

mod applications;
mod data;
mod endpoint;
mod operations;
mod query_limits;

use serde_json::Value;

use super::{Endpoint, Operation};
use crate::model::{Json, Wire};

const CONTOSO: &str = "https://contoso.azureiotcentral.com";

/// Method and address, without the origin.
fn line(operation: &impl Operation) -> String {
    let request = operation.request().unwrap();
    let url = Endpoint::parse(CONTOSO).unwrap().url(&request, None).unwrap();
    format!("{} {}", request.method.as_str(), url.strip_prefix(CONTOSO).unwrap())
}

/// Media type and body.
fn body(operation: &impl Operation) -> (&'static str, Value) {
    let (media_type, body) = operation.request().unwrap().body.expect("a body");
    (media_type, serde_json::from_slice(&body).unwrap())
}

fn checked<T: Wire>(value: &Value) -> Json<T> {
    Json::parse(value.to_string().as_bytes()).unwrap()
}
