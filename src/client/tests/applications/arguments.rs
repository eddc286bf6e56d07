//! Arguments that are rejected before anything is sent.

use std::rc::Rc;

use super::{SUBSCRIPTION, Tokens, client, new_application};
use crate::client::ApplicationsClient;
use crate::client::applications::ENDPOINT;
use crate::error::Error;
use crate::pipeline::PipelineOptions;
use crate::pipeline::auth::Credential;
use crate::transport::scripted::Scripted;

#[test]
fn arguments_are_checked_before_anything_is_sent() {
    let world = Scripted::queue([]);
    let apps = client(&world);
    let pointer = |error: Error| error.pointer.clone().unwrap();
    assert_eq!(pointer(apps.begin_create_or_update("rg", "123", &new_application()).err().unwrap()), "/resourceName");
    assert_eq!(pointer(apps.begin_delete("a/b", "contoso-iot").err().unwrap()), "/resourceGroupName");
    assert_eq!(pointer(world.run(apps.get("rg", "-x")).unwrap_err()), "/resourceName");
    let new = |endpoint: &str, subscription: &str, credential: Credential| {
        let client = ApplicationsClient::with_transport(
            endpoint,
            subscription,
            credential,
            PipelineOptions::default(),
            world.transport(),
        );
        pointer(client.err().unwrap())
    };
    let token = || Credential::Token(Rc::<Tokens>::default());
    assert_eq!(new("management.azure.com", SUBSCRIPTION, token()), "/endpoint");
    assert_eq!(new(ENDPOINT, "a/b", token()), "/subscriptionId");
    assert_eq!(new(ENDPOINT, SUBSCRIPTION, Credential::ApiToken("SharedAccessSignature sr=a".into())), "/credential");
}
