//! The changes of both sides, and the merge patch.

use serde_json::{Value, json};

use super::merge;
use crate::model::View;

/// Returns the merge patch, or the pointers of the conflicts.
fn merged(base: &Value, mine: &Value, theirs: &Value) -> Result<Value, Vec<String>> {
    let [base, mine, theirs] = [base, mine, theirs].map(Value::to_string);
    let [base, mine, theirs] = [&base, &mine, &theirs].map(|text| View::parse(text.as_bytes()).unwrap());
    let patch = merge(base, mine, theirs)?;
    Ok(patch.map_or(json!(null), |patch| serde_json::from_slice(&patch).unwrap()))
}

/// Returns a tile with this id, title and column.
fn tile(id: &str, title: &str, x: i32) -> Value {
    json!({"id": id, "displayName": title, "x": x, "y": 0, "width": 1, "height": 1,
        "configuration": {"type": "label", "text": "x"}})
}

fn added(title: &str) -> Value {
    let mut tile = tile("", title, 9);
    tile.as_object_mut().unwrap().remove("id");
    tile
}

#[test]
fn members_are_merged_one_by_one() {
    let nothing = json!(null);
    for (base, mine, theirs, expected) in [
        // Changed by neither side, by one, by the other, by both alike
        (json!({"displayName": "a"}), json!({"displayName": "a"}), json!({"displayName": "a"}), nothing.clone()),
        (
            json!({"displayName": "a"}),
            json!({"displayName": "b"}),
            json!({"displayName": "a"}),
            json!({"displayName": "b"}),
        ),
        (json!({"displayName": "a"}), json!({"displayName": "a"}), json!({"displayName": "b"}), nothing.clone()),
        (json!({"displayName": "a"}), json!({"displayName": "b"}), json!({"displayName": "b"}), nothing.clone()),
        // Changed differently by both sides
        (
            json!({"displayName": "a", "favorite": false}),
            json!({"displayName": "b", "favorite": false}),
            json!({"displayName": "a", "favorite": true}),
            json!({"displayName": "b"}),
        ),
        // Removed, added, and `null`, which stands for an absent member
        (json!({"organizations": ["o"]}), json!({}), json!({"organizations": ["o"]}), json!({"organizations": null})),
        (json!({"organizations": ["o"]}), json!({"organizations": null}), json!({}), nothing.clone()),
        (json!({}), json!({"organizations": ["o"]}), json!({}), json!({"organizations": ["o"]})),
        (json!({"organizations": null}), json!({}), json!({}), nothing.clone()),
        (json!({}), json!({"later": null}), json!({}), nothing.clone()),
        // Members that the service sets are not compared, except for `personal`: a change of it must not get lost.
        (
            json!({"id": "a", "etag": "1", "personal": false, "favorite": true}),
            json!({"id": "b", "favorite": true}),
            json!({"id": "a", "etag": "2", "personal": false, "favorite": true}),
            nothing.clone(),
        ),
        (json!({"personal": false}), json!({"personal": true}), json!({"personal": false}), json!({"personal": true})),
        // A merge patch merges objects, so removed members must be `null`.
        (
            json!({"later": {"a": 1, "b": {"c": 1, "d": [{}]}}}),
            json!({"later": {"b": {"d": [{}], "e": {"f": 1}}}}),
            json!({"later": {"a": 1, "b": {"c": 1, "d": [{}]}}}),
            json!({"later": {"a": null, "b": {"c": null, "e": {"f": 1}}}}),
        ),
        (json!({"later": [1]}), json!({"later": {"a": 1}}), json!({"later": [1]}), json!({"later": {"a": 1}})),
    ] {
        assert_eq!(merged(&base, &mine, &theirs).as_ref(), Ok(&expected), "{base}\n{mine}\n{theirs}");
    }
}

#[test]
fn tiles_are_merged_one_by_one() {
    let (a, b, c) = (tile("1", "a", 0), tile("2", "b", 1), tile("3", "c", 2));
    let (a2, b2) = (tile("1", "a2", 0), tile("2", "b2", 1));
    let (new, newer) = (added("new"), added("newer"));
    let stored = tile("9", "new", 9);
    for (base, mine, theirs, expected) in [
        // Changed by mine alone, by theirs alone
        (json!([a, b]), json!([a2, b]), json!([a, b]), json!([a2, b])),
        (json!([a, b]), json!([a, b]), json!([a2, b]), json!(null)),
        // Both changed different tiles.
        (json!([a, b]), json!([a2, b]), json!([a, b2]), json!([a2, b2])),
        (json!([a, b, c]), json!([a, b2, c]), json!([b, c]), json!([b2, c])),
        (json!([a, b, c]), json!([a, c]), json!([a2, b, c]), json!([a2, c])),
        (json!([a, b, c]), json!([b, c]), json!([a, b]), json!([b])),
        // Both made the same change.
        (json!([a, b]), json!([a2, b]), json!([a2, b]), json!(null)),
        (json!([a, b]), json!([b]), json!([b]), json!(null)),
        (json!([a]), json!([a, new]), json!([a, stored]), json!(null)),
        // The result has the order of theirs, followed by added tiles.
        (json!([a, b]), json!([a2, b, new]), json!([b, c, a]), json!([b, c, a2, new])),
        (json!([a]), json!([new, a, newer]), json!([a, c]), json!([a, c, new, newer])),
        (json!([]), json!([new]), json!([c]), json!([c, new])),
        (json!(null), json!([new]), json!([c]), json!([c, new])),
        (json!([a]), json!(null), json!([a, b]), json!([b])),
        // A changed order counts only if the other side changed nothing.
        (json!([a, b]), json!([b, a]), json!([a, b]), json!([b, a])),
        // Equal tiles are separate tiles.
        (json!([new, new, a]), json!([new, new, a2]), json!([new, new, a, c]), json!([new, new, a2, c])),
        (
            json!([tile("1", "a", 0), tile("2", "a", 0)]),
            json!([tile("2", "a", 0)]),
            json!([tile("1", "a", 0), tile("2", "z", 0), c]),
            json!([tile("2", "z", 0), c]),
        ),
        (json!([new]), json!([new, new]), json!([new, c]), json!([new, c, new])),
        (json!([new, new, a]), json!([new, a]), json!([new, new, a, c]), json!([new, a, c])),
    ] {
        let dashboard = |tiles: &Value| json!({"displayName": "d", "tiles": tiles});
        let expected = if expected.is_null() { expected } else { json!({"tiles": expected}) };
        let merged = merged(&dashboard(&base), &dashboard(&mine), &dashboard(&theirs));
        assert_eq!(merged.as_ref(), Ok(&expected), "{base}\n{mine}\n{theirs}");
    }
}

/// The service does not document whether a tile keeps its id in a write: a service may assign new ids, or ids by
/// position.
#[test]
fn tiles_that_got_other_ids_are_still_the_same() {
    let (a, b, c) = (tile("1", "a", 0), tile("2", "b", 1), tile("3", "c", 2));
    let b2 = tile("2", "b2", 1);
    let base = json!({"tiles": [a, b, c]});
    for theirs in [
        // Theirs removed `a`, and the remaining tiles got the ids of the first positions.
        json!({"tiles": [tile("1", "b", 1), tile("2", "c", 2)]}),
        // Theirs got new ids.
        json!({"tiles": [tile("8", "b", 1), tile("9", "c", 2)]}),
    ] {
        let patch = merged(&base, &json!({"tiles": [a, b2, c]}), &theirs).unwrap();
        assert_eq!(patch["tiles"], json!([b2, theirs["tiles"][1]]));
    }
    // Different ids alone are no change.
    let without_ids = json!({"tiles": [added("b"), added("c")]});
    let with_ids = json!({"tiles": [tile("1", "b", 9), tile("2", "c", 9)]});
    assert_eq!(merged(&with_ids, &without_ids, &with_ids), Ok(json!(null)));
    let moved = json!({"tiles": [added("b"), tile("2", "c", 5)]});
    let renumbered = json!({"tiles": [tile("8", "b", 9), tile("9", "c", 9)]});
    assert_eq!(merged(&with_ids, &moved, &renumbered), Ok(moved));
    // Mine has no ids.
    let mine = json!({"tiles": [added("b"), added("c")]});
    let base = json!({"tiles": [tile("1", "b", 9), tile("2", "c", 9)]});
    assert_eq!(merged(&base, &mine, &json!({"tiles": []})), Ok(json!(null)));
}

#[test]
fn a_change_of_both_sides_is_a_conflict_at_the_pointer_in_the_base() {
    let (a, b) = (tile("1", "a", 0), tile("2", "b", 1));
    let moved = |title: &str, x| tile("2", title, x);
    let dashboard = |tiles: Value| json!({"displayName": "d", "tiles": tiles});
    for (base, mine, theirs, expected) in [
        (json!({"displayName": "a"}), json!({"displayName": "b"}), json!({"displayName": "c"}), vec!["/displayName"]),
        (json!({}), json!({"a/b": 1}), json!({"a/b": 2}), vec!["/a~1b"]),
        (json!({"organizations": ["o"]}), json!({}), json!({"organizations": ["p"]}), vec!["/organizations"]),
        (
            dashboard(json!([a, b])),
            dashboard(json!([a, moved("b", 2)])),
            dashboard(json!([a, moved("b", 3)])),
            vec!["/tiles/1"],
        ),
        // Also a conflict if both changed different members of a tile: a mix could overlap, or show the wrong device.
        (
            dashboard(json!([a, b])),
            dashboard(json!([a, moved("b", 2)])),
            dashboard(json!([a, moved("c", 1)])),
            vec!["/tiles/1"],
        ),
        (dashboard(json!([a, b])), dashboard(json!([a])), dashboard(json!([a, moved("c", 1)])), vec!["/tiles/1"]),
        (dashboard(json!([a, b])), dashboard(json!([a, moved("c", 1)])), dashboard(json!([a])), vec!["/tiles/1"]),
        (
            json!({"displayName": "a", "tiles": [a, b]}),
            json!({"displayName": "b", "tiles": [b]}),
            json!({"displayName": "c", "tiles": [tile("1", "z", 0), b]}),
            vec!["/displayName", "/tiles/0"],
        ),
    ] {
        let expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
        assert_eq!(merged(&base, &mine, &theirs), Err(expected), "{base}\n{mine}\n{theirs}");
    }
}

#[test]
fn only_the_meaning_counts() {
    for (one, other, same) in [
        ("1", "1.0", true),
        ("100", "1e2", true),
        ("-0", "0", true),
        ("1", "2", false),
        ("1e300", "1e299", false),
        ("1", "\"1\"", false),
        ("\"\\u00e4/\"", "\"ä\\/\"", true),
        ("\"a\"", "\"A\"", false),
        ("null", "false", false),
        ("true", "true", true),
        ("[1, 2]", "[1,2]", true),
        ("[1,2]", "[2,1]", false),
        ("[1]", "[1,1]", false),
        ("[]", "{}", false),
        ("{\"a\":1,\"b\":[{}]}", "{ \"b\": [ {} ], \"a\": 1.0 }", true),
        ("{\"a\":1}", "{\"a\":1,\"b\":null}", false),
        ("{\"a\":1,\"b\":1}", "{\"a\":1,\"c\":1}", false),
        // Of equal keys the last counts.
        ("{\"a\":1,\"a\":2}", "{\"a\":1}", false),
        ("{\"a\":1,\"a\":1}", "{\"a\":1,\"b\":1}", false),
    ] {
        let [one, other] = [one, other].map(|text| View::parse(text.as_bytes()).unwrap());
        assert_eq!((one.is_equivalent(&other), other.is_equivalent(&one)), (same, same), "{one:?} {other:?}");
        assert!(one.is_equivalent(&one) && other.is_equivalent(&other));
    }
}

// Comparing each tile with each other tile took minutes here.
#[test]
fn thousands_of_tiles_that_two_people_changed_are_merged() {
    let dashboard = |mine: bool, theirs: bool| {
        let changed = |index: usize| if index.is_multiple_of(2) { mine } else { theirs };
        let title = |index: usize| format!("{}{}", if changed(index) { "new " } else { "" }, index % 7);
        json!({"tiles": (0..3_000).map(|index| tile(&index.to_string(), &title(index), 0)).collect::<Vec<_>>()})
    };
    let [base, mine, theirs, both] =
        [(false, false), (true, false), (false, true), (true, true)].map(|(m, t)| dashboard(m, t));
    assert_eq!(merged(&base, &mine, &theirs), Ok(both));
}

#[test]
fn tiles_that_look_alike_are_paired_in_their_order() {
    let tiles =
        |ids: &[&str], title: &str| json!({"tiles": ids.iter().map(|id| tile(id, title, 0)).collect::<Vec<_>>()});
    let base = tiles(&["a", "b", "c"], "same");
    // Mine removes one of three equal tiles, and theirs renames one of them.
    let mut theirs = base.clone();
    theirs["tiles"][2]["displayName"] = json!("theirs");
    assert_eq!(
        merged(&base, &tiles(&["b", "c"], "same"), &theirs),
        Ok(json!({"tiles": [tile("b", "same", 0), tile("c", "theirs", 0)]}))
    );
}
