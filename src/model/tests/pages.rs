//! Pages of a list.

use serde_json::json;

use super::super::*;

#[test]
fn a_page_of_only_malformed_items_is_an_error() {
    let page = |count: usize| format!(r#"{{"value":[{}]}}"#, vec!["0"; count].join(","));
    let page_of = |count| Page::<Dashboard>::parse(page(count).as_bytes());
    assert_eq!(page_of(1_000).map(|page| (page.malformed.len(), page.item_count)).ok(), Some((1_000, 1_000)));
    let error = page_of(1_001).unwrap_err();
    assert_eq!(error.pointer, "/value/1000");
    assert_eq!(error.message, "is the 1,001st malformed item: this is probably a list of another type");
}

#[test]
fn one_malformed_item_does_not_lose_the_page() {
    let page =
        json!({"value": [{"displayName": "a"}, {"displayName": 1}, {"displayName": "c"}], "nextLink": "https://x/?y"});
    let page = Page::<Dashboard>::parse(page.to_string().as_bytes()).unwrap();
    let items = page.items().unwrap();
    let names: Vec<_> = items.iter().map(|dashboard| dashboard.display_name.as_str()).collect();
    assert_eq!(names, ["a", "c"]);
    assert_eq!((page.malformed[0].index, page.malformed[0].error.pointer.as_str()), (1, "/value/1/displayName"));
    assert_eq!(page.next_link.as_deref(), Some("https://x/?y"));
}

#[test]
fn half_a_surrogate_pair_spoils_one_item_and_not_the_page() {
    let page = br#"{"value":[{"displayName":"a"},{"displayName":"\ud800"},{"displayName":"c","note":"\udc00\n"}]}"#;
    let page = Page::<Dashboard>::parse(page).unwrap();
    let pointers: Vec<_> = page.malformed.iter().map(|malformed| malformed.error.pointer.as_str()).collect();
    assert_eq!(pointers, ["/value/1/displayName"]);
    assert_eq!(page.items().unwrap()[1].extra[0].1.as_str(), r#""\udc00\n""#);
}

#[test]
fn a_page_without_items_is_an_error_and_an_empty_link_ends_the_list() {
    for text in ["{}", "{\"value\":null}", "[]", "\"login\"", "{\"value\":[{]}", "{\"value\":[]} x"] {
        Page::<Dashboard>::parse(text.as_bytes()).unwrap_err();
    }
    for text in ["{\"value\":[],\"nextLink\":\"\"}", "{\"value\":[],\"nextLink\":null}", "{\"value\":[]}"] {
        assert_eq!(Page::<Dashboard>::parse(text.as_bytes()).unwrap().next_link, None);
    }
    Page::<Dashboard>::parse(b"{\"value\":[],\"nextLink\":7}").unwrap_err();
}
