//! Authentication and authorization: `Authorization: Bearer <token>` as Microsoft Entra issues them, or an IoT Central
//! API token. Each of the three roles has a token.

pub(crate) mod api_token;
mod role;

use axum::{
    extract::{OriginalUri, Request, State},
    http::header,
    middleware::Next,
    response::Response,
};

pub use self::role::Role;
use crate::{Emulator, application::Application, error::Error};

/// Lets a request pass if it has a token in either form whose role allows the request.
pub(crate) async fn require_token(
    State(emulator): State<Emulator>,
    application: Result<Application, Error>,
    OriginalUri(uri): OriginalUri,
    request: Request,
    next: Next,
) -> Result<Response, Error> {
    let authorization = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    // The emulator's own operations need no application: a reset restores a deleted one.
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
    if let Some(fields) = authorization.strip_prefix(api_token::SCHEME) {
        let application =
            application.ok_or("The API token is for an application, and there is none at this address.")?;
        return api_token::role(fields, application);
    }
    match authorization.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("Bearer") => {
            Role::from_token(token.trim(), emulator.token()).ok_or_else(|| {
                "The bearer token is not this emulator's. Send the one it printed at start, or start it with --token."
                    .into()
            })
        }
        _ => Err("The Authorization header has an unknown form. Send \"Bearer <token>\" or \"SharedAccessSignature \
                  sr=…&sig=…&skn=…&se=…\"; an API token is sent as it is, without \"Bearer\"."
            .into()),
    }
}
