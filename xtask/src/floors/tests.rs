//! Tests which uses are found, and which of them are complaints.

use super::{House, complaints};

const HOUSE: House = House { source: "src", floors: &[&["low"], &["mid", "side"], &["top"]] };

/// Returns the complaints about files, each given by path and text.
fn found(files: &[(&str, &str)]) -> Vec<String> {
    let low = ("src/low.rs", "");
    let files = [&[low], files].concat();
    let files: Vec<(String, String)> = files.iter().map(|(path, text)| ((*path).into(), (*text).into())).collect();
    complaints(&HOUSE, &files)
}

/// Whether a file of the room `mid` with this text counts as a use of the room `top`.
fn goes_up(text: &str) -> bool {
    !found(&[("src/top/mod.rs", "pub mod part;"), ("src/top/part.rs", ""), ("src/mid/mod.rs", text)]).is_empty()
}

#[test]
fn an_arrow_to_the_same_or_a_higher_floor_is_found_however_it_is_written() {
    for text in [
        "use crate::top::Item;",
        "pub(crate) use crate::top::Item as Other;\nuse self::Other;",
        "use crate::{low::Item, top::part::{self, Item as Other}};",
        "use super::top::Item;",
        "fn f() -> crate::top::Item { todo() }",
        "fn f() { let c = '\"'; crate::top::part::f() }",
        "impl<'a> From<crate::top::Item> for Mid<'a> {}",
        "macro_rules! m { () => { $crate::top::f() } }",
        "use crate::side::Item;\n#[cfg(test)]\nmod tests;",
    ] {
        let files = [("src/top/mod.rs", "pub mod part;"), ("src/side/mod.rs", ""), ("src/top/part.rs", "")];
        let all = [&files[..], &[("src/mid/mod.rs", text)]].concat();
        assert_eq!(found(&all).len(), 1, "{text}: {:?}", found(&all));
    }
}

#[test]
fn text_without_a_use_gives_no_complaint() {
    for text in [
        "use crate::low::Item;",
        "// use crate::top::Item;\n/// [`Item`](crate::top::Item)\n/* crate::top::f() */",
        r####"const A: &str = "\"crate::top"; const B: &str = r#"" crate::top::f"#; const C: &[u8] = b"crate::top::f";"####,
        "pub(in crate::top) struct Item;",
        "use other::crate_::top::Item; use std::top::Item;",
        "#[cfg(test)]\nmod tests;\n#[cfg(test)]\nuse crate::top::Item;\n#[cfg(test)]\nmod inner { use crate::top::Item; }",
    ] {
        assert!(!goes_up(text), "{text}");
    }
}

#[test]
fn tests_may_use_any_module() {
    let files = [
        ("src/top.rs", ""),
        ("src/mid/mod.rs", "#[cfg(test)]\npub(crate) mod tests;"),
        ("src/mid/tests.rs", "mod deep;\nuse crate::top::Item;"),
        ("src/mid/tests/deep.rs", "use crate::top::Item;"),
    ];
    assert_eq!(found(&files), Vec::<String>::new());
}

#[test]
fn a_re_export_is_used_where_its_item_is() {
    let lib = ("src/lib.rs", "mod low;\nmod top;\npub use top::part::Item;\npub use low::Other;");
    let top = [("src/top/mod.rs", "mod part;\npub use part::Item;"), ("src/top/part.rs", "use super::Item;")];
    let using = |text| found(&[&[lib, ("src/mid.rs", text)], &top[..]].concat());
    assert_eq!(using("use crate::Other;"), Vec::<String>::new());
    assert_eq!(using("use crate::Item;"), ["mid uses top::part, which is not on a lower floor"]);
    assert_eq!(using("use crate::Missing;"), ["mid uses , which is not on a lower floor"]);
}

#[test]
fn files_that_use_each_other_are_found() {
    let circle = |b: &'static str| {
        found(&[
            ("src/mid/mod.rs", "mod a;\nmod b;\nmod c;"),
            ("src/mid/a.rs", "use super::b::B;"),
            ("src/mid/b.rs", b),
            ("src/mid/c.rs", "use super::a::A;"),
        ])
    };
    assert_eq!(circle("use super::c::C;"), ["these files use each other in a circle: mid::a, mid::b, mid::c"]);
    assert_eq!(circle("fn f() { super::a::f() }"), ["these files use each other in a circle: mid::a, mid::b"]);
    assert_eq!(circle("use crate::low::C;"), Vec::<String>::new());
    let parent = [("src/mid/mod.rs", "mod a;\nuse a::A;"), ("src/mid/a.rs", "use super::Item;")];
    assert_eq!(found(&parent), ["these files use each other in a circle: mid, mid::a"]);
}

#[test]
fn a_room_on_no_floor_is_found() {
    assert_eq!(found(&[("src/attic.rs", "use crate::low::Item;")]), ["attic is on no floor: list its room"]);
}
