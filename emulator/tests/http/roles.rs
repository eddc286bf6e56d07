use serde_json::{Value, json};

use crate::service::{APPLICATION, Call, Service, ids};

const OPERATOR: &str = "Bearer iotcentral-emulator-operator";
const BUILDER: &str = "Bearer iotcentral-emulator-builder";

async fn status(service: &Service, token: &str, method: &str, path: &str, body: &Value) -> u16 {
    let media_type = if method == "PATCH" { "application/merge-patch+json" } else { "application/json" };
    let call = Call::new(method, path).json(media_type, body).header("authorization", token);
    service.send(call).await.status
}

#[tokio::test]
async fn an_application_has_the_three_roles() {
    let service = Service::new();
    for version in ["2022-10-31-preview", "2022-07-31"] {
        let list = service.get(&format!("/api/roles?api-version={version}")).await.ok();
        let names: Vec<_> = list["value"].as_array().unwrap().iter().map(|role| &role["displayName"]).collect();
        assert_eq!(names.len(), 3);
        for id in ids(&list) {
            assert!(names.contains(&&service.get(&format!("/api/roles/{id}")).await.ok()["displayName"]));
        }
    }
    service.get("/api/roles/none").await.error(404, "NotFound");
}

#[tokio::test]
async fn an_operator_reads_but_does_not_write_dashboards() {
    let service = Service::new();
    let board = "/api/dashboards/dtmi:kkfvwa2xi:p7pyt5x38";
    let body = json!({ "displayName": "Mine" });
    assert_eq!(status(&service, OPERATOR, "GET", board, &Value::Null).await, 200);
    for method in ["PUT", "PATCH", "DELETE"] {
        assert_eq!(status(&service, OPERATOR, method, board, &body).await, 403, "{method}");
    }
    let call = Call::new("DELETE", board).header("authorization", OPERATOR);
    let message = service.send(call).await.error(403, "Forbidden");
    assert!(message.contains("Operator"), "{message}");
    for (method, expected) in [("PUT", 200), ("PATCH", 200), ("DELETE", 204)] {
        assert_eq!(status(&service, BUILDER, method, board, &body).await, expected, "{method}");
    }
}

#[tokio::test]
async fn an_operator_writes_device_groups() {
    let service = Service::new();
    let group = json!({ "displayName": "Mine", "filter": "SELECT * FROM devices" });
    for (method, expected) in [("PUT", 200), ("PATCH", 200), ("DELETE", 204)] {
        assert_eq!(status(&service, OPERATOR, method, "/api/deviceGroups/mine", &group).await, expected, "{method}");
    }
}

#[tokio::test]
async fn an_operator_queries() {
    let body = json!({ "query": "SELECT TOP 1 $id FROM dtmi:contoso:climateMonitor;1" });
    assert_eq!(status(&Service::new(), OPERATOR, "POST", "/api/query", &body).await, 200);
}

#[tokio::test]
async fn only_an_administrator_administers() {
    let service = Service::new();
    for token in [OPERATOR, BUILDER] {
        assert_eq!(status(&service, token, "PUT", "/api/organizations/seattle", &json!({})).await, 403);
        assert_eq!(status(&service, token, "DELETE", "/api/fileUploads", &Value::Null).await, 403);
        assert_eq!(status(&service, token, "POST", "/emulator/reset", &Value::Null).await, 403);
    }
    assert_eq!(
        status(&service, "Bearer iotcentral-emulator", "PUT", "/api/organizations/seattle", &json!({})).await,
        200
    );
}

#[tokio::test]
async fn an_api_token_has_the_role_of_its_signature() {
    let service = Service::new();
    let token = |role: &str| {
        format!("SharedAccessSignature sr={APPLICATION}&sig=iotcentral-emulator{role}&skn=web&se=1772629203000")
    };
    let body = json!({ "displayName": "Mine" });
    assert_eq!(status(&service, &token("-operator"), "PUT", "/api/dashboards/x", &body).await, 403);
    assert_eq!(status(&service, &token("-builder"), "PUT", "/api/dashboards/x", &body).await, 200);
    assert_eq!(status(&service, &token("-guest"), "GET", "/api/dashboards/x", &body).await, 401);
}
