//! Saving a poller as text, and restoring it.

use serde_json::json;

use super::{ASYNC, LOCATION, RESOURCE, app, client, create, created, lines, run, status};
use crate::client::poller::OperationStatus::Running;
use crate::error::ErrorKind;
use crate::transport::scripted::Scripted;

#[test]
fn a_poller_is_restored_from_its_text_and_its_request_is_not_sent_again() {
    let world = Scripted::queue([created(), status("Running")]);
    let poller = create(&world);
    for _ in 0..2 {
        assert_eq!(world.run(poller.poll()), Ok(Running));
    }
    let saved = poller.to_string();
    assert!(!saved.contains("Bearer") && !saved.contains("for-https"), "{saved}");

    let world = Scripted::queue([status("Succeeded"), app("Succeeded")]);
    let restored = client(&world).restore_poller(&saved).unwrap();
    assert_eq!((restored.status(), restored.to_string()), (Running, saved));
    assert!(run(&world, &restored).unwrap().is_some());
    assert_eq!(lines(&world), [format!("GET {ASYNC}"), format!("GET {RESOURCE}")]);
    // A poller that was saved when it was done returns its result again.
    let world = Scripted::queue([app("Succeeded")]);
    let again = client(&world).restore_poller(&restored.to_string()).unwrap();
    assert_eq!(run(&world, &again).unwrap(), restored.result());
}

#[test]
fn a_text_of_another_client_is_refused() {
    let saved = |resource: &str, link: &str| {
        json!({"method": "PUT", "resource": resource, "follow": "location", "link": link}).to_string()
    };
    let world = Scripted::queue([]);
    let refuse = |saved: &str| {
        let error = client(&world).restore_poller(saved).err().expect(saved);
        assert_eq!(error.kind, ErrorKind::InvalidInput);
        error.pointer.clone().unwrap()
    };
    let own = "/SUBSCRIPTIONS/11111111-2222-3333-4444-555555555555/resourceGroups/rg";
    assert!(client(&world).restore_poller(&saved(own, LOCATION)).is_ok());
    for resource in ["", "x", "/subscriptions/other/x", "https://evil.example/", "@evil.example/", "/subscriptions/é"]
    {
        assert_eq!(refuse(&saved(resource, LOCATION)), "/resource");
    }
    for link in ["https://evil.example/x", "//evil.example/x", "http://management.azure.com/x", ""] {
        assert_eq!(refuse(&saved(own, link)), "/link");
    }
    assert_eq!(refuse(&create(&world).to_string()), "/follow", "it wasn't sent yet");
    assert_eq!(refuse("nonsense"), "");
}
