//! A 401 with a claims challenge.

use futures_util::future::{join, join_all};

use super::{Tokens, get, token, tokens_sent};
use crate::pipeline::challenge::claims;
use crate::transport::scripted::{Scripted, answer};

/// `{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}`
const CLAIMS: &str = r#"{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}"#;

const CHALLENGE: &str = "Bearer realm=\"\", authorization_uri=\"https://login.example/authorize\", error=\"insufficient_claims\", \
                         claims=\"eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwidmFsdWUiOiIxNzAwMDAwMDAwIn19fQ==\"";

#[test]
fn a_challenge_is_answered_once_with_the_claims_it_asks_for() {
    let refusal = || answer(401, "").header("www-authenticate", CHALLENGE);
    let world = Scripted::queue([refusal(), answer(200, "{}"), answer(200, "{}")]);
    let tokens = Tokens::new(&world, [token("t1", 60.0), token("t2", 60.0)]);
    let pipeline = tokens.pipeline();
    world.run(get(&pipeline)).unwrap();
    world.run(get(&pipeline)).unwrap();
    assert_eq!(*tokens.claims.borrow(), [CLAIMS]);
    assert_eq!(tokens_sent(&world), ["Bearer t1", "Bearer t2", "Bearer t2"]);

    let world = Scripted::queue([refusal(), refusal()]);
    let tokens = Tokens::new(&world, [token("t1", 60.0), token("t2", 60.0)]);
    let error = world.run(get(&tokens.pipeline())).unwrap_err();
    assert_eq!((error.status, tokens.asked(), world.sent().len()), (Some(401), 2, 2));
}

#[test]
fn claims_are_not_lost_while_a_token_without_them_is_fetched() {
    // The first 401 has no challenge. The second one comes while a token for the first is requested.
    let challenge = || answer(401, "").header("www-authenticate", CHALLENGE);
    let world = Scripted::answering({
        let mut refusals = 0;
        move |request| {
            refusals += 1;
            match (request.header("Authorization").unwrap(), refusals) {
                ("Bearer t1", 1) => answer(401, "").late(50.0),
                ("Bearer t1", _) => challenge().late(100.0),
                ("Bearer t2", _) => challenge(),
                _ => answer(200, "{}"),
            }
        }
    });
    let tokens = Tokens::new(&world, [token("t1", 60.0), token("t2", 60.0), token("t3", 60.0)]);
    let pipeline = tokens.pipeline();
    let (_, second) = world.run(join(get(&pipeline), get(&pipeline)));
    second.unwrap();
    world.run(get(&pipeline)).unwrap();
    assert_eq!((tokens.claims.borrow().as_slice(), tokens.asked()), ([CLAIMS.to_owned()].as_slice(), 3));
}

#[test]
fn many_challenges_of_one_kind_are_one_question() {
    let world = Scripted::answering(|request| match request.header("Authorization").unwrap() {
        "Bearer t1" => answer(401, "").header("www-authenticate", CHALLENGE).late(50.0),
        _ => answer(200, "{}"),
    });
    let tokens = Tokens::new(&world, [token("t1", 60.0), token("t2", 60.0)]);
    let pipeline = tokens.pipeline();
    assert!(world.run(join_all((0..20).map(|_| get(&pipeline)))).iter().all(Result::is_ok));
    assert_eq!((tokens.asked(), tokens.claims.borrow().len()), (2, 1));
}

#[test]
fn a_second_refusal_is_the_result_but_not_the_end_of_the_next_call() {
    let refusal = || answer(401, "").header("www-authenticate", CHALLENGE);
    let world = Scripted::queue([refusal(), refusal(), answer(200, "{}")]);
    let tokens = Tokens::new(&world, [token("t1", 60.0), token("t2", 60.0), token("t3", 60.0)]);
    let pipeline = tokens.pipeline();
    assert_eq!(world.run(get(&pipeline)).unwrap_err().status, Some(401));
    world.run(get(&pipeline)).unwrap();
    assert_eq!(tokens_sent(&world), ["Bearer t1", "Bearer t2", "Bearer t3"], "the refused one isn't sent again");
    assert_eq!(*tokens.claims.borrow(), [CLAIMS, CLAIMS]);
}

#[test]
fn a_malformed_challenge_is_a_401_like_any_other() {
    for challenge in [
        "Bearer error=\"insufficient_claims\", claims=\"%%%\"",
        "Bearer error=\"insufficient_claims\", claims=\"eyJ\"",
        "Bearer error=\"insufficient_claims\"",
        "Bearer error=\"insufficient_claims\", claims=\"",
        "Bearer error=\"insufficient_claims\", claims=\"W10=\"",
        "Bearer error=\"invalid_token\", claims=\"e30=\"",
        "Basic realm=\"x\"",
        "",
        "=",
    ] {
        let world = Scripted::queue([answer(401, "").header("www-authenticate", challenge), answer(200, "{}")]);
        let tokens = Tokens::new(&world, [token("t1", 60.0), token("t2", 60.0)]);
        world.run(get(&tokens.pipeline())).unwrap();
        assert_eq!((tokens.asked(), tokens.claims.borrow().len()), (2, 0), "{challenge}");
    }
}

#[test]
fn claims_are_read_from_every_form_of_a_challenge() {
    let empty = Some("{}".to_owned());
    for (challenge, expected) in [
        (r#"Bearer error="insufficient_claims", claims="e30=""#, empty.clone()),
        (r#"Bearer error="insufficient_claims",claims="e30""#, empty.clone()),
        (r#"Bearer ERROR=insufficient_claims, Claims=e30"#, empty.clone()),
        (r#"Bearer claims="e30=", error="insufficient_claims", realm="a=b, c""#, empty),
        (r#"Bearer error="insufficient_claims", claims="eyJhIjoiPz8_In0=""#, Some(r#"{"a":"???"}"#.to_owned())),
        (r#"Bearer myclaims="e30=", error="insufficient_claims""#, None),
    ] {
        assert_eq!(claims(challenge), expected, "{challenge}");
    }
}
