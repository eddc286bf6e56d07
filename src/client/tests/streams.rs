//! Lists as streams of pages and of items, and credentials that are closures.

use futures_util::{StreamExt, TryStreamExt};
use serde_json::json;
use std::error::Error;
use std::num::ParseIntError;

use super::client;
use crate::client::IotCentralClient;
use crate::error::ErrorKind;
use crate::model::Dashboard;
use crate::pipeline::PipelineOptions;
use crate::pipeline::auth::Credential;
use crate::request::dashboards::ListDashboards;
use crate::transport::scripted::{Answer, Scripted, answer};

const NEXT: &str = "https://contoso.azureiotcentral.com/api/dashboards?page=2";

fn page(titles: &[&str], next: Option<&str>) -> Answer {
    let value: Vec<_> = titles.iter().map(|title| json!({ "displayName": title })).collect();
    answer(200, json!({"value": value, "nextLink": next}).to_string())
}

fn refused() -> Answer {
    answer(403, r#"{"error":{"code":"Forbidden","message":"no"}}"#)
}

#[test]
fn items_come_one_by_one_and_pages_only_as_they_are_needed() {
    let world = Scripted::queue([page(&["a", "b"], Some(NEXT)), page(&["c"], None)]);
    let mut items = client(&world).dashboards().list(&ListDashboards::default()).items();
    assert_eq!(world.sent().len(), 0);
    let mut titles = Vec::new();
    while let Some(item) = world.run(items.try_next()).unwrap() {
        titles.push((item.display_name, world.sent().len()));
    }
    assert_eq!(titles, [("a".to_owned(), 1), ("b".to_owned(), 1), ("c".to_owned(), 2)]);
}

#[test]
fn a_malformed_item_is_an_error_among_the_others() {
    let value = r#"{"value":[{"displayName":"a"},{"displayName":1},{"displayName":"c"}],"nextLink":null}"#;
    let world = Scripted::queue([answer(200, value)]);
    let items = client(&world).dashboards().list(&ListDashboards::default()).items();
    let all: Vec<Result<Dashboard, _>> = world.run(items.collect());
    let titles: Vec<_> = all.iter().flatten().map(|dashboard| dashboard.display_name.as_str()).collect();
    assert_eq!(titles, ["a", "c"]);
    let errors: Vec<_> = all.iter().filter_map(|item| item.as_ref().err()).collect();
    assert_eq!(errors.len(), 1);
    assert_eq!((errors[0].kind, errors[0].pointer.as_deref()), (ErrorKind::Decode, Some("/value/1/displayName")));
}

#[test]
fn a_page_that_fails_ends_the_stream_and_can_be_requested_again() {
    let world = Scripted::queue([page(&["a"], Some(NEXT)), refused(), page(&["b"], None)]);
    let mut pages = client(&world).dashboards().list(&ListDashboards::default());
    let found: Vec<_> = world.run(pages.by_ref().collect());
    assert_eq!((found.len(), found[1].as_ref().unwrap_err().status), (2, Some(403)));
    let found: Vec<_> = world.run(pages.by_ref().collect());
    assert_eq!((found.len(), found[0].as_ref().unwrap().item_count), (1, 1));
    assert!(world.run(pages.next()).is_none());

    let world = Scripted::answering(|_| refused());
    let mut pages = client(&world).dashboards().list(&ListDashboards::default());
    for sent in 1..4 {
        assert!(world.run(pages.next()).unwrap().is_err(), "`next` asks again");
        assert_eq!(world.sent().len(), sent);
    }
}

#[test]
fn a_page_in_flight_is_not_requested_twice() {
    let world = Scripted::queue([page(&["a"], None).late(2_000.0)]);
    let mut pages = client(&world).dashboards().list(&ListDashboards::default());
    assert!(world.run_for(1_000.0, pages.next()).is_none());
    assert_eq!(world.run(pages.next()).unwrap().unwrap().item_count, 1);
    assert_eq!((world.sent().len(), world.elapsed()), (1, 2_000.0));
    let world = Scripted::queue([page(&["a"], None).late(2_000.0)]);
    let mut pages = client(&world).dashboards().list(&ListDashboards::default());
    assert!(world.run_for(1_000.0, pages.next()).is_none());
    drop(pages);
    assert_eq!(world.timers(), 0, "the request is gone with the list");
}

#[test]
fn a_closure_gets_the_scope_and_can_fail_with_a_reason() {
    let world = Scripted::queue([page(&[], None)]);
    let with = |credential| {
        let contoso = "https://contoso.azureiotcentral.com";
        let client =
            IotCentralClient::with_transport(contoso, credential, PipelineOptions::default(), world.transport());
        world.run(client.unwrap().dashboards().list(&ListDashboards::default()).next()).unwrap()
    };
    with(Credential::from_fn(|request| async move { Ok::<_, &str>(format!("token/{}", request.scope)) })).unwrap();
    let sent = world.sent()[0].header("Authorization").unwrap().to_owned();
    assert_eq!(sent, "Bearer token/https://apps.azureiotcentral.com/.default");
    let error = with(Credential::from_fn(|_| async { Err::<String, _>("no user is signed in") })).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Credential);
    assert!(error.message.ends_with("no user is signed in"), "{error}");
    let parse = || "x".parse::<u8>().map(|number| number.to_string());
    let error = with(Credential::from_fn(move |_| async move { parse() })).unwrap_err();
    assert!(
        error.source().is_some_and(|cause| cause.is::<ParseIntError>()),
        "what the closure failed with is the source"
    );
}

#[test]
fn outside_of_a_browser_a_client_needs_a_transport() {
    let error = IotCentralClient::new("https://contoso.azureiotcentral.com", Credential::api_token("t")).err().unwrap();
    assert_eq!((error.kind, error.pointer.as_deref()), (ErrorKind::InvalidInput, Some("/transport")));
}
