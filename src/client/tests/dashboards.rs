//! Reading and writing a dashboard.

use serde_json::{Value, json};

use super::client;
use crate::client::IotCentralClient;
use crate::error::ErrorKind;
use crate::model::{Dashboard, DashboardPatch, Json, TileConfiguration};
use crate::pipeline::PipelineOptions;
use crate::pipeline::auth::Credential;
use crate::request::Method;
use crate::transport::scripted::{Scripted, answer};
use crate::validate::Validation;

const ID: &str = "dtmi:kkfvwa2xi:p7pyt5x38";
const URL: &str =
    "https://contoso.azureiotcentral.com/api/dashboards/dtmi%3Akkfvwa2xi%3Ap7pyt5x38?api-version=2022-10-31-preview";

/// Returns a dashboard as the service stores it.
fn stored() -> Value {
    json!({"id": ID, "displayName": "Hall 1", "personal": false, "favorite": true, "etag": "\"5800268a\"", "later": 1,
    "tiles": [
        {"id": "t1", "displayName": "t", "x": 0, "y": 0, "width": 1, "height": 1,
            "configuration": {"type": "hologram", "depth": 3}},
    ]})
}

fn body(world: &Scripted) -> Value {
    serde_json::from_slice(world.sent()[0].body.as_ref().unwrap()).unwrap()
}

#[test]
fn a_dashboard_is_returned_as_stored() {
    let text = stored().to_string();
    let world = Scripted::queue([answer(200, text.clone())]);
    let found = world.run(client(&world).dashboards().get(ID)).unwrap();
    assert_eq!(found.as_str(), text);
    let typed = found.value().unwrap();
    assert_eq!((typed.id.as_deref(), typed.etag.as_deref()), (Some(ID), Some("\"5800268a\"")));
    let tiles = typed.tiles.unwrap();
    assert!(matches!(tiles[0].configuration, TileConfiguration::Unknown { .. }));
    let sent = world.sent();
    assert_eq!((sent[0].method, sent[0].url.as_str(), &sent[0].body), (Method::Get, URL, &None));
}

#[test]
fn a_dashboard_is_written_back_as_it_was_read() {
    let world = Scripted::queue([answer(200, stored().to_string())]);
    let read: Json<Dashboard> = Json::parse(stored().to_string().as_bytes()).unwrap();
    let answered = world.run(client(&world).dashboards().create(ID, &read, Validation::On)).unwrap();
    assert_eq!(answered, read);
    let mut expected = stored();
    for member in ["id", "personal"] {
        expected.as_object_mut().unwrap().remove(member);
    }
    expected["tiles"][0].as_object_mut().unwrap().remove("id");
    assert_eq!(body(&world), expected);
    assert_eq!((world.sent()[0].method, world.sent()[0].url.as_str()), (Method::Put, URL));
}

#[test]
fn a_typed_dashboard_can_be_created() {
    let world = Scripted::queue([answer(200, stored().to_string())]);
    let new = Json::from(&Dashboard::new("Hall 1"));
    world.run(client(&world).dashboards().create(ID, &new, Validation::On)).unwrap();
    assert_eq!(body(&world), json!({"displayName": "Hall 1"}));
}

#[test]
fn a_change_goes_to_the_version_it_was_made_for() {
    let patch: Json<DashboardPatch> = Json::parse(br#"{"favorite":null,"displayName":"Hall 2"}"#).unwrap();
    let world = Scripted::queue([answer(200, stored().to_string())]);
    world.run(client(&world).dashboards().update(ID, &patch, Some("\"5800268a\""), Validation::On)).unwrap();
    assert_eq!((world.sent()[0].method, world.sent()[0].url.as_str()), (Method::Patch, URL));
    assert_eq!(world.sent()[0].header("If-Match"), Some("\"5800268a\""));
    assert_eq!(body(&world), json!({"favorite": null, "displayName": "Hall 2"}));

    let world = Scripted::queue([answer(412, r#"{"error":{"code":"PreconditionFailed","message":"no"}}"#)]);
    let error =
        world.run(client(&world).dashboards().update(ID, &patch, Some("\"5800268a\""), Validation::On)).unwrap_err();
    assert_eq!((error.status, error.code()), (Some(412), "PreconditionFailed"));
    assert!(error.message.contains("\"5800268a\""), "{error}");
}

#[test]
fn a_dashboard_is_deleted() {
    let world = Scripted::queue([answer(204, ""), answer(404, r#"{"error":{"code":"NotFound","message":"gone"}}"#)]);
    let dashboards = client(&world).dashboards();
    world.run(dashboards.delete(ID)).unwrap();
    assert_eq!((world.sent()[0].method, world.sent()[0].url.as_str()), (Method::Delete, URL));
    let error = world.run(dashboards.delete(ID)).unwrap_err();
    assert_eq!((error.kind, error.status, error.code()), (ErrorKind::Service, Some(404), "NotFound"));
}

#[test]
fn a_call_outlives_what_it_was_made_of_and_sends_nothing_before_it_is_awaited() {
    let world = Scripted::queue([answer(200, stored().to_string())]);
    let call = {
        let id = ID.to_owned();
        client(&world).dashboards().get(&id)
    };
    world.pass(1_000.0);
    assert_eq!(world.sent().len(), 0);
    world.run(call).unwrap();
    assert_eq!(world.sent_at(), [1_000.0]);
}

#[test]
fn a_client_has_an_address_that_it_checks() {
    let world = Scripted::queue([]);
    let new = |endpoint: &str| {
        let credential = Credential::ApiToken("SharedAccessSignature sr=a&sig=b".into());
        IotCentralClient::with_transport(endpoint, credential, PipelineOptions::default(), world.transport())
    };
    let endpoint = new("HTTPS://Contoso.azureiotcentral.com/").unwrap().endpoint().to_owned();
    assert_eq!(endpoint, "https://contoso.azureiotcentral.com");
    let error = new("http://contoso.azureiotcentral.com").err().unwrap();
    assert_eq!((error.kind, error.pointer.as_deref()), (ErrorKind::InvalidInput, Some("/endpoint")));
}
