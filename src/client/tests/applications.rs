//! The control plane: lists, long-running operations, and `connect` to an application.

mod arguments;
mod connecting;
mod following;
mod lists;
mod polling;
mod restoring;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, pending, ready};
use serde_json::json;

use crate::client::applications::ENDPOINT;
use crate::client::{ApplicationsClient, Poller};
use crate::error::{Cause, Error};
use crate::model::{Application, ApplicationPatch, Json};
use crate::pipeline::PipelineOptions;
use crate::pipeline::auth::{AccessToken, Credential, TokenCredential};
use crate::transport::scripted::{Answer, Scripted, answer};

const SUBSCRIPTION: &str = "11111111-2222-3333-4444-555555555555";

const ASYNC: &str = "https://management.azure.com/subscriptions/s/providers/Microsoft.IoTCentral/locations/eastus/operationResults/g?api-version=2021-06-01&asyncinfo";

const LOCATION: &str = "https://management.azure.com/subscriptions/s/providers/Microsoft.IoTCentral/locations/eastus/operationResults/g?api-version=2021-06-01";

const RESOURCE: &str = "https://management.azure.com/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.IoTCentral/iotApps/contoso-iot?api-version=2021-06-01";

/// A credential with a different token for each scope. It records the scopes; with `is_silent` it never answers.
#[derive(Default)]
struct Tokens {
    scopes: RefCell<Vec<String>>,
    is_silent: Cell<bool>,
}

impl TokenCredential for Tokens {
    fn get_token(&self, scope: &str, _claims: Option<&str>) -> LocalBoxFuture<'static, Result<AccessToken, Cause>> {
        self.scopes.borrow_mut().push(scope.to_owned());
        if self.is_silent.get() {
            return pending().boxed_local();
        }
        let token = format!("for-{}-{}", scope.replace(['/', ':'], ""), self.scopes.borrow().len());
        ready(Ok(AccessToken { token, expires_on_ms: None, refresh_after_ms: None })).boxed_local()
    }
}

fn client_with(world: &Scripted, tokens: &Rc<Tokens>) -> ApplicationsClient {
    let credential = Credential::Token(Rc::clone(tokens) as Rc<dyn TokenCredential>);
    ApplicationsClient::with_transport(
        ENDPOINT,
        SUBSCRIPTION,
        credential,
        PipelineOptions::default(),
        world.transport(),
    )
    .unwrap()
}

fn client(world: &Scripted) -> ApplicationsClient {
    client_with(world, &Rc::default())
}

fn new_application() -> Json<Application> {
    Json::parse(br#"{"location":"eastus","sku":{"name":"ST2"},"identity":{"type":"SystemAssigned"}}"#).unwrap()
}

fn create(world: &Scripted) -> Poller<Application> {
    client(world).begin_create_or_update("rg", "contoso-iot", &new_application()).unwrap()
}

fn update(world: &Scripted) -> Poller<Application> {
    let patch: Json<ApplicationPatch> = Json::parse(br#"{"properties":{"displayName":"New"}}"#).unwrap();
    client(world).begin_update("rg", "contoso-iot", &patch).unwrap()
}

fn delete(world: &Scripted) -> Poller<Application> {
    client(world).begin_delete("rg", "contoso-iot").unwrap()
}

/// Returns an answer with the application in this state.
fn app(state: &str) -> Answer {
    answer(200, body(state))
}

fn body(state: &str) -> String {
    json!({"location": "eastus", "sku": {"name": "ST2"}, "properties": {"subdomain": "contoso", "provisioningState": state}})
        .to_string()
}

/// Returns the answer of the real service to a create.
fn created() -> Answer {
    answer(201, body("Creating")).header("azure-asyncoperation", ASYNC)
}

fn status(status: &str) -> Answer {
    answer(200, json!({ "status": status }).to_string())
}

fn run(world: &Scripted, poller: &Poller<Application>) -> Result<Option<Json<Application>>, Error> {
    world.run(poller.poll_until_done(|_| {}))
}

fn lines(world: &Scripted) -> Vec<String> {
    world.sent().iter().map(|request| format!("{} {}", request.method.as_str(), request.url)).collect()
}
