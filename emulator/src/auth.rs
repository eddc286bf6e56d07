//! Who may come in: `Authorization: Bearer <token>` as Microsoft Entra issues them, or an IoT Central API token.

use axum::{extract::Request, http::header, middleware::Next, response::Response};

use crate::{application::Application, error::Error};

const API_TOKEN_SCHEME: &str = "SharedAccessSignature ";

/// Lets a request through that carries the emulator's token in either form.
pub(crate) async fn require_token(application: Application, request: Request, next: Next) -> Result<Response, Error> {
    let authorization = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    check(authorization, &application).map_err(Error::unauthenticated)?;
    Ok(next.run(request).await)
}

fn check(authorization: Option<&str>, application: &Application) -> Result<(), String> {
    let Some(authorization) = authorization else {
        return Err(
            "The request has no Authorization header. Send \"Bearer <token>\" with the token the emulator printed \
                    at start, or the API token it printed."
                .into(),
        );
    };
    if let Some(fields) = authorization.strip_prefix(API_TOKEN_SCHEME) {
        return check_api_token(fields, application);
    }
    match authorization.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("Bearer") => {
            if token.trim() == application.emulator().token() {
                return Ok(());
            }
            Err("The bearer token is not this emulator's. Send the one it printed at start, or start it with --token."
                .into())
        }
        _ => Err("The Authorization header has an unknown form. Send \"Bearer <token>\" or \"SharedAccessSignature \
                  sr=…&sig=…&skn=…&se=…\"; an API token is sent as it is, without \"Bearer\"."
            .into()),
    }
}

/// `sr=<application id>&sig=<token>&skn=<token id>&se=<epoch milliseconds>`. The service signs; here the signature is
/// the token itself.
fn check_api_token(fields: &str, application: &Application) -> Result<(), String> {
    let field = |name: &str| {
        form_urlencoded::parse(fields.as_bytes())
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
            .ok_or_else(|| format!("The API token has no {name}: its form is sr=…&sig=…&skn=…&se=…"))
    };
    if field("sr")? != application.id() {
        return Err(format!("The API token's sr names another application: this one's id is {}.", application.id()));
    }
    if field("sig")? != application.emulator().token() {
        return Err("The API token's sig is not this emulator's token, percent-encoded.".into());
    }
    field("skn")?;
    let expiry = field("se")?;
    match expiry.parse::<i64>() {
        Ok(expiry) if expiry > application.now().as_millisecond() => Ok(()),
        Ok(_) => Err(format!("The API token has expired: se={expiry}. Take a new one.")),
        Err(_) => Err("The API token's se is not a time in milliseconds since 1970.".into()),
    }
}
