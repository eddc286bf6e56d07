use std::time::Duration;

use iotcentral_emulator::Settings;

use crate::service::{Call, Service};

const QUERY: &str = "SELECT TOP 1 $id FROM dtmi:contoso:climateMonitor;1";

fn limited() -> Service {
    Service::with(Settings { limits: true, ..Settings::default() })
}

#[tokio::test(start_paused = true)]
async fn an_application_takes_twenty_requests_a_second() {
    let service = limited();
    for _ in 0..20 {
        service.get("/api/roles").await.ok();
    }
    let answer = service.get("/api/roles").await;
    assert_eq!(answer.header("retry-after"), "1");
    assert!(answer.error(429, "TooManyRequests").contains("20 requests"));
    tokio::time::advance(Duration::from_millis(999)).await;
    assert_eq!(service.get("/api/roles").await.status, 429);
    tokio::time::advance(Duration::from_millis(1)).await;
    service.get("/api/roles").await.ok();
}

#[tokio::test(start_paused = true)]
async fn an_application_takes_one_query_a_second() {
    let service = limited();
    service.query(QUERY).await.ok();
    assert!(service.query(QUERY).await.error(429, "TooManyRequests").contains("1 query"));
    service.get("/api/roles").await.ok();
    tokio::time::advance(Duration::from_secs(1)).await;
    service.query(QUERY).await.ok();
}

#[tokio::test(start_paused = true)]
async fn rejected_requests_and_the_emulators_own_operations_do_not_count() {
    let service = limited();
    for _ in 0..30 {
        service.send(Call::new("GET", "/api/roles").header("authorization", "")).await.error(401, "Unauthenticated");
        service.get("/emulator/faults").await.ok();
    }
    service.get("/api/roles").await.ok();
}

#[tokio::test(start_paused = true)]
async fn without_the_option_there_is_no_limit() {
    let service = Service::new();
    for _ in 0..50 {
        service.get("/api/roles").await.ok();
    }
}
