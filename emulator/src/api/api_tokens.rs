//! `/api/apiTokens`: the secret of a token is shown once only, in the answer that creates the token.

use axum::{Json, Router, extract::Request, http::StatusCode, middleware::from_fn, routing::get};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::{
    Path,
    document::without_etag,
    list::{Fields, ListRequest},
    permissions,
};
use crate::{
    Emulator,
    application::Application,
    auth::api_token::{DIGEST, issue},
    documents::shown,
    error::Error,
    http::{PREVIEW, STABLE, read_json, require_version},
    store::Kind,
    validate,
};

const FIELDS: Fields = Fields { text: &["id"], flags: &[] };
/// How long a token is valid if its body has no expiry: "about a year".
const LIFETIME: SignedDuration = SignedDuration::from_hours(365 * 24);

pub(crate) fn routes() -> Router<Emulator> {
    Router::new()
        .route("/apiTokens", get(list))
        .route("/apiTokens/{id}", get(read).put(create).delete(remove))
        .route_layer(from_fn(|request, next| require_version(&[PREVIEW, STABLE], request, next)))
}

/// `GET /apiTokens`
async fn list(application: Application, request: ListRequest) -> Result<Json<Value>, Error> {
    let tokens = request.documents(&application, Kind::ApiToken)?;
    request.answer(tokens.into_iter().map(|token| without_etag(shown(token))).collect(), &FIELDS)
}

/// `GET /apiTokens/{id}`
async fn read(application: Application, Path(id): Path<String>) -> Result<Json<Value>, Error> {
    let token = application.get(Kind::ApiToken, &id)?.ok_or_else(|| missing(&id))?;
    Ok(Json(without_etag(shown(token))))
}

/// `PUT /apiTokens/{id}`: creates a token. A token cannot be updated.
async fn create(application: Application, Path(id): Path<String>, request: Request) -> Result<Json<Value>, Error> {
    permissions::check_id("API token", &id)?;
    let body = read_json(request, "application/json").await?;
    validate::api_token(&body)?;
    let now = application.now();
    let expiry = match body.get("expiry").and_then(Value::as_str).map(str::parse::<Timestamp>) {
        Some(Ok(expiry)) if expiry > now => expiry,
        Some(Ok(_)) => return Err(Error::unprocessable("/expiry: must be a time to come.")),
        _ => now.saturating_add(LIFETIME).unwrap_or(Timestamp::MAX),
    };
    let (token, digest) = issue(application.id(), &id, expiry)?;
    let kept = application.write(|batch| {
        if batch.get(application.id(), Kind::ApiToken, &id)?.is_some() {
            let problem = format!("There is an API token {id} already, which can't be changed. DELETE it first.");
            return Err(Error::status(StatusCode::CONFLICT, problem));
        }
        permissions::check(batch, &application, &body)?;
        let document = json!({ "id": id, "roles": body.get("roles"), "expiry": expiry.to_string(), DIGEST: digest });
        batch.put(application.id(), Kind::ApiToken, &id, document, now)
    })?;
    let mut answer = without_etag(shown(kept));
    if let Some(fields) = answer.as_object_mut() {
        fields.insert("token".into(), token.into());
    }
    Ok(Json(answer))
}

/// `DELETE /apiTokens/{id}`: the token is invalid from then on.
async fn remove(application: Application, Path(id): Path<String>) -> Result<StatusCode, Error> {
    if application.delete(Kind::ApiToken, &id)? { Ok(StatusCode::NO_CONTENT) } else { Err(missing(&id)) }
}

fn missing(id: &str) -> Error {
    Error::not_found(format!("There is no API token {id}. GET /api/apiTokens lists them."))
}
