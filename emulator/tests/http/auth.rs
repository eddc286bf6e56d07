use iotcentral_emulator::Settings;

use crate::service::{APPLICATION, Answer, Call, Service};

/// An hour after the frozen clock, in milliseconds
const FRESH: i64 = 1_772_629_203_000;

async fn with(service: &Service, authorization: &str) -> Answer {
    service.send(Call::new("GET", "/api/dashboards").header("authorization", authorization)).await
}

#[tokio::test]
async fn takes_the_bearer_token() {
    let service = Service::with(Settings { token: "a secret".into(), ..Settings::default() });
    assert_eq!(with(&service, "Bearer a secret").await.status, 200);
    assert_eq!(with(&service, "bearer a secret").await.status, 200);
}

#[tokio::test]
async fn refuses_all_other_bearer_tokens() {
    let service = Service::new();
    for authorization in ["", "Bearer", "Bearer ", "Bearer wrong", "Basic aW90", "iotcentral-emulator"] {
        let answer = with(&service, authorization).await;
        assert_eq!(answer.header("www-authenticate"), "Bearer", "{authorization}");
        let message = answer.error(401, "Unauthenticated");
        assert!(message.contains("Bearer") || message.contains("bearer"), "{message}");
    }
}

#[tokio::test]
async fn takes_an_api_token_as_it_is() {
    let service = Service::with(Settings { token: "to/ken+=&".into(), ..Settings::default() });
    let token = format!("SharedAccessSignature sr={APPLICATION}&sig=to%2Fken%2B%3D%26&skn=web&se={FRESH}");
    assert_eq!(with(&service, &token).await.status, 200);
    with(&service, &format!("Bearer {token}")).await.error(401, "Unauthenticated");
}

#[tokio::test]
async fn says_what_is_wrong_with_an_api_token() {
    let service = Service::new();
    let good = format!("sr={APPLICATION}&sig=iotcentral-emulator&skn=web&se={FRESH}");
    assert_eq!(with(&service, &format!("SharedAccessSignature {good}")).await.status, 200);
    let cases = [
        (good.replace(APPLICATION, "another"), "sr names another application"),
        (good.replace("=iotcentral-emulator", "=wrong"), "sig is not"),
        (good.replace("&skn=web", ""), "has no skn"),
        (good.replace(&FRESH.to_string(), "1772625602999"), "expired"),
        (good.replace(&FRESH.to_string(), "tomorrow"), "milliseconds"),
        (good.replace("sig=", "signature="), "has no sig"),
    ];
    for (fields, complaint) in cases {
        let message = with(&service, &format!("SharedAccessSignature {fields}")).await.error(401, "Unauthenticated");
        assert!(message.contains(complaint), "{fields}: {message}");
        assert!(!message.contains("iotcentral-emulator"), "the token is in the message: {message}");
    }
}

#[tokio::test]
async fn guards_every_path_below_api() {
    let service = Service::new();
    for path in
        ["/api/dashboards", "/api/dashboards/x", "/api/devices", "/api/deviceGroups", "/api/query", "/api/nothing"]
    {
        service.send(Call::new("GET", path).header("authorization", "")).await.error(401, "Unauthenticated");
    }
}
