//! `connect` to an application.

use std::rc::Rc;

use serde_json::json;

use super::{SUBSCRIPTION, Tokens, app, client, client_with};
use crate::client::ApplicationsClient;
use crate::client::applications::{DOMAIN, ENDPOINT};
use crate::error::ErrorKind;
use crate::model::{Application, Json};
use crate::pipeline::PipelineOptions;
use crate::pipeline::auth::{Credential, TokenCredential};
use crate::transport::scripted::{Scripted, answer};

#[test]
fn each_plane_has_a_token_of_its_own_from_the_same_credential() {
    let tokens = Rc::<Tokens>::default();
    let world = Scripted::answering(|request| {
        if request.url.starts_with(ENDPOINT) { app("Succeeded") } else { answer(200, r#"{"displayName":"d"}"#) }
    });
    let apps = client_with(&world, &tokens);
    let application = world.run(apps.get("rg", "contoso-iot")).unwrap();
    let central = apps.connect(application.view(), DOMAIN, PipelineOptions::default()).unwrap();
    assert_eq!(central.endpoint(), "https://contoso.azureiotcentral.com");
    world.run(central.dashboards().get("d")).unwrap();
    world.run(apps.get("rg", "contoso-iot")).unwrap();
    assert_eq!(
        *tokens.scopes.borrow(),
        ["https://management.azure.com/.default", "https://apps.azureiotcentral.com/.default"]
    );
    for request in world.sent() {
        let is_control = request.header("Authorization").unwrap().contains("management");
        assert_eq!(is_control, request.url.starts_with(ENDPOINT), "{}", request.url);
    }
}

#[test]
fn another_cloud_is_its_own_audience() {
    let (world, tokens) = (Scripted::queue([app("Succeeded")]), Rc::<Tokens>::default());
    let credential = Credential::Token(Rc::clone(&tokens) as Rc<dyn TokenCredential>);
    let endpoint = "https://management.usgovcloudapi.net/";
    let options = PipelineOptions::default();
    let apps =
        ApplicationsClient::with_transport(endpoint, SUBSCRIPTION, credential, options, world.transport()).unwrap();
    let application = world.run(apps.get("rg", "contoso-iot")).unwrap();
    assert_eq!(*tokens.scopes.borrow(), ["https://management.usgovcloudapi.net/.default"]);
    let central = apps.connect(application.view(), "azureiotcentral.us", PipelineOptions::default()).unwrap();
    assert_eq!(central.endpoint(), "https://contoso.azureiotcentral.us");
}

#[test]
fn a_subdomain_that_would_lead_elsewhere_is_refused() {
    let world = Scripted::queue([]);
    let connect = |properties: serde_json::Value, domain: &str| {
        let app = json!({"location": "eastus", "sku": {"name": "ST2"}, "properties": properties}).to_string();
        let app = Json::<Application>::parse(app.as_bytes()).unwrap();
        let error = client(&world).connect(app.view(), domain, PipelineOptions::default()).err().unwrap();
        assert_eq!(error.kind, ErrorKind::InvalidInput);
        error.pointer.clone().unwrap()
    };
    for subdomain in ["", "evil.example/", "evil.example#", "a.b", "a@b", "a:1", "a b", "ä", "a\\b", &"a".repeat(64)] {
        assert_eq!(connect(json!({ "subdomain": subdomain }), DOMAIN), "/properties/subdomain", "{subdomain}");
    }
    assert_eq!(connect(json!({}), DOMAIN), "/properties/subdomain");
    assert_eq!(connect(json!(null), DOMAIN), "/properties/subdomain");
    for domain in ["", "evil.example/x", "a@evil.example", "a b", "https://x"] {
        assert_eq!(connect(json!({"subdomain": "contoso"}), domain), "/domain", "{domain}");
    }
}
