//! The requests for devices, device groups, queries and file uploads.

use serde_json::{Value, json};

use super::super::device_groups::{GetDeviceGroup, ListDeviceGroups, ListDevicesOfGroup};
use super::super::device_templates::GetDeviceTemplate;
use super::super::devices::{
    DevicePart, GetDevice, GetDeviceProperties, GetTelemetryValue, ListCommandHistory, ListDevices, RunCommand,
};
use super::super::file_uploads::{CreateFileUpload, DeleteFileUpload, GetFileUpload, UpdateFileUpload};
use super::super::{Operation, Request, Retryable};
use super::{body, checked, line};
use crate::error::{Error, ErrorKind};
use crate::model::{FileUpload, FileUploadPatch, Json};

const CONNECTION: &str =
    "DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=c2VjcmV0;EndpointSuffix=core.windows.net";

fn part(module: Option<&str>, component: Option<&str>) -> DevicePart {
    DevicePart { module: module.map(str::to_owned), component: component.map(str::to_owned), .."d 1".into() }
}

#[test]
fn each_operation_has_its_line() {
    let (whole, command) = (part(None, None), checked(&json!({})));
    let full = ListDevices {
        filter: Some("template eq 't'".into()),
        orderby: Some("displayName desc".into()),
        expand: Some("deploymentManifest".into()),
        max_page_size: Some(100),
    };
    let groups = ListDeviceGroups { filter: Some("a".into()), orderby: Some("b".into()), max_page_size: Some(1) };
    for (line, expected) in [
        (line(&ListDevices::default()), "GET /api/devices?V"),
        (
            line(&full),
            "GET /api/devices?V&maxpagesize=100&filter=template%20eq%20't'&orderby=displayName%20desc&expand=deploymentManifest",
        ),
        (line(&GetDevice { id: "a", expand: Some("x y") }), "GET /api/devices/a?V&expand=x%20y"),
        (line(&GetDeviceProperties { part: &whole }), "GET /api/devices/d%201/properties?V"),
        (line(&GetTelemetryValue { part: &whole, name: "t/1" }), "GET /api/devices/d%201/telemetry/t%2F1?V"),
        (line(&RunCommand { part: &whole, name: "c", command: &command }), "POST /api/devices/d%201/commands/c?V"),
        (line(&ListCommandHistory { part: &whole, name: "c" }), "GET /api/devices/d%201/commands/c?V"),
        (line(&ListDeviceGroups::default()), "GET /api/deviceGroups?V"),
        (line(&groups), "GET /api/deviceGroups?V&maxpagesize=1&filter=a&orderby=b"),
        (line(&GetDeviceGroup { id: "da48c8fe-bac7" }), "GET /api/deviceGroups/da48c8fe-bac7?V"),
        (line(&ListDevicesOfGroup { id: "g/1", max_page_size: None }), "GET /api/deviceGroups/g%2F1/devices?V"),
        (
            line(&ListDevicesOfGroup { id: "g", max_page_size: Some(2) }),
            "GET /api/deviceGroups/g/devices?V&maxpagesize=2",
        ),
    ] {
        assert_eq!(line, expected.replace('V', "api-version=2022-10-31-preview"));
    }
}

#[test]
fn a_part_of_a_device_stands_in_the_path() {
    for (part, path) in [
        (part(None, None), "d%201"),
        (part(None, Some("climate")), "d%201/components/climate"),
        (part(Some("m/1"), None), "d%201/modules/m%2F1"),
        (part(Some("m"), Some("c c")), "d%201/modules/m/components/c%20c"),
    ] {
        let operation = GetDeviceProperties { part: &part };
        assert_eq!(line(&operation), format!("GET /api/devices/{path}/properties?api-version=2022-10-31-preview"));
    }
}

/// Returns the error, whose pointer must name this argument.
fn refused(request: Result<Request, Error>, pointer: &str) -> Error {
    let error = request.expect_err(pointer);
    assert_eq!((error.kind, error.pointer.as_deref()), (ErrorKind::InvalidInput, Some(pointer)), "{error}");
    error
}

#[test]
fn a_name_that_would_lead_elsewhere_is_refused() {
    for name in ["", ".", ".."] {
        let whole = DevicePart::from("d");
        let device_part = |device: &str| DevicePart::from(device);
        refused(GetDeviceProperties { part: &device_part(name) }.request(), "/deviceId");
        refused(GetDeviceProperties { part: &part(Some(name), None) }.request(), "/module");
        refused(GetDeviceProperties { part: &part(None, Some(name)) }.request(), "/component");
        refused(GetTelemetryValue { part: &whole, name }.request(), "/telemetryName");
        refused(RunCommand { part: &whole, name, command: &checked(&json!({})) }.request(), "/commandName");
        refused(ListCommandHistory { part: &whole, name }.request(), "/commandName");
        refused(GetDeviceGroup { id: name }.request(), "/deviceGroupId");
        refused(ListDevicesOfGroup { id: name, max_page_size: None }.request(), "/deviceGroupId");
    }
    refused(ListDevices { max_page_size: Some(101), ..ListDevices::default() }.request(), "/maxPageSize");
}

/// Returns the request that runs a command.
fn run_command(command: &Value) -> Result<Request, Error> {
    RunCommand { part: &"d".into(), name: "c", command: &checked(command) }.request()
}

#[test]
fn a_command_is_sent_without_what_the_service_sets_and_never_twice() {
    let told = json!({"request": {"id": 1, "deep": [null]}, "connectionTimeout": 5, "responseTimeout": 10, "later": 1});
    let mut command = told.clone();
    command.as_object_mut().unwrap().extend([
        ("id".to_owned(), json!("1")),
        ("response".to_owned(), json!("done")),
        ("responseCode".to_owned(), json!(200)),
    ]);
    let request = run_command(&command).unwrap();
    assert_eq!(request.retryable, Retryable::IfThrottled);
    let (media_type, body) = request.body.unwrap();
    assert_eq!((media_type, serde_json::from_slice::<Value>(&body).unwrap()), ("application/json", told));
}

#[test]
fn a_command_may_take_as_long_as_the_service_waits_for_the_device() {
    for (command, extra_ms) in [
        (json!({}), 0),
        (json!({"connectionTimeout": null, "responseTimeout": null}), 0),
        (json!({"responseTimeout": 5}), 5_000),
        (json!({"connectionTimeout": 30, "responseTimeout": 30}), 60_000),
    ] {
        assert_eq!(run_command(&command).unwrap().extra_ms, extra_ms, "{command}");
    }
    assert_eq!(GetFileUpload.request().unwrap().extra_ms, 0);
}

#[test]
fn a_command_that_would_wait_too_long_or_not_at_all_is_refused() {
    for (command, pointer) in [
        (json!({"connectionTimeout": 31}), "/connectionTimeout"),
        (json!({"connectionTimeout": -1}), "/connectionTimeout"),
        (json!({"responseTimeout": 4}), "/responseTimeout"),
        (json!({"responseTimeout": 1e9}), "/responseTimeout"),
    ] {
        refused(run_command(&command), pointer);
    }
}

fn update(patch: &Json<FileUploadPatch>) -> UpdateFileUpload<'_> {
    UpdateFileUpload { patch, if_match: None }
}

#[test]
fn file_uploads_are_of_the_released_version_except_for_a_change_of_one_version() {
    let config = checked(&json!({"container": "c", "connectionString": CONNECTION}));
    let patch = checked(&json!({}));
    for (line, expected) in [
        (line(&GetFileUpload), "GET /api/fileUploads?api-version=2022-07-31"),
        (line(&CreateFileUpload { file_upload: &config }), "PUT /api/fileUploads?api-version=2022-07-31"),
        (line(&update(&patch)), "PATCH /api/fileUploads?api-version=2022-07-31"),
        (
            line(&UpdateFileUpload { if_match: Some("\"1\""), ..update(&patch) }),
            "PATCH /api/fileUploads?api-version=2022-10-31-preview",
        ),
        (line(&DeleteFileUpload), "DELETE /api/fileUploads?api-version=2022-07-31"),
    ] {
        assert_eq!(line, expected);
    }
    let one = UpdateFileUpload { if_match: Some("\"1\""), ..update(&patch) }.request().unwrap();
    assert_eq!((one.if_match.as_deref(), one.retryable), (Some("\"1\""), Retryable::IfNotActedOn));
    assert_eq!(update(&patch).request().unwrap().if_match, None);
    refused(UpdateFileUpload { if_match: Some("\"1\"\r\nX: y"), ..update(&patch) }.request(), "/ifMatch");
}

#[test]
fn a_configuration_is_sent_with_its_key_and_without_its_state() {
    let sent = json!({"account": "contoso", "connectionString": CONNECTION, "container": "c", "sasTtl": "PT1H",
        "etag": "\"1\"", "readAccess": true});
    let mut config = sent.clone();
    config["state"] = "succeeded".into();
    let create = CreateFileUpload { file_upload: &checked(&config) }.request().unwrap();
    let (media_type, text) = create.body.unwrap();
    assert_eq!((media_type, serde_json::from_slice::<Value>(&text).unwrap()), ("application/json", sent));

    let changes = json!({"account": null, "connectionString": CONNECTION, "sasTtl": null, "readAccess": false});
    let patch = checked(&changes);
    assert_eq!(body(&update(&patch)), ("application/merge-patch+json", changes));
}

#[test]
fn a_connection_string_without_a_key_is_refused_and_says_why() {
    for (connection_string, why) in [
        ("AccountName=contoso;EndpointSuffix=core.windows.net", "has no AccountKey"),
        ("AccountName=contoso;SharedAccessSignature=sv=1&sig=c2VjcmV0", "has no AccountKey"),
        ("", "has no AccountKey"),
        ("AccountName=contoso;AccountKey=***", "mask"),
        ("AccountName=contoso;AccountKey=*****;EndpointSuffix=core.windows.net", "mask"),
        ("AccountName=contoso;AccountKey=c2Vj****", "mask"),
        ("AccountName=contoso;AccountKey=", "mask"),
    ] {
        let text = json!({"container": "c", "connectionString": connection_string});
        let create = refused(CreateFileUpload { file_upload: &checked(&text) }.request(), "/connectionString");
        let update = refused(update(&checked(&text)).request(), "/connectionString");
        for error in [create, update] {
            assert!(error.message.starts_with("connectionString has ") && error.message.contains(why), "{error}");
            assert!(!format!("{error:?}").contains("contoso"), "{error:?}");
        }
    }
    let missing: Json<FileUpload> = checked(&json!({"container": "c"}));
    let error = refused(CreateFileUpload { file_upload: &missing }.request(), "/connectionString");
    assert!(error.message.contains("missing"), "{error}");
}

#[test]
fn a_mask_that_was_read_is_never_written_as_a_key() {
    let answer = json!({"container": "c", "connectionString": CONNECTION, "state": "succeeded"}).to_string();
    let read = GetFileUpload::decode(answer.as_bytes()).unwrap();
    let error = refused(CreateFileUpload { file_upload: &read }.request(), "/connectionString");
    assert!(error.message.contains("Leave connectionString out of an update"), "{error}");
}

#[test]
fn a_time_to_live_is_an_iso_8601_duration() {
    for sas_ttl in ["PT1H", "P1D", "PT90M", "P1DT12H", "PT0.5H", "P1W"] {
        update(&checked(&json!({"sasTtl": sas_ttl}))).request().unwrap();
    }
    for sas_ttl in ["1h", "", "PT", "1:00:00", "PT1M1H", "3600", "PT0S"] {
        let patch = json!({ "sasTtl": sas_ttl });
        let config = json!({"container": "c", "connectionString": CONNECTION, "sasTtl": sas_ttl});
        for error in [
            refused(update(&checked(&patch)).request(), "/sasTtl"),
            refused(CreateFileUpload { file_upload: &checked(&config) }.request(), "/sasTtl"),
        ] {
            assert!(error.message.contains("ISO 8601 duration, such as PT1H"), "{error}");
        }
    }
}

#[test]
fn every_answer_of_file_uploads_is_masked() {
    let answer = json!({"container": "c", "connectionString": CONNECTION, "state": "pending"}).to_string();
    for decode in [GetFileUpload::decode, <CreateFileUpload<'_>>::decode, <UpdateFileUpload<'_>>::decode] {
        let config = decode(answer.as_bytes()).unwrap();
        assert_eq!(config.as_str(), answer.replace("c2VjcmV0", "***"));
    }
}

#[test]
fn an_error_under_a_success_status_is_no_answer_of_a_device() {
    fn decoded<O: Operation>(body: &str) -> Result<(), String> {
        O::decode(body.as_bytes()).map(drop).map_err(|error| error.pointer.clone())
    }
    let decoders = [
        decoded::<GetDevice<'_>>,
        decoded::<GetTelemetryValue<'_>>,
        decoded::<RunCommand<'_>>,
        decoded::<GetDeviceTemplate<'_>>,
    ]
    .map(|decode| (decode, true));
    let record: fn(&str) -> _ = decoded::<GetDeviceProperties<'_>>;
    for (decode, knows_its_members) in decoders.into_iter().chain([(record, false)]) {
        for error in [r#"{"error":{"code":"C","message":"m"}}"#, r#"{"odata.error":{"code":"C"}}"#] {
            assert!(decode(error).is_err(), "{error}");
        }
        for sound in ["{}", r#"{"error":null}"#, r#"{"error":"E42"}"#, r#"{"error":{"level":3}}"#, r#"{"code":"C"}"#] {
            assert_eq!(decode(sound), Ok(()), "{sound}");
        }
        // A component of a device may be called `error`.
        let beside = decode(r#"{"error":{"code":"E42"},"temperature":3}"#);
        assert_eq!(beside.is_err(), knows_its_members);
    }
}
