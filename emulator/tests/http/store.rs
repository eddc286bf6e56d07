//! The data file, and the application that a request belongs to.

use std::path::PathBuf;

use iotcentral_emulator::{Clock, Emulator, Settings};
use serde_json::json;

use crate::service::{Call, NOW, Service, ids};

/// A path in the temporary directory; the file is removed when dropped.
pub(crate) struct DataFile(PathBuf);

impl DataFile {
    pub(crate) fn new(name: &str) -> Self {
        let file = Self(std::env::temp_dir().join(format!("iotcentral-emulator-{}-{name}.db", std::process::id())));
        file.remove();
        file
    }

    fn settings(&self) -> Settings {
        Settings { data: Some(self.0.clone()), clock: Clock::Frozen(NOW.parse().unwrap()), ..Settings::default() }
    }

    fn remove(&self) {
        for suffix in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{suffix}", self.0.display()));
        }
    }
}

impl Drop for DataFile {
    fn drop(&mut self) {
        self.remove();
    }
}

#[tokio::test]
async fn a_data_file_survives_a_restart() {
    let file = DataFile::new("restart");
    let first = Service::with(file.settings());
    let kept = first.put("/api/dashboards/kept", &json!({ "displayName": "Kept" })).await.ok();
    first.send(Call::new("DELETE", "/api/dashboards/dtmi:kkfvwa2xi:p7pyt5x38")).await;
    let all = first.get("/api/dashboards").await.ok();
    drop(first);

    let second = Service::with(file.settings());
    assert_eq!(second.get("/api/dashboards").await.ok(), all);
    assert!(!ids(&all).contains(&"dtmi:kkfvwa2xi:p7pyt5x38"), "seeded only once");
    let changed = second.put("/api/dashboards/kept", &json!({ "displayName": "Kept" })).await.ok();
    assert_ne!(changed["etag"], kept["etag"], "an etag of before the restart is never given again");
}

/// A data file keeps the application that it was created with, also if the emulator is started with another one.
#[test]
fn a_data_file_knows_its_application_and_its_seed() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let file = DataFile::new("seeded");
    let seed = DataFile::new("fabrikam");
    let fabrikam = json!({
        "application": { "id": "2f3cf5d5-0000-4000-8000-000000000000", "displayName": "Fabrikam", "subdomain": "fabrikam" },
        "dashboards": { "board": { "displayName": "Board" } },
    });
    std::fs::write(&seed.0, fabrikam.to_string()).unwrap();
    drop(Emulator::new(Settings { seed: Some(seed.0.clone()), ..file.settings() }).unwrap());
    std::fs::remove_file(&seed.0).unwrap();

    let emulator = Emulator::new(file.settings()).unwrap();
    let seeded = emulator.seeded().unwrap().unwrap();
    assert_eq!(
        (seeded.id.as_str(), seeded.display_name.as_str()),
        ("2f3cf5d5-0000-4000-8000-000000000000", "Fabrikam")
    );
    let service = Service::of(&emulator);
    runtime.block_on(async {
        for host in ["localhost", "fabrikam.localhost"] {
            let list = service.send(Call::new("GET", "/api/dashboards").header("host", host)).await.ok();
            assert_eq!(ids(&list), ["board"], "{host}");
        }
        service.put("/api/dashboards/x", &json!({ "displayName": "X" })).await.ok();
        assert_eq!(service.send(Call::raw("POST", "/emulator/reset")).await.status, 204);
        assert_eq!(ids(&service.get("/api/dashboards").await.ok()), ["board"]);
        service
            .send(Call::new("GET", "/api/dashboards").header("host", "contoso.localhost"))
            .await
            .error(404, "NotFound");
    });
    assert_eq!(emulator.seeded().unwrap(), Some(seeded));
}

#[tokio::test]
async fn localhost_serves_the_seeded_application_while_it_exists() {
    let service = Service::new();
    let arm = |method: &'static str| {
        Call::raw(
            method,
            "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/contoso/providers\
             /Microsoft.IoTCentral/iotApps/contoso?api-version=2021-06-01",
        )
        .header("x-emulator-lro", "synchronous")
    };
    service.send(arm("DELETE")).await.ok();
    for host in ["localhost:7071", "contoso.localhost"] {
        let message =
            service.send(Call::new("GET", "/api/dashboards").header("host", host)).await.error(404, "NotFound");
        assert!(message.contains("create it"), "{message}");
    }
    service.put("/api/dashboards/x", &json!({ "displayName": "X" })).await.error(404, "NotFound");

    let body = json!({ "location": "westeurope", "sku": { "name": "ST2" }, "properties": { "subdomain": "contoso" } });
    assert_eq!(service.send(arm("PUT").json("application/json", &body)).await.status, 201);
    assert_eq!(ids(&service.get("/api/dashboards").await.ok()).len(), 0, "a new one has nothing");
    service.put("/api/dashboards/x", &json!({ "displayName": "X" })).await.ok();
    let other = service.send(Call::new("GET", "/api/dashboards").header("host", "contoso.localhost")).await.ok();
    assert_eq!(ids(&other), ["x"], "both names are of the same data plane");

    service.send(arm("DELETE")).await.ok();
    let without = Call::raw("POST", "/emulator/reset").header("authorization", "");
    service.send(without).await.error(401, "Unauthenticated");
    assert_eq!(service.send(Call::raw("POST", "/emulator/reset")).await.status, 204);
    assert_eq!(ids(&service.get("/api/dashboards").await.ok()).len(), 3);
}

#[tokio::test]
async fn without_a_file_nothing_is_shared() {
    let (one, two) = (Service::new(), Service::new());
    one.put("/api/dashboards/x", &json!({ "displayName": "X" })).await.ok();
    two.get("/api/dashboards/x").await.error(404, "NotFound");
}

#[test]
fn a_file_that_is_no_data_file_is_refused_and_left_alone() {
    let file = DataFile::new("text");
    let text = "a letter, not a database\n".repeat(100);
    std::fs::write(&file.0, &text).unwrap();
    let error = Emulator::new(file.settings()).err().unwrap();
    assert!(error.contains(&file.0.display().to_string()) && error.contains("not a database"), "{error}");
    assert_eq!(std::fs::read_to_string(&file.0).unwrap(), text);
}

#[test]
fn a_file_of_a_newer_emulator_is_refused() {
    let file = DataFile::new("newer");
    drop(Emulator::new(file.settings()).unwrap());
    // SQLite's file format stores the user version as a big-endian number at byte 60.
    let mut bytes = std::fs::read(&file.0).unwrap();
    bytes[60..64].copy_from_slice(&99_u32.to_be_bytes());
    std::fs::write(&file.0, bytes).unwrap();
    let error = Emulator::new(file.settings()).err().unwrap();
    assert!(error.contains("newer emulator (version 99)"), "{error}");
}

#[test]
fn reset_brings_the_seed_back() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let emulator = Emulator::new(Settings::default()).unwrap();
    let service = Service::of(&emulator);
    runtime.block_on(async {
        let before = service.get("/api/dashboards").await.ok();
        service.put("/api/dashboards/x", &json!({ "displayName": "X" })).await.ok();
        service.send(Call::new("DELETE", "/api/dashboards/dtmi:kkfvwa2xi:p7pyt5x38")).await;
        emulator.reset().unwrap();
        assert_eq!(ids(&service.get("/api/dashboards").await.ok()), ids(&before));
    });
}

#[tokio::test]
async fn the_host_names_the_application() {
    let service = Service::new();
    let list = |host: &str| service.send(Call::new("GET", "/api/dashboards").header("host", host));
    for host in ["localhost:7071", "127.0.0.1:7071", "[::1]:7071", "contoso.localhost", "CONTOSO.localhost:7071"] {
        assert_eq!(ids(&list(host).await.ok()).len(), 3, "{host}");
    }
    for host in ["fabrikam.localhost", "a.contoso.localhost:7071", ".localhost"] {
        let message = list(host).await.error(404, "NotFound");
        assert!(message.contains("localhost for the seeded one"), "{host}: {message}");
    }
}

#[tokio::test]
async fn a_name_that_is_allowed_has_applications_under_it() {
    let allowed_hosts = ["Emulator", "eu.emulator"].map(str::to_owned).into();
    let service = Service::with(Settings { allowed_hosts, ..Settings::default() });
    let list = |host: &str| service.send(Call::new("GET", "/api/dashboards").header("host", host));
    for host in ["emulator:7071", "contoso.emulator:7071", "CONTOSO.EMULATOR", "eu.emulator", "contoso.eu.emulator"] {
        assert_eq!(ids(&list(host).await.ok()).len(), 3, "{host}");
    }
    for host in ["fabrikam.emulator:7071", "a.contoso.emulator", "fabrikam.eu.emulator"] {
        list(host).await.error(404, "NotFound");
    }
}
