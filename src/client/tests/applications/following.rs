//! Which address is polled for a long-running operation, and how the operation ends.

use serde_json::json;

use super::{ASYNC, LOCATION, RESOURCE, app, body, create, created, delete, lines, run, status, update};
use crate::client::poller::OperationStatus::{Canceled, Failed, NotStarted, Running, Succeeded};
use crate::error::ErrorKind;
use crate::transport::scripted::{Scripted, answer};

#[test]
fn a_create_follows_azure_asyncoperation_and_then_reads_the_application() {
    let world = Scripted::queue([created(), status("Running"), status("Succeeded"), app("Succeeded")]);
    let poller = create(&world);
    assert_eq!((poller.status(), world.sent().len()), (NotStarted, 0));
    let mut seen = Vec::new();
    let result = world.run(poller.poll_until_done(|status| seen.push(status))).unwrap().unwrap();
    assert_eq!(result.as_str(), body("Succeeded"));
    assert_eq!(seen, [Running, Running, Running, Succeeded]);
    let expected =
        [format!("PUT {RESOURCE}"), format!("GET {ASYNC}"), format!("GET {ASYNC}"), format!("GET {RESOURCE}")];
    assert_eq!((lines(&world), world.sent_at()), (expected.to_vec(), vec![0.0, 2000.0, 4000.0, 4000.0]));
    let sent: serde_json::Value = serde_json::from_slice(world.sent()[0].body.as_deref().unwrap()).unwrap();
    assert_eq!(sent["identity"]["type"], "SystemAssigned");
    // The poller is done: nothing more is sent.
    assert_eq!(run(&world, &poller).unwrap(), poller.result());
    assert_eq!((world.run(poller.poll()), world.timers()), (Ok(Succeeded), 0));
}

#[test]
fn without_azure_asyncoperation_it_follows_location() {
    let accepted = || answer(202, "").header("location", LOCATION);
    let world = Scripted::queue([accepted(), accepted(), app("Succeeded"), app("Succeeded")]);
    assert!(run(&world, &update(&world)).unwrap().is_some());
    let expected =
        [format!("PATCH {RESOURCE}"), format!("GET {LOCATION}"), format!("GET {LOCATION}"), format!("GET {RESOURCE}")];
    assert_eq!(lines(&world), expected);

    let world = Scripted::queue([accepted(), accepted(), answer(204, "")]);
    let poller = delete(&world);
    assert_eq!((run(&world, &poller), poller.status()), (Ok(None), Succeeded));
    assert_eq!(world.sent().len(), 3);
}

#[test]
fn with_no_headers_at_all_it_follows_the_resource_itself() {
    let world = Scripted::queue([answer(201, body("Creating")), app("Creating"), app("Succeeded")]);
    assert_eq!(run(&world, &create(&world)).unwrap().unwrap().as_str(), body("Succeeded"));
    let expected = [format!("PUT {RESOURCE}"), format!("GET {RESOURCE}"), format!("GET {RESOURCE}")];
    assert_eq!(lines(&world), expected);

    let world = Scripted::queue([answer(202, ""), app("Updating"), app("Failed")]);
    let poller = update(&world);
    assert_eq!(run(&world, &poller).unwrap_err().code(), "Failed");

    let gone = answer(404, r#"{"error":{"code":"ResourceNotFound","message":"gone"}}"#);
    let world = Scripted::queue([answer(202, ""), app("Deleting"), gone]);
    let poller = delete(&world);
    assert_eq!((run(&world, &poller), poller.status()), (Ok(None), Succeeded));
    assert_eq!(lines(&world)[1..], [format!("GET {RESOURCE}"), format!("GET {RESOURCE}")]);

    for at_once in [answer(200, ""), answer(204, "")] {
        let world = Scripted::queue([at_once]);
        assert_eq!(run(&world, &delete(&world)), Ok(None));
    }
}

#[test]
fn failed_and_canceled_are_typed_with_code_message_and_details() {
    let error = json!({"code": "SkuNotAvailable", "message": "ST2 is sold out.",
        "details": [{"code": "Region", "message": "eastus has none left"}]});
    for (word, expected) in [("Failed", Failed), ("Canceled", Canceled)] {
        let over = answer(200, json!({"status": word, "error": error}).to_string()).header("x-ms-request-id", "r1");
        let world = Scripted::queue([created(), over]);
        let poller = create(&world);
        let mut seen = Vec::new();
        let failure = world.run(poller.poll_until_done(|status| seen.push(status))).unwrap_err();
        assert_eq!((failure.kind, failure.code()), (ErrorKind::Service, "SkuNotAvailable"));
        assert_eq!(failure.request_id.as_deref(), Some("r1"));
        for part in [word, "ST2 is sold out.", "Region: eastus has none left", "iotApps/contoso-iot"] {
            assert!(failure.message.contains(part), "{failure}");
        }
        assert_eq!(seen, [Running, expected]);
        // The poller is done: it returns the same error, and nothing more is sent.
        assert_eq!(run(&world, &poller), Err(failure));
        assert_eq!((poller.status(), poller.result(), world.sent().len()), (expected, None, 2));
    }
}

#[test]
fn a_link_to_another_origin_is_rejected_and_nothing_is_sent_there() {
    for header in ["azure-asyncoperation", "location"] {
        for link in [
            "https://evil.example/x",
            "https://management.azure.com.evil.example/x",
            "https://management.azure.com@evil.example/x",
            "//evil.example/x",
            "\\\\evil.example/x",
            "http://management.azure.com/x",
            "https://contoso.azureiotcentral.com/x",
        ] {
            let world = Scripted::queue([answer(202, "").header(header, link)]);
            let poller = delete(&world);
            for _ in 0..2 {
                let error = run(&world, &poller).unwrap_err();
                assert_eq!(error.kind, ErrorKind::ForeignLink, "{link}");
                assert!(!error.message.contains("evil"), "{error}");
            }
            assert_eq!(world.sent().len(), 1, "{header} {link}");
        }
    }
}

#[test]
fn a_relative_link_stays_here() {
    let world = Scripted::queue([answer(202, "").header("location", "/operations/1?x=y"), answer(204, "")]);
    run(&world, &delete(&world)).unwrap();
    assert_eq!(lines(&world)[1], "GET https://management.azure.com/operations/1?x=y");
}
