//! Pages of applications and templates.

use serde_json::json;

use super::client;
use crate::transport::scripted::{Scripted, answer};

#[test]
fn lists_go_on_by_get_and_keep_what_can_be_read() {
    let templates = |names: &[&str], next: Option<&str>| {
        let value: Vec<_> = names.iter().map(|name| json!({ "name": name })).collect();
        answer(200, json!({"value": value, "nextLink": next}).to_string())
    };
    let link = "https://management.azure.com/x?$skiptoken=2";
    let world = Scripted::queue([answer(503, ""), templates(&["a"], Some(link)), templates(&["b"], None)]);
    let mut pages = client(&world).list_templates();
    let mut names = Vec::new();
    while let Some(page) = world.run(pages.next()) {
        names.extend(page.unwrap().items().unwrap().into_iter().filter_map(|template| template.name));
    }
    assert_eq!(names, ["a", "b"]);
    let methods: Vec<_> = world.sent().iter().map(|request| request.method.as_str()).collect();
    assert_eq!((methods, world.sent()[2].url.as_str()), (vec!["POST", "POST", "GET"], link));

    // The real service's answer has no nextLink. A malformed item doesn't affect the other one.
    let value =
        json!({"value": [{"location": "eastus"}, {"location": "eastus", "sku": {"name": "ST9"}, "tags": null}]});
    let world = Scripted::queue([answer(200, value.to_string())]);
    let mut pages = client(&world).list_by_resource_group("rg");
    let page = world.run(pages.next()).unwrap().unwrap();
    assert_eq!((page.items().unwrap().len(), page.malformed[0].error.pointer.as_str()), (1, "/value/0/sku"));
    assert!(world.run(pages.next()).is_none());
}
