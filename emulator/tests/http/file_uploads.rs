use serde_json::{Value, json};

use crate::service::{Answer, Call, Service};

const PATH: &str = "/api/fileUploads";
const STABLE: &str = "/api/fileUploads?api-version=2022-07-31";
const KEY: &str = "c2VjcmV0c2VjcmV0";

fn connection_string(key: &str) -> String {
    format!("DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey={key};EndpointSuffix=core.windows.net")
}

fn body() -> Value {
    json!({ "connectionString": connection_string(KEY), "container": "uploads", "sasTtl": "PT1H" })
}

async fn state(service: &Service) -> Value {
    service.get(PATH).await.ok()["state"].clone()
}

#[tokio::test]
async fn a_configuration_is_pending_then_succeeded_then_gone() {
    let service = Service::new();
    service.get(PATH).await.error(404, "NotFound");
    let answer = service.put(PATH, &body()).await;
    assert_eq!(answer.body["etag"], answer.header("etag"));
    assert_eq!(answer.ok()["state"], "pending");
    assert_eq!(state(&service).await, "pending");
    assert_eq!(state(&service).await, "succeeded");
    service.patch(PATH, &json!({ "container": "other" })).await.ok();
    assert_eq!(state(&service).await, "pending");
    assert_eq!(state(&service).await, "succeeded");
    assert_eq!(service.send(Call::new("DELETE", PATH)).await.status, 204);
    service.get(PATH).await.error(404, "NotFound");
    service.send(Call::new("DELETE", PATH)).await.error(404, "NotFound");
    service.patch(PATH, &json!({})).await.error(404, "NotFound");
}

#[tokio::test]
async fn the_key_is_never_returned() {
    let service = Service::new();
    let patch = json!({ "account": "contoso" });
    let answers = [service.put(PATH, &body()).await, service.get(PATH).await, service.patch(PATH, &patch).await];
    for answer in answers {
        assert!(!answer.text.contains(KEY), "{}", answer.text);
        assert_eq!(answer.ok()["connectionString"], connection_string("*****"));
    }
}

#[tokio::test]
async fn a_mask_in_the_place_of_the_key_fails() {
    let service = Service::new();
    service.put(PATH, &body()).await.ok();
    let patch = json!({ "connectionString": connection_string("*****") });
    assert_eq!(service.patch(PATH, &patch).await.ok()["state"], "pending");
    state(&service).await;
    assert_eq!(state(&service).await, "failed");
}

#[tokio::test]
async fn read_access_and_if_match_are_the_previews() {
    let service = Service::new();
    let mut with_access = body();
    with_access["readAccess"] = true.into();
    let etag = service.put(PATH, &with_access).await.header("etag").to_owned();
    assert_eq!(service.get(PATH).await.ok()["readAccess"], true);
    assert_eq!(service.get(STABLE).await.ok().get("readAccess"), None);
    let patch = |path: &str, etag: &str| {
        let call = Call::new("PATCH", path).json("application/json", &json!({ "account": "a" }));
        call.header("if-match", etag)
    };
    service.send(patch(PATH, "\"other\"")).await.error(412, "PreconditionFailed");
    service.send(patch(PATH, &etag)).await.ok();
    service.send(patch(STABLE, "\"other\"")).await.ok();
    service.put(STABLE, &body()).await.ok();
    assert_eq!(service.get(PATH).await.ok()["readAccess"], false);
}

async fn complaint(change: Value) -> Answer {
    let mut changed = body();
    for (name, value) in change.as_object().unwrap() {
        changed[name] = value.clone();
    }
    Service::new().put(PATH, &changed).await
}

#[tokio::test]
async fn impossible_changes_are_rejected() {
    for (change, pointer) in [
        (json!({ "connectionString": null }), "/connectionString"),
        (json!({ "connectionString": "" }), "/connectionString"),
        (json!({ "connectionString": "AccountName=contoso" }), "/connectionString"),
        (json!({ "container": "" }), "/container"),
        (json!({ "container": 1 }), "/container"),
        (json!({ "account": [] }), "/account"),
        (json!({ "sasTtl": "1 hour" }), "/sasTtl"),
        (json!({ "sasTtl": "PT0S" }), "/sasTtl"),
        (json!({ "sasTtl": "-PT1H" }), "/sasTtl"),
        (json!({ "sasTtl": 3600 }), "/sasTtl"),
        (json!({ "readAccess": "yes" }), "/readAccess"),
    ] {
        let message = complaint(change).await.error(422, "UnprocessableEntity");
        assert!(message.starts_with(pointer), "{message}");
        assert!(!message.contains(KEY), "{message}");
    }
    Service::new().put(PATH, &json!([])).await.error(422, "UnprocessableEntity");
    for ttl in ["PT30M", "P1D", "P1W", "PT1H30M"] {
        complaint(json!({ "sasTtl": ttl })).await.ok();
    }
}
