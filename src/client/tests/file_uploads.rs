//! The file upload configuration, and waiting until it is ready.

use std::time::Duration;

use serde_json::json;

use super::client;
use crate::client::file_uploads::WaitOptions;
use crate::error::{Error, ErrorKind};
use crate::model::{FileUpload, FileUploadPatch, Json};
use crate::transport::scripted::{Answer, Scripted, answer};

const KEY: &str = "c2VjcmV0";

fn in_state(state: &str) -> Answer {
    answer(200, json!({"container": "c", "state": state, "connectionString": format!("AccountKey={KEY}")}).to_string())
}

/// Returns the state after waiting, or the error.
fn wait(world: &Scripted, options: WaitOptions) -> Result<String, Error> {
    let ready = world.run(client(world).file_uploads().wait_until_ready(options))?;
    assert!(!ready.as_str().contains(KEY));
    Ok(ready.view().get("state").and_then(|state| state.string()).unwrap().into_owned())
}

#[test]
fn a_configuration_is_sent_with_its_key_and_read_without() {
    let world = Scripted::answering(|_| in_state("pending"));
    let uploads = client(&world).file_uploads();
    let connection = format!("AccountName=a;AccountKey={KEY}");
    let text = json!({"container": "c", "connectionString": connection}).to_string();
    let config: Json<FileUpload> = Json::parse(text.as_bytes()).unwrap();
    let patch: Json<FileUploadPatch> = Json::parse(text.as_bytes()).unwrap();
    for answered in [
        world.run(uploads.get()).unwrap(),
        world.run(uploads.create(&config)).unwrap(),
        world.run(uploads.update(&patch, None)).unwrap(),
    ] {
        assert_eq!(answered.value().unwrap().connection_string.unwrap().as_str(), "AccountKey=***");
    }
    let sent = world.sent();
    assert!(String::from_utf8_lossy(sent[1].body.as_ref().unwrap()).contains(KEY));
    assert!(String::from_utf8_lossy(sent[2].body.as_ref().unwrap()).contains(KEY));
    assert!(!format!("{sent:?}").contains(KEY));
}

#[test]
fn a_configuration_is_looked_at_until_it_is_in_use() {
    let world = Scripted::queue(["pending", "updating", "verifying", "pending", "succeeded"].map(in_state));
    assert_eq!(wait(&world, WaitOptions::default()).unwrap(), "succeeded");
    assert_eq!(world.sent_at(), [0.0, 2000.0, 4000.0, 6000.0, 8000.0]);
    assert!(world.sent().iter().all(|request| request.url.ends_with("/api/fileUploads?api-version=2022-07-31")));
    assert_eq!(world.timers(), 0);
}

#[test]
fn a_state_without_a_way_out_is_an_error_of_that_name() {
    for (state, words) in [("failed", "is the account key right"), ("deleting", "is being deleted")] {
        let world = Scripted::queue([in_state("pending"), in_state(state)]);
        let error = wait(&world, WaitOptions::default()).unwrap_err();
        assert_eq!((error.kind, error.code()), (ErrorKind::Service, state));
        assert!(error.message.contains(words), "{error}");
    }
}

#[test]
fn without_a_pending_configuration_there_is_no_wait() {
    for (status, code) in [(404, "NotFound"), (401, "Unauthenticated"), (403, "Forbidden"), (400, "BadRequest")] {
        let body = json!({"error": {"code": code, "message": "no"}}).to_string();
        let world = Scripted::queue([in_state("pending"), answer(status, body)]);
        let error = wait(&world, WaitOptions::default()).unwrap_err();
        assert_eq!((error.status, error.code()), (Some(status), code));
        assert_eq!(world.sent_at(), [0.0, 2000.0]);
    }
}

#[test]
fn transient_failures_are_retried() {
    for fault in [
        answer(500, ""),
        answer(429, ""),
        answer(503, "<html>"),
        answer(200, "<html>"),
        answer(200, ""),
        Answer::Lost("reset"),
    ] {
        let faults = std::iter::repeat_n(
            fault.clone(),
            if matches!(fault, Answer::Response(ref r) if r.status == 200) { 1 } else { 4 },
        );
        let world = Scripted::queue(faults.chain([in_state("succeeded")]));
        assert_eq!(wait(&world, WaitOptions::default()).unwrap(), "succeeded", "{fault:?}");
    }
}

#[test]
fn looks_that_fail_in_a_row_come_less_and_less_often() {
    let busy = || answer(503, "").header("retry-after", "30");
    let fault = || answer(200, "<html>");
    let world = Scripted::queue([fault(), fault(), fault(), busy(), in_state("pending"), in_state("succeeded")]);
    let options = WaitOptions { timeout: Duration::from_millis(300_000), poll_interval: Duration::from_millis(2000) };
    assert_eq!(wait(&world, options).unwrap(), "succeeded");
    assert_eq!(world.sent_at(), [0.0, 2000.0, 6000.0, 14_000.0, 44_000.0, 46_000.0]);
}

#[test]
fn waiting_ends_in_time_and_says_in_which_state() {
    let world = Scripted::answering(|_| in_state("updating"));
    let options = WaitOptions { timeout: Duration::from_millis(5000), poll_interval: Duration::from_millis(2000) };
    let error = wait(&world, options).unwrap_err();
    assert_eq!((error.kind, world.elapsed()), (ErrorKind::Timeout, 5000.0));
    assert!(error.message.contains("its state is updating; timeoutInMs"), "{error}");
    assert_eq!(world.sent_at(), [0.0, 2000.0, 4000.0]);

    let world = Scripted::queue([Answer::Never]);
    let error = wait(&world, options).unwrap_err();
    assert_eq!((error.kind, world.elapsed(), world.timers()), (ErrorKind::Timeout, 5000.0, 0));
    assert!(error.message.contains("its state is not known"), "{error}");
}

#[test]
fn waiting_that_ends_in_a_fault_tells_the_fault() {
    let world = Scripted::answering(|_| answer(502, ""));
    let error =
        wait(&world, WaitOptions { timeout: Duration::from_millis(60_000), ..WaitOptions::default() }).unwrap_err();
    assert_eq!((error.kind, error.status, world.elapsed()), (ErrorKind::Service, Some(502), 60_000.0));
}

#[test]
fn nothing_is_sent_before_waiting_begins_and_after_it_is_dropped() {
    let world = Scripted::answering(|_| in_state("pending"));
    let waiting = client(&world).file_uploads().wait_until_ready(WaitOptions::default());
    world.pass(1000.0);
    assert_eq!(world.sent().len(), 0);
    assert!(world.run_for(3000.0, waiting).is_none());
    assert_eq!((world.sent_at(), world.timers()), (vec![1000.0, 3000.0], 0));
}
