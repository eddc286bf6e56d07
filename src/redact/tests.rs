//! Removing secrets from texts.

use super::{HiddenToken, redact};
use crate::request::encode_component;

#[test]
fn secrets_are_cut_out_and_the_rest_stays() {
    for (text, expected) in [
        ("Bearer eyJ0.eyJh-_~+/.sig== was refused", "Bearer *** was refused"),
        ("bearer abc", "bearer ***"),
        ("BEARER abc, Bearer def", "BEARER ***, Bearer ***"),
        ("Authorization: Bearer abc\r\nAccept: */*", "Authorization: ***\r\nAccept: */*"),
        ("authorization:abc\nx", "authorization:***\nx"),
        ("AUTHORIZATION: SharedAccessSignature sr=a&sig=b&se=1\nx", "AUTHORIZATION: ***\nx"),
        ("SharedAccessSignature sr=app&sig=a%2Bb%3D&skn=page&se=19000", "SharedAccessSignature ***"),
        ("sharedaccesssignature sr=app&sig=a refused", "sharedaccesssignature *** refused"),
        (
            "DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=c2Vj/cmV0+w==;EndpointSuffix=core.windows.net",
            "DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=***;EndpointSuffix=core.windows.net",
        ),
        (
            "HostName=a.example;SharedAccessKeyName=k;SharedAccessKey=c2Vj==",
            "HostName=a.example;SharedAccessKeyName=k;SharedAccessKey=***",
        ),
        (
            "https://contoso.blob.core.windows.net/c?sv=2021&sig=a%2Bb&se=2030 is gone",
            "https://contoso.blob.core.windows.net/c?sv=2021&sig=***&se=2030 is gone",
        ),
        ("?SIG=abc", "?SIG=***"),
        ("sig=", "sig=***"),
        (
            r#"{"Authorization":"Bearer abc","accountKey":"abc","c":"AccountKey=abc"}"#,
            r#"{"Authorization":"Bearer ***","accountKey":"***","c":"AccountKey=***"}"#,
        ),
        (r#"{"h":"SharedAccessSignature sr=a&sig=b"}"#, r#"{"h":"SharedAccessSignature ***"}"#),
        ("('Bearer abc')", "('Bearer ***')"),
        ("<p>Bearer abc</p>", "<p>Bearer ***</p>"),
        ("token eyJ0eXAi.eyJhdWQi.s-_g is over; eyJ0.x", "token *** is over; ***"),
        ("('eyJhbGci..YQ')", "('***')"),
        (
            "Zürich \u{1f600} Bearer abc \u{1f600} AccountKey=ü;",
            "Zürich \u{1f600} Bearer *** \u{1f600} AccountKey=***;",
        ),
        ("AccountKey=a;sig=b&Bearer c;SharedAccessKey=d", "AccountKey=***;sig=***&Bearer ***;SharedAccessKey=***"),
    ] {
        assert_eq!(redact(text), expected);
        assert_eq!(redact(expected), expected, "again");
    }
}

#[test]
fn texts_without_secrets_stay_as_they_are() {
    for text in [
        "",
        "GET https://contoso.azureiotcentral.com/api/dashboards failed with status 404",
        "a bearer",
        "Bearer",
        "signal=1",
        "InvalidAccessToken: The token is over. AuthorizationFailed: The client may not read.",
        "the scheme 'Bearer' is not Basic",
        "Bearer\" is no scheme",
        "SharedAccessKeyName=k",
        "the accountKey is masked",
        "SharedAccessSignature",
        "eyJ and eyJhIjoxfQ are no tokens; EYJ0.a.b neither.",
        "Ünïcödé \u{1f600}\0\u{202e} \"quoted\"",
    ] {
        assert_eq!(redact(text), text);
    }
}

#[test]
fn quotes_spaces_json_and_percent_encoding_do_not_save_a_secret() {
    for (text, expected) in [
        (r#"Bearer "abc""#, r#"Bearer "***""#),
        (r#"AccountKey="abc";x=1"#, r#"AccountKey="***";x=1"#),
        (r#"sig="a b, c" stays"#, r#"sig="***" stays"#),
        (r#"sig="a\"b" stays"#, r#"sig="***" stays"#),
        ("AccountKey='abc'", "AccountKey='***'"),
        ("AccountKey = abc; x", "AccountKey = ***; x"),
        ("AccountKey: abc", "AccountKey: ***"),
        ("account_key=abc", "account_key=***"),
        ("sig = abc", "sig = ***"),
        (r#"{"AccountKey":"abc","b":1}"#, r#"{"AccountKey":"***","b":1}"#),
        (r#"{ "sig" : "abc" }"#, r#"{ "sig" : "***" }"#),
        (r#""{\"AccountKey\":\"abc\"}" stays"#, r#""{\"AccountKey\":\"***\"}" stays"#),
        ("Bearer%20abc%22%2C stays", "Bearer%20***%22%2C stays"),
        ("?a=%26sig%3Da%252Bb%26se%3D1", "?a=%26sig%3D***%26se%3D1"),
        ("%3BAccountKey%3Dc2Vj%2FcmV0%3D%3D%3BEndpointSuffix", "%3BAccountKey%3D***%3BEndpointSuffix"),
        ("AccountKey=&quot;abc&quot; stays", "AccountKey=&quot;***&quot; stays"),
        (
            "grant_type=x&client_secret=a~b&refresh_token=0.A&c=d",
            "grant_type=x&client_secret=***&refresh_token=***&c=d",
        ),
        (
            r#"{"refresh_token":"0.A","access_token":"b","idToken": "c"}"#,
            r#"{"refresh_token":"***","access_token":"***","idToken": "***"}"#,
        ),
        (r#"Authorization: Bearer "abc""#, r#"Authorization: Bearer "***""#),
        ("Authorization=Basic abc", "Authorization=***"),
        (r#"{"Authorization":"Basic abc"}"#, r#"{"Authorization":"***"}"#),
        ("Bearer=abc", "Bearer=***"),
        ("AccountKey=+/c2Vj==", "AccountKey=***"),
        ("Bearer+abc&x", "Bearer+***"),
        (r#"AccountKey="never closed"#, r#"AccountKey="***"#),
    ] {
        assert_eq!(redact(text), expected);
        assert_eq!(redact(expected), expected, "again");
    }
}

#[test]
fn a_token_in_use_is_hidden_by_its_value() {
    let token = "opaque+token/in=use";
    let text = format!("said {token}, opaque%2Btoken%2Fin%3Duse and \"{token}\"");
    assert_eq!(redact(&text), text);
    let hidden = HiddenToken::new(token, encode_component);
    assert_eq!(redact(&text), "said ***, *** and \"***\"");
    drop(hidden);
    assert_eq!(redact(&text), text);

    let _api_token = HiddenToken::new("SharedAccessSignature sr=app&sig=c2lnbmF0dXJl%3D&skn=a&se=1", encode_component);
    assert_eq!(redact("the signature c2lnbmF0dXJl%3D is wrong"), "the signature *** is wrong");
    let _short = HiddenToken::new("token", encode_component);
    assert_eq!(redact("the token is wrong"), "the token is wrong");
}

#[test]
fn more_than_one_space_does_not_save_a_secret() {
    for text in ["Bearer  s3cr3t", "Bearer\ts3cr3t", "authorization : bearer   s3cr3t"] {
        assert!(!redact(text).contains("s3cr3t"), "{}", redact(text));
    }
}
