use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::service::{Call, Service, ids};

/// Adds dashboards to the seed's three: five in all.
async fn with_five() -> Service {
    let service = Service::new();
    service.put("/api/dashboards/zeta", &json!({ "displayName": "Alpha's \"best\" & more" })).await.ok();
    service.put("/api/dashboards/alpha", &json!({ "displayName": "Zeta", "favorite": true })).await.ok();
    service
}

async fn follow(service: &Service, link: &Value) -> Value {
    let link = link.as_str().unwrap();
    let path = link.strip_prefix("http://localhost:7071").unwrap_or_else(|| panic!("not absolute: {link}"));
    service.send(Call::raw("GET", path)).await.ok()
}

async fn listed(service: &Service, query: &str) -> Vec<String> {
    let list = service.get(&format!("/api/dashboards?{query}")).await.ok();
    ids(&list).into_iter().map(str::to_owned).collect()
}

#[tokio::test]
async fn pages_join_into_the_list() {
    let service = with_five().await;
    let whole = service.get("/api/dashboards").await.ok();
    assert_eq!(ids(&whole).len(), 5);
    assert_eq!(whole.get("nextLink"), None);

    let mut page = service.get("/api/dashboards?maxpagesize=2").await.ok();
    let mut joined: Vec<Value> = page["value"].as_array().unwrap().clone();
    let mut sizes = vec![joined.len()];
    while let Some(link) = page.get("nextLink").cloned() {
        page = follow(&service, &link).await;
        sizes.push(ids(&page).len());
        joined.extend(page["value"].as_array().unwrap().clone());
    }
    assert_eq!(sizes, [2, 2, 1]);
    assert_eq!(json!(joined), whole["value"]);
}

#[tokio::test]
async fn a_list_that_fills_its_last_page_has_no_empty_one() {
    let page = Service::new().get("/api/dashboards?maxpagesize=3").await.ok();
    assert_eq!((ids(&page).len(), page.get("nextLink")), (3, None));
}

#[tokio::test]
async fn the_next_link_repeats_the_parameters() {
    let service = with_five().await;
    let query = "filter=personal%20eq%20false&orderby=displayName%20desc&maxpagesize=2";
    let page = service.get(&format!("/api/dashboards?{query}")).await.ok();
    let link = page["nextLink"].as_str().unwrap();
    for part in
        ["api-version=2022-10-31-preview", "filter=personal+eq+false", "orderby=displayName+desc", "maxpagesize=2"]
    {
        assert!(link.contains(part), "{link}");
    }
    let next = follow(&service, &page["nextLink"]).await;
    let names = |page: &Value| {
        page["value"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["displayName"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&page), ["Zeta", "My Dashboard"]);
    assert_eq!(names(&next), ["Dashboard", "Contoso operations"]);
}

#[tokio::test]
async fn changes_between_pages_neither_repeat_nor_hide_others() {
    let service = with_five().await;
    let first = service.get("/api/dashboards?maxpagesize=2").await.ok();
    assert_eq!(ids(&first), ["alpha", "dtmi:kkfvwa2xi:operations"]);
    service.send(Call::new("DELETE", "/api/dashboards/dtmi:kkfvwa2xi:operations")).await;
    service.put("/api/dashboards/aaa", &json!({ "displayName": "Before" })).await.ok();
    let second = follow(&service, &first["nextLink"]).await;
    assert_eq!(ids(&second), ["dtmi:kkfvwa2xi:p7pyt5x38", "dtmi:kkfvwa2xi:p7pyt5x3o"]);
}

#[tokio::test]
async fn filters() {
    let service = with_five().await;
    for (filter, expected) in [
        ("displayName eq 'Zeta'", vec!["alpha"]),
        ("displayName eq 'Alpha''s \"best\" & more'", vec!["zeta"]),
        ("contains(displayName,'Dashboard')", vec!["dtmi:kkfvwa2xi:p7pyt5x38", "dtmi:kkfvwa2xi:p7pyt5x3o"]),
        ("contains(displayName, 'Dash') and displayName eq 'Dashboard'", vec!["dtmi:kkfvwa2xi:p7pyt5x3o"]),
        ("favorite eq true", vec!["alpha", "dtmi:kkfvwa2xi:operations"]),
        ("favorite eq true and id eq 'alpha'", vec!["alpha"]),
        ("personal eq true", vec![]),
        ("displayName ne 'Zeta' and favorite ne false", vec!["dtmi:kkfvwa2xi:operations"]),
        ("id eq 'alpha' or id eq 'zeta' and favorite eq true", vec!["alpha"]),
        ("id lt 'b' or id ge 'z'", vec!["alpha", "zeta"]),
        ("id gt 'alpha' and id le 'dtmi:kkfvwa2xi:operations'", vec!["dtmi:kkfvwa2xi:operations"]),
    ] {
        let query: String = filter.bytes().map(|byte| format!("%{byte:02x}")).collect();
        assert_eq!(listed(&service, &format!("filter={query}")).await, expected, "{filter}");
    }
}

#[tokio::test]
async fn each_version_has_its_own_names_of_list_parameters() {
    let service = with_five().await;
    let asked = |version: &'static str, query: &'static str| {
        let call = Call::raw("GET", &format!("/api/devices?api-version={version}&{query}"));
        service.send(call)
    };
    let devices = 5;
    for (version, filter, top, order) in [
        ("2022-10-31-preview", "filter", "maxpagesize", "orderby"),
        ("2022-06-30-preview", "$filter", "$top", "$orderby"),
    ] {
        let asked =
            |query: String| service.send(Call::raw("GET", &format!("/api/devices?api-version={version}&{query}")));
        let some = asked(format!("{filter}=id%20eq%20'thermostat-01'")).await.ok();
        assert_eq!(ids(&some), ["thermostat-01"], "{version}");
        let mut page = asked(format!("{top}=2&{order}=id%20desc&{filter}=id%20ne%20'thermostat-01'")).await.ok();
        let mut found: Vec<String> = ids(&page).into_iter().map(str::to_owned).collect();
        while let Some(link) = page.get("nextLink").cloned() {
            page = follow(&service, &link).await;
            found.extend(ids(&page).into_iter().map(str::to_owned));
        }
        assert_eq!(found.len(), devices - 1, "{version}: {found:?}");
        assert!(found.is_sorted_by(|left, right| left > right), "{version}: {found:?}");
        for garbage in [format!("{filter}=nonsense"), format!("{top}=0"), format!("{order}=nonsense")] {
            let message = asked(garbage.clone()).await.error(400, "BadRequest");
            assert!(message.starts_with(garbage.split('=').next().unwrap()), "{version} {garbage}: {message}");
        }
    }
    // Each preview knows only its own names, and the released version knows none.
    for (version, query) in [
        ("2022-10-31-preview", "$filter=nonsense&$top=2&$orderby=nonsense"),
        ("2022-06-30-preview", "filter=nonsense&maxpagesize=2&orderby=nonsense"),
        ("2022-07-31", "filter=nonsense&maxpagesize=2&orderby=nonsense&$filter=nonsense&$top=2&$orderby=nonsense"),
    ] {
        assert_eq!(ids(&asked(version, query).await.ok()).len(), devices, "{version}");
    }
}

#[tokio::test]
async fn devices_are_filtered_as_documented() {
    let service = Service::new();
    service.patch("/api/devices/thermostat-02", &json!({ "organizations": ["seattle"], "enabled": false })).await.ok();
    service.patch("/api/devices/thermostat-01", &json!({ "displayName": "The Thermostat on floor 1" })).await.ok();
    service.patch("/api/devices/thermostat-03", &json!({ "type": ["iotEdge"] })).await.ok();
    let all = ids(&service.get("/api/devices").await.ok()).len();
    for (filter, expected) in [
        ("id eq 'thermostat-02' and scopes eq 'seattle'", vec!["thermostat-02"]),
        ("scopes eq 'seattle'", vec!["thermostat-02"]),
        ("Enabled ne true", vec!["thermostat-02"]),
        ("ENABLED eq false and DisplayName ne 'x'", vec!["thermostat-02"]),
        ("contains(displayName, 'THERMOSTAT ON FLOOR 1')", vec!["thermostat-01"]),
        ("indexof(displayName, 'on floor 1') gt 0", vec!["thermostat-01"]),
        ("indexof(displayName, 'thermostat on floor 1') eq 4", vec!["thermostat-01"]),
        ("type eq 'GatewayDevice' or type eq 'EdgeDevice'", vec!["thermostat-03"]),
    ] {
        let query: String = filter.bytes().map(|byte| format!("%{byte:02x}")).collect();
        let list = service.get(&format!("/api/devices?filter={query}")).await.ok();
        assert_eq!(ids(&list), expected, "{filter}");
    }
    let absent = service.get("/api/devices?filter=indexof(displayName,'nowhere')%20le%20-1").await.ok();
    assert_eq!(ids(&absent).len(), all);
}

#[tokio::test]
async fn a_device_of_an_edge_template_is_an_edge_device() {
    let service = Service::new();
    let template = json!({
        "@type": ["ModelDefinition", "DeviceModel", "EdgeModel"],
        "capabilityModel": { "@type": "Interface", "contents": [] },
    });
    service.put("/api/deviceTemplates/dtmi:contoso:gateway;1", &template).await.ok();
    service.put("/api/devices/gateway-1", &json!({ "template": "dtmi:contoso:gateway;1" })).await.ok();
    let edge =
        service.get("/api/devices?filter=type%20eq%20'GatewayDevice'%20or%20type%20eq%20'EdgeDevice'").await.ok();
    assert_eq!(ids(&edge), ["gateway-1"]);
}

#[tokio::test]
async fn orders() {
    let service = with_five().await;
    let ascending = listed(&service, "orderby=displayName").await;
    assert_eq!(ascending.first().unwrap(), "zeta");
    assert_eq!(ascending.last().unwrap(), "alpha");
    let mut descending = listed(&service, "orderby=displayName%20desc").await;
    descending.reverse();
    assert_eq!(descending, ascending);
    assert_eq!(listed(&service, "orderby=id%20desc").await.first().unwrap(), "zeta");
}

#[tokio::test]
async fn unsupported_parameters_are_rejected_with_the_supported_ones() {
    let service = Service::new();
    for query in [
        "filter=",
        "filter=displayName",
        "filter=displayName%20is%20'x'",
        "filter=displayName%20eq%20x",
        "filter=displayName%20eq%20'x",
        "filter=favorite%20eq%20'true'",
        "filter=displayName%20eq%20'x'%20xor%20favorite%20eq%20true",
        "filter=favorite%20gt%20true",
        "filter=displayName%20eq%20'x'%20and",
        "filter=contains(favorite,'x')",
        "filter=indexof(displayName,'x')",
        "filter=indexof(displayName,'x')%20ge%20'0'",
        "filter=indexof(favorite,'x')%20ge%200",
        "filter=tiles%20eq%20'x'",
        "orderby=favorite",
        "orderby=displayName%20down",
        "orderby=displayName,id",
    ] {
        let message = service.get(&format!("/api/dashboards?{query}")).await.error(400, "BadRequest");
        assert!(
            message.contains("contains(<field>,'x')") && message.contains("<field> asc|desc"),
            "{query}: {message}"
        );
    }
}

#[tokio::test]
async fn sizes_and_continuations_are_checked() {
    let service = Service::new();
    for size in ["0", "101", "-1", "ten", "1.5", ""] {
        let message = service.get(&format!("/api/dashboards?maxpagesize={size}")).await.error(400, "BadRequest");
        assert!(message.contains("1 to 100"), "{message}");
    }
    service.get("/api/dashboards?maxpagesize=100").await.ok();
    for token in ["garbage", "", "%2B%2F", "WzEsMl0"] {
        service.get(&format!("/api/dashboards?continuationToken={token}")).await.error(400, "BadRequest");
    }
}

#[tokio::test]
async fn a_next_link_is_good_for_ten_minutes() {
    let page = Service::at("2026-03-04T12:00:03Z").get("/api/dashboards?maxpagesize=1").await.ok();
    let next = page["nextLink"].as_str().unwrap().strip_prefix("http://localhost:7071").unwrap();
    let later = |now: &'static str| async move { Service::at(now).send(Call::raw("GET", next)).await };
    assert_eq!(ids(&later("2026-03-04T12:10:03Z").await.ok()).len(), 1);
    let message = later("2026-03-04T12:10:04Z").await.error(400, "ContinuationTokenExpired");
    assert!(message.contains("10 minutes") && message.contains("again"), "{message}");
}

#[tokio::test]
async fn a_continuation_of_another_time_is_expired() {
    let service = Service::new();
    for issued in [i64::MIN, i64::MAX, 0, 1_772_625_604] {
        let token = URL_SAFE_NO_PAD.encode(json!(["", "", issued]).to_string());
        let answer = service.get(&format!("/api/dashboards?continuationToken={token}")).await;
        answer.error(400, "ContinuationTokenExpired");
    }
    let token = URL_SAFE_NO_PAD.encode(json!(["", "", 1_772_625_603]).to_string());
    service.get(&format!("/api/dashboards?continuationToken={token}")).await.ok();
}

/// The az CLI adds its api-version to every address, including nextLinks.
#[tokio::test]
async fn a_next_link_may_repeat_the_version() {
    let service = Service::new();
    let page = service.get("/api/dashboards?maxpagesize=2").await.ok();
    let link = format!("{}&api-version=2022-06-30-preview", page["nextLink"].as_str().unwrap());
    assert_eq!(ids(&follow(&service, &link.into()).await).len(), 1);
}

#[tokio::test]
async fn a_page_has_25_items_by_default() {
    let service = Service::new();
    for number in 0..30 {
        service.put(&format!("/api/dashboards/n{number:02}"), &json!({ "displayName": "N" })).await.ok();
    }
    let page = service.get("/api/dashboards").await.ok();
    assert_eq!(ids(&page).len(), 25);
    assert_eq!(ids(&follow(&service, &page["nextLink"]).await).len(), 8);
}
