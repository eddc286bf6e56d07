//! Pages of lists.

use serde_json::{Value, json};

use super::client;
use crate::client::IotCentralClient;
use crate::client::Pages;
use crate::error::{Error, ErrorKind};
use crate::model::{Dashboard, Page};
use crate::pipeline::auth::Credential;
use crate::pipeline::{ListLimits, PipelineOptions};
use crate::request::dashboards::ListDashboards;
use crate::transport::scripted::{Answer, Scripted, answer};

const LINK: &str = "https://contoso.azureiotcentral.com/api/dashboards?api-version=2022-10-31-preview&$skiptoken=";

/// Returns a page with these titles, and a link to the page `next`.
fn page(titles: &[&str], next: Option<&str>) -> Answer {
    let value: Vec<Value> = titles.iter().map(|title| json!({ "displayName": title })).collect();
    let next_link = next.map(|next| format!("{LINK}{next}"));
    answer(200, json!({"value": value, "nextLink": next_link}).to_string())
}

fn titles(page: &Page<Dashboard>) -> Vec<String> {
    page.items().unwrap().into_iter().map(|dashboard| dashboard.display_name).collect()
}

/// Returns the titles of all pages, and the error that ended them.
fn read_all(world: &Scripted, mut pages: Pages<Dashboard>) -> (Vec<Vec<String>>, Option<Error>) {
    let mut walked = Vec::new();
    loop {
        match world.run(pages.next()) {
            Some(Ok(page)) => walked.push(titles(&page)),
            Some(Err(error)) => return (walked, Some(error)),
            None => {
                assert!(world.run(pages.next()).is_none(), "the end stays the end");
                return (walked, None);
            }
        }
    }
}

fn skip_tokens(world: &Scripted) -> Vec<String> {
    let token = |url: &str| url.split_once("$skiptoken=").map_or("", |(_, token)| token).to_owned();
    world.sent().iter().map(|request| token(&request.url)).collect()
}

#[test]
fn pages_follow_each_other_to_the_end() {
    let world = Scripted::queue([page(&["a", "b"], Some("2")), page(&["c"], Some("3")), page(&["d"], None)]);
    let options = ListDashboards { filter: Some("x".into()), max_page_size: Some(2), orderby: None };
    let (walked, error) = read_all(&world, client(&world).dashboards().list(&options));
    assert_eq!((walked, error), (vec![vec!["a".into(), "b".into()], vec!["c".into()], vec!["d".into()]], None));
    assert_eq!(skip_tokens(&world), ["", "2", "3"]);
    let sent = world.sent();
    assert!(sent[0].url.ends_with("?api-version=2022-10-31-preview&maxpagesize=2&filter=x"), "{}", sent[0].url);
    assert_eq!(sent[1].url, format!("{LINK}2"), "a link says it all itself");
    assert!(sent.iter().all(|request| request.header("Authorization") == sent[0].header("Authorization")));
}

#[test]
fn an_empty_page_with_a_link_is_not_the_end() {
    let world = Scripted::queue([page(&[], Some("2")), page(&[], Some("3")), page(&["a"], None)]);
    let (walked, error) = read_all(&world, client(&world).dashboards().list(&ListDashboards::default()));
    assert_eq!((walked, error), (vec![vec![], vec![], vec!["a".to_owned()]], None));
}

#[test]
fn an_empty_or_absent_link_is_the_end() {
    for body in [r#"{"value":[]}"#, r#"{"value":[],"nextLink":null}"#, r#"{"value":[],"nextLink":""}"#] {
        let world = Scripted::queue([answer(200, body)]);
        let (walked, error) = read_all(&world, client(&world).dashboards().list(&ListDashboards::default()));
        assert_eq!((walked.len(), error), (1, None));
    }
}

#[test]
fn a_malformed_item_does_not_lose_its_page() {
    let body = json!({"value": [{"displayName": "a"}, {"displayName": 7}, {"displayName": "c"}]}).to_string();
    let world = Scripted::queue([answer(200, body)]);
    let mut pages = client(&world).dashboards().list(&ListDashboards::default());
    let page = world.run(pages.next()).unwrap().unwrap();
    assert_eq!((titles(&page), page.malformed.len()), (vec!["a".to_owned(), "c".to_owned()], 1));
    assert_eq!((page.malformed[0].index, page.malformed[0].error.pointer.as_str()), (1, "/value/1/displayName"));
}

#[test]
fn a_page_that_fails_can_be_requested_again() {
    let world = Scripted::queue([
        page(&["a"], Some("2")),
        answer(403, ""),
        answer(200, "<html>"),
        page(&["b"], Some("3")),
        page(&["c"], None),
    ]);
    let mut pages = client(&world).dashboards().list(&ListDashboards::default());
    assert_eq!(titles(&world.run(pages.next()).unwrap().unwrap()), ["a"]);
    for kind in [ErrorKind::Service, ErrorKind::Decode] {
        let error = world.run(pages.next()).unwrap().unwrap_err();
        assert_eq!((error.kind, error.continuation_token.clone()), (kind, Some(format!("{LINK}2"))));
    }
    let (walked, error) = read_all(&world, pages);
    assert_eq!((walked, error), (vec![vec!["b".to_owned()], vec!["c".to_owned()]], None));
    assert_eq!(skip_tokens(&world), ["", "2", "2", "2", "3"]);
}

#[test]
fn a_first_page_that_fails_is_begun_again() {
    let world = Scripted::queue([answer(403, ""), page(&["a"], None)]);
    let mut pages = client(&world).dashboards().list(&ListDashboards::default());
    assert_eq!(world.run(pages.next()).unwrap().unwrap_err().continuation_token, None);
    assert_eq!(read_all(&world, pages).0, [["a"]]);
}

#[test]
fn a_page_whose_future_was_dropped_is_requested_again() {
    let world = Scripted::queue([page(&["a"], Some("2")), Answer::Never, page(&["b"], None)]);
    let mut pages = client(&world).dashboards().list(&ListDashboards::default());
    world.run(pages.next()).unwrap().unwrap();
    assert!(world.run_for(100.0, pages.next()).is_none());
    assert_eq!(read_all(&world, pages).0, [["b"]]);
    assert_eq!(skip_tokens(&world), ["", "2", "2"]);
}

#[test]
fn a_list_goes_on_from_where_another_stood() {
    let world = Scripted::queue([page(&["b"], Some("3")), page(&["c"], None)]);
    let (walked, error) =
        read_all(&world, client(&world).dashboards().list(&ListDashboards::default()).starting_at(&format!("{LINK}2")));
    assert_eq!((walked, error), (vec![vec!["b".to_owned()], vec!["c".to_owned()]], None));
    assert_eq!(skip_tokens(&world), ["2", "3"]);

    let relative = Scripted::queue([page(&["b"], None)]);
    read_all(
        &relative,
        client(&relative).dashboards().list(&ListDashboards::default()).starting_at("/api/dashboards?t=2"),
    );
    assert_eq!(relative.sent()[0].url, "https://contoso.azureiotcentral.com/api/dashboards?t=2");

    for token in ["https://evil.example/api", "", "2"] {
        let world = Scripted::queue([]);
        let (walked, error) =
            read_all(&world, client(&world).dashboards().list(&ListDashboards::default()).starting_at(token));
        assert_eq!((walked.len(), error.unwrap().kind), (0, ErrorKind::ForeignLink));
    }
}

#[test]
fn a_link_that_leads_back_ends_the_list_with_an_error() {
    for links in [&["2", "2"][..], &["2", "3", "2"], &["2", "3", "4", "4"]] {
        let world = Scripted::queue(links.iter().map(|next| page(&["a"], Some(next))));
        let mut pages = client(&world).dashboards().list(&ListDashboards::default());
        for _ in links {
            world.run(pages.next()).unwrap().unwrap();
        }
        let error = world.run(pages.next()).unwrap().unwrap_err();
        assert_eq!(error.kind, ErrorKind::Decode);
        assert!(error.message.contains("nextLink"), "{error}");
        assert!(world.run(pages.next()).is_none());
        assert_eq!(world.sent().len(), links.len(), "nothing is asked for twice");
    }
}

#[test]
fn a_link_elsewhere_is_not_followed() {
    let body =
        json!({"value": [{"displayName": "a"}], "nextLink": "https://contoso.azureiotcentral.com@evil.example/"});
    let world = Scripted::queue([answer(200, body.to_string())]);
    let (walked, error) = read_all(&world, client(&world).dashboards().list(&ListDashboards::default()));
    assert_eq!((walked, error.unwrap().kind), (vec![vec!["a".to_owned()]], ErrorKind::ForeignLink));
    assert_eq!(world.sent().len(), 1);
}

#[test]
fn nothing_is_sent_before_a_page_is_asked_for() {
    let world = Scripted::queue([]);
    let dashboards = client(&world).dashboards();
    let _list = dashboards.list(&ListDashboards::default());
    let _from = dashboards.list(&ListDashboards::default()).starting_at(&format!("{LINK}2"));
    world.pass(60_000.0);
    assert_eq!(world.sent().len(), 0);
    let wrong = ListDashboards { max_page_size: Some(0), ..ListDashboards::default() };
    let (_, error) = read_all(&world, dashboards.list(&wrong));
    assert_eq!(error.unwrap().pointer.as_deref(), Some("/maxPageSize"));
}

#[test]
fn a_list_without_end_ends_at_its_limits_and_can_be_continued() {
    for (limits, said) in [
        (ListLimits { max_pages: 3, ..ListLimits::default() }, "3 pages (maxPages)"),
        (ListLimits { max_items: 3, ..ListLimits::default() }, "3 items (maxItems)"),
    ] {
        list_without_end(limits, said);
    }
}

fn list_without_end(list: ListLimits, said: &str) {
    let mut number = 0;
    let world = Scripted::answering(move |_| {
        number += 1;
        page(&["a"], Some(&number.to_string()))
    });
    let options = PipelineOptions { list, ..PipelineOptions::default() };
    let credential = Credential::ApiToken("SharedAccessSignature sr=app&sig=a&skn=b&se=1".into());
    let contoso = "https://contoso.azureiotcentral.com";
    let client = IotCentralClient::with_transport(contoso, credential, options, world.transport()).unwrap();
    let (walked, error) = read_all(&world, client.dashboards().list(&ListDashboards::default()));
    let error = error.unwrap();
    assert_eq!((walked.len(), error.kind), (3, ErrorKind::Limit));
    assert!(error.message.contains(said), "{error}");
    let token = error.continuation_token.as_deref().unwrap();
    let (walked, _) = read_all(&world, client.dashboards().list(&ListDashboards::default()).starting_at(token));
    assert_eq!(walked.len(), 3);
    assert_eq!(skip_tokens(&world), ["", "1", "2", "3", "4", "5"]);
}

#[test]
fn a_relative_link_starts_from_the_page_it_stands_on() {
    for (link, url) in [
        ("?page=2", "https://contoso.azureiotcentral.com/api/dashboards?page=2"),
        ("dashboards?page=2", "https://contoso.azureiotcentral.com/api/dashboards?page=2"),
        ("/other?page=2", "https://contoso.azureiotcentral.com/other?page=2"),
        ("../x", "https://contoso.azureiotcentral.com/api/../x"),
        ("@evil.example/", "https://contoso.azureiotcentral.com/api/@evil.example/"),
        (
            "dashboards?next=https://evil.example",
            "https://contoso.azureiotcentral.com/api/dashboards?next=https://evil.example",
        ),
    ] {
        let first = json!({"value": [], "nextLink": link}).to_string();
        let world = Scripted::queue([answer(200, first), page(&["b"], None)]);
        let mut pages = client(&world).dashboards().list(&ListDashboards::default());
        let first = world.run(pages.next()).unwrap().unwrap();
        world.run(pages.next()).unwrap().unwrap();
        assert_eq!(world.sent()[1].url, url);
        // A saved link must be absolute.
        if !link.starts_with('/') {
            assert_eq!(first.next_link.as_deref(), Some(url));
        }
    }
    for link in [
        "//evil.example/api",
        "\\\\evil.example",
        "\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
        "https:\\\\evil.example",
        "evil.example:443/api",
        "?page=2\n",
        "dashboards\\..\\x",
        " /api",
        "\t//evil.example",
        "\u{1}https://evil.example",
    ] {
        let world = Scripted::queue([answer(200, json!({"value": [], "nextLink": link}).to_string())]);
        let mut pages = client(&world).dashboards().list(&ListDashboards::default());
        world.run(pages.next()).unwrap().unwrap();
        let error = world.run(pages.next()).unwrap().unwrap_err();
        assert_eq!((error.kind, world.sent().len()), (ErrorKind::ForeignLink, 1), "{link:?}");
    }
}

#[test]
fn a_signed_link_can_be_followed_but_is_not_shown() {
    let link = "https://contoso.azureiotcentral.com/api/dashboards?sv=1&sig=s3cr3t";
    let page = json!({"value": [], "nextLink": link}).to_string();
    let world = Scripted::queue([answer(200, page), answer(403, "")]);
    let mut pages = client(&world).dashboards().list(&ListDashboards::default());
    let first = world.run(pages.next()).unwrap().unwrap();
    let error = world.run(pages.next()).unwrap().unwrap_err();
    assert_eq!((first.next_link.as_deref(), error.continuation_token.as_deref()), (Some(link), Some(link)));
    for shown in [format!("{first:?}"), format!("{error:?} {error}")] {
        assert!(!shown.contains("s3cr3t") && shown.contains("sig=***"), "{shown}");
    }
}
