//! Whether to retry, and when.

use std::time::Duration;

use super::super::retry::{Backoff, Decision, Outcome, RetryBudget, RetryPolicy, decide, is_transient};

use super::super::retry_after::retry_after_ms;
use crate::error::{Error, ErrorKind};
use crate::request::Retryable;
use crate::transport::HttpResponse;
use crate::transport::scripted::START_MS;

const POLICY: RetryPolicy =
    RetryPolicy { max_retries: 3, retry_delay: Duration::from_millis(800), max_retry_delay: Duration::from_secs(5) };

fn answered(status: u16, retry_after_ms: Option<f64>) -> Outcome {
    Outcome::Answered { status, retry_after_ms }
}

#[test]
fn the_outcome_decides_whether_to_send_again() {
    let again = |retryable, outcome| match decide(&POLICY, 0, retryable, outcome, 0.5) {
        Decision::RetryAfter { ms } => {
            assert!((ms - 400.0).abs() < 1e-9, "{outcome:?}: {ms}");
            true
        }
        decision => {
            assert_eq!(decision, Decision::Stop);
            false
        }
    };
    for (outcome, expected) in [
        (answered(429, None), [true, true, true]),
        (answered(503, None), [true, true, false]),
        (answered(408, None), [true, false, false]),
        (answered(500, None), [true, false, false]),
        (answered(502, None), [true, false, false]),
        (answered(504, None), [true, false, false]),
        (answered(507, None), [true, false, false]),
        (answered(599, None), [true, false, false]),
        (Outcome::Unanswered, [true, false, false]),
    ] {
        let kinds = [Retryable::Idempotent, Retryable::IfNotActedOn, Retryable::IfThrottled];
        assert_eq!(kinds.map(|retryable| again(retryable, outcome)), expected, "{outcome:?}");
    }
    for status in (200..600).filter(|status| !is_transient(*status)) {
        assert!(
            !again(Retryable::Idempotent, answered(status, None))
                && !again(Retryable::IfNotActedOn, answered(status, Some(10.0))),
            "{status}"
        );
    }
}

#[test]
fn an_error_is_transient_where_an_idempotent_request_is_sent_again() {
    let service = |status| Error::new(ErrorKind::Service, "").with(|details| details.status = Some(status));
    let permanent: Vec<u16> = (400..600).filter(|status| !is_transient(*status)).collect();
    let client_errors = (400..500).filter(|status| ![408, 429].contains(status));
    assert_eq!(permanent, client_errors.chain([501, 505]).collect::<Vec<_>>());
    for status in 100..700 {
        let again = decide(&POLICY, 0, Retryable::Idempotent, answered(status, None), 0.5) != Decision::Stop;
        assert_eq!((again, service(status).is_transient()), (is_transient(status), is_transient(status)), "{status}");
    }
    use ErrorKind::{Conflict, Credential, Decode, ForeignLink, InvalidInput, Limit, Network, Service, Timeout};
    for kind in [InvalidInput, Credential, Network, Timeout, Decode, ForeignLink, Limit, Conflict, Service] {
        let transient = [Network, Timeout].contains(&kind);
        assert_eq!(Error::new(kind, "").is_transient(), transient, "{kind:?}");
    }
}

#[test]
fn an_outcome_is_unknown_unless_an_answer_says_what_became_of_the_request() {
    let unknown = (100..700).filter(|status| answered(*status, None).is_unknown());
    assert!(unknown.eq([408, 500, 502, 504].into_iter().chain(506..600)));
    assert!(Outcome::Unanswered.is_unknown());
}

#[test]
fn a_wait_after_failures_doubles_up_to_its_limit_unless_the_service_asks_for_more() {
    let (short, long) =
        (Backoff { first_ms: 2_000.0, max_ms: 60_000.0 }, Backoff { first_ms: 90_000.0, max_ms: 60_000.0 });
    for (backoff, failures, asked, wait) in [
        (short, 0, None, 2_000.0),
        (short, 1, None, 4_000.0),
        (short, 4, None, 32_000.0),
        (short, 5, None, 60_000.0),
        (short, u32::MAX, None, 60_000.0),
        (short, 0, Some(1.0), 2_000.0),
        (short, 0, Some(3_000.0), 3_000.0),
        (short, 9, Some(3_000.0), 60_000.0),
        (short, 0, Some(300_000.0), 300_000.0),
        (long, 0, None, 90_000.0),
        (long, 7, None, 90_000.0),
    ] {
        assert!((backoff.wait_ms(failures, asked) - wait).abs() < 1e-9, "{backoff:?} {failures} {asked:?}");
    }
}

#[test]
fn tries_end() {
    for attempt in [3, 4, u32::MAX] {
        for outcome in [answered(503, None), answered(429, Some(1.0)), answered(429, Some(1e9)), Outcome::Unanswered] {
            assert_eq!(decide(&POLICY, attempt, Retryable::Idempotent, outcome, 0.5), Decision::Stop);
        }
    }
    let once = RetryPolicy { max_retries: 0, ..POLICY };
    assert_eq!(decide(&once, 0, Retryable::Idempotent, answered(503, None), 0.5), Decision::Stop);
    let endless = RetryPolicy { max_retries: u32::MAX, ..POLICY };
    let late = decide(&endless, 4_000_000_000, Retryable::Idempotent, Outcome::Unanswered, 0.999);
    assert_eq!(late, Decision::RetryAfter { ms: 5_000.0 * 0.999 }, "no overflow");
}

#[test]
fn the_wait_doubles_up_to_its_limit_with_full_jitter() {
    let policy = RetryPolicy { max_retries: 10, ..POLICY };
    for (attempt, limit) in [(0, 800.0), (1, 1600.0), (2, 3200.0), (3, 5000.0), (9, 5000.0)] {
        for random in [0.0, 0.25, 0.999_999] {
            let Decision::RetryAfter { ms } =
                decide(&policy, attempt, Retryable::Idempotent, Outcome::Unanswered, random)
            else {
                panic!("it should be sent again")
            };
            assert!(
                (ms - limit * random).abs() < 1e-9 && ms < limit.max(f64::MIN_POSITIVE),
                "{attempt} {random}: {ms}"
            );
        }
    }
}

#[test]
fn retry_after_delays_a_retry_or_prevents_it() {
    for (asked, random, decision) in [
        (1.0, 0.5, Decision::RetryAfter { ms: 400.0 }),
        (400.0, 0.5, Decision::RetryAfter { ms: 400.0 }),
        (2_500.0, 0.999, Decision::RetryAfter { ms: 2_500.0 }),
        (5_000.0, 0.0, Decision::RetryAfter { ms: 5_000.0 }),
        (5_001.0, 0.0, Decision::Stop),
        (86_400_000.0, 0.0, Decision::Stop),
        (1e300, 0.0, Decision::Stop),
        (f64::INFINITY, 0.0, Decision::Stop),
    ] {
        for status in [429, 503, 500] {
            assert_eq!(decide(&POLICY, 0, Retryable::Idempotent, answered(status, Some(asked)), random), decision);
        }
        assert_eq!(decide(&POLICY, 0, Retryable::IfNotActedOn, answered(500, Some(asked)), random), Decision::Stop);
        assert_eq!(decide(&POLICY, 0, Retryable::Idempotent, answered(400, Some(asked)), random), Decision::Stop);
    }
}

#[test]
fn how_long_an_answer_asks_to_wait() {
    let after = |headers: &[(&'static str, &str)]| {
        let headers = headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        retry_after_ms(&HttpResponse { status: 429, headers, body: Vec::new() }, START_MS)
    };
    // START_MS is Tue, 14 Nov 2023 22:13:20 GMT.
    for (headers, expected) in [
        (&[][..], None),
        (&[("retry-after", "2")], Some(2_000.0)),
        (&[("retry-after", "0.25")], Some(250.0)),
        (&[("retry-after", "86400")], Some(86_400_000.0)),
        (&[("retry-after-ms", "1500")], Some(1_500.0)),
        (&[("x-ms-retry-after-ms", "700.5")], Some(700.5)),
        (&[("retry-after", "9"), ("x-ms-retry-after-ms", "700")], Some(700.0)),
        (&[("retry-after", "9"), ("x-ms-retry-after-ms", "700"), ("retry-after-ms", "30")], Some(30.0)),
        (&[("retry-after-ms", "soon"), ("x-ms-retry-after-ms", ""), ("retry-after", "3")], Some(3_000.0)),
        (&[("retry-after", "Tue, 14 Nov 2023 22:13:50 GMT")], Some(30_000.0)),
        (&[("retry-after", "Wed, 15 Nov 2023 00:00:00 GMT")], Some(6_400_000.0)),
        (&[("retry-after", "Thu, 29 Feb 2024 22:13:20 GMT")], Some(107.0 * 86_400_000.0)),
        (&[("retry-after", "Tue, 14 Nov 2023 22:13:19 GMT")], None),
        (&[("retry-after", "Tue, 14 Nov 2023 22:13:20 GMT")], None),
        (
            &[("retry-after", "Sun, 06 Nov 1994 08:50:07 GMT"), ("date", "Sun, 06 Nov 1994 08:49:37 GMT")],
            Some(30_000.0),
        ),
        (&[("retry-after", "Tue, 14 Nov 2023 22:13:50 GMT"), ("date", "Tue, 14 Nov 2023 23:00:00 GMT")], None),
        (&[("retry-after", "Tue, 14 Nov 2023 22:13:50 GMT"), ("date", "yesterday")], Some(30_000.0)),
        (&[("retry-after", "2"), ("date", "Sun, 06 Nov 1994 08:49:37 GMT")], Some(2_000.0)),
        (&[("retry-after", "")], None),
        (&[("retry-after", "0")], None),
        (&[("retry-after", "-5")], None),
        (&[("retry-after-ms", "-5")], None),
        (&[("retry-after", "soon")], None),
        (&[("retry-after", "NaN")], None),
        (&[("retry-after", "Infinity")], None),
        (&[("retry-after", "1e400")], None),
        (&[("retry-after", "\"5\"")], None),
        (&[("retry-after", "2, 3")], None),
        (&[("retry-after", "2023-11-14T22:13:50Z")], None),
        (&[("retry-after", "Tue, 14 Nov 2023 22:13:50 CET")], None),
        (&[("retry-after", "Tue, 14 Foo 2023 22:13:50 GMT")], None),
        (&[("retry-after", "Tue, 14 Nov 2023 22:13 GMT")], None),
        (&[("retry-after", "Tue, 14 Nov 2023")], None),
    ] {
        assert_eq!(after(headers), expected, "{headers:?}");
    }
}

#[test]
fn a_date_that_no_clock_shows_is_no_date() {
    for date in [
        "Tue, 14 Nov 9223372036854775807 22:13:20 GMT",
        "Tue, 9223372036854775807 Nov 2023 22:13:20 GMT",
        "Tue, 14 Nov 2023 9223372036854775807:13:20 GMT",
    ] {
        let headers = vec![("retry-after", date.to_owned())];
        assert_eq!(retry_after_ms(&HttpResponse { status: 429, headers, body: Vec::new() }, START_MS), None, "{date}");
    }
}

#[test]
fn a_budget_is_spent_by_retries_and_earned_by_successes() {
    let budget = RetryBudget::default();
    assert_eq!((0..100).filter(|_| budget.try_acquire()).count(), 20);
    for _ in 0..5 {
        assert!(!budget.try_acquire());
        budget.record_success();
    }
    assert!(budget.try_acquire() && !budget.try_acquire());
    for _ in 0..1000 {
        budget.record_success();
    }
    assert_eq!((0..100).filter(|_| budget.try_acquire()).count(), 20, "it doesn't pile up");
}
