//! Connection strings, durations, and configurations without the key.

use serde_json::{Value, json};

use super::super::masked;
use super::super::time::duration_ms;
use super::*;

const KEY: &str = "c2VjcmV0+a/b==";

#[test]
fn a_connection_string_shows_what_is_known_to_be_no_secret() {
    for (text, expected) in [
        (
            "DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=c2VjcmV0+a/b==;EndpointSuffix=core.windows.net",
            "DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=***;EndpointSuffix=core.windows.net",
        ),
        ("accountkey=c2VjcmV0;ACCOUNTNAME=contoso", "accountkey=***;ACCOUNTNAME=contoso"),
        (" AccountKey = c2VjcmV0 ; AccountName = contoso", " AccountKey =***; AccountName = contoso"),
        ("AccountKey=c2VjcmV0;", "AccountKey=***;"),
        ("AccountName=a;SharedAccessSignature=sv=2021&sig=c2VjcmV0%3D", "AccountName=a;SharedAccessSignature=***"),
        (
            "BlobEndpoint=https://contoso.blob.core.windows.net/?sv=2021&sig=c2VjcmV0&se=1;AccountKey=c2VjcmV0",
            "BlobEndpoint=https://contoso.blob.core.windows.net/?sv=2021&sig=***&se=1;AccountKey=***",
        ),
        ("HostName=c2VjcmV0;SharedAccessKey=c2VjcmV0;Later=c2VjcmV0", "HostName=***;SharedAccessKey=***;Later=***"),
        ("AccountKey=c2Vj*****", "AccountKey=***"),
        ("c2VjcmV0", "***"),
        ("=c2VjcmV0", "***"),
    ] {
        assert_eq!(masked(text), expected);
        assert_eq!(masked(expected), expected, "again");
    }
}

#[test]
fn the_services_own_mask_stays_as_it_is() {
    for text in ["AccountName=contoso;AccountKey=*****;EndpointSuffix=core.windows.net", "AccountKey=", "", ";"] {
        assert_eq!(masked(text), text);
    }
}

#[test]
fn a_key_a_mask_and_a_missing_key_are_distinguished() {
    for (text, key) in [
        ("AccountName=contoso;AccountKey=c2VjcmV0+a/b==", Some(KEY)),
        ("accountkey = c2VjcmV0+a/b== ;x=y", Some(KEY)),
        ("AccountKey=***;AccountKey=c2VjcmV0+a/b==", Some(KEY)),
        ("AccountKey=***", Some("")),
        ("AccountKey=*****;EndpointSuffix=core.windows.net", Some("")),
        ("AccountKey=j3UTm**************==", Some("")),
        ("AccountKey=", Some("")),
        ("AccountKey", None),
        ("AccountName=contoso;SharedAccessSignature=sv=1&sig=a", None),
        ("", None),
    ] {
        assert_eq!(account_key(text), key, "{text}");
    }
}

#[test]
fn a_typed_configuration_does_not_show_its_key_either() {
    let text = json!({"container": "c", "connectionString": format!("AccountName=a;AccountKey={KEY}")}).to_string();
    let config: FileUpload = serde_json::from_str(&text).unwrap();
    assert!(config.connection_string.as_ref().unwrap().as_str().contains(KEY), "it can be written");
    assert!(!format!("{config:?}").contains("c2VjcmV0"), "{config:?}");
    let checked = Json::from(&config);
    assert!(checked.as_str().contains(KEY), "it can be written");
    assert!(!format!("{checked:?}").contains("c2VjcmV0"), "{checked:?}");
}

#[test]
fn an_answer_is_masked_wherever_a_key_stands_in_it_and_else_unchanged() {
    let secret = format!("AccountName=a;AccountKey={KEY};EndpointSuffix=e");
    let text = json!({
        "container": "c \"\\\n\u{1f600}", "etag": "\"7502ac89\"", "state": "verifying", "sasTtl": "PT1H",
        "connectionString": secret, "readAccess": true,
        "later": [{"connectionString": secret, "note": format!("was {secret}")}, [secret], 1.50, null, {}, []],
    });
    let masked = Json::<FileUpload>::parse(text.to_string().as_bytes()).unwrap().masked();
    assert!(!masked.as_str().contains("c2VjcmV0"), "{masked:?}");
    let hidden = "AccountName=a;AccountKey=***;EndpointSuffix=e";
    let mut expected = text;
    expected["connectionString"] = hidden.into();
    expected["later"][0]["connectionString"] = hidden.into();
    expected["later"][0]["note"] = format!("was {hidden}").into();
    expected["later"][1][0] = hidden.into();
    assert_eq!(serde_json::from_str::<Value>(masked.as_str()).unwrap(), expected);
    assert!(masked.as_str().contains("1.5,null,{},[]"), "numbers as they came: {masked:?}");
}

#[test]
fn a_key_hides_behind_no_escape_and_no_second_member() {
    for text in [
        r#"{"container":"c","connectionString":"AccountKe\u0079\u003dc2VjcmV0"}"#,
        r#"{"container":"c","connectionString":"AccountKey=c2VjcmV0","connectionString":"x=y"}"#,
        r#"{"container":"c","\u0063onnectionString":"AccountKey=c2VjcmV0"}"#,
        r#"{"container":"c","later":"AccountKey\u003dc2VjcmV0"}"#,
        r#"{"container":"c","later":"AccountKey=c2VjcmV0\ud800"}"#,
    ] {
        let masked = Json::<FileUpload>::parse(text.as_bytes()).unwrap().masked();
        assert!(!masked.as_str().contains("c2VjcmV0"), "{masked:?}");
        serde_json::from_str::<Value>(masked.as_str()).unwrap();
    }
}

#[test]
fn durations_are_read_as_iso_8601_writes_them() {
    const HOUR: f64 = 3_600_000.0;
    for (text, expected) in [
        ("PT1H", HOUR),
        ("PT30M", HOUR / 2.0),
        ("PT90S", 90_000.0),
        ("P1D", 24.0 * HOUR),
        ("P1W", 168.0 * HOUR),
        ("P1Y", 365.0 * 24.0 * HOUR),
        ("P1M", 30.0 * 24.0 * HOUR),
        ("P2DT12H", 60.0 * HOUR),
        ("P1W1DT1H1M1S", 193.0 * HOUR + 61_000.0),
        ("PT0H5M", 300_000.0),
        ("PT0.5H", HOUR / 2.0),
        ("PT1,25H", HOUR * 1.25),
        ("P1DT0.5S", 24.0 * HOUR + 500.0),
        ("PT36000S", 10.0 * HOUR),
    ] {
        assert_eq!(duration_ms(text), Some(expected), "{text}");
    }
    for text in [
        "",
        "P",
        "PT",
        "P1DT",
        "1H",
        "T1H",
        "PT1",
        "P1",
        "P1H",
        "PT1D",
        "PT1W",
        "PT1M1H",
        "P1D1W",
        "PT1H1H",
        "PTH",
        "PT.5H",
        "PT1.H",
        "PT1..5H",
        "PT1.5",
        "PT1.5H1M",
        "-PT1H",
        "P-1D",
        "PT1H ",
        " PT1H",
        "pt1h",
        "PT1h",
        "PTT1H",
        "PT1HT1M",
        "1 hour",
        "PT0S",
        "P0D",
        "P1DT1H/P1D",
        "PT1é",
        "3600",
    ] {
        assert_eq!(duration_ms(text), None, "{text}");
    }
    assert_eq!(duration_ms(&format!("P{}D", "9".repeat(400))), None, "more than a number holds");
}
