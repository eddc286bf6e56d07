//! What a tile reports of failed readings.

use std::cell::RefCell;
use std::rc::Rc;

use serde_json::json;

use super::{application, line, lkv, queries, query, told, updates, watch};
use crate::error::ErrorKind;
use crate::transport::scripted::{Answer, Scripted, answer};

#[test]
fn an_error_reaches_only_its_tiles_and_is_read_again_later() {
    let failing = Rc::new(RefCell::new(true));
    let fails = Rc::clone(&failing);
    let world = application(move |request| {
        let of_b = query(request).is_some_and(|text| text.contains("'b'"));
        (of_b && *fails.borrow()).then(|| answer(400, r#"{"error":{"code":"BadQuery","message":"no"}}"#))
    });
    let mut feed = watch(&world, &[lkv(&["a"]), lkv(&["b"]), lkv(&["a", "b"]), line("c", "PT1M")]);
    let first = [(0.0, 0, true), (0.0, 2, true), (1.0, 1, false), (1.0, 2, true), (2.0, 3, true)];
    assert_eq!(updates(&world, &mut feed, 5), first, "tile 2 shows a, before and after b failed");
    *failing.borrow_mut() = false;
    let later = [(10.0, 0, true), (10.0, 2, true), (11.0, 1, true), (11.0, 2, true)];
    assert_eq!(updates(&world, &mut feed, 4), later);
}

#[test]
fn an_hour_that_the_service_asks_for_is_kept_by_all_readings() {
    let mut first = true;
    let world = application(move |request| {
        let is_first = query(request).is_some() && std::mem::take(&mut first);
        is_first.then(|| answer(429, "").header("retry-after", "3600"))
    });
    let mut feed = watch(&world, &[lkv(&["a"]), lkv(&["b"]), line("c", "PT1M")]);
    let first = updates(&world, &mut feed, 3);
    assert!(first.iter().all(|(time, _, good)| *time < 5.0 && !good), "{first:?}");
    let sent = world.sent().len();
    let next = updates(&world, &mut feed, 3);
    assert!(next.iter().all(|(time, _, good)| *time >= 3600.0 && *good), "{next:?}");
    assert!(world.sent_at()[sent..].iter().all(|at| *at >= 3_600_000.0), "{:?}", world.sent_at());
}

#[test]
fn a_tile_shows_what_could_be_read_and_what_was_before() {
    let gone = Rc::new(RefCell::new("b"));
    let is_gone = Rc::clone(&gone);
    let world = application(move |request| {
        let is_read = |device: &str| request.url.contains(&format!("/devices/{device}?"));
        let query = query(request).is_some_and(|text| text.contains(&format!("'{}'", is_gone.borrow())));
        (query || is_read(&is_gone.borrow())).then(|| answer(404, r#"{"error":{"code":"NotFound","message":"gone"}}"#))
    });
    let mut feed = watch(&world, &[lkv(&["a", "b"])]);
    let mut next = || told(&world.run(feed.next()).unwrap());
    assert_eq!(next(), (0.0, "a".into(), vec![]));
    assert_eq!(next(), (0.0, "a".into(), vec!["b * NotFound".into()]));
    // `b` recovers, and `a` fails.
    *gone.borrow_mut() = "a";
    assert_eq!(next(), (0.0, "a".into(), vec!["a * NotFound".into(), "b * NotFound".into()]));
    assert_eq!(next(), (0.0, "ab".into(), vec!["a * NotFound".into()]), "what was known of a stays, as old as it is");
    *gone.borrow_mut() = "";
    assert_eq!(next(), (11.0, "ab".into(), vec![]));
}

#[test]
fn a_device_that_cannot_be_queried_says_why() {
    for (device, fault, kind, said) in [
        ("a", answer(404, r#"{"error":{"code":"NotFound","message":"gone"}}"#), ErrorKind::Service, "gone"),
        ("a", answer(200, r#"{"id":"a"}"#), ErrorKind::Decode, "has no template"),
        ("a", answer(200, r#"{"id":"a","template":"x y"}"#), ErrorKind::InvalidInput, "device template"),
        ("a'b\"", answer(200, r#"{"id":"a","template":"x"}"#), ErrorKind::InvalidInput, "quotes"),
        ("..", answer(200, "{}"), ErrorKind::InvalidInput, "deviceId"),
    ] {
        let world = application(move |request| query(request).is_none().then(|| fault.clone()));
        let mut feed = watch(&world, &[lkv(&[device])]);
        let error = world.run(feed.next()).unwrap().data.unwrap_err();
        assert_eq!(error.kind, kind, "{error}");
        assert!(error.message.contains(said), "{error}");
        assert_eq!(queries(&world), []);
        assert_eq!(updates(&world, &mut feed, 1), [(10.0, 0, false)]);
    }
}

#[test]
fn a_template_is_requested_again_unless_it_is_forbidden() {
    for (fault, again) in [
        (answer(403, ""), 0),
        (answer(404, ""), 0),
        (answer(500, ""), 1),
        (Answer::Lost("offline"), 1),
        (answer(429, ""), 1),
    ] {
        let mut faults = 1;
        let world = application(move |request| {
            let of_template = request.url.contains("/deviceTemplates/");
            faults -= i32::from(of_template);
            (of_template && faults >= 0).then(|| fault.clone())
        });
        let mut feed = watch(&world, &[lkv(&["a"])]);
        assert_eq!(updates(&world, &mut feed, 3), [(0.0, 0, true), (10.0, 0, true), (20.0, 0, true)]);
        let asked = world.sent().iter().filter(|request| request.url.contains("/deviceTemplates/")).count();
        assert_eq!(asked, 1 + again);
    }
}

#[test]
fn a_tile_that_cannot_be_read_gets_the_reason() {
    let world = Scripted::queue([]);
    let mut tile = line("a", "PT1M");
    tile["queryRange"] = json!({"type": "forever"});
    let mut feed = watch(&world, &[tile]);
    let error = world.run(feed.next()).unwrap().data.unwrap_err();
    assert!(error.message.contains("query range"), "{error}");
    assert!(world.run(feed.next()).is_none());
}
