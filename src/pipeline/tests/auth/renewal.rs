//! When a token is renewed, and which calls wait for it.

use futures_util::future::join_all;

use super::{MINUTE_MS, Tokens, friendly, get, never, no_token, refusing, token, tokens_sent};
use crate::error::ErrorKind;
use crate::pipeline::auth::AccessToken;
use crate::transport::scripted::START_MS;

#[test]
fn a_token_is_renewed_before_it_ends_and_no_call_waits_for_it() {
    let world = friendly();
    let tokens = Tokens::new(&world, [token("t1", 60.0), token("t2", 120.0)]);
    let pipeline = tokens.pipeline();
    world.run(get(&pipeline)).unwrap();
    world.pass(54.0 * MINUTE_MS);
    world.run(get(&pipeline)).unwrap();
    assert_eq!(tokens.asked(), 1);
    world.pass(1.0 * MINUTE_MS);
    let begin = world.elapsed();
    for result in world.run(join_all((0..5).map(|_| get(&pipeline)))) {
        result.unwrap();
    }
    assert_eq!((world.elapsed() - begin, tokens.asked()), (0.0, 2), "the old token serves while another is fetched");
    world.pass(100.0);
    world.run(get(&pipeline)).unwrap();
    world.run(get(&pipeline)).unwrap();
    assert_eq!(tokens_sent(&world), [["Bearer t1"; 7].as_slice(), &["Bearer t2"; 2]].concat());
    assert_eq!(tokens.asked(), 2);
}

#[test]
fn a_renewal_that_is_not_done_when_the_token_ends_is_waited_for() {
    let world = friendly();
    let tokens = Tokens::new(&world, [token("t1", 60.0), token("t2", 120.0)]);
    let pipeline = tokens.pipeline();
    world.run(get(&pipeline)).unwrap();
    world.pass(60.0 * MINUTE_MS - 150.0);
    world.run(get(&pipeline)).unwrap();
    world.pass(50.0);
    world.run(get(&pipeline)).unwrap();
    assert_eq!(
        (tokens_sent(&world), tokens.asked()),
        (["Bearer t1", "Bearer t1", "Bearer t2"].map(String::from).to_vec(), 2)
    );
}

#[test]
fn a_renewal_that_never_ends_does_not_outlive_its_token() {
    let world = friendly();
    let tokens = Tokens::new(&world, [token("t1", 60.0), never(), token("t3", 120.0)]);
    let pipeline = tokens.pipeline();
    world.run(get(&pipeline)).unwrap();
    world.pass(60.0 * MINUTE_MS - 5_000.0);
    world.run(get(&pipeline)).unwrap();
    world.pass(5_000.0);
    let error = world.run(get(&pipeline)).unwrap_err();
    assert_eq!((error.kind, tokens.asked()), (ErrorKind::Timeout, 2), "it may yet come");
    world.run(get(&pipeline)).unwrap();
    assert_eq!((tokens_sent(&world).last().unwrap().as_str(), tokens.asked()), ("Bearer t3", 3));
}

#[test]
fn a_renewal_that_takes_long_is_given_up_for_another() {
    let world = friendly();
    let tokens = Tokens::new(&world, [token("t1", 60.0), never(), token("t3", 120.0)]);
    let pipeline = tokens.pipeline();
    world.run(get(&pipeline)).unwrap();
    world.pass(56.0 * MINUTE_MS);
    world.run(get(&pipeline)).unwrap();
    world.pass(5.0 * MINUTE_MS);
    let begin = world.elapsed();
    world.run(get(&pipeline)).unwrap();
    assert_eq!(
        (world.elapsed() - begin, tokens.asked()),
        (100.0, 3),
        "no call waits for a request that the credential never answers"
    );

    let tokens = Tokens::new(&world, [token("t1", 2.0), never(), token("t3", 600.0)]);
    let pipeline = tokens.pipeline();
    world.set_clock(-world.elapsed());
    for seconds in [0.0, 1.0, 20.0, 20.0, 1.0] {
        world.pass(seconds * 1_000.0);
        world.run(get(&pipeline)).unwrap();
    }
    assert_eq!(
        (tokens_sent(&world).last().unwrap().as_str(), tokens.asked()),
        ("Bearer t3", 3),
        "while it is good, too"
    );
}

#[test]
fn a_clock_that_is_set_back_does_not_stop_the_renewal() {
    let world = friendly();
    let tokens = Tokens::new(&world, [token("t1", 60.0), no_token(), token("t3", 120.0)]);
    let pipeline = tokens.pipeline();
    world.run(get(&pipeline)).unwrap();
    world.pass(56.0 * MINUTE_MS);
    world.run(get(&pipeline)).unwrap();
    world.pass(1_000.0);
    world.run(get(&pipeline)).unwrap();
    assert_eq!(tokens.asked(), 2, "it has just failed");
    world.pass(40_000.0);
    world.set_clock(-20_000.0);
    world.run(get(&pipeline)).unwrap();
    assert_eq!(tokens.asked(), 3);
}

#[test]
fn a_renewal_that_failed_or_ended_unseen_does_not_affect_later_calls() {
    for answer in [no_token(), token("t2", 61.0)] {
        let world = friendly();
        let tokens = Tokens::new(&world, [token("t1", 60.0), answer, token("t3", 600.0)]);
        let pipeline = tokens.pipeline();
        world.run(get(&pipeline)).unwrap();
        world.pass(57.0 * MINUTE_MS);
        world.run(get(&pipeline)).unwrap();
        world.pass(10.0 * MINUTE_MS);
        world.run(get(&pipeline)).unwrap();
        assert_eq!(tokens_sent(&world), ["Bearer t1", "Bearer t1", "Bearer t3"]);
    }
}

#[test]
fn a_token_that_is_expired_on_arrival_is_used_until_it_is_rejected() {
    // The machine's clock is hours ahead: every token seems to have expired on arrival.
    let world = refusing(&["t1"]);
    let tokens = Tokens::new(&world, [token("t1", 60.0), token("t2", 120.0)]);
    let pipeline = tokens.pipeline();
    world.pass(180.0 * MINUTE_MS);
    for _ in 0..5 {
        world.run(get(&pipeline)).unwrap();
    }
    assert_eq!(tokens_sent(&world), [["Bearer t1"].as_slice(), &["Bearer t2"; 5]].concat());
    assert_eq!(tokens.asked(), 2, "the 401 says when it is over");
}

#[test]
fn a_token_that_is_due_on_arrival_is_not_renewed_with_every_call() {
    let world = friendly();
    let tokens = Tokens::new(&world, [token("t1", 3.0), token("t2", 3.0), token("t3", 60.0)]);
    let pipeline = tokens.pipeline();
    for _ in 0..10 {
        world.run(get(&pipeline)).unwrap();
        world.pass(200.0);
    }
    assert_eq!(tokens.asked(), 2);
    world.pass(30_000.0);
    world.run(get(&pipeline)).unwrap();
    assert_eq!(tokens.asked(), 3);
}

#[test]
fn a_clock_that_is_behind_is_set_right_by_the_refusal() {
    let world = refusing(&["t1"]);
    let tokens = Tokens::new(&world, [token("t1", 600.0), token("t2", 660.0)]);
    let pipeline = tokens.pipeline();
    world.run(get(&pipeline)).unwrap();
    assert_eq!((tokens_sent(&world).last().unwrap().as_str(), tokens.asked()), ("Bearer t2", 2));
}

#[test]
fn a_credential_may_say_when_to_renew() {
    let world = friendly();
    let first = AccessToken {
        token: "t1".into(),
        expires_on_ms: Some(START_MS + 60.0 * MINUTE_MS),
        refresh_after_ms: Some(START_MS + 10.0 * MINUTE_MS),
    };
    let endless = AccessToken { token: "t2".into(), expires_on_ms: None, refresh_after_ms: None };
    let tokens = Tokens::new(&world, [Ok(first), Ok(endless)]);
    let pipeline = tokens.pipeline();
    for minutes in [0.0, 9.0, 1.0, 1.0, 1e6] {
        world.pass(minutes * MINUTE_MS);
        world.run(get(&pipeline)).unwrap();
    }
    assert_eq!(tokens_sent(&world), ["Bearer t1", "Bearer t1", "Bearer t1", "Bearer t2", "Bearer t2"]);
}

#[test]
fn a_token_that_cannot_be_renewed_serves_until_it_ends() {
    let world = friendly();
    let tokens = Tokens::new(&world, [token("t1", 60.0), no_token(), no_token(), token("t2", 120.0)]);
    let pipeline = tokens.pipeline();
    world.run(get(&pipeline)).unwrap();
    world.pass(56.0 * MINUTE_MS);
    for _ in 0..5 {
        world.run(get(&pipeline)).unwrap();
        world.pass(100.0);
    }
    assert_eq!((tokens_sent(&world), tokens.asked()), (vec!["Bearer t1".to_owned(); 6], 2), "not asked every time");
    world.pass(0.5 * MINUTE_MS);
    world.run(get(&pipeline)).unwrap();
    assert_eq!(tokens.asked(), 3, "but after half a minute");
    world.pass(100.0);
    world.run(get(&pipeline)).unwrap();
    world.pass(4.0 * MINUTE_MS);
    world.run(get(&pipeline)).unwrap();
    assert_eq!(tokens_sent(&world).last().unwrap(), "Bearer t2", "and when it has ended, with a call waiting");

    let world = friendly();
    let tokens = Tokens::new(&world, [token("t1", 60.0), no_token()]);
    let pipeline = tokens.pipeline();
    world.run(get(&pipeline)).unwrap();
    world.pass(60.0 * MINUTE_MS);
    assert_eq!(world.run(get(&pipeline)).unwrap_err().kind, ErrorKind::Credential);
    assert_eq!(world.sent().len(), 1, "an ended token isn't sent");
}
