//! API tokens: `SharedAccessSignature sr=<application id>&sig=<signature>&skn=<token id>&se=<epoch milliseconds>`.
//!
//! The service signs the other fields. Here the signature of a created token is a random secret, of which a digest is
//! stored; the signature of the token that is printed at start is the bearer token of its role.

use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::Timestamp;
use ring::{
    digest::{SHA256, digest},
    rand::{SecureRandom, SystemRandom},
};
use serde_json::Value;

use super::Role;
use crate::{application::Application, error::Error, store::Kind};

pub(super) const SCHEME: &str = "SharedAccessSignature ";
/// The member of a stored token that contains the digest; the API never shows it.
pub(crate) const DIGEST: &str = "$digest";

/// The decoded fields of a token.
struct Fields {
    application: String,
    signature: String,
    id: String,
    expiry: String,
}

impl Fields {
    fn parse(text: &str) -> Result<Self, String> {
        let field = |name: &str| {
            form_urlencoded::parse(text.as_bytes())
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.into_owned())
                .ok_or_else(|| format!("The API token has no {name}: its form is sr=…&sig=…&skn=…&se=…"))
        };
        Ok(Self { application: field("sr")?, signature: field("sig")?, id: field("skn")?, expiry: field("se")? })
    }

    fn digest(&self) -> String {
        let Self { application, signature, id, expiry } = self;
        STANDARD.encode(digest(&SHA256, [application, signature, id, expiry].map(String::as_str).join("\n").as_bytes()))
    }
}

/// Creates a token: the text for its holder, and the digest to store.
pub(crate) fn issue(application: &str, id: &str, expiry: Timestamp) -> Result<(String, String), Error> {
    let mut secret = [0; 32];
    SystemRandom::new()
        .fill(&mut secret)
        .map_err(|_| Error::internal("The computer gives no random numbers, so there is no token. Try again."))?;
    let fields = Fields {
        application: application.to_owned(),
        signature: STANDARD.encode(secret),
        id: id.to_owned(),
        expiry: expiry.as_millisecond().to_string(),
    };
    let encode = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let token =
        format!("{SCHEME}sr={application}&sig={}&skn={}&se={}", encode(&fields.signature), encode(id), fields.expiry);
    Ok((token, fields.digest()))
}

/// Returns the role of a token, given the text after [`SCHEME`].
pub(super) fn role(text: &str, application: &Application) -> Result<Role, String> {
    let fields = Fields::parse(text)?;
    if fields.application != application.id() {
        return Err(format!("The API token's sr names another application: this one's id is {}.", application.id()));
    }
    let created = application.get(Kind::ApiToken, &fields.id).map_err(|error| error.message().to_owned())?;
    let created = created.filter(|kept| kept.get(DIGEST).and_then(Value::as_str) == Some(&fields.digest()));
    let role = match &created {
        Some(kept) => Role::assigned(kept),
        None => Role::from_token(&fields.signature, application.emulator().token()),
    };
    let Some(role) = role else {
        let problem = "The API token's sig is not one that this emulator printed, nor that of a token which was created and \
                       is there still. Send the token as it was given, percent-encoded.";
        return Err(problem.into());
    };
    match fields.expiry.parse::<i64>() {
        Ok(expiry) if expiry > application.now().as_millisecond() => Ok(role),
        Ok(expiry) => Err(format!("The API token has expired: se={expiry}. Take a new one.")),
        Err(_) => Err("The API token's se is not a time in milliseconds since 1970.".into()),
    }
}
