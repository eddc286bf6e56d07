use serde_json::json;

use crate::service::{Call, PREVIEW, Service};

#[tokio::test]
async fn an_error_has_the_services_body_and_headers() {
    let answer = Service::new().get("/api/dashboards/missing").await;
    let error = &answer.body["error"];
    assert_eq!(answer.status, 404);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("x-ms-error-code"), "NotFound");
    assert_eq!(error["code"], "NotFound");
    assert_eq!(error["requestId"], answer.header("x-ms-request-id"));
    assert!(error["message"].as_str().unwrap().contains("missing"));
}

#[tokio::test]
async fn every_answer_has_a_request_id_of_its_own() {
    let service = Service::new();
    let calls = [
        Call::new("GET", "/api/dashboards"),
        Call::new("DELETE", "/api/dashboards/dtmi:kkfvwa2xi:p7pyt5x38"),
        Call::raw("GET", "/nothing"),
        Call::new("GET", "/api/dashboards").header("host", "example.com"),
        Call::new("GET", "/api/dashboards").header("authorization", ""),
    ];
    let mut seen = std::collections::HashSet::new();
    for call in calls {
        let answer = service.send(call).await;
        assert_eq!(answer.header("x-ms-request-id").len(), 36, "{answer:?}");
        assert!(seen.insert(answer.header("x-ms-request-id").to_owned()));
    }
}

#[tokio::test]
async fn an_unknown_route_is_not_found() {
    for path in ["/nothing", "/api", "/api/nothing", "/api/dashboards/a/b", "/api/devices/thermostat-01/telemetry"] {
        let message = Service::new().get(path).await.error(404, "NotFound");
        assert!(message.contains(path), "{message}");
    }
}

#[tokio::test]
async fn the_error_of_a_wrong_method_lists_the_allowed_ones() {
    let service = Service::new();
    for (method, path, allowed) in [
        ("DELETE", "/api/dashboards", "GET"),
        ("POST", "/api/dashboards/x", "PATCH"),
        ("GET", "/api/query", "POST"),
        ("POST", "/api/devices/thermostat-01", "GET"),
    ] {
        let answer = service.send(Call::new(method, path)).await;
        assert!(answer.header("allow").contains(allowed), "{method} {path}: {answer:?}");
        answer.error(405, "MethodNotAllowed");
    }
}

#[tokio::test]
async fn every_call_names_a_version_that_the_path_has() {
    let service = Service::new();
    for (path, version, status) in [
        ("/api/dashboards", PREVIEW, 200),
        ("/api/dashboards", "2022-06-30-preview", 200),
        ("/api/dashboards", "2022-07-31", 400),
        ("/api/devices", "2022-07-31", 200),
        ("/api/devices", PREVIEW, 200),
        ("/api/devices/thermostat-01/properties", "2022-07-31", 200),
        ("/api/deviceGroups", "2022-07-31", 200),
        ("/api/deviceGroups", "1.0", 400),
        ("/api/deviceGroups", "2022-06-30-preview", 200),
        ("/api/deviceGroups", "2022-07-31-preview", 400),
        ("/api/devices", "", 400),
    ] {
        let answer = service.get(&format!("{path}?api-version={version}")).await;
        assert_eq!(answer.status, status, "{path} {version}");
        if status == 400 {
            assert!(answer.error(400, "BadRequest").contains(PREVIEW));
        }
    }
    let missing = service.send(Call::raw("GET", "/api/devices")).await.error(400, "BadRequest");
    assert!(missing.contains("2022-10-31-preview, 2022-06-30-preview, 2022-07-31"), "{missing}");
}

#[tokio::test]
async fn the_error_of_a_malformed_body_has_a_pointer() {
    let call = Call::new("PUT", "/api/dashboards/x").body("application/json", "{\n  \"displayName\": \"a\",,\n}");
    let message = Service::new().send(call).await.error(400, "BadRequest");
    assert!(message.contains("line 2 column 22"), "{message}");
}

#[tokio::test]
async fn a_body_is_bounded_in_size_and_depth() {
    let service = Service::new();
    let put = |body: String| Call::new("PUT", "/api/dashboards/x").body("application/json", body);
    let sized = |bytes: usize| {
        let frame = json!({ "displayName": "" }).to_string().len();
        json!({ "displayName": "x".repeat(bytes - frame) }).to_string()
    };
    service.send(put(sized(1024 * 1024))).await.ok();
    let message = service.send(put(sized(1024 * 1024 + 1))).await.error(413, "PayloadTooLarge");
    assert!(message.contains("1048576"), "{message}");

    let nested =
        |depth: usize| format!("{{\"displayName\":\"x\",\"deep\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
    service.send(put(nested(100))).await.ok();
    let message = service.send(put(nested(100_000))).await.error(400, "BadRequest");
    assert!(message.contains("recursion limit"), "{message}");
}

#[tokio::test]
async fn an_encoded_body_is_refused() {
    let put = || Call::new("PUT", "/api/dashboards/x").json("application/json", &json!({ "displayName": "x" }));
    let message =
        Service::new().send(put().header("content-encoding", "gzip")).await.error(415, "UnsupportedMediaType");
    assert!(message.contains("Content-Encoding is gzip"), "{message}");
    Service::new().send(put().header("content-encoding", "identity")).await.ok();
}

#[tokio::test]
async fn a_body_of_another_kind_is_refused() {
    let service = Service::new();
    let body = json!({ "displayName": "x" });
    for (method, sent, expected) in [
        ("PUT", "text/plain", "application/json"),
        ("PUT", "", "application/json"),
        ("PATCH", "text/plain", "application/json or application/merge-patch+json"),
    ] {
        let call = Call::new(method, "/api/dashboards/dtmi:kkfvwa2xi:p7pyt5x38").json(sent, &body);
        assert!(service.send(call).await.error(415, "UnsupportedMediaType").contains(expected));
    }
    let call = Call::new("PUT", "/api/dashboards/x").json("Application/JSON; charset=utf-8", &body);
    service.send(call).await.ok();
}

#[tokio::test]
async fn the_root_explains_itself_to_people_and_programs() {
    let service = Service::new();
    let call = || Call::raw("GET", "/").header("authorization", "");
    let text = service.send(call()).await;
    assert_eq!((text.status, text.header("content-type")), (200, "text/plain; charset=utf-8"));
    let page = service.send(call().header("accept", "text/html,*/*;q=0.8")).await;
    assert_eq!(page.header("content-security-policy"), "default-src 'none'");
    for answer in [text, page] {
        assert!(answer.text.contains("/api/dashboards") && answer.text.contains("/emulator/faults"));
        assert!(!answer.text.contains("<script") && !answer.text.contains("Bearer iotcentral-emulator"));
    }
    service.send(call().header("host", "example.com")).await.error(403, "Forbidden");
}
