use iotcentral_emulator::{AllowedOrigins, Cors, Settings};

use crate::service::{Answer, Call, Service};

async fn preflight(service: &Service, origin: &str, method: &str, headers: &str) -> Answer {
    let call = Call::new("OPTIONS", "/api/dashboards/x")
        .header("authorization", "")
        .header("origin", origin)
        .header("access-control-request-method", method)
        .header("access-control-request-headers", headers);
    service.send(call).await
}

#[tokio::test]
async fn answers_the_preflight_of_a_local_page_without_a_token() {
    let asked = "authorization,content-type,if-match,x-ms-client-request-id,x-later";
    for method in ["GET", "PUT", "PATCH", "POST", "DELETE"] {
        let answer = preflight(&Service::new(), "http://localhost:5173", method, asked).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("access-control-allow-origin"), "http://localhost:5173");
        assert_eq!(answer.header("access-control-allow-headers"), asked);
        assert!(answer.header("access-control-allow-methods").split(',').any(|allowed| allowed == method));
    }
}

#[tokio::test]
async fn a_page_may_read_the_headers_that_matter_even_of_an_error() {
    let call = Call::new("GET", "/api/dashboards/missing").header("origin", "http://127.0.0.1:8080");
    let answer = Service::new().send(call).await;
    assert_eq!(answer.status, 404);
    assert_eq!(answer.header("access-control-allow-origin"), "http://127.0.0.1:8080");
    let revealed: Vec<_> = answer.header("access-control-expose-headers").split(',').collect();
    for name in ["etag", "x-ms-request-id", "x-ms-error-code", "retry-after", "azure-asyncoperation", "location"] {
        assert!(revealed.contains(&name), "{name}");
    }
}

#[tokio::test]
async fn a_strict_service_hides_its_headers_and_refuses_what_is_unproven() {
    for cors in [Cors::Hidden, Cors::Strict] {
        let service = Service::with(Settings { cors, ..Settings::default() });
        let call = Call::new("GET", "/api/dashboards").header("origin", "http://localhost:5173");
        let answer = service.send(call).await;
        assert_eq!(answer.header("access-control-allow-origin"), "http://localhost:5173");
        assert_eq!(answer.header("access-control-expose-headers"), "");
        let preflight = preflight(&service, "http://localhost:5173", "PATCH", "authorization,if-match").await;
        let allowed = preflight.header("access-control-allow-methods").contains("PATCH");
        assert_eq!(allowed, cors == Cors::Hidden);
        assert_eq!(preflight.header("access-control-allow-headers").contains("if-match"), cors == Cors::Hidden);
        assert!(preflight.header("access-control-allow-headers").contains("authorization"));
    }
}

#[tokio::test]
async fn refuses_a_foreign_origin() {
    let origins = [
        "https://example.com",
        "http://localhost.example.com",
        "http://localhost:80@example.com",
        "http://localhost:5173.example.com",
        "http://localhostile:5173",
        "https://localhost.example.com",
        "http://[::2]:5173",
        "null",
    ];
    for origin in origins {
        let answer = Service::new().send(Call::new("GET", "/api/dashboards").header("origin", origin)).await;
        assert_eq!(answer.header("access-control-allow-origin"), "", "{origin}");
        assert!(answer.error(403, "Forbidden").contains("--allow-origin"), "{origin}");
        assert_eq!(preflight(&Service::new(), origin, "PUT", "authorization").await.status, 403, "{origin}");
    }
}

#[tokio::test]
async fn a_given_list_takes_the_place_of_the_default_one() {
    let allowed_origins = AllowedOrigins::new(["https://app.example.com/", "https://dev.example.com:*"]);
    let service = Service::with(Settings { allowed_origins, ..Settings::default() });
    for (origin, status) in [
        ("https://app.example.com", 200),
        ("https://dev.example.com:4430", 200),
        ("https://dev.example.com", 200),
        ("https://app.example.com:444", 403),
        ("http://localhost:5173", 403),
    ] {
        let answer = service.send(Call::new("GET", "/api/dashboards").header("origin", origin)).await;
        assert_eq!(answer.status, status, "{origin}");
    }
}

#[tokio::test]
async fn refuses_a_foreign_host() {
    for host in [
        "example.com",
        "localhost.example.com",
        "evil-localhost",
        "127.0.0.1.nip.io",
        "a@localhost",
        "10.0.0.1:7071",
        "",
    ] {
        let answer = Service::new().send(Call::new("GET", "/api/dashboards").header("host", host)).await;
        assert!(answer.error(403, "Forbidden").contains("Host"), "{host}");
    }
    for host in ["localhost", "LOCALHOST:7071", "127.0.0.1:7071", "[::1]:7071", "contoso.localhost:7071"] {
        let answer = Service::new().send(Call::new("GET", "/api/dashboards").header("host", host)).await;
        assert_eq!(answer.status, 200, "{host}");
    }
}

#[tokio::test]
async fn a_given_host_is_answered_to() {
    let allowed_hosts = ["emulator", "192.0.2.7", "2001:db8::7"].map(str::to_owned).into();
    let service = Service::with(Settings { allowed_hosts, ..Settings::default() });
    for (host, status) in [
        ("emulator:7071", 200),
        ("EMULATOR", 200),
        ("192.0.2.7:7071", 200),
        ("[2001:db8::7]:7071", 200),
        ("localhost", 200),
        ("emulator.com", 403),
        ("evil-emulator", 403),
        ("[2001:db8::8]", 403),
    ] {
        let answer = service.send(Call::new("GET", "/api/dashboards").header("host", host)).await;
        assert_eq!(answer.status, status, "{host}");
    }
}

#[tokio::test]
async fn pages_of_this_computer_may_call_by_all_its_names() {
    for origin in [
        "http://localhost:5173",
        "https://localhost:5173",
        "https://localhost",
        "http://127.0.0.1:8080",
        "http://[::1]:5173",
    ] {
        let answer = Service::new().send(Call::new("GET", "/api/dashboards").header("origin", origin)).await;
        assert_eq!(answer.header("access-control-allow-origin"), origin);
        answer.ok();
    }
}

#[tokio::test]
async fn a_request_has_one_host() {
    let call = Call::new("GET", "/api/dashboards").another_header("host", "localhost:7072");
    assert!(Service::new().send(call).await.error(400, "BadRequest").contains("several Host headers"));
}
