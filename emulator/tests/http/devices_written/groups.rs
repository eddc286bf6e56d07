//! Device groups.

use serde_json::json;

use super::delete;
use crate::service::{Service, ids};

#[tokio::test]
async fn the_filter_of_a_group_says_who_is_in_it() {
    let service = Service::full();
    let members = |filter: String| {
        let service = &service;
        async move {
            let group = json!({ "displayName": "Group", "filter": filter });
            service.put("/api/deviceGroups/mine", &group).await.ok();
            let members = service.get("/api/deviceGroups/mine/devices").await.ok();
            ids(&members).into_iter().map(str::to_owned).collect::<Vec<_>>()
        }
    };
    let pumps = "SELECT * FROM devices WHERE $template = \"dtmi:contoso:pumpStation;1\"";
    assert_eq!(members(pumps.into()).await, ["pump-01", "pump-02", "pump-03"]);
    assert_eq!(members(format!("{pumps} AND $provisioned = true")).await, ["pump-01", "pump-02"]);
    assert_eq!(members(format!("{pumps} AND targetFlow >= 30")).await, ["pump-01"]);
    let several = format!("{pumps} AND $id = 'pump-03' OR {}", vec!["$id = 'pump-02'"; 30].join(" OR "));
    assert_eq!(members(several).await, ["pump-02", "pump-03"]);
    assert_eq!(members(format!("{pumps} AND targetFlow <> NULL")).await, ["pump-01", "pump-02"]);
    assert_eq!(members(format!("{pumps} AND targetFlow = NULL")).await, ["pump-03"]);
    assert_eq!(
        members(format!("{pumps} AND serialNumber = 'P-4711' OR $id = 'truck-02'")).await,
        ["pump-01", "truck-02"]
    );
    assert_eq!(
        members("select * from devices where deviceInformation.swVersion = \"1.9.3\"".into()).await,
        ["truck-02"]
    );
    assert_eq!(members("SELECT * FROM devices".into()).await.len(), 11);
    service.patch("/api/devices/pump-01/properties", &json!({ "customer": "Fabrikam" })).await;
    assert_eq!(members(format!("{pumps} AND customer = 'Woodgrove'")).await, ["pump-02"]);

    for (filter, expected) in [
        ("SELECT $id FROM devices", "position 1: expected SELECT * FROM devices"),
        ("SELECT * FROM things", "position 15: expected devices, found \"things\""),
        ("SELECT * FROM devices WHERE $age = 1", "position 29: there is no $age"),
        ("SELECT * FROM devices WHERE WITHIN_WINDOW(P1D)", "position 29: a device group's filter can only reference"),
        ("SELECT * FROM devices WHERE $ts > '2026-01-01T00:00:00Z'", "$ts is for telemetry"),
        ("SELECT * FROM devices WHERE $id IN ['pump-01']", "position 33: a device group's filter can only reference"),
        ("SELECT * FROM devices WHERE $template = 'dtmi:contoso:pumpStation;1' AND flow > 3", "flow is telemetry of"),
        ("SELECT * FROM devices WHERE ($id = 'pump-01')", "position 29: expected a condition"),
        ("SELECT * FROM devices LIMIT 1", "position 23: expected AND, OR or the end"),
    ] {
        let group = json!({ "displayName": "Group", "filter": filter });
        let message = service.put("/api/deviceGroups/mine", &group).await.error(422, "UnprocessableEntity");
        assert!(message.contains("/filter") && message.contains(expected), "{filter}: {message}");
    }
    service.put("/api/deviceGroups/a:b", &json!({})).await.error(400, "BadRequest");
    service.put("/api/deviceGroups/mine", &json!({ "filter": "x" })).await.error(422, "UnprocessableEntity");
    let renamed = service.patch("/api/deviceGroups/mine", &json!({ "displayName": "Other" })).await.ok();
    assert_eq!(renamed["displayName"], "Other");
    assert_eq!(delete(&service, "/api/deviceGroups/mine").await, 204);
    service.get("/api/deviceGroups/mine/devices").await.error(404, "NotFound");
}
