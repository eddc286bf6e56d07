//! What the feeds of several pages of one origin share. A page is a client here.

use futures_util::future::join;
use serde_json::{Value, json};

use super::super::{client, client_with};
use super::{application, dashboard, lkv, queries, query, updates, watch};
use crate::client::feed::{Feed, FeedControl, FeedOptions};
use crate::transport::HttpRequest;
use crate::transport::scripted::{Answer, START_MS, Scripted, answer};

const OTHER_TOKEN: &str = "SharedAccessSignature sr=app&sig=c&skn=d&se=1";

fn lkvs() -> Vec<Value> {
    vec![lkv(&["a"]), lkv(&["b"]), lkv(&["c"])]
}

/// Polls two feeds for some seconds, then drops the futures. Returns when each update was read, in seconds since the
/// start, and whether it has data.
fn run(world: &Scripted, seconds: f64, feeds: [&mut Feed; 2]) -> [Vec<(f64, bool)>; 2] {
    let mut seen = [Vec::new(), Vec::new()];
    let [one, other] = &mut seen;
    let [first, second] = feeds;
    let follow = async |feed: &mut Feed, seen: &mut Vec<(f64, bool)>| {
        while let Some(update) = feed.next().await {
            seen.push(((update.read_at_ms - START_MS) / 1_000.0, update.data.is_ok() && update.failures.is_empty()));
        }
    };
    world.run_for(seconds * 1_000.0, join(follow(first, one), follow(second, other)));
    seen
}

/// Answers the first query, and no other.
fn first_query(answer: Answer) -> impl FnMut(&HttpRequest) -> Option<Answer> {
    let mut answer = Some(answer);
    move |request| {
        query(request)?;
        answer.take()
    }
}

#[test]
fn pages_with_the_same_token_send_the_queries_of_one() {
    let world = application(|_| None).with_shared_answers();
    let seen = run(&world, 29.5, [&mut watch(&world, &lkvs()), &mut watch(&world, &lkvs())]);
    let rounds = [0.0, 1.0, 2.0, 10.0, 11.0, 12.0, 20.0, 21.0, 22.0];
    assert_eq!(seen, [rounds.map(|at| (at, true)), rounds.map(|at| (at, true))]);
    assert_eq!(queries(&world).iter().map(|(at, _)| *at).collect::<Vec<_>>(), rounds);
}

#[test]
fn pages_with_different_tokens_share_nothing() {
    let world = application(|_| None).with_shared_answers();
    let mut stranger = client_with(OTHER_TOKEN, &world).dashboards().watch(&dashboard(&lkvs()), FeedOptions::default());
    run(&world, 5.5, [&mut watch(&world, &lkvs()), &mut stranger]);
    assert_eq!(queries(&world).len(), 6);
}

#[test]
fn an_answer_is_used_until_the_reading_is_due_and_not_after_a_refresh() {
    let world = application(|_| None).with_shared_answers();
    updates(&world, &mut watch(&world, &[lkv(&["a"])]), 1);
    world.pass(8_000.0);
    let control = FeedControl::default();
    let options = FeedOptions { control: control.clone(), ..FeedOptions::default() };
    let mut later = client(&world).dashboards().watch(&dashboard(&[lkv(&["a"])]), options);
    let update = world.run(later.next()).unwrap();
    assert_eq!((update.read_at_ms, update.due_at_ms), (START_MS, START_MS + 10_000.0), "as old as it is");
    assert_eq!(updates(&world, &mut later, 1), [(10.0, 0, true)]);
    assert_eq!(queries(&world).len(), 2);

    world.pass(2_000.0);
    control.refresh();
    assert_eq!(updates(&world, &mut later, 1), [(12.0, 0, true)]);
    assert_eq!(queries(&world).len(), 3);
    world.pass(10_000.0);
    updates(&world, &mut watch(&world, &[lkv(&["a"])]), 1);
    assert_eq!(queries(&world).len(), 4, "an answer that is an interval old is not used");
}

#[test]
fn a_refresh_does_not_wait_for_a_query_that_was_sent_before() {
    let late = |request: &_| query(request).map(|_| answer(200, r#"{"results":[]}"#).late(3_000.0));
    let world = application(late).with_shared_answers();
    let control = FeedControl::default();
    let options = FeedOptions { control: control.clone(), ..FeedOptions::default() };
    let mut other = watch(&world, &[lkv(&["a"])]);
    let mut refreshed = client(&world).dashboards().watch(&dashboard(&[lkv(&["a"])]), options);
    run(&world, 2.0, [&mut other, &mut refreshed]);
    control.refresh();
    let [seen, refreshed] = run(&world, 3.5, [&mut other, &mut refreshed]);
    assert_eq!((seen, refreshed), (vec![(3.0, true)], vec![(5.0, true)]));
}

#[test]
fn a_page_sends_a_query_that_failed_in_another_page() {
    let world = application(first_query(answer(500, "").late(2_000.0))).with_shared_answers();
    let seen = run(&world, 5.0, [&mut watch(&world, &[lkv(&["a"])]), &mut watch(&world, &[lkv(&["a"])])]);
    assert!(matches!(seen.each_ref().map(Vec::as_slice), [[(_, false)], [(2.0, true)]]), "{seen:?}");
    assert_eq!(queries(&world), [(0.0, "a".to_owned()), (2.0, "a".to_owned())]);
}

#[test]
fn a_page_sends_a_query_that_another_page_gave_up() {
    let world = application(first_query(Answer::Never)).with_shared_answers();
    let (mut closed, mut waiting) = (watch(&world, &[lkv(&["a"])]), watch(&world, &[lkv(&["a"])]));
    run(&world, 2.5, [&mut closed, &mut waiting]);
    assert_eq!(queries(&world).len(), 1);
    drop(closed);
    assert_eq!(updates(&world, &mut waiting, 1), [(2.5, 0, true)]);
    assert_eq!(queries(&world).len(), 2);
}

#[test]
fn a_page_waits_fifteen_seconds_for_another_and_leaves_nothing_behind() {
    let world = application(|request| query(request).map(|_| Answer::Never)).with_shared_answers();
    let (mut first, mut second) = (watch(&world, &[lkv(&["a"])]), watch(&world, &[lkv(&["a"])]));
    run(&world, 14.9, [&mut first, &mut second]);
    assert_eq!(queries(&world).len(), 1);
    run(&world, 1.5, [&mut first, &mut second]);
    assert_eq!(queries(&world).iter().map(|(at, _)| *at).collect::<Vec<_>>(), [0.0, 15.0]);
    drop((first, second));
    assert_eq!(world.timers(), 0);
}

#[test]
fn a_shared_answer_that_is_no_answer_to_a_query_is_not_used() {
    for body in ["", "{", "[]", r#"{"results":1}"#] {
        let world = application(|_| None).with_shared_answers();
        updates(&world, &mut watch(&world, &[lkv(&["a"])]), 1);
        world.forge_answers(body);
        let update = world.run(watch(&world, &[lkv(&["a"])]).next()).unwrap();
        assert!(update.data.is_ok() && update.failures.is_empty(), "{body}");
        assert_eq!(queries(&world).len(), 2, "{body}");
    }
}

#[test]
fn an_answer_from_before_a_failure_is_not_used() {
    let is_failing = |text: String| text.contains("'b'");
    let world = application(move |request| query(request).is_some_and(is_failing).then(|| answer(500, "")))
        .with_shared_answers();
    updates(&world, &mut watch(&world, &[lkv(&["a"])]), 1);
    world.pass(2_000.0);
    let mut later = watch(&world, &[lkv(&["b"]), lkv(&["a"])]);
    assert_eq!(updates(&world, &mut later, 2), [(2.0, 0, false), (3.0, 1, true)]);
    assert_eq!(queries(&world).len(), 3, "the service may have failed since");
}

#[test]
fn two_pages_ask_a_slow_service_no_more_than_one_does() {
    let sent = |pages: usize| {
        let late = |request: &_| query(request).map(|_| answer(200, json!({"results": []}).to_string()).late(9_000.0));
        let world = application(late).with_shared_answers();
        let (mut first, mut second) = (watch(&world, &lkvs()), watch(&world, &lkvs()[..3 * (pages - 1)]));
        run(&world, 120.0, [&mut first, &mut second]);
        queries(&world).len()
    };
    assert!(sent(2) <= sent(1) + 2, "{} and {}", sent(2), sent(1));
}
