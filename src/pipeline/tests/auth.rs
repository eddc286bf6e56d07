//! Who sends the request.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, join, join_all, pending, select};

use super::super::Pipeline;
use super::super::auth::{AccessToken, Credential, TokenCredential};
use super::super::challenge::claims;
use super::{API_TOKEN, pipeline, with_api_token};
use crate::error::{Error, ErrorKind};
use crate::model::{Device, Json};
use crate::request::devices::GetDevice;
use crate::request::query::RunQuery;
use crate::transport::Transport;
use crate::transport::scripted::{Answer, START_MS, Scripted, answer};

const MINUTE_MS: f64 = 60_000.0;

/// A credential that takes 100 ms for each answer.
struct Tokens {
    world: Scripted,
    answers: RefCell<VecDeque<Result<AccessToken, String>>>,
    scopes: RefCell<Vec<String>>,
    claims: RefCell<Vec<String>>,
}

impl Tokens {
    fn new(world: &Scripted, answers: impl IntoIterator<Item = Result<AccessToken, String>>) -> Rc<Self> {
        let answers = RefCell::new(answers.into_iter().collect());
        Rc::new(Self { world: world.clone(), answers, scopes: RefCell::default(), claims: RefCell::default() })
    }

    fn pipeline(self: &Rc<Self>) -> Pipeline {
        pipeline(&self.world, Credential::Token(Rc::clone(self) as Rc<dyn TokenCredential>))
    }

    fn asked(&self) -> usize {
        self.scopes.borrow().len()
    }
}

impl TokenCredential for Tokens {
    fn get_token(&self, scope: &str, claims: Option<&str>) -> LocalBoxFuture<'static, Result<AccessToken, String>> {
        self.scopes.borrow_mut().push(scope.to_owned());
        self.claims.borrow_mut().extend(claims.map(str::to_owned));
        let answer = self.answers.borrow_mut().pop_front().expect("asked for a token once too often");
        if answer.as_ref().is_err_and(|why| why == NEVER) {
            return pending().boxed_local();
        }
        let wait = self.world.sleep(100.0);
        wait.map(|()| answer).boxed_local()
    }
}

/// A token that lives for so many minutes from the start on.
fn token(text: &str, minutes: f64) -> Result<AccessToken, String> {
    Ok(AccessToken {
        token: text.to_owned(),
        expires_on_ms: Some(START_MS + minutes * MINUTE_MS),
        refresh_after_ms: None,
    })
}

/// A question that is never answered.
const NEVER: &str = "never";

fn never() -> Result<AccessToken, String> {
    Err(NEVER.to_owned())
}

fn no_token() -> Result<AccessToken, String> {
    Err("the popup was closed".to_owned())
}

/// A world that answers everything well.
fn friendly() -> Scripted {
    Scripted::answering(|_| answer(200, "{}"))
}

/// A world that refuses each of these tokens.
fn refusing(refused: &'static [&'static str]) -> Scripted {
    Scripted::answering(|request| {
        let token = request.header("Authorization").unwrap().strip_prefix("Bearer ").unwrap();
        if refused.contains(&token) {
            answer(401, r#"{"error":{"code":"Unauthenticated","message":"no"}}"#).late(50.0)
        } else {
            answer(200, "{}").late(50.0)
        }
    })
}

async fn get(pipeline: &Pipeline) -> Result<Json<Device>, Error> {
    pipeline.call(&GetDevice { id: "a", expand: None }).await
}

fn tokens_sent(world: &Scripted) -> Vec<String> {
    world.sent().iter().map(|request| request.header("Authorization").unwrap().to_owned()).collect()
}

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
fn a_failing_credential_fails_everybody_who_waits_and_is_asked_again_by_the_next() {
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
fn a_token_is_renewed_before_it_ends_and_nobody_waits_for_it() {
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
        "nobody waits for a question that nobody answers"
    );

    let tokens = Tokens::new(&world, [token("t1", 2.0), never(), token("t3", 600.0)]);
    let pipeline = tokens.pipeline();
    world.pass(-world.elapsed());
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
fn a_renewal_that_failed_or_has_ended_unseen_is_not_told_to_who_comes_later() {
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
fn a_question_that_never_ends_is_not_joined_for_ever() {
    let world = friendly();
    let tokens = Tokens::new(&world, [never(), token("t2", 600.0)]);
    let pipeline = tokens.pipeline();
    // There is always somebody who waits, as with a feed.
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
fn a_token_that_is_over_when_it_comes_serves_until_it_is_refused() {
    // The machine's clock is hours ahead: every token of an hour is over on arrival.
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
fn a_token_that_is_due_when_it_comes_is_not_renewed_with_every_call() {
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
fn an_ended_token_is_asked_for_once_by_many() {
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
    assert_eq!(tokens_sent(&world).last().unwrap(), "Bearer t2", "and when it has ended, with somebody waiting");

    let world = friendly();
    let tokens = Tokens::new(&world, [token("t1", 60.0), no_token()]);
    let pipeline = tokens.pipeline();
    world.run(get(&pipeline)).unwrap();
    world.pass(60.0 * MINUTE_MS);
    assert_eq!(world.run(get(&pipeline)).unwrap_err().kind, ErrorKind::Credential);
    assert_eq!(world.sent().len(), 1, "an ended token isn't sent");
}

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
    // The first refusal asks for no claims; the second one comes while the token for the first is fetched.
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
    // The second request's 401 arrives when the first one has renewed already.
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

#[test]
fn an_api_token_is_sent_as_it_is_and_never_renewed() {
    let world = friendly();
    world.run(get(&with_api_token(&world))).unwrap();
    assert_eq!(tokens_sent(&world), [API_TOKEN]);

    let world = Scripted::queue([answer(401, "")]);
    let error = world.run(get(&with_api_token(&world))).unwrap_err();
    assert_eq!((error.kind, error.status), (ErrorKind::Service, Some(401)));
    assert_eq!(world.sent().len(), 1);
    assert!(!format!("{error:?}").contains("c2VjcmV0"));
}

#[test]
fn a_token_that_no_header_may_hold_is_refused() {
    for text in ["", "a\n", "a\r\nX-Evil: 1", "a b", "ä", "a\0", "\u{7f}"] {
        let world = friendly();
        let tokens = Tokens::new(&world, [token(text, 60.0), token("t2", 60.0)]);
        let pipeline = tokens.pipeline();
        let error = world.run(get(&pipeline)).unwrap_err();
        assert_eq!((error.kind, world.sent().len()), (ErrorKind::Credential, 0), "{text:?}");
        assert!(text.is_empty() || !error.message.contains(text), "{error}");
        world.run(get(&pipeline)).unwrap();
    }
}

#[test]
fn who_stops_waiting_does_not_stop_the_others() {
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
fn who_stops_waiting_while_others_wait_does_not_stop_them() {
    let world = friendly();
    let tokens = Tokens::new(&world, [token("t1", 60.0)]);
    let pipeline = tokens.pipeline();
    let impatient = select(Box::pin(get(&pipeline)), world.sleep(50.0)).map(drop);
    let ((), patient) = world.run(join(impatient, get(&pipeline)));
    patient.unwrap();
    assert_eq!((tokens.asked(), world.sent().len(), world.elapsed()), (1, 1, 100.0));
}

#[test]
fn a_token_that_everybody_stopped_waiting_for_stops_nobody_later() {
    let world = friendly();
    let tokens = Tokens::new(&world, [token("t1", 60.0), token("t2", 60.0)]);
    let pipeline = tokens.pipeline();
    assert!(world.run_for(50.0, get(&pipeline)).is_none());
    world.run(get(&pipeline)).unwrap();
    assert_eq!(world.sent().len(), 1);
}

#[test]
fn nothing_is_sent_to_a_link_of_somebody_else() {
    let world = friendly();
    let tokens = Tokens::new(&world, []);
    let answer = world.run(tokens.pipeline().exchange(Ok(crate::request::Request::follow("https://evil.example/api"))));
    let error = answer.err().unwrap();
    assert_eq!((error.kind, tokens.asked(), world.sent().len()), (ErrorKind::ForeignLink, 0, 0));
}

#[test]
fn a_token_and_a_request_do_not_show_their_secret() {
    let token = token("s3cr3t", 60.0).unwrap();
    assert!(!format!("{token:?}").contains("s3cr3t"));
    let world = Scripted::queue([Answer::Never]);
    assert!(world.run_for(50.0, get(&with_api_token(&world))).is_none());
    let request = world.sent().remove(0);
    assert_eq!(
        format!("{request:?}"),
        "GET https://contoso.azureiotcentral.com/api/devices/a?api-version=2022-10-31-preview"
    );
}

#[test]
fn an_api_token_that_no_header_may_hold_is_refused() {
    for text in [
        "",
        "SharedAccessSignature sr=a&sig=b\n",
        "SharedAccessSignature sr=a\r\nX-Evil: 1",
        "SharedAccessSignature \u{1f600}",
    ] {
        let world = friendly();
        let result = world.run(get(&pipeline(&world, Credential::ApiToken(text.to_owned()))));
        assert_eq!((result.is_err(), world.sent().len()), (true, 0), "{text:?}");
    }
}

#[test]
fn a_refusal_that_nobody_waited_for_is_not_told_to_the_next() {
    let world = friendly();
    let tokens = Tokens::new(&world, [no_token(), token("t2", 60.0)]);
    let pipeline = tokens.pipeline();
    assert!(world.run_for(50.0, get(&pipeline)).is_none());
    world.pass(MINUTE_MS);
    world.run(get(&pipeline)).unwrap();
    assert_eq!(tokens_sent(&world), ["Bearer t2"]);
}

#[test]
fn queries_that_wait_for_a_token_are_sent_a_second_apart_when_it_is_there() {
    let world = Scripted::answering(|_| answer(200, r#"{"results":[]}"#));
    let tokens = Tokens::new(&world, [token("t0ken", 60.0)]);
    let pipeline = tokens.pipeline();
    let query = RunQuery { text: "SELECT x" };
    // The second comes when the first has waited for most of its turn.
    let late = async {
        world.sleep(50.0).await;
        pipeline.call(&query).await
    };
    let (first, second) = world.run(join(pipeline.call(&query), late));
    assert!(first.is_ok() && second.is_ok());
    assert_eq!((world.sent_at(), tokens.asked()), (vec![100.0, 1_100.0], 1));
}
