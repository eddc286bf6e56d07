use serde_json::{Value, json};

use crate::service::{Call, Service, ids};

async fn put(service: &Service, id: &str, body: Value) -> crate::service::Answer {
    service.put(&format!("/api/organizations/{id}"), &body).await
}

#[tokio::test]
async fn an_organization_is_written_read_and_deleted() {
    let service = Service::new();
    assert_eq!(ids(&service.get("/api/organizations").await.ok()), ["seattle", "us", "washington"]);
    let body = json!({ "id": "oregon", "displayName": "Oregon", "parent": "us" });
    assert_eq!(put(&service, "oregon", body.clone()).await.ok(), body);
    assert_eq!(service.get("/api/organizations/oregon?api-version=2022-07-31").await.ok(), body);
    assert_eq!(ids(&service.get("/api/organizations").await.ok()), ["oregon", "seattle", "us", "washington"]);
    assert_eq!(service.send(Call::new("DELETE", "/api/organizations/oregon")).await.status, 204);
    service.get("/api/organizations/oregon").await.error(404, "NotFound");
    service.send(Call::new("DELETE", "/api/organizations/oregon")).await.error(404, "NotFound");
}

#[tokio::test]
async fn a_patch_is_taken_as_json_too_and_guarded_in_the_preview() {
    let service = Service::new();
    let etag = put(&service, "us", json!({ "displayName": "US" })).await.header("etag").to_owned();
    let patch = |version: &str, etag: &str| {
        Call::new("PATCH", &format!("/api/organizations/us?api-version={version}"))
            .json("application/json", &json!({ "displayName": "USA" }))
            .header("if-match", etag)
    };
    service.send(patch("2022-10-31-preview", "\"other\"")).await.error(412, "PreconditionFailed");
    assert_eq!(service.send(patch("2022-10-31-preview", &etag)).await.ok()["displayName"], "USA");
    service.send(patch("2022-07-31", "\"other\"")).await.ok();
    service.patch("/api/organizations/none", &json!({})).await.error(404, "NotFound");
}

#[tokio::test]
async fn organizations_are_a_tree_of_five_levels() {
    let service = Service::new();
    put(&service, "l1", json!({})).await.ok();
    for level in 2..=5 {
        put(&service, &format!("l{level}"), json!({ "parent": format!("l{}", level - 1) })).await.ok();
    }
    for (id, body) in [
        ("l6", json!({ "parent": "l5" })),
        ("l1", json!({ "parent": "l3" })),
        ("self", json!({ "parent": "self" })),
        ("orphan", json!({ "parent": "none" })),
        ("typed", json!({ "parent": 1 })),
    ] {
        let message = put(&service, id, body).await.error(422, "UnprocessableEntity");
        assert!(message.starts_with("/parent"), "{message}");
    }
    let deleted = service.send(Call::new("DELETE", "/api/organizations/l1")).await;
    assert!(deleted.error(422, "UnprocessableEntity").contains("l2"));
}

#[tokio::test]
async fn an_organizations_id_has_a_form() {
    let service = Service::new();
    let long = "a".repeat(49);
    for id in ["a", "-ab", "ab-", "Ab", "a_b", &long] {
        put(&service, id, json!({})).await.error(400, "BadRequest");
    }
    put(&service, &"a".repeat(48), json!({})).await.ok();
}
