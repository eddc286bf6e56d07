//! The control plane: the part of `management.azure.com` that concerns IoT Central. Every local host serves it.

mod address;
mod applications;
mod availability;
mod body;
mod catalog;
mod lro;

use std::collections::BTreeSet;

use axum::{
    Json,
    extract::{Request, State},
    http::{Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use serde_json::{Value, json};

use self::address::Address;
use crate::{
    Emulator,
    auth::Role,
    error::Error,
    http::{Parameters, read_json},
    resource::SUBSCRIPTION,
};

/// The version of the published description, and that of the az CLI.
const VERSIONS: [&str; 2] = ["2021-06-01", "2021-11-01-preview"];

/// A request without its body.
struct Call {
    emulator: Emulator,
    parts: Parts,
    version: String,
}

/// Handles every request for which [`crate::http::is_arm`] is true.
pub(crate) async fn serve(State(emulator): State<Emulator>, request: Request) -> Result<Response, Error> {
    let address = Address::parse(request.uri().path());
    let method = request.method().clone();
    check_token(&emulator, &request)?;
    let (parts, body) = request.into_parts();
    let version = check_version(&parts, &address)?;
    let call = Call { emulator, parts: parts.clone(), version };
    let body = || read_json(Request::from_parts(parts, body), "application/json");
    match (address, method) {
        (Address::Operations, Method::GET) => Ok(Json(catalog::operations()).into_response()),
        (Address::Subscriptions, Method::GET) => Ok(Json(subscriptions(&call)?).into_response()),
        (Address::Group { subscription, group }, Method::GET) => {
            Ok(Json(resource_group(&subscription, &group)).into_response())
        }
        (Address::Applications { subscription, group }, Method::GET) => {
            applications::list(&call, &subscription, group.as_deref())
        }
        (Address::Application(resource), Method::GET) => applications::read(&call, &resource),
        (Address::Application(resource), Method::PUT) => applications::replace(&call, &resource, body().await?),
        (Address::Application(resource), Method::PATCH) => applications::update(&call, &resource, body().await?),
        (Address::Application(resource), Method::DELETE) => applications::remove(&call, &resource),
        (Address::CheckName, Method::POST) => availability::check(&call, availability::NAME, &body().await?),
        (Address::CheckSubdomain, Method::POST) => availability::check(&call, availability::SUBDOMAIN, &body().await?),
        (Address::Templates, Method::POST) => Ok(Json(catalog::templates()).into_response()),
        (Address::OperationResult { id }, Method::GET) => lro::poll(&call, &id),
        (Address::Unknown, _) => Err(Error::arm(
            StatusCode::NOT_FOUND,
            "InvalidResourceType",
            format!(
                "There is nothing at {}. Of Azure Resource Manager, the emulator has Microsoft.IoTCentral alone.",
                call.parts.uri.path()
            ),
        )),
        (address, method) => {
            let error = Error::method_not_allowed(format!(
                "{} takes no {method}. The Allow header says what it takes.",
                call.parts.uri.path()
            ));
            Ok(([(header::ALLOW, address.methods())], error).into_response())
        }
    }
}

/// Accepts the administrator's bearer token of the data plane. API tokens and the other roles are valid on the data
/// plane only.
fn check_token(emulator: &Emulator, request: &Request) -> Result<(), Error> {
    let refuse = |code, message: &str| Err(Error::arm(StatusCode::UNAUTHORIZED, code, message));
    let authorization = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    match authorization.and_then(|value| value.trim().split_once(' ')) {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("Bearer") => {
            match Role::from_token(token.trim(), emulator.token()) {
                Some(Role::Administrator) => Ok(()),
                Some(role) => Err(Error::arm(
                    StatusCode::FORBIDDEN,
                    "AuthorizationFailed",
                    format!("{} is a role in an application: send the administrator's token.", role.name()),
                )),
                None => refuse(
                    "InvalidAuthenticationToken",
                    "The bearer token is not this emulator's: send the one it printed at start.",
                ),
            }
        }
        Some(("SharedAccessSignature", _)) => refuse(
            "InvalidAuthenticationToken",
            "An API token is for an application, not for Azure Resource Manager: send \"Bearer <token>\".",
        ),
        _ => refuse(
            "AuthenticationFailed",
            "The Authorization header is missing or has an unknown form: send \"Bearer <token>\".",
        ),
    }
}

/// Returns the `api-version` of the request. Subscriptions and resource groups belong to another service with versions
/// of its own.
fn check_version(parts: &Parts, address: &Address) -> Result<String, Error> {
    let parameters = Parameters::parse(parts.uri.query());
    let refuse = |code, message: String| Err(Error::arm(StatusCode::BAD_REQUEST, code, message));
    match parameters.get("api-version") {
        Some(version)
            if VERSIONS.contains(&version) || matches!(address, Address::Subscriptions | Address::Group { .. }) =>
        {
            Ok(version.to_owned())
        }
        Some(version) => refuse(
            "InvalidApiVersionParameter",
            format!("The api-version {version:?} is invalid. The supported versions are {}.", VERSIONS.join(", ")),
        ),
        None => refuse(
            "MissingApiVersionParameter",
            format!("The call names no api-version. Add ?api-version= with one of: {}.", VERSIONS.join(", ")),
        ),
    }
}

/// `GET /subscriptions`: the subscription of the seeded application, and those that have an application.
fn subscriptions(call: &Call) -> Result<Value, Error> {
    let rows = call.emulator.store().read(|batch| batch.applications())?;
    let used = rows.iter().filter_map(|row| row.resource.split('/').nth(2));
    let ids: BTreeSet<_> = used.chain([SUBSCRIPTION]).collect();
    let subscription = |id: &str| {
        let name = if id == SUBSCRIPTION { "Emulator".to_owned() } else { format!("Subscription {id}") };
        json!({
            "id": format!("/subscriptions/{id}"),
            "subscriptionId": id,
            "tenantId": SUBSCRIPTION,
            "displayName": name,
            "state": "Enabled",
            "authorizationSource": "RoleBased",
        })
    };
    Ok(json!({ "value": ids.into_iter().map(subscription).collect::<Vec<_>>() }))
}

/// A resource group exists as soon as a request names it.
fn resource_group(subscription: &str, group: &str) -> Value {
    json!({
        "id": format!("/subscriptions/{subscription}/resourceGroups/{group}"),
        "name": group,
        "type": "Microsoft.Resources/resourceGroups",
        "location": "westeurope",
        "tags": {},
        "properties": { "provisioningState": "Succeeded" },
    })
}

impl Call {
    /// Returns the address by which the client called this service.
    fn origin(&self) -> String {
        self.emulator.origin(&self.parts)
    }

    fn now(&self) -> Timestamp {
        self.emulator.clock().now()
    }
}
