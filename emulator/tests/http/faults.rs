use serde_json::{Value, json};

use crate::service::{Answer, Call, Service};

const LIST: &str = "/api/dashboards";
const BOARD: &str = "/api/dashboards/dtmi:kkfvwa2xi:p7pyt5x38";

/// Returns the answer to a list under this fault.
async fn under(fault: Value) -> Answer {
    let service = Service::new();
    add(&service, json!({ "fault": fault })).await;
    service.get(LIST).await
}

async fn add(service: &Service, rule: Value) -> Value {
    let answer = service.post("/emulator/faults", &rule).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    answer.body
}

async fn statuses(service: &Service, calls: usize) -> Vec<u16> {
    let mut statuses = Vec::new();
    for _ in 0..calls {
        statuses.push(service.get(LIST).await.status);
    }
    statuses
}

#[tokio::test]
async fn an_error_status_has_the_services_body() {
    let answer = under(json!({ "kind": "status", "status": 503 })).await;
    assert_eq!(answer.body["error"]["requestId"], answer.header("x-ms-request-id"));
    assert_eq!(answer.header("x-emulator-fault").len(), 36);
    answer.error(503, "ServiceUnavailable");
}

#[tokio::test]
async fn an_error_body_is_read_in_every_format() {
    for (form, start) in [
        ("flat", "{\"code\":\"BadGateway\","),
        ("odata", "{\"odata.error\":{"),
        ("string", "\"This is"),
        ("null", "null"),
        ("text", "This is"),
        ("empty", ""),
    ] {
        let answer = under(json!({ "kind": "status", "status": 502, "body": form })).await;
        assert_eq!(answer.status, 502);
        assert!(
            answer.text.starts_with(start) && answer.text.is_empty() == (form == "empty"),
            "{form}: {}",
            answer.text
        );
    }
}

#[tokio::test]
async fn a_wait_is_sent_in_every_format() {
    for (wait, header, value) in [
        (json!({ "seconds": 3 }), "retry-after", "3"),
        (json!({ "seconds": -5 }), "retry-after", "-5"),
        (json!({ "seconds": 99_999_999_999_i64 }), "retry-after", "99999999999"),
        (json!({ "date": 60 }), "retry-after", "Wed, 04 Mar 2026 12:01:03 GMT"),
        (json!({ "date": -60 }), "retry-after", "Wed, 04 Mar 2026 11:59:03 GMT"),
        (json!({ "retryAfterMs": 1500 }), "retry-after-ms", "1500"),
        (json!({ "xMsRetryAfterMs": 1500 }), "x-ms-retry-after-ms", "1500"),
    ] {
        let answer = under(json!({ "kind": "status", "status": 429, "retryAfter": wait })).await;
        assert_eq!(answer.header(header), value);
        answer.error(429, "TooManyRequests");
    }
}

#[tokio::test]
async fn an_answer_may_be_anything() {
    let answer = under(json!({ "kind": "html", "status": 502 })).await;
    assert_eq!((answer.status, answer.header("content-type")), (502, "text/html; charset=utf-8"));
    assert!(answer.text.contains("<h1>"));
    let answer = under(json!({ "kind": "html" })).await;
    assert_eq!(answer.status, 200);
    let answer = under(json!({ "kind": "empty" })).await;
    assert_eq!((answer.status, answer.text.as_str()), (200, ""));
    let headers = json!({ "Retry-After": "soon", "content-type": "text/plain" });
    let answer = under(json!({ "kind": "answer", "status": 302, "headers": headers, "body": "{\"value\":NaN}" })).await;
    assert_eq!((answer.status, answer.text.as_str()), (302, "{\"value\":NaN}"));
    assert_eq!((answer.header("retry-after"), answer.header("content-type")), ("soon", "text/plain"));
}

#[tokio::test]
async fn a_token_expires_or_must_have_claims() {
    let answer = under(json!({ "kind": "expiredToken" })).await;
    assert!(answer.header("www-authenticate").contains("invalid_token"));
    answer.error(401, "Unauthenticated");
    let answer = under(json!({ "kind": "claimsChallenge", "claims": "{\"a\":1}" })).await;
    let challenge = answer.header("www-authenticate");
    assert!(challenge.contains("error=\"insufficient_claims\", claims=\"eyJhIjoxfQ==\""), "{challenge}");
    answer.error(401, "Unauthenticated");
}

#[tokio::test]
async fn a_body_is_cut_short() {
    let whole = Service::new().get(BOARD).await.text;
    let service = Service::new();
    add(&service, json!({ "fault": { "kind": "truncate" } })).await;
    let answer = service.get(BOARD).await;
    assert_eq!((answer.status, answer.text.len()), (200, whole.len() / 2));
    // Also the body of an error, which another layer makes.
    let error = service.get("/api/dashboards/missing").await;
    assert!(error.text.starts_with("{\"error\":") && !error.text.ends_with('}'), "{}", error.text);
}

#[tokio::test(start_paused = true)]
async fn an_answer_is_delayed_and_may_fail_besides() {
    let service = Service::new();
    add(&service, json!({ "count": 1, "fault": { "kind": "delay", "milliseconds": 60_000 } })).await;
    add(&service, json!({ "count": 1, "fault": { "kind": "status", "status": 500 } })).await;
    let asked = tokio::time::Instant::now();
    assert_eq!(service.get(LIST).await.status, 500);
    assert_eq!(asked.elapsed().as_secs(), 60);
    assert_eq!(service.get(LIST).await.status, 200);
    assert_eq!(asked.elapsed().as_secs(), 60);
}

#[tokio::test(start_paused = true)]
async fn a_delay_after_other_faults_applies() {
    let service = Service::new();
    add(&service, json!({ "count": 1, "fault": { "kind": "status", "status": 500 } })).await;
    add(&service, json!({ "count": 1, "fault": { "kind": "status", "status": 503 } })).await;
    add(&service, json!({ "count": 1, "fault": { "kind": "delay", "milliseconds": 60_000 } })).await;
    let asked = tokio::time::Instant::now();
    assert_eq!(statuses(&service, 3).await, [500, 503, 200]);
    assert_eq!(asked.elapsed().as_secs(), 60);
}

#[tokio::test(start_paused = true)]
async fn the_rest_of_a_body_comes_later() {
    let whole = Service::new().get(BOARD).await.text;
    let service = Service::new();
    add(&service, json!({ "count": 2, "fault": { "kind": "stallInBody", "milliseconds": 60_000 } })).await;
    let asked = tokio::time::Instant::now();
    assert_eq!(service.get(BOARD).await.text, whole);
    assert_eq!(asked.elapsed().as_secs(), 60);
    // An answer without a body is delayed as a whole.
    assert_eq!(service.send(Call::new("DELETE", BOARD)).await.status, 204);
    assert_eq!(asked.elapsed().as_secs(), 120);
}

#[tokio::test]
async fn paths_are_compared_decoded() {
    let service = Service::new();
    let fault = json!({ "kind": "status", "status": 500 });
    add(&service, json!({ "path": BOARD, "fault": fault })).await;
    add(&service, json!({ "path": "/api/dashboards/dtmi%3Anew*", "fault": fault })).await;
    assert_eq!(service.get("/api/dashboards/dtmi%3Akkfvwa2xi%3Ap7pyt5x38").await.status, 500);
    assert_eq!(service.get("/api/dashboards/dtmi:new:hall").await.status, 500);
    assert_eq!(service.get("/api/dashboards/dtmi%3Aold:hall").await.status, 404);
}

#[tokio::test]
async fn a_fault_waits_for_its_method_and_path() {
    let service = Service::new();
    let fault = json!({ "kind": "status", "status": 500 });
    add(&service, json!({ "method": "get", "path": "/api/dash*:p7*", "fault": fault })).await;
    assert_eq!(service.get(BOARD).await.status, 500);
    assert_eq!(service.get(LIST).await.status, 200);
    assert_eq!(service.get("/api/dashboards/dtmi:p8").await.status, 404);
    assert_eq!(service.send(Call::new("DELETE", BOARD)).await.status, 204);
    add(&service, json!({ "path": "/api/devices", "fault": fault })).await;
    assert_eq!(service.get("/api/devices?maxpagesize=1").await.status, 500);
    assert_eq!(service.get("/api/devices/thermostat-01").await.status, 200);
}

#[tokio::test]
async fn a_fault_happens_so_often() {
    let service = Service::new();
    add(&service, json!({ "count": 2, "fault": { "kind": "status", "status": 500 } })).await;
    assert_eq!(statuses(&service, 4).await, [500, 500, 200, 200]);
    let list = service.get("/emulator/faults").await.ok();
    assert_eq!((&list["value"][0]["hits"], &list["value"][0]["count"]), (&json!(2), &json!(0)));
}

#[tokio::test]
async fn a_hundred_faults_that_are_used_up_stay_in_the_list() {
    let service = Service::new();
    let waiting = add(&service, json!({ "path": "/nowhere", "fault": { "kind": "reset" } })).await;
    let mut ids = Vec::new();
    for _ in 0..103 {
        let fault = json!({ "path": LIST, "count": 1, "fault": { "kind": "status", "status": 500 } });
        ids.push(add(&service, fault).await["id"].clone());
        assert_eq!(statuses(&service, 2).await, [500, 200]);
    }
    add(&service, json!({ "path": "/nowhere", "fault": { "kind": "reset" } })).await;
    let list = service.get("/emulator/faults").await.ok();
    let listed: Vec<_> = list["value"].as_array().unwrap().iter().map(|fault| fault["id"].clone()).collect();
    assert_eq!(listed.len(), 102);
    assert_eq!((&listed[0], &listed[1], &listed[100]), (&waiting["id"], &ids[3], &ids[102]));
}

#[tokio::test]
async fn a_fault_happens_with_a_probability_that_repeats() {
    let rule = json!({ "probability": 0.5, "seed": 7, "fault": { "kind": "status", "status": 500 } });
    let mut runs = Vec::new();
    for _ in 0..2 {
        let service = Service::new();
        add(&service, rule.clone()).await;
        runs.push(statuses(&service, 40).await);
    }
    assert_eq!(runs[0], runs[1]);
    let failed = runs[0].iter().filter(|status| **status == 500).count();
    assert!((10..=30).contains(&failed), "{failed} of 40");
}

#[tokio::test]
async fn faults_are_listed_and_removed() {
    let service = Service::new();
    let first = add(&service, json!({ "fault": { "kind": "status", "status": 500 } })).await;
    let second = add(&service, json!({ "fault": { "kind": "empty" } })).await;
    let list = service.get("/emulator/faults").await.ok();
    assert_eq!(list["value"], json!([first, second]));
    let address = format!("/emulator/faults/{}", first["id"].as_str().unwrap());
    assert_eq!(service.send(Call::new("DELETE", &address)).await.status, 204);
    service.send(Call::new("DELETE", &address)).await.error(404, "NotFound");
    assert_eq!(service.get(LIST).await.text, "");
    assert_eq!(service.send(Call::new("DELETE", "/emulator/faults")).await.status, 204);
    service.get(LIST).await.ok();
}

#[tokio::test]
async fn a_page_may_read_the_answer_of_a_fault() {
    let service = Service::new();
    add(&service, json!({ "fault": { "kind": "status", "status": 503 } })).await;
    let answer = service.send(Call::new("GET", LIST).header("origin", "http://localhost:5173")).await;
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (503, "http://localhost:5173"));
}

#[tokio::test]
async fn an_invalid_fault_is_rejected() {
    let service = Service::new();
    for (rule, complaint) in [
        (json!({}), "missing field `fault`"),
        (json!({ "fault": { "kind": "fire" } }), "unknown variant `fire`"),
        (json!({ "fault": { "kind": "status" } }), "missing field `status`"),
        (json!({ "fault": { "kind": "status", "status": 99 } }), "/fault/status"),
        (json!({ "fault": { "kind": "reset", "status": 500 } }), "unknown field `status`"),
        (json!({ "fault": { "kind": "reset" }, "odds": 1 }), "unknown field `odds`"),
        (json!({ "fault": { "kind": "reset" }, "probability": 2 }), "/probability"),
        (json!({ "fault": { "kind": "answer", "headers": { "a b": "" } } }), "/fault/headers"),
    ] {
        let message = service.post("/emulator/faults", &rule).await.error(422, "UnprocessableEntity");
        assert!(message.contains(complaint), "{message}");
    }
}

#[tokio::test]
async fn the_emulators_own_operations_are_guarded_like_the_others() {
    let service = Service::new();
    let call = || Call::new("GET", "/emulator/faults");
    service.send(call().header("authorization", "")).await.error(401, "Unauthenticated");
    service.send(call().header("host", "example.com")).await.error(403, "Forbidden");
    service.send(call().header("origin", "https://example.com")).await.error(403, "Forbidden");
    service.get("/emulator/nothing").await.error(404, "NotFound");
}

#[tokio::test]
async fn a_reset_brings_the_seed_back_and_removes_the_faults() {
    let service = Service::new();
    let before = service.get(LIST).await.ok();
    service.send(Call::new("DELETE", BOARD)).await;
    service.put("/api/dashboards/new", &json!({ "displayName": "New" })).await.ok();
    add(&service, json!({ "fault": { "kind": "empty" } })).await;
    assert_eq!(service.send(Call::new("POST", "/emulator/reset")).await.status, 204);
    let after = service.get(LIST).await.ok();
    let names = |list: &Value| {
        list["value"].as_array().unwrap().iter().map(|board| board["displayName"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(&after), names(&before));
}

#[tokio::test]
async fn a_long_running_operation_fails_or_its_polling_does() {
    let service = Service::new();
    let application = |name: &str| {
        let group = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg";
        format!("{group}/providers/Microsoft.IoTCentral/iotApps/{name}?api-version=2021-06-01")
    };
    let create = |name: &str| {
        let body = json!({ "location": "eastus", "sku": { "name": "ST2" } });
        Call::raw("PUT", &application(name)).json("application/json", &body)
    };
    let link = |answer: &Answer| answer.header("azure-asyncoperation").replace("http://localhost:7071", "");
    for (outcome, status) in [("failed", "Failed"), ("canceled", "Canceled")] {
        let fault = json!({ "kind": "lro", "outcome": outcome });
        add(&service, json!({ "method": "PUT", "path": "*/iotapps/*", "count": 1, "fault": fault })).await;
        let created = service.send(create(&format!("app-{outcome}"))).await;
        assert_eq!(created.header("x-emulator-fault").len(), 36);
        let poll = || service.send(Call::raw("GET", &link(&created)));
        poll().await.ok();
        assert_eq!(poll().await.ok()["status"], status);
    }
    // The client's choice of polling is kept.
    let fault = json!({ "kind": "lro", "outcome": "failed" });
    add(&service, json!({ "path": "*/iotApps/app-located", "fault": fault })).await;
    let located = service.send(create("app-located").header("x-emulator-lro", "location")).await;
    assert_eq!((located.header("location").is_empty(), located.header("azure-asyncoperation")), (false, ""));
    let followed = located.header("location").replace("http://localhost:7071", "");
    assert_eq!(service.send(Call::raw("GET", &followed)).await.status, 202);
    service.send(Call::raw("GET", &followed)).await.error(409, "OperationFailed");
    let created = service.send(create("app-well")).await;
    let fault = json!({ "kind": "status", "status": 500, "retryAfter": { "seconds": 1 } });
    add(&service, json!({ "path": "*/operationResults/*", "count": 1, "fault": fault })).await;
    let answer = service.send(Call::raw("GET", &link(&created))).await;
    assert_eq!((answer.header("retry-after"), answer.body["error"].get("requestId")), ("1", None));
    answer.error(500, "InternalServerError");
    service.send(Call::raw("GET", &link(&created))).await.ok();
}
