//! Rate limits and timeouts.

use std::rc::Rc;
use std::time::Duration;

use futures_util::future::{LocalBoxFuture, join_all};
use serde_json::json;

use super::super::limiter::{Limiter, RateLimit};
use super::super::{Pipeline, PipelineOptions, Timeout};
use super::{API_TOKEN, with_api_token};
use crate::client::AUDIENCE;
use crate::error::{Cause, ErrorKind};
use crate::pipeline::auth::{AccessToken, Credential, TokenCredential};
use crate::request::Endpoint;
use crate::request::dashboards::GetDashboard;
use crate::request::query::RunQuery;
use crate::transport::scripted::{Answer, START_MS, Scripted, answer};

const GET: GetDashboard<'_> = GetDashboard { id: "d" };

/// Returns a pipeline to an origin with these options.
fn pipeline(world: &Scripted, origin: &str, options: PipelineOptions) -> Pipeline {
    let credential = Credential::ApiToken(API_TOKEN.to_owned());
    Pipeline::new(Endpoint::parse(origin).unwrap(), credential, AUDIENCE, options, world.transport())
}

fn good() -> Answer {
    answer(200, json!({"displayName": "d", "results": []}).to_string())
}

#[test]
fn a_window_holds_so_many_moments_of_a_second() {
    let limiter = Limiter::default();
    let two = RateLimit { requests_per_second: 2, queries_per_second: 1 };
    for (now, is_query, wait) in [
        (0.0, true, None),
        (0.0, true, Some(1_000.0)),
        (400.0, true, Some(600.0)),
        (400.0, false, None),
        (500.0, false, Some(500.0)),
        (999.0, true, Some(1.0)),
        (1_000.0, true, None),
        (1_250.0, false, Some(150.0)),
        (1_400.0, false, None),
        (1_400.0, true, Some(600.0)),
        (5_000.0, true, None),
        (5_500.0, true, Some(500.0)),
    ] {
        assert_eq!(limiter.acquire(two, is_query, START_MS + now), wait, "{now}");
    }
    let any = RateLimit { requests_per_second: 0, queries_per_second: 0 };
    assert!((0..100).all(|_| limiter.acquire(any, true, START_MS).is_none()));
}

#[test]
fn clients_of_one_application_share_its_limits_and_others_do_not() {
    let world = Scripted::answering(|_| good());
    let contoso = || pipeline(&world, "https://contoso.azureiotcentral.com", PipelineOptions::default());
    let fabrikam = pipeline(&world, "https://fabrikam.azureiotcentral.com", PipelineOptions::default());
    let (one, other) = (contoso(), contoso());
    let query = || RunQuery { text: "SELECT x" };
    world.run(join_all([one.call(&query()), other.call(&query()), fabrikam.call(&query()), one.call(&query())]));
    let sent: Vec<(f64, bool)> =
        world.sent_at().into_iter().zip(world.sent()).map(|(at, sent)| (at, sent.url.contains("contoso"))).collect();
    assert_eq!(sent, [(0.0, true), (0.0, false), (1_000.0, true), (2_000.0, true)]);
    world.run(join_all((0..19).map(|_| one.call(&GET))));
    assert_eq!(world.elapsed(), 2_000.0, "below the limit only queries wait");
}

#[test]
fn the_limit_is_twenty_requests_a_second_by_default() {
    let sent = |options| {
        let world = Scripted::answering(|_| good());
        let pipeline = pipeline(&world, "https://contoso.azureiotcentral.com", options);
        world.run(join_all((0..50).map(|_| pipeline.call(&GET))));
        world.sent_at()
    };
    let at = sent(PipelineOptions::default());
    assert_eq!((at.len(), at[19], at[20], at[39], at[40]), (50, 0.0, 1_000.0, 1_000.0, 2_000.0));
    let rate_limit = RateLimit { requests_per_second: 0, ..RateLimit::default() };
    assert_eq!(sent(PipelineOptions { rate_limit, ..PipelineOptions::default() }), [0.0; 50]);
}

/// Answers the first request with this status and wait, and all others with success.
fn throttling(status: u16, seconds: &'static str) -> Scripted {
    let mut first = true;
    Scripted::answering(move |_| match std::mem::take(&mut first) {
        true => answer(status, "").header("retry-after", seconds),
        false => good(),
    })
}

const CONTOSO: &str = "https://contoso.azureiotcentral.com";

#[test]
fn while_the_service_asks_to_wait_nothing_is_sent_to_it() {
    for status in [429, 503] {
        let world = throttling(status, "30");
        let (one, other) = (with_api_token(&world), with_api_token(&world));
        let fabrikam = pipeline(&world, "https://fabrikam.azureiotcentral.com", PipelineOptions::default());
        assert!(world.run_for(1_000.0, one.call(&GET)).is_none());
        let all = (0..25).map(|nth| if nth % 2 == 0 { one.call(&GET) } else { other.call(&GET) });
        let query = one.call(&RunQuery { text: "SELECT x" });
        let dropped = world.run_for(1_000.0, join_all([one.call(&GET), other.call(&GET)]));
        assert_eq!(
            (dropped.is_none(), world.timers()),
            (true, 0),
            "a call that is dropped while it waits leaves nothing"
        );
        let (results, answered, elsewhere) =
            world.run(futures_util::future::join3(join_all(all), query, fabrikam.call(&GET)));
        assert!(results.iter().all(Result::is_ok) && answered.is_ok() && elsewhere.is_ok());
        let at = world.sent_at();
        assert_eq!(at[..3], [0.0, 2_000.0, 30_000.0], "the other application, then all who wait");
        assert_eq!((at[21], at[22], at[27]), (30_000.0, 31_000.0, 31_000.0), "twenty a second");
    }
    let world = throttling(500, "30");
    let pipeline = with_api_token(&world);
    let (first, second) = world.run(futures_util::future::join(pipeline.call(&GET), pipeline.call(&GET)));
    assert!(first.is_ok() && second.is_ok());
    world.run(pipeline.call(&GET)).unwrap();
    assert_eq!(world.sent_at(), [0.0, 0.0, 30_000.0, 30_000.0], "what one request alone met with holds no other up");
}

#[test]
fn a_wait_that_is_longer_than_a_call_may_take_is_its_error_at_once() {
    let world = throttling(429, "3600");
    let pipeline_with = |timeout| pipeline(&world, CONTOSO, PipelineOptions { timeout, ..PipelineOptions::default() });
    let patient = pipeline_with(Timeout::default());
    let refused = world.run(patient.call(&GET)).unwrap_err();
    assert_eq!((refused.status, refused.retry_after_ms), (Some(429), Some(3_600_000.0)));
    world.pass(600_000.0);
    let error = world.run(patient.call(&GET)).unwrap_err();
    assert_eq!((error.kind, error.status, error.retry_after_ms), (ErrorKind::Service, Some(429), Some(3_000_000.0)));
    assert!(
        error
            .message
            .ends_with("/api/dashboards/d was not sent: with status 429 the service asked to wait another 3000000 ms"),
        "{error}"
    );
    world.pass(2_970_000.0);
    let hasty = pipeline_with(Timeout { overall: Duration::from_secs(20), ..Timeout::default() });
    assert_eq!(world.run(hasty.call(&GET)).unwrap_err().retry_after_ms, Some(30_000.0));
    assert_eq!((world.sent_at(), world.elapsed()), (vec![0.0], 3_570_000.0), "no call waited");
    world.run(patient.call(&GET)).unwrap();
    assert_eq!(world.sent_at(), [0.0, 3_600_000.0]);
}

#[test]
fn requests_that_wait_for_a_token_keep_the_limit_when_it_comes() {
    let world = Scripted::answering(|_| good());
    let slow = Slow(world.clone());
    let contoso = Endpoint::parse("https://contoso.azureiotcentral.com").unwrap();
    let options = PipelineOptions::default();
    let pipeline = Pipeline::new(contoso, Credential::Token(Rc::new(slow)), AUDIENCE, options, world.transport());
    world.run(join_all((0..30).map(|_| pipeline.call(&GET))));
    let at = world.sent_at();
    assert_eq!((at.len(), at[0], at[19], at[20]), (30, 5_000.0, 5_000.0, 6_000.0));
}

/// A credential that takes five seconds.
struct Slow(Scripted);

impl TokenCredential for Slow {
    fn get_token(&self, _: &str, _: Option<&str>) -> LocalBoxFuture<'static, Result<AccessToken, Cause>> {
        let wait = self.0.transport().sleep(5_000.0);
        Box::pin(async move {
            wait.await;
            Ok(AccessToken {
                token: "t0ken".into(),
                expires_on_ms: Some(START_MS + 3_600_000.0),
                refresh_after_ms: None,
            })
        })
    }
}

#[test]
fn a_hundred_failures_at_once_are_not_four_hundred() {
    let world = Scripted::answering(|_| answer(503, ""));
    let pipeline = with_api_token(&world);
    let results = world.run(join_all((0..100).map(|_| pipeline.call(&GET))));
    assert!(results.iter().all(|result| result.as_ref().is_err_and(|error| error.status == Some(503))));
    assert_eq!(world.sent().len(), 120);

    let world = Scripted::answering(|_| answer(503, ""));
    world.run(with_api_token(&world).call(&GET)).unwrap_err();
    assert_eq!(world.sent().len(), 4, "another client has a budget of its own");
}

#[test]
fn an_operation_ends_in_time_in_every_kind_of_wait() {
    let options = |overall_ms| PipelineOptions {
        timeout: Timeout { overall: Duration::from_millis(overall_ms), ..Timeout::default() },
        ..PipelineOptions::default()
    };
    for (overall_ms, fault) in
        [(10_000, Answer::Never), (500, answer(503, "")), (45_000, answer(429, "").header("retry-after", "30"))]
    {
        let world = Scripted::answering(move |_| fault.clone());
        let pipeline = pipeline(&world, "https://contoso.azureiotcentral.com", options(overall_ms));
        let error = world.run(pipeline.call(&GET)).unwrap_err();
        assert_eq!((error.kind, world.elapsed()), (ErrorKind::Timeout, overall_ms as f64));
        assert!(
            error.message.contains("timeout.overallInMs") && error.message.contains("GET https://contoso"),
            "{error}"
        );
        assert_eq!(world.timers(), 0);
    }
}

#[test]
fn a_try_ends_in_time() {
    let timeout = Timeout { per_try: Duration::from_millis(100), overall: Duration::from_millis(150) };
    let world = Scripted::queue([Answer::Never, good()]);
    let options = PipelineOptions { timeout, ..PipelineOptions::default() };
    let pipeline = pipeline(&world.clone().random([0.0]), "https://contoso.azureiotcentral.com", options);
    world.run(pipeline.call(&GET)).unwrap();
    assert_eq!(world.sent_at(), [0.0, 100.0]);
}

#[test]
fn a_pipeline_with_single_tries_makes_one_attempt() {
    let outcome = |fault: Answer, try_ms| {
        let world = Scripted::queue([fault]);
        let options = PipelineOptions {
            timeout: Timeout { per_try: Duration::from_millis(try_ms), ..Timeout::default() },
            ..PipelineOptions::default()
        };
        let pipeline = pipeline(&world, "https://contoso.azureiotcentral.com", options).with_single_tries(15_000);
        let error = world.run(pipeline.call(&RunQuery { text: "SELECT x" })).unwrap_err();
        (error, world.elapsed())
    };
    let (error, elapsed) = outcome(answer(429, "").header("retry-after", "7"), 30_000);
    assert_eq!((error.status, error.retry_after_ms, elapsed), (Some(429), Some(7_000.0), 0.0));
    assert_eq!(outcome(Answer::Lost("offline"), 30_000).0.kind, ErrorKind::Network);
    for (try_ms, limit, has_hint) in [(30_000, 15_000.0, false), (2_000, 2_000.0, true)] {
        let (error, elapsed) = outcome(Answer::Never, try_ms);
        assert_eq!((error.kind, elapsed), (ErrorKind::Timeout, limit));
        assert_eq!(error.message.contains("timeout.tryInMs"), has_hint, "{error}");
    }
}

#[test]
fn a_body_beyond_the_limit_is_an_error_without_a_retry() {
    let world = Scripted::queue([Answer::Huge]);
    let error = world.run(with_api_token(&world).call(&GET)).unwrap_err();
    assert_eq!((error.kind, error.code()), (ErrorKind::Limit, "Limit"));
    assert!(error.message.contains("67108864 bytes"), "{error}");
}
