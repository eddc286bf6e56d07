//! `/api/devices/{id}/credentials` and `…/attestation`. No device connects to the emulator with them.

use axum::{Json, Router, extract::Request, http::StatusCode, routing::get};
use base64::{Engine, engine::general_purpose::STANDARD};
use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Path, missing};
use crate::{
    Emulator,
    api::document::{Change, without_etag},
    application::Application,
    error::Error,
    http::read_json,
    store::{Batch, Kind},
    validate,
};

/// As long as a real id scope, but of no real service.
const ID_SCOPE: &str = "0ne00000000";

pub(super) fn routes() -> Router<Emulator> {
    Router::new()
        .route("/devices/{id}/credentials", get(credentials))
        .route("/devices/{id}/attestation", get(read).put(replace).patch(update).delete(remove))
}

/// `GET /devices/{id}/credentials`: the keys of the attestation, or else keys derived from the device's id.
async fn credentials(application: Application, Path(id): Path<String>) -> Result<Json<Value>, Error> {
    let attestation = application.read(|batch| {
        check_device(batch, &application, &id)?;
        batch.get(application.id(), Kind::Attestation, &id)
    })?;
    let key = |which: &str| {
        let half = |number| {
            Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("{}/{id}/{which}/{number}", application.id()).as_bytes())
        };
        STANDARD.encode([half(1).into_bytes(), half(2).into_bytes()].concat())
    };
    let mut credentials = json!({ "idScope": ID_SCOPE });
    let given = attestation.as_ref().and_then(Value::as_object).into_iter().flatten();
    let given: Vec<_> = given.filter(|(name, _)| matches!(name.as_str(), "symmetricKey" | "x509" | "tpm")).collect();
    if let Some(fields) = credentials.as_object_mut() {
        if given.is_empty() {
            let keys = json!({ "primaryKey": key("primary"), "secondaryKey": key("secondary") });
            fields.insert("symmetricKey".into(), keys);
        }
        fields.extend(given.into_iter().map(|(name, value)| (name.clone(), value.clone())));
    }
    Ok(Json(credentials))
}

/// `GET /devices/{id}/attestation`
async fn read(application: Application, Path(id): Path<String>) -> Result<Json<Value>, Error> {
    application.read(|batch| {
        check_device(batch, &application, &id)?;
        batch
            .get(application.id(), Kind::Attestation, &id)?
            .map(without_etag)
            .map(Json)
            .ok_or_else(|| not_found_error(&id))
    })
}

/// `PUT /devices/{id}/attestation`
async fn replace(application: Application, Path(id): Path<String>, request: Request) -> Result<Json<Value>, Error> {
    let attestation = read_json(request, "application/json").await?;
    validate::attestation(&attestation, application.contract())?;
    application.write(|batch| {
        check_device(batch, &application, &id)?;
        let attestation = with_thumbprints(attestation);
        let kept = batch.put(application.id(), Kind::Attestation, &id, attestation, application.now())?;
        Ok(Json(without_etag(kept)))
    })
}

/// `PATCH /devices/{id}/attestation`
async fn update(application: Application, Path(id): Path<String>, request: Request) -> Result<Json<Value>, Error> {
    let change = Change::read(request).await?;
    let updated = application.update(Kind::Attestation, &id, |current| {
        let attestation = change.apply(current)?;
        validate::attestation(&attestation, application.contract())?;
        Ok(with_thumbprints(attestation))
    })?;
    updated.map(without_etag).map(Json).ok_or_else(|| not_found_error(&id))
}

/// `DELETE /devices/{id}/attestation`
async fn remove(application: Application, Path(id): Path<String>) -> Result<StatusCode, Error> {
    if application.delete(Kind::Attestation, &id)? { Ok(StatusCode::NO_CONTENT) } else { Err(not_found_error(&id)) }
}

/// Adds the SHA-1 of each certificate, which only the service sets: such members of the body are ignored.
fn with_thumbprints(mut attestation: Value) -> Value {
    let certificates = attestation.pointer_mut("/x509/clientCertificates").and_then(Value::as_object_mut);
    for certificate in certificates.into_iter().flat_map(|all| all.values_mut()).filter_map(Value::as_object_mut) {
        certificate.remove("info");
        if let Some(text) = certificate.get("certificate").and_then(Value::as_str) {
            let info = json!({ "sha1Thumbprint": thumbprint(text) });
            certificate.insert("info".into(), info);
        }
    }
    attestation
}

/// Returns the SHA-1 of a certificate in PEM or base64, or else of the text itself.
fn thumbprint(text: &str) -> String {
    let inner: String =
        text.lines().filter(|line| !line.starts_with("-----")).flat_map(str::split_whitespace).collect();
    let bytes = STANDARD.decode(&inner).unwrap_or_else(|_| text.as_bytes().to_vec());
    let digest = digest(&SHA1_FOR_LEGACY_USE_ONLY, &bytes);
    digest.as_ref().iter().map(|byte| format!("{byte:02X}")).collect()
}

fn check_device(batch: &Batch<'_>, application: &Application, id: &str) -> Result<(), Error> {
    batch.get(application.id(), Kind::Device, id)?.map(|_| ()).ok_or_else(|| missing(id))
}

fn not_found_error(id: &str) -> Error {
    Error::not_found(format!("The device {id} has no attestation of its own. PUT one first."))
}
