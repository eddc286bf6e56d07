//! The client of an application with scripted answers.

mod applications;
mod dashboards;
mod devices;
mod edit;
mod feed;
mod file_uploads;
mod list;
mod streams;
mod transfer;

use crate::client::IotCentralClient;
use crate::pipeline::PipelineOptions;
use crate::pipeline::auth::Credential;
use crate::transport::scripted::Scripted;

/// Returns a client of Contoso.
fn client(world: &Scripted) -> IotCentralClient {
    client_with("SharedAccessSignature sr=app&sig=a&skn=b&se=1", world)
}

/// Returns a client of Contoso with an API token.
fn client_with(token: &str, world: &Scripted) -> IotCentralClient {
    let credential = Credential::api_token(token);
    let contoso = "https://contoso.azureiotcentral.com";
    IotCentralClient::with_transport(contoso, credential, PipelineOptions::default(), world.transport()).unwrap()
}
