//! The control plane: lists, long-running operations, and the way to an application's data plane.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, join_all, pending, ready};
use serde_json::json;

use crate::client::applications::{DEADLINE_MS, DOMAIN, ENDPOINT};
use crate::client::poller::OperationStatus;
use crate::client::{ApplicationsClient, Poller};
use crate::error::{Error, ErrorKind};
use crate::model::{Application, ApplicationPatch, Json};
use crate::pipeline::PipelineOptions;
use crate::pipeline::auth::{AccessToken, Credential, TokenCredential};
use crate::transport::scripted::{Answer, Scripted, answer};
use OperationStatus::{Canceled, Failed, NotStarted, Running, Succeeded};

const SUBSCRIPTION: &str = "11111111-2222-3333-4444-555555555555";
const ASYNC: &str = "https://management.azure.com/subscriptions/s/providers/Microsoft.IoTCentral/locations/eastus/operationResults/g?api-version=2021-06-01&asyncinfo";
const LOCATION: &str = "https://management.azure.com/subscriptions/s/providers/Microsoft.IoTCentral/locations/eastus/operationResults/g?api-version=2021-06-01";
const RESOURCE: &str = "https://management.azure.com/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.IoTCentral/iotApps/contoso-iot?api-version=2021-06-01";

/// Gives a token of its own for each scope, remembers who was asked, and may never answer.
#[derive(Default)]
struct Tokens {
    scopes: RefCell<Vec<String>>,
    is_silent: Cell<bool>,
}

impl TokenCredential for Tokens {
    fn get_token(&self, scope: &str, _claims: Option<&str>) -> LocalBoxFuture<'static, Result<AccessToken, String>> {
        self.scopes.borrow_mut().push(scope.to_owned());
        if self.is_silent.get() {
            return pending().boxed_local();
        }
        let token = format!("for-{}-{}", scope.replace(['/', ':'], ""), self.scopes.borrow().len());
        ready(Ok(AccessToken { token, expires_on_ms: None, refresh_after_ms: None })).boxed_local()
    }
}

fn client_with(world: &Scripted, tokens: &Rc<Tokens>) -> ApplicationsClient {
    let credential = Credential::Token(Rc::clone(tokens) as Rc<dyn TokenCredential>);
    ApplicationsClient::new(ENDPOINT, SUBSCRIPTION, credential, PipelineOptions::default(), world.transport()).unwrap()
}

fn client(world: &Scripted) -> ApplicationsClient {
    client_with(world, &Rc::default())
}

fn new_application() -> Json<Application> {
    Json::parse(br#"{"location":"eastus","sku":{"name":"ST2"},"identity":{"type":"SystemAssigned"}}"#).unwrap()
}

fn create(world: &Scripted) -> Poller<Application> {
    client(world).begin_create("rg", "contoso-iot", &new_application(), DEADLINE_MS).unwrap()
}

fn update(world: &Scripted) -> Poller<Application> {
    let patch: Json<ApplicationPatch> = Json::parse(br#"{"properties":{"displayName":"New"}}"#).unwrap();
    client(world).begin_update("rg", "contoso-iot", &patch, DEADLINE_MS).unwrap()
}

fn delete(world: &Scripted) -> Poller<Application> {
    client(world).begin_delete("rg", "contoso-iot", DEADLINE_MS).unwrap()
}

/// The application in this state.
fn app(state: &str) -> Answer {
    answer(200, body(state))
}

fn body(state: &str) -> String {
    json!({"location": "eastus", "sku": {"name": "ST2"}, "properties": {"subdomain": "contoso", "provisioningState": state}})
        .to_string()
}

/// The live answer to a create.
fn created() -> Answer {
    answer(201, body("Creating")).header("azure-asyncoperation", ASYNC)
}

fn status(status: &str) -> Answer {
    answer(200, json!({ "status": status }).to_string())
}

fn run(world: &Scripted, poller: &Poller<Application>) -> Result<Option<Json<Application>>, Error> {
    world.run(poller.poll_until_done(|_| {}))
}

fn lines(world: &Scripted) -> Vec<String> {
    world.sent().iter().map(|request| format!("{} {}", request.method.as_str(), request.url)).collect()
}

#[test]
fn a_create_follows_azure_asyncoperation_and_then_reads_the_application() {
    let world = Scripted::queue([created(), status("Running"), status("Succeeded"), app("Succeeded")]);
    let poller = create(&world);
    assert_eq!((poller.status(), world.sent().len()), (NotStarted, 0));
    let mut seen = Vec::new();
    let result = world.run(poller.poll_until_done(|status| seen.push(status))).unwrap().unwrap();
    assert_eq!(result.as_str(), body("Succeeded"));
    assert_eq!(seen, [Running, Running, Running, Succeeded]);
    let expected =
        [format!("PUT {RESOURCE}"), format!("GET {ASYNC}"), format!("GET {ASYNC}"), format!("GET {RESOURCE}")];
    assert_eq!((lines(&world), world.sent_at()), (expected.to_vec(), vec![0.0, 2000.0, 4000.0, 4000.0]));
    let sent: serde_json::Value = serde_json::from_slice(world.sent()[0].body.as_deref().unwrap()).unwrap();
    assert_eq!(sent["identity"]["type"], "SystemAssigned");
    // It is over: nothing more is sent.
    assert_eq!(run(&world, &poller).unwrap(), poller.result());
    assert_eq!((world.run(poller.poll()), world.timers()), (Ok(Succeeded), 0));
}

#[test]
fn without_azure_asyncoperation_it_follows_location() {
    let accepted = || answer(202, "").header("location", LOCATION);
    let world = Scripted::queue([accepted(), accepted(), app("Succeeded"), app("Succeeded")]);
    assert!(run(&world, &update(&world)).unwrap().is_some());
    let expected =
        [format!("PATCH {RESOURCE}"), format!("GET {LOCATION}"), format!("GET {LOCATION}"), format!("GET {RESOURCE}")];
    assert_eq!(lines(&world), expected);

    let world = Scripted::queue([accepted(), accepted(), answer(204, "")]);
    let poller = delete(&world);
    assert_eq!((run(&world, &poller), poller.status()), (Ok(None), Succeeded));
    assert_eq!(world.sent().len(), 3);
}

#[test]
fn with_no_headers_at_all_it_follows_the_resource_itself() {
    let world = Scripted::queue([answer(201, body("Creating")), app("Creating"), app("Succeeded")]);
    assert_eq!(run(&world, &create(&world)).unwrap().unwrap().as_str(), body("Succeeded"));
    let expected = [format!("PUT {RESOURCE}"), format!("GET {RESOURCE}"), format!("GET {RESOURCE}")];
    assert_eq!(lines(&world), expected);

    let world = Scripted::queue([answer(202, ""), app("Updating"), app("Failed")]);
    let poller = update(&world);
    assert_eq!(run(&world, &poller).unwrap_err().code(), "Failed");

    let gone = answer(404, r#"{"error":{"code":"ResourceNotFound","message":"gone"}}"#);
    let world = Scripted::queue([answer(202, ""), app("Deleting"), gone]);
    let poller = delete(&world);
    assert_eq!((run(&world, &poller), poller.status()), (Ok(None), Succeeded));
    assert_eq!(lines(&world)[1..], [format!("GET {RESOURCE}"), format!("GET {RESOURCE}")]);

    for at_once in [answer(200, ""), answer(204, "")] {
        let world = Scripted::queue([at_once]);
        assert_eq!(run(&world, &delete(&world)), Ok(None));
    }
}

#[test]
fn an_operation_that_never_ends_ends_at_the_deadline_and_can_be_waited_for_again() {
    let world = Scripted::answering(|request| {
        if request.body.is_some() { created() } else { status("Running").header("retry-after", "60") }
    });
    let poller = create(&world);
    let error = run(&world, &poller).unwrap_err();
    assert_eq!((error.kind, error.code()), (ErrorKind::Timeout, "Timeout"));
    assert!(error.message.contains("1800000 ms") && error.message.contains("deadlineInMs"), "{error}");
    assert_eq!((world.elapsed(), world.timers(), poller.status()), (1_800_000.0, 0, Running));
    assert!(world.sent().len() < 32, "{}", world.sent().len());
    // The next wait has a deadline of its own.
    assert_eq!(run(&world, &poller).unwrap_err().kind, ErrorKind::Timeout);
    assert_eq!(world.elapsed(), 3_600_000.0);
    assert_eq!(lines(&world).iter().filter(|line| line.starts_with("PUT")).count(), 1);
}

#[test]
fn the_deadline_covers_a_token_that_never_comes() {
    let (world, tokens) = (Scripted::queue([]), Rc::<Tokens>::default());
    tokens.is_silent.set(true);
    let poller = client_with(&world, &tokens).begin_delete("rg", "contoso-iot", 7000).unwrap();
    assert_eq!(run(&world, &poller).unwrap_err().kind, ErrorKind::Timeout);
    assert_eq!((world.elapsed(), world.timers()), (7000.0, 0));
}

#[test]
fn failed_and_canceled_are_typed_with_code_message_and_details() {
    let error = json!({"code": "SkuNotAvailable", "message": "ST2 is sold out.",
        "details": [{"code": "Region", "message": "eastus has none left"}]});
    for (word, expected) in [("Failed", Failed), ("Canceled", Canceled)] {
        let over = answer(200, json!({"status": word, "error": error}).to_string()).header("x-ms-request-id", "r1");
        let world = Scripted::queue([created(), over]);
        let poller = create(&world);
        let mut seen = Vec::new();
        let failure = world.run(poller.poll_until_done(|status| seen.push(status))).unwrap_err();
        assert_eq!((failure.kind, failure.code()), (ErrorKind::Service, "SkuNotAvailable"));
        assert_eq!(failure.request_id.as_deref(), Some("r1"));
        for part in [word, "ST2 is sold out.", "Region: eastus has none left", "iotApps/contoso-iot"] {
            assert!(failure.message.contains(part), "{failure}");
        }
        assert_eq!(seen, [Running, expected]);
        // It is over: the same error again, and nothing more is sent.
        assert_eq!(run(&world, &poller), Err(failure));
        assert_eq!((poller.status(), poller.result(), world.sent().len()), (expected, None, 2));
    }
}

#[test]
fn a_poll_that_is_answered_500_or_429_or_not_at_all_keeps_polling() {
    for fault in [answer(500, "oops"), answer(429, ""), answer(503, "<html>"), Answer::Lost("reset"), Answer::Never] {
        let mut polls = 0;
        let world = Scripted::answering(move |request| match request.method.as_str() {
            "PUT" => created(),
            _ if request.url == RESOURCE => app("Succeeded"),
            // More faults than the pipeline's own retries wait out.
            _ if polls < 11 => {
                polls += 1;
                fault.clone()
            }
            _ => status("Succeeded"),
        });
        assert!(run(&world, &create(&world)).unwrap().is_some());
        assert_eq!(world.timers(), 0);
    }
}

#[test]
fn a_poll_that_is_asked_to_wait_longer_than_a_retry_may_waits_and_goes_on() {
    let busy = answer(429, "").header("retry-after", "300");
    let world = Scripted::queue([created(), busy, status("Succeeded"), app("Succeeded")]);
    assert!(run(&world, &create(&world)).unwrap().is_some());
    assert_eq!(world.sent_at(), [0.0, 2000.0, 302_000.0, 302_000.0]);
}

#[test]
fn several_who_wait_share_the_polls() {
    let running = || status("Running").header("retry-after", "10");
    let world = Scripted::queue([
        created().header("retry-after", "10"),
        running(),
        running(),
        status("Succeeded"),
        app("Succeeded"),
    ]);
    let poller = create(&world);
    let told = Cell::new(0);
    let results = world.run(join_all((0..3).map(|_| poller.poll_until_done(|_| told.set(told.get() + 1)))));
    assert!(results.iter().all(Result::is_ok));
    assert_eq!(told.get(), 5, "one of them is told of each");
    assert_eq!(world.sent_at(), [0.0, 10_000.0, 20_000.0, 30_000.0, 30_000.0]);
}

#[test]
fn a_poll_that_is_answered_401_renews_the_token() {
    let unauthenticated = || answer(401, r#"{"error":{"code":"ExpiredAuthenticationToken","message":"x"}}"#);
    let world = Scripted::queue([created(), unauthenticated(), status("Succeeded"), app("Succeeded")]);
    assert!(run(&world, &create(&world)).unwrap().is_some());
    let tokens: Vec<_> = world.sent().iter().map(|sent| sent.header("Authorization").unwrap().to_owned()).collect();
    assert!(tokens[0] == tokens[1] && tokens[1] != tokens[2] && tokens[2] == tokens[3], "{tokens:?}");

    let world = Scripted::answering(move |request| if request.body.is_some() { created() } else { unauthenticated() });
    let poller = create(&world);
    assert_eq!(run(&world, &poller).unwrap_err().status, Some(401));
    assert_eq!(
        (poller.status(), world.sent().len()),
        (Running, 3),
        "it goes on, and may be polled once somebody signed in"
    );
}

#[test]
fn a_poll_that_is_answered_html_or_nothing_or_no_status_is_no_success() {
    for (nonsense, said) in [
        (answer(200, "<html>Sign in</html>"), "not JSON but a page"),
        (answer(200, ""), "empty body"),
        (answer(200, "{}"), "/status is missing"),
    ] {
        let again = nonsense.clone();
        let world = Scripted::queue([created(), nonsense, status("Succeeded"), app("Succeeded")]);
        assert!(run(&world, &create(&world)).unwrap().is_some(), "it passed");

        let world = Scripted::answering(move |request| if request.body.is_some() { created() } else { again.clone() });
        let poller = create(&world);
        let error = run(&world, &poller).unwrap_err();
        assert_eq!((error.kind, poller.status(), world.sent().len()), (ErrorKind::Decode, Running, 5));
        assert!(error.message.contains(said), "{error}");
        assert_eq!(world.sent_at(), [0.0, 2000.0, 4000.0, 8000.0, 16_000.0]);
    }
}

#[test]
fn a_link_to_another_origin_is_refused_and_nothing_is_sent_there() {
    for header in ["azure-asyncoperation", "location"] {
        for link in [
            "https://evil.example/x",
            "https://management.azure.com.evil.example/x",
            "https://management.azure.com@evil.example/x",
            "//evil.example/x",
            "\\\\evil.example/x",
            "http://management.azure.com/x",
            "https://contoso.azureiotcentral.com/x",
        ] {
            let world = Scripted::queue([answer(202, "").header(header, link)]);
            let poller = delete(&world);
            for _ in 0..2 {
                let error = run(&world, &poller).unwrap_err();
                assert_eq!(error.kind, ErrorKind::ForeignLink, "{link}");
                assert!(!error.message.contains("evil"), "{error}");
            }
            assert_eq!(world.sent().len(), 1, "{header} {link}");
        }
    }
}

#[test]
fn a_relative_link_stays_here() {
    let world = Scripted::queue([answer(202, "").header("location", "/operations/1?x=y"), answer(204, "")]);
    run(&world, &delete(&world)).unwrap();
    assert_eq!(lines(&world)[1], "GET https://management.azure.com/operations/1?x=y");
}

#[test]
fn what_begins_it_follows_the_rules_of_every_request() {
    // PUT and DELETE are repeated, PATCH is not.
    let world = Scripted::queue([Answer::Lost("reset"), answer(502, ""), app("Succeeded")]);
    assert!(run(&world, &create(&world)).unwrap().is_some());
    let world = Scripted::queue([Answer::Lost("reset")]);
    let poller = update(&world);
    assert_eq!((run(&world, &poller).unwrap_err().kind, poller.status()), (ErrorKind::Network, NotStarted));
    // A 404 to a repeated deletion is its success.
    let world = Scripted::queue([Answer::Lost("reset"), answer(404, "")]);
    assert_eq!(run(&world, &delete(&world)), Ok(None));
    let world = Scripted::queue([answer(404, "")]);
    assert_eq!(run(&world, &delete(&world)).unwrap_err().status, Some(404));
    // What was refused may be tried again.
    let conflict =
        json!({"error": {"code": "Conflict", "message": "x", "details": [{"message": "taken"}]}}).to_string();
    let world = Scripted::queue([answer(409, conflict), app("Succeeded")]);
    let poller = create(&world);
    let error = run(&world, &poller).unwrap_err();
    assert!(error.code() == "Conflict" && error.message.contains("taken"), "{error}");
    assert!(run(&world, &poller).unwrap().is_some());
}

#[test]
fn dropping_a_poll_ends_it_and_the_next_one_goes_on() {
    let world = Scripted::answering(|_| Answer::Never);
    let poller = create(&world);
    assert!(world.run_for(500.0, poller.poll_until_done(|_| {})).is_none());
    assert_eq!((world.sent().len(), world.timers(), poller.status()), (1, 0, NotStarted));

    let world = Scripted::queue([created(), status("Running"), status("Succeeded"), app("Succeeded")]);
    let poller = create(&world);
    assert!(world.run_for(1500.0, poller.poll_until_done(|_| {})).is_none(), "dropped while it waits");
    assert_eq!((world.sent().len(), world.timers(), poller.status()), (1, 0, Running));
    assert!(run(&world, &poller).unwrap().is_some());
    assert_eq!(world.sent_at(), [0.0, 2000.0, 4000.0, 4000.0], "the wait isn't begun anew");

    let (world, tokens) = (Scripted::queue([]), Rc::<Tokens>::default());
    tokens.is_silent.set(true);
    let poller = client_with(&world, &tokens).begin_delete("rg", "contoso-iot", DEADLINE_MS).unwrap();
    assert!(world.run_for(500.0, poller.poll_until_done(|_| {})).is_none(), "dropped while it waits for a token");
    assert_eq!((world.sent().len(), world.timers()), (0, 0));
}

#[test]
fn a_poller_is_restored_from_its_text_and_its_request_is_not_sent_again() {
    let world = Scripted::queue([created(), status("Running")]);
    let poller = create(&world);
    for _ in 0..2 {
        assert_eq!(world.run(poller.poll()), Ok(Running));
    }
    let saved = poller.to_string();
    assert!(!saved.contains("Bearer") && !saved.contains("for-https"), "{saved}");

    let world = Scripted::queue([status("Succeeded"), app("Succeeded")]);
    let restored = client(&world).restore_poller(&saved, DEADLINE_MS).unwrap();
    assert_eq!((restored.status(), restored.to_string()), (Running, saved));
    assert!(run(&world, &restored).unwrap().is_some());
    assert_eq!(lines(&world), [format!("GET {ASYNC}"), format!("GET {RESOURCE}")]);
    // One that is over tells its result again.
    let world = Scripted::queue([app("Succeeded")]);
    let again = client(&world).restore_poller(&restored.to_string(), DEADLINE_MS).unwrap();
    assert_eq!(run(&world, &again).unwrap(), restored.result());
}

#[test]
fn a_text_of_another_client_is_refused() {
    let saved = |resource: &str, link: &str| {
        json!({"method": "PUT", "resource": resource, "follow": "location", "link": link}).to_string()
    };
    let world = Scripted::queue([]);
    let refuse = |saved: &str| {
        let error = client(&world).restore_poller(saved, DEADLINE_MS).err().expect(saved);
        assert_eq!(error.kind, ErrorKind::InvalidInput);
        error.pointer.clone().unwrap()
    };
    let own = "/SUBSCRIPTIONS/11111111-2222-3333-4444-555555555555/resourceGroups/rg";
    assert!(client(&world).restore_poller(&saved(own, LOCATION), DEADLINE_MS).is_ok());
    for resource in ["", "x", "/subscriptions/other/x", "https://evil.example/", "@evil.example/", "/subscriptions/é"]
    {
        assert_eq!(refuse(&saved(resource, LOCATION)), "/resource");
    }
    for link in ["https://evil.example/x", "//evil.example/x", "http://management.azure.com/x", ""] {
        assert_eq!(refuse(&saved(own, link)), "/link");
    }
    assert_eq!(refuse(&create(&world).to_string()), "/follow", "it wasn't sent yet");
    assert_eq!(refuse("nonsense"), "");
}

#[test]
fn arguments_are_checked_before_anything_is_sent() {
    let world = Scripted::queue([]);
    let apps = client(&world);
    let pointer = |error: Error| error.pointer.clone().unwrap();
    assert_eq!(pointer(apps.begin_create("rg", "123", &new_application(), 1).err().unwrap()), "/resourceName");
    assert_eq!(pointer(apps.begin_delete("a/b", "contoso-iot", 1).err().unwrap()), "/resourceGroupName");
    assert_eq!(pointer(world.run(apps.get("rg", "-x")).unwrap_err()), "/resourceName");
    let new = |endpoint: &str, subscription: &str, credential: Credential| {
        let client =
            ApplicationsClient::new(endpoint, subscription, credential, PipelineOptions::default(), world.transport());
        pointer(client.err().unwrap())
    };
    let token = || Credential::Token(Rc::<Tokens>::default());
    assert_eq!(new("management.azure.com", SUBSCRIPTION, token()), "/endpoint");
    assert_eq!(new(ENDPOINT, "a/b", token()), "/subscriptionId");
    assert_eq!(new(ENDPOINT, SUBSCRIPTION, Credential::ApiToken("SharedAccessSignature sr=a".into())), "/credential");
}

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

    // The live answer has no nextLink; an item that can't be read doesn't lose the other.
    let value =
        json!({"value": [{"location": "eastus"}, {"location": "eastus", "sku": {"name": "ST9"}, "tags": null}]});
    let world = Scripted::queue([answer(200, value.to_string())]);
    let mut pages = client(&world).list_by_resource_group("rg");
    let page = world.run(pages.next()).unwrap().unwrap();
    assert_eq!((page.items().unwrap().len(), page.malformed[0].error.pointer.as_str()), (1, "/value/0/sku"));
    assert!(world.run(pages.next()).is_none());
}

#[test]
fn each_plane_has_a_token_of_its_own_from_the_same_credential() {
    let tokens = Rc::<Tokens>::default();
    let world = Scripted::answering(|request| {
        if request.url.starts_with(ENDPOINT) { app("Succeeded") } else { answer(200, r#"{"displayName":"d"}"#) }
    });
    let apps = client_with(&world, &tokens);
    let application = world.run(apps.get("rg", "contoso-iot")).unwrap();
    let central = apps.connect(application.view(), DOMAIN, PipelineOptions::default(), world.transport()).unwrap();
    assert_eq!(central.endpoint(), "https://contoso.azureiotcentral.com");
    world.run(central.dashboards().get("d")).unwrap();
    world.run(apps.get("rg", "contoso-iot")).unwrap();
    assert_eq!(
        *tokens.scopes.borrow(),
        ["https://management.azure.com/.default", "https://apps.azureiotcentral.com/.default"]
    );
    for request in world.sent() {
        let is_control = request.header("Authorization").unwrap().contains("management");
        assert_eq!(is_control, request.url.starts_with(ENDPOINT), "{}", request.url);
    }
}

#[test]
fn another_cloud_is_its_own_audience() {
    let (world, tokens) = (Scripted::queue([app("Succeeded")]), Rc::<Tokens>::default());
    let credential = Credential::Token(Rc::clone(&tokens) as Rc<dyn TokenCredential>);
    let endpoint = "https://management.usgovcloudapi.net/";
    let options = PipelineOptions::default();
    let apps = ApplicationsClient::new(endpoint, SUBSCRIPTION, credential, options, world.transport()).unwrap();
    let application = world.run(apps.get("rg", "contoso-iot")).unwrap();
    assert_eq!(*tokens.scopes.borrow(), ["https://management.usgovcloudapi.net/.default"]);
    let central =
        apps.connect(application.view(), "azureiotcentral.us", PipelineOptions::default(), world.transport()).unwrap();
    assert_eq!(central.endpoint(), "https://contoso.azureiotcentral.us");
}

#[test]
fn a_subdomain_that_would_lead_elsewhere_is_refused() {
    let world = Scripted::queue([]);
    let connect = |properties: serde_json::Value, domain: &str| {
        let app = json!({"location": "eastus", "sku": {"name": "ST2"}, "properties": properties}).to_string();
        let app = Json::<Application>::parse(app.as_bytes()).unwrap();
        let error =
            client(&world).connect(app.view(), domain, PipelineOptions::default(), world.transport()).err().unwrap();
        assert_eq!(error.kind, ErrorKind::InvalidInput);
        error.pointer.clone().unwrap()
    };
    for subdomain in ["", "evil.example/", "evil.example#", "a.b", "a@b", "a:1", "a b", "ä", "a\\b", &"a".repeat(64)] {
        assert_eq!(connect(json!({ "subdomain": subdomain }), DOMAIN), "/properties/subdomain", "{subdomain}");
    }
    assert_eq!(connect(json!({}), DOMAIN), "/properties/subdomain");
    assert_eq!(connect(json!(null), DOMAIN), "/properties/subdomain");
    for domain in ["", "evil.example/x", "a@evil.example", "a b", "https://x"] {
        assert_eq!(connect(json!({"subdomain": "contoso"}), domain), "/domain", "{domain}");
    }
}
