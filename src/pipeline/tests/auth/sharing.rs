//! All waiting calls share one request to the credential, even if some of them stop waiting.

use futures_util::FutureExt;
use futures_util::future::{join, join_all, select};

use super::{MINUTE_MS, Tokens, friendly, get, never, no_token, token, tokens_sent};
use crate::error::ErrorKind;
use crate::request::query::RunQuery;
use crate::transport::Transport;
use crate::transport::scripted::{Scripted, answer};

#[test]
fn one_token_serves_many_requests() {
    let world = friendly();
    let tokens = Tokens::new(&world, [token("t1", 60.0)]);
    let pipeline = tokens.pipeline();
    let results = world.run(join_all((0..20).map(|_| get(&pipeline))));
    assert!(results.iter().all(Result::is_ok));
    world.run(get(&pipeline.clone())).unwrap();
    assert_eq!(tokens_sent(&world), ["Bearer t1"; 21]);
    assert_eq!(*tokens.scopes.borrow(), ["https://apps.azureiotcentral.com/.default"]);
}

#[test]
fn a_failing_credential_fails_all_waiting_calls_and_the_next_call_asks_again() {
    let world = friendly();
    let tokens = Tokens::new(&world, [no_token(), token("t1", 60.0)]);
    let pipeline = tokens.pipeline();
    for result in world.run(join_all((0..20).map(|_| get(&pipeline)))) {
        let error = result.unwrap_err();
        assert_eq!((error.kind, error.code()), (ErrorKind::Credential, "Credential"));
        assert!(error.message.contains("https://apps.azureiotcentral.com/.default"), "{error}");
        assert!(error.message.contains("the popup was closed"), "{error}");
    }
    assert_eq!((tokens.asked(), world.sent().len()), (1, 0));
    world.run(get(&pipeline)).unwrap();
    assert_eq!((tokens.asked(), world.sent().len()), (2, 1));
}

#[test]
fn a_hanging_token_request_is_not_joined_after_its_timeout() {
    let world = friendly();
    let tokens = Tokens::new(&world, [never(), token("t2", 600.0)]);
    let pipeline = tokens.pipeline();
    // At any time some call is waiting, as with a feed.
    let asking = join_all((0..4).map(|turn| {
        let (world, pipeline) = (world.clone(), pipeline.clone());
        async move {
            world.sleep(f64::from(turn) * 2.0 * MINUTE_MS).await;
            get(&pipeline).await.map_err(|error| error.kind)
        }
    }));
    let results = world.run(asking);
    let kinds: Vec<_> = results.iter().map(|result| result.as_ref().err().copied()).collect();
    let late = Some(ErrorKind::Timeout);
    assert_eq!((kinds, tokens.asked()), (vec![late, late, late, None], 2));
}

#[test]
fn concurrent_calls_renew_an_expired_token_once() {
    let world = friendly();
    let tokens = Tokens::new(&world, [token("t1", 60.0), token("t2", 120.0)]);
    let pipeline = tokens.pipeline();
    world.run(get(&pipeline)).unwrap();
    world.pass(61.0 * MINUTE_MS);
    let results = world.run(join_all((0..20).map(|_| get(&pipeline))));
    assert!(results.iter().all(Result::is_ok));
    assert_eq!((tokens.asked(), tokens_sent(&world).pop().unwrap().as_str()), (2, "Bearer t2"));
}

#[test]
fn a_call_that_stops_waiting_does_not_stop_others() {
    let world = friendly();
    let tokens = Tokens::new(&world, [token("t1", 60.0)]);
    let pipeline = tokens.pipeline();
    let mut first = Box::pin(get(&pipeline));
    assert!((&mut first).now_or_never().is_none(), "it waits for its token");
    let mut second = Box::pin(get(&pipeline));
    assert!((&mut second).now_or_never().is_none());
    drop(first);
    world.run(second).unwrap();
    assert_eq!((tokens.asked(), world.sent().len()), (1, 1));
}

#[test]
fn dropping_a_waiting_call_does_not_stop_other_waiting_calls() {
    let world = friendly();
    let tokens = Tokens::new(&world, [token("t1", 60.0)]);
    let pipeline = tokens.pipeline();
    let impatient = select(Box::pin(get(&pipeline)), world.sleep(50.0)).map(drop);
    let ((), patient) = world.run(join(impatient, get(&pipeline)));
    patient.unwrap();
    assert_eq!((tokens.asked(), world.sent().len(), world.elapsed()), (1, 1, 100.0));
}

#[test]
fn a_request_for_a_token_without_waiting_calls_stops_no_later_call() {
    let world = friendly();
    let tokens = Tokens::new(&world, [token("t1", 60.0), token("t2", 60.0)]);
    let pipeline = tokens.pipeline();
    assert!(world.run_for(50.0, get(&pipeline)).is_none());
    world.run(get(&pipeline)).unwrap();
    assert_eq!(world.sent().len(), 1);
}

#[test]
fn a_credentials_failure_without_waiting_calls_does_not_fail_the_next_call() {
    let world = friendly();
    let tokens = Tokens::new(&world, [no_token(), token("t2", 60.0)]);
    let pipeline = tokens.pipeline();
    assert!(world.run_for(50.0, get(&pipeline)).is_none());
    world.pass(MINUTE_MS);
    world.run(get(&pipeline)).unwrap();
    assert_eq!(tokens_sent(&world), ["Bearer t2"]);
}

#[test]
fn queries_that_waited_for_a_token_are_sent_a_second_apart() {
    let world = Scripted::answering(|_| answer(200, r#"{"results":[]}"#));
    let tokens = Tokens::new(&world, [token("t0ken", 60.0)]);
    let pipeline = tokens.pipeline();
    let query = RunQuery { text: "SELECT x" };
    // The second call comes shortly before the first one times out.
    let late = async {
        world.sleep(50.0).await;
        pipeline.call(&query).await
    };
    let (first, second) = world.run(join(pipeline.call(&query), late));
    assert!(first.is_ok() && second.is_ok());
    assert_eq!((world.sent_at(), tokens.asked()), (vec![100.0, 1_100.0], 1));
}
