//! Who may come in, and what they may do: `Authorization: Bearer <token>` as Microsoft Entra issues them, or an IoT
//! Central API token. Each of the three roles has a token.

mod role;

use axum::{
    extract::{OriginalUri, Request, State},
    http::header,
    middleware::Next,
    response::Response,
};

pub use self::role::Role;
use crate::{Emulator, application::Application, error::Error};

const API_TOKEN_SCHEME: &str = "SharedAccessSignature ";

/// Lets a request through that carries a token in either form, if its role may do that.
pub(crate) async fn require_token(
    State(emulator): State<Emulator>,
    application: Result<Application, Error>,
    OriginalUri(uri): OriginalUri,
    request: Request,
    next: Next,
) -> Result<Response, Error> {
    let authorization = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    // What is the emulator's own is there without an application too: a reset brings one back.
    let application = match application {
        Err(error) if !uri.path().starts_with("/emulator/") => return Err(error),
        application => application.ok(),
    };
    let role = check(authorization, &emulator, application.as_ref()).map_err(Error::unauthenticated)?;
    if role.may(request.method(), uri.path()) {
        return Ok(next.run(request).await);
    }
    Err(Error::forbidden(format!("The token's role, {}, may not {} {}.", role.name(), request.method(), uri.path())))
}

fn check(authorization: Option<&str>, emulator: &Emulator, application: Option<&Application>) -> Result<Role, String> {
    let Some(authorization) = authorization else {
        return Err(
            "The request has no Authorization header. Send \"Bearer <token>\" with the token the emulator printed \
                    at start, or the API token it printed."
                .into(),
        );
    };
    if let Some(fields) = authorization.strip_prefix(API_TOKEN_SCHEME) {
        let application =
            application.ok_or("The API token is for an application, and there is none at this address.")?;
        return check_api_token(fields, application);
    }
    match authorization.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("Bearer") => Role::of(token.trim(), emulator.token())
            .ok_or_else(|| {
                "The bearer token is not this emulator's. Send the one it printed at start, or start it with --token."
                    .into()
            }),
        _ => Err("The Authorization header has an unknown form. Send \"Bearer <token>\" or \"SharedAccessSignature \
                  sr=…&sig=…&skn=…&se=…\"; an API token is sent as it is, without \"Bearer\"."
            .into()),
    }
}

/// `sr=<application id>&sig=<token>&skn=<token id>&se=<epoch milliseconds>`. The service signs; here the signature is
/// the role's token itself.
fn check_api_token(fields: &str, application: &Application) -> Result<Role, String> {
    let field = |name: &str| {
        form_urlencoded::parse(fields.as_bytes())
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
            .ok_or_else(|| format!("The API token has no {name}: its form is sr=…&sig=…&skn=…&se=…"))
    };
    if field("sr")? != application.id() {
        return Err(format!("The API token's sr names another application: this one's id is {}.", application.id()));
    }
    let Some(role) = Role::of(&field("sig")?, application.emulator().token()) else {
        return Err("The API token's sig is not this emulator's token, percent-encoded.".into());
    };
    field("skn")?;
    let expiry = field("se")?;
    match expiry.parse::<i64>() {
        Ok(expiry) if expiry > application.now().as_millisecond() => Ok(role),
        Ok(_) => Err(format!("The API token has expired: se={expiry}. Take a new one.")),
        Err(_) => Err("The API token's se is not a time in milliseconds since 1970.".into()),
    }
}
