//! `/api/fileUploads`: the storage account for files from devices. An application has at most one configuration.

use axum::{
    Json, Router,
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::from_fn,
    routing::get,
};
use serde_json::{Map, Value, json};

use crate::{
    Emulator,
    application::Application,
    error::Error,
    http::{PREVIEW, Parameters, STABLE, check_if_match, read_json, read_patch, require_version},
    json::merge,
    store::{Batch, Kind},
    validate,
};

/// The id of the document; the second id marks that a client has seen the configuration pending.
const CONFIGURATION: &str = "configuration";
const SEEN: &str = "seen";
/// How long a change is pending, unless a client has read the configuration twice before.
const PENDING_MS: i64 = 1000;
const MASK: &str = "*****";

/// The configuration, with its etag also in a header.
type Answer = ([(HeaderName, HeaderValue); 1], Json<Value>);

pub(crate) fn routes() -> Router<Emulator> {
    Router::new()
        .route("/fileUploads", get(read).put(replace).patch(update).delete(remove))
        .route_layer(from_fn(|request, next| require_version(&[PREVIEW, STABLE], request, next)))
}

/// `GET /fileUploads`: reads the configuration. Its state is `pending` at first, then `succeeded`, or `failed` if the
/// connection string has no usable key.
async fn read(application: Application, parameters: Parameters) -> Result<Answer, Error> {
    let (configuration, pending) = application.write(|batch| {
        let configuration = current(&application, batch)?;
        let seen = batch.get(application.id(), Kind::FileUpload, SEEN)?.is_some();
        let since = configuration.get("since").and_then(Value::as_i64).unwrap_or_default();
        let pending = !seen && application.now().as_millisecond() - since < PENDING_MS;
        if pending {
            batch.put(application.id(), Kind::FileUpload, SEEN, json!({}), application.now())?;
        }
        Ok((configuration, pending))
    })?;
    Ok(answer(&configuration, pending, &parameters))
}

/// `PUT /fileUploads`: creates or replaces the configuration, and answers 200 in either case.
async fn replace(application: Application, parameters: Parameters, request: Request) -> Result<Answer, Error> {
    let configuration = read_json(request, "application/json").await?;
    let kept = application.write(|batch| write(&application, batch, configuration))?;
    Ok(answer(&kept, true, &parameters))
}

/// `PATCH /fileUploads`: applies a merge patch, conditionally with `If-Match` in the preview version.
async fn update(application: Application, parameters: Parameters, request: Request) -> Result<Answer, Error> {
    let headers = request.headers().clone();
    let patch = read_patch(request).await?;
    let kept = application.write(|batch| {
        let mut configuration = current(&application, batch)?;
        if parameters.is_preview() {
            let etag = configuration.get("etag").and_then(Value::as_str).unwrap_or_default();
            check_if_match(&headers, etag)?;
        }
        merge(&mut configuration, patch);
        write(&application, batch, configuration)
    })?;
    Ok(answer(&kept, true, &parameters))
}

/// `DELETE /fileUploads`
async fn remove(application: Application) -> Result<StatusCode, Error> {
    application.write(|batch| {
        current(&application, batch)?;
        batch.delete(application.id(), Kind::FileUpload, CONFIGURATION)?;
        Ok(StatusCode::NO_CONTENT)
    })
}

fn current(application: &Application, batch: &Batch<'_>) -> Result<Value, Error> {
    batch.get(application.id(), Kind::FileUpload, CONFIGURATION)?.ok_or_else(|| {
        Error::not_found("The application has no configuration of file uploads. PUT /api/fileUploads makes one.")
    })
}

fn write(application: &Application, batch: &Batch<'_>, mut configuration: Value) -> Result<Value, Error> {
    validate::file_upload(&configuration)?;
    if let Some(fields) = configuration.as_object_mut() {
        fields.insert("since".into(), application.now().as_millisecond().into());
    }
    batch.delete(application.id(), Kind::FileUpload, SEEN)?;
    batch.put(application.id(), Kind::FileUpload, CONFIGURATION, configuration, application.now())
}

/// Returns the configuration in the form of the API: without the key, and with `readAccess` only in the preview
/// version.
fn answer(configuration: &Value, pending: bool, parameters: &Parameters) -> Answer {
    let member = |name: &str| configuration.get(name).cloned();
    let string = configuration.get("connectionString").and_then(Value::as_str).unwrap_or_default();
    let state = match pending {
        true => "pending",
        false if has_key(string) => "succeeded",
        false => "failed",
    };
    let mut shown: Map<String, Value> = ["account", "container", "sasTtl", "etag"]
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), member(name)?)))
        .collect();
    shown.insert("connectionString".into(), masked(string).into());
    shown.insert("state".into(), state.into());
    if parameters.is_preview() {
        shown.insert("readAccess".into(), member("readAccess").unwrap_or(false.into()));
    }
    let etag = configuration.get("etag").and_then(Value::as_str).unwrap_or_default();
    ([(header::ETAG, HeaderValue::from_str(etag).unwrap_or(HeaderValue::from_static("")))], Json(shown.into()))
}

/// Returns the connection string with its key masked, as the service does.
fn masked(string: &str) -> String {
    let parts = string.split(';').map(|part| match part.split_once('=') {
        Some((name, _)) if is_secret(name) => format!("{name}={MASK}"),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join(";")
}

/// Returns whether the key may be valid. The mask, which a careless client sends back, is not.
fn has_key(string: &str) -> bool {
    string
        .split(';')
        .filter_map(|part| part.split_once('='))
        .any(|(name, value)| is_secret(name) && !value.is_empty() && !value.bytes().all(|byte| byte == b'*'))
}

fn is_secret(name: &str) -> bool {
    let name = name.trim();
    name.eq_ignore_ascii_case("AccountKey") || name.eq_ignore_ascii_case("SharedAccessSignature")
}
