//! The request of each operation.

use serde_json::json;

use super::super::dashboards::{CreateDashboard, DeleteDashboard, GetDashboard, ListDashboards, UpdateDashboard};
use super::super::devices::GetDevice;
use super::super::query::RunQuery;
use super::super::{Endpoint, Operation, Request, Retryable};
use super::{CONTOSO, body, checked, line};
use crate::error::ErrorKind;
use crate::model::{Dashboard, DashboardPatch, Json};
use crate::validate::Validation;

#[test]
fn each_operation_has_its_line() {
    let dashboard = checked(&json!({"displayName": "d"}));
    let patch = checked(&json!({}));
    let id = "dtmi:kkfvwa2xi:p7pyt5x38";
    let at = "/api/dashboards/dtmi%3Akkfvwa2xi%3Ap7pyt5x38?api-version=2022-10-31-preview";
    for (line, expected) in [
        (line(&ListDashboards::default()), "GET /api/dashboards?api-version=2022-10-31-preview"),
        (line(&GetDashboard { id }), &format!("GET {at}")),
        (line(&CreateDashboard { id, dashboard: &dashboard, validation: Validation::On }), &format!("PUT {at}")),
        (
            line(&UpdateDashboard { id, patch: &patch, if_match: None, validation: Validation::On }),
            &format!("PATCH {at}"),
        ),
        (line(&DeleteDashboard { id }), &format!("DELETE {at}")),
        (
            line(&GetDevice { id: "thermostat-01", expand: None }),
            "GET /api/devices/thermostat-01?api-version=2022-10-31-preview",
        ),
        (line(&RunQuery { text: "SELECT x" }), "POST /api/query?api-version=2022-10-31-preview"),
    ] {
        assert_eq!(line, expected);
    }
    let endpoint = Endpoint::parse(CONTOSO).unwrap();
    let odd_version = endpoint.url(&GetDashboard { id: "a" }.request().unwrap(), Some("a&b#c")).unwrap();
    assert_eq!(odd_version, "https://contoso.azureiotcentral.com/api/dashboards/a?api-version=a%26b%23c");
}

#[test]
fn only_what_may_be_repeated_says_so() {
    let (dashboard, patch) = (checked(&json!({"displayName": "d"})), checked(&json!({})));
    for repeatable in [
        ListDashboards::default().request(),
        Ok(Request::from_link("/x")),
        GetDashboard { id: "a" }.request(),
        CreateDashboard { id: "a", dashboard: &dashboard, validation: Validation::On }.request(),
        DeleteDashboard { id: "a" }.request(),
        GetDevice { id: "a", expand: None }.request(),
        RunQuery { text: "a" }.request(),
    ] {
        assert_eq!(repeatable.unwrap().retryable, Retryable::Idempotent);
    }
    let update = UpdateDashboard { id: "a", patch: &patch, if_match: None, validation: Validation::On };
    assert_eq!(update.request().unwrap().retryable, Retryable::IfNotActedOn);
}

#[test]
fn reads_and_deletions_have_no_body() {
    let requests = [
        ListDashboards::default().request(),
        Ok(Request::from_link("/x")),
        GetDashboard { id: "a" }.request(),
        DeleteDashboard { id: "a" }.request(),
        GetDevice { id: "a", expand: None }.request(),
    ];
    for request in requests {
        let request = request.unwrap();
        assert_eq!((request.body, request.if_match), (None, None));
    }
}

#[test]
fn a_list_is_filtered_ordered_and_paged_by_its_query() {
    let list = |filter: Option<&str>, orderby: Option<&str>, max_page_size| {
        let line = line(&ListDashboards {
            filter: filter.map(str::to_owned),
            orderby: orderby.map(str::to_owned),
            max_page_size,
        });
        line.strip_prefix("GET /api/dashboards?api-version=2022-10-31-preview").unwrap().to_owned()
    };
    assert_eq!(list(None, Some("displayName desc"), Some(1)), "&maxpagesize=1&orderby=displayName%20desc");
    assert_eq!(list(Some(""), None, Some(100)), "&maxpagesize=100&filter=");
    for (filter, encoded) in [
        ("displayName eq 'Hall 1'", "displayName%20eq%20'Hall%201'"),
        ("displayName eq 'R&D #1 = 50%+'", "displayName%20eq%20'R%26D%20%231%20%3D%2050%25%2B'"),
        ("displayName eq 'Zürich \u{1f600}'", "displayName%20eq%20'Z%C3%BCrich%20%F0%9F%98%80'"),
        ("a\"b\\c?d/e\n\0", "a%22b%5Cc%3Fd%2Fe%0A%00"),
        ("-_.!~*'()", "-_.!~*'()"),
    ] {
        assert_eq!(list(Some(filter), None, None), format!("&filter={encoded}"));
    }
}

#[test]
fn a_list_is_spelled_as_the_version_has_it() {
    let endpoint = Endpoint::parse(CONTOSO).unwrap();
    let list = ListDashboards { filter: Some("f".into()), orderby: Some("o".into()), max_page_size: Some(5) };
    let url = |list: &ListDashboards, version| endpoint.url(&list.request().unwrap(), Some(version));
    for (version, expected) in [
        ("2022-10-31-preview", "&maxpagesize=5&filter=f&orderby=o"),
        ("2022-06-30-preview", "&$top=5&$filter=f&$orderby=o"),
        ("1.2-preview", "&$top=5&$filter=f&$orderby=o"),
        ("2030-01-01-preview", "&maxpagesize=5&filter=f&orderby=o"),
    ] {
        let url = url(&list, version).unwrap();
        assert!(url.ends_with(&format!("?api-version={version}{expected}")), "{url}");
    }
    for (list, pointer) in [
        (ListDashboards { filter: None, ..list.clone() }, "/orderby"),
        (ListDashboards { orderby: None, ..list.clone() }, "/filter"),
    ] {
        let error = url(&list, "2022-07-31").unwrap_err();
        assert_eq!((&error.kind, error.pointer.as_deref()), (&ErrorKind::InvalidInput, Some(pointer)));
        assert!(error.message.contains("2022-07-31") && error.message.contains("2022-10-31-preview"), "{error}");
    }
    let paged = ListDashboards { filter: None, orderby: None, ..list };
    assert!(url(&paged, "2022-07-31").unwrap().ends_with("?api-version=2022-07-31"));
}

#[test]
fn a_page_size_out_of_bounds_is_refused() {
    for size in [0, 101, u32::MAX] {
        let error = ListDashboards { max_page_size: Some(size), ..ListDashboards::default() }.request().unwrap_err();
        assert_eq!((error.kind, error.pointer.as_deref()), (ErrorKind::InvalidInput, Some("/maxPageSize")));
        assert!(error.message.contains("between 1 and 100"), "{error}");
    }
}

#[test]
fn ids_are_encoded_as_one_segment() {
    for (id, segment) in [
        ("dtmi:kkfvwa2xi:p7pyt5x38", "dtmi%3Akkfvwa2xi%3Ap7pyt5x38"),
        ("dtmi:homepageView:qifc38ol", "dtmi%3AhomepageView%3Aqifc38ol"),
        ("urn:homepageView:uqxri3i7x", "urn%3AhomepageView%3Auqxri3i7x"),
        ("a;1", "a%3B1"),
        (&"x".repeat(128), &"x".repeat(128)),
    ] {
        assert_eq!(line(&GetDashboard { id }), format!("GET /api/dashboards/{segment}?api-version=2022-10-31-preview"));
    }
    for (id, segment) in [
        ("thermostat-01", "thermostat-01"),
        ("a/b", "a%2Fb"),
        ("../dashboards", "..%2Fdashboards"),
        ("a b?c#d%2e", "a%20b%3Fc%23d%252e"),
        ("ä\u{1f600}", "%C3%A4%F0%9F%98%80"),
        ("...", "..."),
    ] {
        assert_eq!(
            line(&GetDevice { id, expand: None }),
            format!("GET /api/devices/{segment}?api-version=2022-10-31-preview")
        );
    }
}

#[test]
fn an_id_that_would_lead_elsewhere_is_refused() {
    let (dashboard, patch) = (checked(&json!({"displayName": "d"})), checked(&json!({})));
    for id in ["", ".", "..", "a/b", "a b", "a%2fb", "a?b", "a#b", "ä", "a\n", "../devices", &"x".repeat(129)] {
        let errors = [
            GetDashboard { id }.request().unwrap_err(),
            CreateDashboard { id, dashboard: &dashboard, validation: Validation::On }.request().unwrap_err(),
            UpdateDashboard { id, patch: &patch, if_match: None, validation: Validation::On }.request().unwrap_err(),
            DeleteDashboard { id }.request().unwrap_err(),
        ];
        for error in errors {
            assert_eq!((error.kind, error.pointer.as_deref()), (ErrorKind::InvalidInput, Some("/dashboardId")), "{id}");
            assert!(error.message.starts_with("dashboardId "), "{error}");
        }
    }
    for id in ["", ".", ".."] {
        let error = GetDevice { id, expand: None }.request().unwrap_err();
        assert_eq!((error.kind, error.pointer.as_deref()), (ErrorKind::InvalidInput, Some("/deviceId")));
    }
}

#[test]
fn a_dashboard_is_sent_without_what_only_the_service_sets() {
    let tile = json!({"id": "t1", "displayName": "t", "x": 0, "y": 0, "width": 1, "height": 1, "later": [1.50, null],
        "configuration": {"type": "hologram", "id": "kept", "depth": {"x": 1e3}}});
    let dashboard: Json<Dashboard> = checked(&json!({"id": "d", "displayName": "Ü \u{1f600} \"", "personal": false,
        "etag": "\"1\"", "later": {"id": 1}, "tiles": [tile]}));
    let mut tile = tile;
    tile.as_object_mut().unwrap().remove("id");
    let expected = json!({"displayName": "Ü \u{1f600} \"", "etag": "\"1\"", "later": {"id": 1}, "tiles": [tile]});
    assert_eq!(
        body(&CreateDashboard { id: "d", dashboard: &dashboard, validation: Validation::Off }),
        ("application/json", expected)
    );
}

#[test]
fn a_personal_dashboard_is_never_created_validated_or_not() {
    let dashboard: Json<Dashboard> = checked(&json!({"displayName": "mine", "personal": true}));
    for validation in [Validation::On, Validation::Off] {
        let error = CreateDashboard { id: "d", dashboard: &dashboard, validation }.request().unwrap_err();
        assert_eq!((error.kind, error.pointer.as_deref()), (ErrorKind::InvalidInput, Some("/personal")));
        assert!(error.message.contains("the portal does"), "{error}");
    }
}

#[test]
fn a_patch_is_a_merge_patch_of_one_version() {
    let etag = "\"5800268a-0000-0300-0000-6318a5060000\"";
    let value = json!({"favorite": null, "displayName": "new", "organizations": ["o"], "later": null});
    let patch: Json<DashboardPatch> = checked(&value);
    let update = UpdateDashboard { id: "d", patch: &patch, if_match: Some(etag), validation: Validation::On };
    assert_eq!(body(&update), ("application/merge-patch+json", value));
    assert_eq!(update.request().unwrap().if_match.as_deref(), Some(etag));

    let tiles = json!({"tiles": [{"id": "t1", "displayName": "t", "configuration": {"type": "label", "text": "a"},
        "x": 0, "y": 0, "width": 1, "height": 1}]});
    let patch: Json<DashboardPatch> = checked(&tiles);
    let update = UpdateDashboard { id: "d", patch: &patch, if_match: None, validation: Validation::On };
    assert_eq!(update.request().unwrap().if_match, None);
    assert_eq!(body(&update).1["tiles"][0].get("id"), None, "the service sets it");
}

#[test]
fn a_query_is_an_object_with_its_text() {
    let text = "SELECT TOP 2 $ts, \"é\" FROM dtmi:a:b;1\nWHERE $id = 'a\\b'";
    assert_eq!(body(&RunQuery { text }), ("application/json", json!({ "query": text })));
}

#[test]
fn an_etag_that_no_header_may_hold_is_refused() {
    let patch = checked(&json!({}));
    for etag in ["\"1\"\n", "\"1\"\r\nX-Evil: 1", "\"\0\"", "\"\u{1f600}\""] {
        let error = UpdateDashboard { id: "d", patch: &patch, if_match: Some(etag), validation: Validation::On }
            .request()
            .expect_err(etag);
        assert_eq!(error.kind, ErrorKind::InvalidInput);
    }
}
