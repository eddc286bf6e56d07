//! The pipeline between a request and its answer.

mod auth;
mod driver;
mod errors;
mod limits;
mod observer;
mod poller;
mod read_back;
mod retry;

use crate::client::AUDIENCE;
use crate::pipeline::auth::Credential;
use crate::pipeline::{Pipeline, PipelineOptions};
use crate::request::Endpoint;
use crate::transport::scripted::Scripted;

const API_TOKEN: &str = "SharedAccessSignature sr=app&sig=c2VjcmV0&skn=page&se=1900000000000";

/// Returns a pipeline to Contoso.
fn pipeline(world: &Scripted, credential: Credential) -> Pipeline {
    let endpoint = Endpoint::parse("https://contoso.azureiotcentral.com").unwrap();
    Pipeline::new(endpoint, credential, AUDIENCE, PipelineOptions::default(), world.transport())
}

/// Returns a pipeline with an API token, which asks no credential.
fn with_api_token(world: &Scripted) -> Pipeline {
    pipeline(world, Credential::ApiToken(API_TOKEN.to_owned()))
}
