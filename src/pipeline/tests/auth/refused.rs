//! Tokens that the service rejects.

use futures_util::future::join_all;

use super::{Tokens, get, refusing, token, tokens_sent};
use crate::error::ErrorKind;
use crate::transport::scripted::{Scripted, answer};

#[test]
fn a_refused_token_is_replaced_once() {
    let world = refusing(&["t1"]);
    let tokens = Tokens::new(&world, [token("t1", 60.0), token("t2", 60.0)]);
    let pipeline = tokens.pipeline();
    world.run(get(&pipeline)).unwrap();
    assert_eq!((tokens_sent(&world), tokens.asked()), (vec!["Bearer t1".to_owned(), "Bearer t2".to_owned()], 2));
    assert_eq!(world.elapsed(), 300.0, "there is nothing to wait for but the credential and the answers");

    let world = refusing(&["t1", "t2"]);
    let tokens = Tokens::new(&world, [token("t1", 60.0), token("t2", 60.0)]);
    let error = world.run(get(&tokens.pipeline())).unwrap_err();
    assert_eq!((error.kind, error.status, error.code()), (ErrorKind::Service, Some(401), "Unauthenticated"));
    assert_eq!((world.sent().len(), tokens.asked()), (2, 2));
}

#[test]
fn while_tokens_are_refused_each_call_asks_for_one() {
    let world = refusing(&["t1", "t2", "t3", "t4"]);
    let tokens = Tokens::new(&world, (1..8).map(|nth| token(&format!("t{nth}"), 60.0)));
    let pipeline = tokens.pipeline();
    for asked in 2..5 {
        assert_eq!(world.run(get(&pipeline)).unwrap_err().status, Some(401));
        assert_eq!((world.sent().len(), tokens.asked()), (asked, asked));
    }
    world.run(get(&pipeline)).unwrap();
    assert_eq!(tokens_sent(&world).last().map(String::as_str), Some("Bearer t5"));
    assert_eq!(tokens.asked(), 5);
}

#[test]
fn many_requests_with_a_refused_token_ask_for_one_other() {
    let world = refusing(&["t1"]);
    let tokens = Tokens::new(&world, [token("t1", 60.0), token("t2", 60.0)]);
    let pipeline = tokens.pipeline();
    let results = world.run(join_all((0..20).map(|_| get(&pipeline))));
    assert!(results.iter().all(Result::is_ok));
    assert_eq!((world.sent().len(), tokens.asked()), (40, 2));
}

#[test]
fn a_late_refusal_does_not_drop_the_token_that_has_come_since() {
    // The second request's 401 arrives after the first request has renewed the token.
    let world = Scripted::queue([
        answer(401, "").late(50.0),
        answer(401, "").late(500.0),
        answer(200, "{}"),
        answer(200, "{}"),
    ]);
    let tokens = Tokens::new(&world, [token("t1", 60.0), token("t2", 60.0)]);
    let pipeline = tokens.pipeline();
    for result in world.run(join_all([get(&pipeline), get(&pipeline)])) {
        result.unwrap();
    }
    assert_eq!(tokens_sent(&world), ["Bearer t1", "Bearer t1", "Bearer t2", "Bearer t2"]);
}

#[test]
fn a_refusal_does_not_spend_a_retry() {
    let answers = [503, 503, 401, 503, 200].map(|status| answer(status, "{}"));
    let world = Scripted::queue(answers);
    let tokens = Tokens::new(&world, [token("t1", 60.0), token("t2", 60.0)]);
    world.run(get(&tokens.pipeline())).unwrap();
    assert_eq!(tokens_sent(&world), ["Bearer t1", "Bearer t1", "Bearer t1", "Bearer t2", "Bearer t2"]);
}
