//! The requests of a poller: what is retried, what delays them, and what ends them.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use futures_util::future::join_all;
use serde_json::json;

use super::{RESOURCE, Tokens, app, client_with, create, created, delete, lines, run, status, update};
use crate::client::poller::OperationStatus::{NotStarted, Running};
use crate::error::ErrorKind;
use crate::transport::scripted::{Answer, Scripted, answer};

#[test]
fn an_operation_that_never_ends_ends_at_the_deadline_and_can_be_waited_for_again() {
    let world = Scripted::answering(|request| {
        if request.body.is_some() { created() } else { status("Running").header("retry-after", "60") }
    });
    let poller = create(&world);
    let error = run(&world, &poller).unwrap_err();
    assert_eq!((error.kind, error.code()), (ErrorKind::Timeout, "Timeout"));
    assert!(error.message.contains("1800000 ms") && error.message.contains("deadlineInMs"), "{error}");
    assert_eq!((world.elapsed(), world.timers(), poller.status()), (1_800_000.0, 0, Running));
    assert!(world.sent().len() < 32, "{}", world.sent().len());
    // The next poll has a new timeout.
    assert_eq!(run(&world, &poller).unwrap_err().kind, ErrorKind::Timeout);
    assert_eq!(world.elapsed(), 3_600_000.0);
    assert_eq!(lines(&world).iter().filter(|line| line.starts_with("PUT")).count(), 1);
}

#[test]
fn a_poll_waits_for_the_interval_unless_the_service_asks_for_another_wait() {
    let mut answers =
        [created(), status("Running").header("retry-after", "60"), status("Running"), status("Succeeded")]
            .into_iter()
            .chain([app("Succeeded")]);
    let world = Scripted::answering(move |_| answers.next().unwrap());
    let poller = create(&world).with_interval(Duration::from_secs(10));
    assert!(run(&world, &poller).unwrap().is_some());
    assert_eq!(world.elapsed(), 10_000.0 + 60_000.0 + 10_000.0);
}

#[test]
fn the_deadline_covers_a_token_that_never_comes() {
    let (world, tokens) = (Scripted::queue([]), Rc::<Tokens>::default());
    tokens.is_silent.set(true);
    let poller =
        client_with(&world, &tokens).begin_delete("rg", "contoso-iot").unwrap().with_deadline(Duration::from_secs(7));
    assert_eq!(run(&world, &poller).unwrap_err().kind, ErrorKind::Timeout);
    assert_eq!((world.elapsed(), world.timers()), (7000.0, 0));
}

#[test]
fn a_poll_that_is_answered_500_or_429_or_not_at_all_keeps_polling() {
    for fault in [answer(500, "oops"), answer(429, ""), answer(503, "<html>"), Answer::Lost("reset"), Answer::Never] {
        let mut polls = 0;
        let world = Scripted::answering(move |request| match request.method.as_str() {
            "PUT" => created(),
            _ if request.url == RESOURCE => app("Succeeded"),
            // More faults than the pipeline retries.
            _ if polls < 11 => {
                polls += 1;
                fault.clone()
            }
            _ => status("Succeeded"),
        });
        assert!(run(&world, &create(&world)).unwrap().is_some());
        assert_eq!(world.timers(), 0);
    }
}

#[test]
fn a_poll_may_wait_longer_than_a_retry() {
    let busy = answer(429, "").header("retry-after", "300");
    let world = Scripted::queue([created(), busy, status("Succeeded"), app("Succeeded")]);
    assert!(run(&world, &create(&world)).unwrap().is_some());
    assert_eq!(world.sent_at(), [0.0, 2000.0, 302_000.0, 302_000.0]);
}

#[test]
fn several_who_wait_share_the_polls() {
    let running = || status("Running").header("retry-after", "10");
    let world = Scripted::queue([
        created().header("retry-after", "10"),
        running(),
        running(),
        status("Succeeded"),
        app("Succeeded"),
    ]);
    let poller = create(&world);
    let told = Cell::new(0);
    let results = world.run(join_all((0..3).map(|_| poller.poll_until_done(|_| told.set(told.get() + 1)))));
    assert!(results.iter().all(Result::is_ok));
    assert_eq!(told.get(), 5, "one of them is told of each");
    assert_eq!(world.sent_at(), [0.0, 10_000.0, 20_000.0, 30_000.0, 30_000.0]);
}

#[test]
fn a_poll_that_is_answered_401_renews_the_token() {
    let unauthenticated = || answer(401, r#"{"error":{"code":"ExpiredAuthenticationToken","message":"x"}}"#);
    let world = Scripted::queue([created(), unauthenticated(), status("Succeeded"), app("Succeeded")]);
    assert!(run(&world, &create(&world)).unwrap().is_some());
    let tokens: Vec<_> = world.sent().iter().map(|sent| sent.header("Authorization").unwrap().to_owned()).collect();
    assert!(tokens[0] == tokens[1] && tokens[1] != tokens[2] && tokens[2] == tokens[3], "{tokens:?}");

    let world = Scripted::answering(move |request| if request.body.is_some() { created() } else { unauthenticated() });
    let poller = create(&world);
    assert_eq!(run(&world, &poller).unwrap_err().status, Some(401));
    assert_eq!(
        (poller.status(), world.sent().len()),
        (Running, 3),
        "it goes on, and may be polled once the user has signed in"
    );
}

#[test]
fn a_poll_that_is_answered_html_or_nothing_or_no_status_is_no_success() {
    for (nonsense, said) in [
        (answer(200, "<html>Sign in</html>"), "not JSON but a page"),
        (answer(200, ""), "empty body"),
        (answer(200, "{}"), "/status is missing"),
    ] {
        let again = nonsense.clone();
        let world = Scripted::queue([created(), nonsense, status("Succeeded"), app("Succeeded")]);
        assert!(run(&world, &create(&world)).unwrap().is_some(), "it passed");

        let world = Scripted::answering(move |request| if request.body.is_some() { created() } else { again.clone() });
        let poller = create(&world);
        let error = run(&world, &poller).unwrap_err();
        assert_eq!((error.kind, poller.status(), world.sent().len()), (ErrorKind::Decode, Running, 5));
        assert!(error.message.contains(said), "{error}");
        assert_eq!(world.sent_at(), [0.0, 2000.0, 4000.0, 8000.0, 16_000.0]);
    }
}

#[test]
fn the_first_request_of_an_operation_follows_the_common_rules() {
    // PUT and DELETE are idempotent and retried; PATCH is not.
    let world = Scripted::queue([Answer::Lost("reset"), answer(502, ""), app("Succeeded")]);
    assert!(run(&world, &create(&world)).unwrap().is_some());
    let world = Scripted::queue([Answer::Lost("reset")]);
    let poller = update(&world);
    assert_eq!((run(&world, &poller).unwrap_err().kind, poller.status()), (ErrorKind::Network, NotStarted));
    // A 404 to a retried deletion is a success.
    let world = Scripted::queue([Answer::Lost("reset"), answer(404, "")]);
    assert_eq!(run(&world, &delete(&world)), Ok(None));
    let world = Scripted::queue([answer(404, "")]);
    assert_eq!(run(&world, &delete(&world)).unwrap_err().status, Some(404));
    // An operation that was refused can be started again.
    let conflict =
        json!({"error": {"code": "Conflict", "message": "x", "details": [{"message": "taken"}]}}).to_string();
    let world = Scripted::queue([answer(409, conflict), app("Succeeded")]);
    let poller = create(&world);
    let error = run(&world, &poller).unwrap_err();
    assert!(error.code() == "Conflict" && error.message.contains("taken"), "{error}");
    assert!(run(&world, &poller).unwrap().is_some());
}

#[test]
fn dropping_a_poll_ends_it_and_the_next_one_goes_on() {
    let world = Scripted::answering(|_| Answer::Never);
    let poller = create(&world);
    assert!(world.run_for(500.0, poller.poll_until_done(|_| {})).is_none());
    assert_eq!((world.sent().len(), world.timers(), poller.status()), (1, 0, NotStarted));

    let world = Scripted::queue([created(), status("Running"), status("Succeeded"), app("Succeeded")]);
    let poller = create(&world);
    assert!(world.run_for(1500.0, poller.poll_until_done(|_| {})).is_none(), "dropped while it waits");
    assert_eq!((world.sent().len(), world.timers(), poller.status()), (1, 0, Running));
    assert!(run(&world, &poller).unwrap().is_some());
    assert_eq!(world.sent_at(), [0.0, 2000.0, 4000.0, 4000.0], "the wait isn't begun anew");

    let (world, tokens) = (Scripted::queue([]), Rc::<Tokens>::default());
    tokens.is_silent.set(true);
    let poller = client_with(&world, &tokens).begin_delete("rg", "contoso-iot").unwrap();
    assert!(world.run_for(500.0, poller.poll_until_done(|_| {})).is_none(), "dropped while it waits for a token");
    assert_eq!((world.sent().len(), world.timers()), (0, 0));
}
