//! Users and API tokens.

use iotcentral_emulator::Settings;
use serde_json::{Value, json};

use crate::service::{APPLICATION, Call, Service, ids};

const ADMINISTRATOR: &str = "ca310b8d-2f4a-44e0-a36e-957c202cd8d4";
const OPERATOR: &str = "ae2c9854-393b-4f97-8c42-479d70ce626e";

async fn with(service: &Service, token: &str, method: &str, path: &str, body: &Value) -> u16 {
    let call = Call::new(method, path).json("application/json", body).header("authorization", token);
    service.send(call).await.status
}

/// Creates a token, and returns the text that its holder sends.
async fn token(service: &Service, id: &str, body: &Value) -> String {
    let created = service.put(&format!("/api/apiTokens/{id}"), body).await.ok();
    created["token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_created_token_opens_what_its_role_may_until_it_is_deleted() {
    let service = Service::new();
    let operator = token(&service, "script", &json!({ "roles": [{ "role": OPERATOR }] })).await;
    assert!(operator.starts_with(&format!("SharedAccessSignature sr={APPLICATION}&sig=")), "{operator}");
    assert!(operator.contains("&skn=script&se="));
    let board = json!({ "displayName": "x" });
    assert_eq!(with(&service, &operator, "GET", "/api/dashboards", &Value::Null).await, 200);
    assert_eq!(with(&service, &operator, "PUT", "/api/devices/mine", &json!({})).await, 200);
    assert_eq!(with(&service, &operator, "PUT", "/api/dashboards/x", &board).await, 403);
    let both = json!({ "roles": [{ "role": OPERATOR, "organization": "contoso" }, { "role": ADMINISTRATOR }] });
    service.put("/api/organizations/contoso", &json!({ "displayName": "Contoso" })).await.ok();
    let mightiest = token(&service, "both", &both).await;
    assert_eq!(with(&service, &mightiest, "PUT", "/api/dashboards/x", &board).await, 200);
    assert_eq!(service.get("/api/apiTokens/both").await.ok()["roles"], both["roles"]);

    let delete = |id: &'static str| service.send(Call::new("DELETE", &format!("/api/apiTokens/{id}")));
    assert_eq!(delete("script").await.status, 204);
    assert_eq!(with(&service, &operator, "GET", "/api/dashboards", &Value::Null).await, 401);
    delete("script").await.error(404, "NotFound");
    // A second token of the same name is a different token.
    let again = token(&service, "script", &json!({ "roles": [{ "role": OPERATOR }] })).await;
    assert_ne!(again, operator);
    assert_eq!(with(&service, &operator, "GET", "/api/dashboards", &Value::Null).await, 401);
    assert_eq!(with(&service, &again, "GET", "/api/dashboards", &Value::Null).await, 200);
}

#[tokio::test]
async fn a_token_is_shown_once_and_never_kept() {
    let file = std::env::temp_dir().join(format!("tokens-{}.db", std::process::id()));
    let settings = Settings { data: Some(file.clone()), ..Settings::default() };
    let service = Service::with(settings);
    let token = token(&service, "script", &json!({ "roles": [{ "role": OPERATOR }] })).await;
    let signature =
        token.split("sig=").nth(1).unwrap().split('&').next().unwrap().replace("%2B", "+").replace("%2F", "/");
    let signature = signature.replace("%3D", "=");
    assert!(signature.len() >= 40, "{signature}");
    let one = service.get("/api/apiTokens/script").await;
    let list = service.get("/api/apiTokens").await;
    assert_eq!(ids(&list.body), ["script"]);
    for answer in [&one, &list] {
        assert!(!answer.text.contains("token\"") && !answer.text.contains("SharedAccess"), "{}", answer.text);
        assert!(!answer.text.contains('$') && !answer.text.contains("etag"), "{}", answer.text);
    }
    assert_eq!(one.body["expiry"], "2027-03-04T12:00:03Z");
    let mut bytes = std::fs::read(&file).unwrap();
    bytes.extend(std::fs::read(file.with_extension("db-wal")).unwrap_or_default());
    let kept = String::from_utf8_lossy(&bytes);
    assert!(kept.contains("script") && !kept.contains(&signature));
    for suffix in ["db", "db-wal", "db-shm"] {
        let _ = std::fs::remove_file(file.with_extension(suffix));
    }
}

#[tokio::test]
async fn a_token_is_for_what_it_says_and_no_longer() {
    let service = Service::new();
    let body = json!({ "roles": [{ "role": OPERATOR }], "expiry": "2026-03-05T00:00:00Z" });
    let token = token(&service, "short", &body).await;
    assert!(token.ends_with("&se=1772668800000"), "{token}");
    let refused = |token: String| {
        let service = &service;
        async move {
            let call = Call::new("GET", "/api/dashboards").header("authorization", &token);
            service.send(call).await.error(401, "Unauthenticated")
        }
    };
    refused(token.replace("se=1772668800000", "se=1999999999999")).await;
    refused(token.replace("skn=short", "skn=other")).await;
    let message = refused(token.replace("sig=", "sig=x")).await;
    assert!(message.contains("sig") && !message.contains(&token[60..100]), "{message}");
    assert!(refused(token.replace(APPLICATION, ADMINISTRATOR)).await.contains("another application"));
    // The fields may be in any order.
    let fields = token.strip_prefix("SharedAccessSignature ").unwrap();
    let reversed = fields.split('&').rev().collect::<Vec<_>>().join("&");
    let reversed = format!("SharedAccessSignature {reversed}");
    assert_eq!(with(&service, &reversed, "GET", "/api/roles", &Value::Null).await, 200);
}

#[tokio::test]
async fn a_token_is_checked_and_cannot_be_changed() {
    let service = Service::new();
    for (body, expected) in [
        (json!({}), "/roles: is required"),
        (json!({ "roles": [] }), "/roles: must have one item"),
        (json!({ "roles": [{}] }), "/roles/0/role: is required"),
        (json!({ "roles": [{ "role": "none" }] }), "/roles/0/role: there is no role none"),
        (json!({ "roles": [{ "role": OPERATOR, "organization": "mars" }] }), "/roles/0/organization: there is no"),
        (json!({ "roles": [{ "role": OPERATOR }], "expiry": "tomorrow" }), "/expiry: must be a time in RFC 3339"),
        (
            json!({ "roles": [{ "role": OPERATOR }], "expiry": "2020-01-01T00:00:00Z" }),
            "/expiry: must be a time to come",
        ),
    ] {
        let message = service.put("/api/apiTokens/mine", &body).await.error(422, "UnprocessableEntity");
        assert!(message.starts_with(expected), "{message}");
    }
    let body = json!({ "roles": [{ "role": OPERATOR }] });
    service.put("/api/apiTokens/mine", &body).await.ok();
    assert!(service.put("/api/apiTokens/mine", &body).await.error(409, "Conflict").contains("DELETE it first"));
    service.get("/api/apiTokens/other").await.error(404, "NotFound");
}

#[tokio::test]
async fn users_are_kept_and_checked() {
    let service = Service::new();
    let path = "/api/users/someone";
    let email = json!({ "type": "email", "email": "someone@example.com", "roles": [{ "role": OPERATOR }] });
    let created = service.put(path, &email).await;
    assert!(!created.header("etag").is_empty());
    let mut expected = email.clone();
    expected["id"] = json!("someone");
    assert_eq!(created.ok(), expected);
    let patch = json!({ "roles": [{ "role": ADMINISTRATOR }] });
    assert_eq!(service.patch(path, &patch).await.ok()["roles"], patch["roles"]);
    let group = json!({ "type": "adGroup", "tenantId": "t", "objectId": "o", "roles": [{ "role": OPERATOR }] });
    service.put("/api/users/group", &group).await.ok();
    let principal =
        json!({ "type": "servicePrincipal", "tenantId": "t", "objectId": "o", "roles": [{ "role": OPERATOR }] });
    service.put("/api/users/principal?api-version=2022-07-31", &principal).await.ok();
    let page = service.get("/api/users?maxpagesize=2").await.ok();
    assert_eq!((ids(&page), page["nextLink"].is_string()), (vec!["group", "principal"], true));
    for (body, expected) in [
        (json!({ "type": "email", "roles": [{ "role": OPERATOR }] }), "/email: is required"),
        (json!({ "type": "adGroup", "tenantId": "t", "roles": [{ "role": OPERATOR }] }), "/objectId: is required"),
        (
            json!({ "type": "robot", "roles": [{ "role": OPERATOR }] }),
            "/type: must be email, adGroup or servicePrincipal",
        ),
        (json!({ "type": "email", "email": "a@b", "roles": [{ "role": "x" }] }), "/roles/0/role: there is no role x"),
    ] {
        let message = service.put("/api/users/other", &body).await.error(422, "UnprocessableEntity");
        assert!(message.starts_with(expected), "{message}");
    }
    assert_eq!(service.send(Call::new("DELETE", path)).await.status, 204);
    service.get(path).await.error(404, "NotFound");
}

#[tokio::test]
async fn only_an_administrator_sees_and_writes_them() {
    let service = Service::new();
    let body = json!({ "roles": [{ "role": ADMINISTRATOR }] });
    for token in ["Bearer iotcentral-emulator-builder", "Bearer iotcentral-emulator-operator"] {
        for path in ["/api/apiTokens", "/api/users"] {
            assert_eq!(with(&service, token, "GET", path, &Value::Null).await, 403);
            assert_eq!(with(&service, token, "PUT", &format!("{path}/mine"), &body).await, 403);
        }
        assert_eq!(with(&service, token, "GET", "/api/roles", &Value::Null).await, 200);
    }
}
