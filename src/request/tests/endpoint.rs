//! Which addresses the client accepts as endpoints, and which links it follows.

use super::super::{Endpoint, Request};
use crate::error::ErrorKind;

#[test]
fn origins_are_kept_in_one_spelling() {
    for (text, origin) in [
        ("https://contoso.azureiotcentral.com", "https://contoso.azureiotcentral.com"),
        ("https://contoso.azureiotcentral.com/", "https://contoso.azureiotcentral.com"),
        ("HTTPS://Contoso.AzureIoTCentral.COM/", "https://contoso.azureiotcentral.com"),
        ("https://contoso.azureiotcentral.com:443", "https://contoso.azureiotcentral.com"),
        ("https://contoso.azureiotcentral.com:8443/", "https://contoso.azureiotcentral.com:8443"),
        ("https://contoso.azureiotcentral.com:80", "https://contoso.azureiotcentral.com:80"),
        ("  https://contoso.azureiotcentral.com\n", "https://contoso.azureiotcentral.com"),
        ("https://10.0.0.7", "https://10.0.0.7"),
        ("https://xn--mnchen-3ya.example", "https://xn--mnchen-3ya.example"),
        ("https://[::ffff:10.0.0.7]", "https://[::ffff:10.0.0.7]"),
        ("https://[::]", "https://[::]"),
        ("https://[1::]", "https://[1::]"),
        ("https://[1:2:3:4:5:6:7:8]", "https://[1:2:3:4:5:6:7:8]"),
        ("https://[1:2:3:4:5:6:1.2.3.4]", "https://[1:2:3:4:5:6:1.2.3.4]"),
        ("https://[1:2:3:4:5:6:7::]", "https://[1:2:3:4:5:6:7::]"),
        ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"),
        ("http://localhost:7700", "http://localhost:7700"),
        ("http://LOCALHOST:80/", "http://localhost"),
        ("http://localhost:443", "http://localhost:443"),
        ("http://contoso.localhost:7700", "http://contoso.localhost:7700"),
        ("http://127.0.0.1:7700", "http://127.0.0.1:7700"),
        ("http://[::1]:7700/", "http://[::1]:7700"),
        ("http://[::1]", "http://[::1]"),
    ] {
        let endpoint = Endpoint::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!((endpoint.as_str(), endpoint.to_string().as_str()), (origin, origin));
    }
}

#[test]
fn an_invalid_origin_is_rejected_with_the_reason() {
    for (text, reason) in [
        ("", "has no https://"),
        ("   ", "has no https://"),
        ("contoso.azureiotcentral.com", "has no https://"),
        ("contoso.azureiotcentral.com:443", "has no https://"),
        ("https:contoso.azureiotcentral.com", "has no https://"),
        ("https:/contoso.azureiotcentral.com", "has no https://"),
        ("//contoso.azureiotcentral.com", "has no https://"),
        ("http://contoso.azureiotcentral.com", "is http"),
        ("http://localhost.evil.example", "is http"),
        ("http://notlocalhost", "is http"),
        ("http://127.0.0.1.evil.example", "is http"),
        ("http://[::2]", "is http"),
        ("ftp://contoso.azureiotcentral.com", "isn't https"),
        ("wss://contoso.azureiotcentral.com", "isn't https"),
        ("javascript://contoso.azureiotcentral.com", "isn't https"),
        ("https://user@contoso.azureiotcentral.com", "holds a user name"),
        ("https://user:secret@contoso.azureiotcentral.com", "holds a user name"),
        ("https://contoso.azureiotcentral.com/api", "holds a path"),
        ("https://contoso.azureiotcentral.com//", "holds a path"),
        ("https://contoso.azureiotcentral.com?x=1", "holds a path or a query"),
        ("https://contoso.azureiotcentral.com#x", "holds a path or a query"),
        ("https://contoso.azureiotcentral.com\\", "holds a path"),
        ("https://contoso.azureiotcentral.com:port", "has no valid port"),
        ("https://contoso.azureiotcentral.com:", "has no valid port"),
        ("https://contoso.azureiotcentral.com:65536", "has no valid port"),
        ("https://contoso.azureiotcentral.com:-1", "has no valid port"),
        ("https://", "has no valid host"),
        ("https://:443", "has no valid host"),
        ("https://contoso azureiotcentral.com", "has no valid host"),
        ("https://contoso\n.azureiotcentral.com", "has no valid host"),
        ("https://contoso..com", "has no valid host"),
        ("https://münchen.example", "has no valid host"),
        ("https://[::1", "has no valid"),
        ("https://[]", "has no valid host"),
        ("https://[::g]", "has no valid host"),
        ("https://[0::0::0]", "has no valid host"),
        ("https://[1:2]", "has no valid host"),
        ("https://[:1:2:3:4:5:6:7:8]", "has no valid host"),
        ("https://[1:2:3:4:5:6:7:8:]", "has no valid host"),
        ("https://[1:2:3:4:5:6:7::8:9]", "has no valid host"),
        ("https://[12345::1]", "has no valid host"),
        ("https://[:::]", "has no valid host"),
        ("https://[:]", "has no valid host"),
        ("https://[::1.2.3]", "has no valid host"),
        ("https://[1.2.3.4]", "has no valid host"),
        ("https://xn--", "has no valid host"),
        ("https://contoso.xn--/", "has no valid host"),
        ("https://xn--a-.example", "has no valid host"),
        ("https://1.2.3.4.5", "has no valid host"),
        ("https://256.1.1.1", "has no valid host"),
        ("https://127.1", "has no valid host"),
        ("https://contoso.0x7f", "has no valid host"),
    ] {
        let error = Endpoint::parse(text).expect_err(text);
        assert_eq!((error.kind, error.pointer.as_deref()), (ErrorKind::InvalidInput, Some("/endpoint")), "{text}");
        assert!(error.message.contains(reason), "{text}: {error}");
        assert!(error.message.contains("https://contoso.azureiotcentral.com"), "an example helps: {error}");
        assert!(!format!("{error:?}").contains("secret"), "{error:?}");
    }
}

/// Returns the address that a link leads to.
fn followed(endpoint: &str, link: &str) -> Result<String, ErrorKind> {
    let endpoint = Endpoint::parse(endpoint).unwrap();
    endpoint.url(&Request::from_link(link), Some("ignored")).map_err(|error| {
        assert!(error.message.contains(endpoint.as_str()), "{error}");
        error.kind
    })
}

#[test]
fn links_at_the_origin_are_followed_as_they_are() {
    let contoso = "https://contoso.azureiotcentral.com";
    for (link, url) in [
        (
            "https://contoso.azureiotcentral.com/api/dashboards?api-version=v&$skiptoken=a%2Fb",
            "https://contoso.azureiotcentral.com/api/dashboards?api-version=v&$skiptoken=a%2Fb",
        ),
        ("HTTPS://CONTOSO.azureIOTcentral.com/API?T=x", "https://contoso.azureiotcentral.com/API?T=x"),
        ("https://contoso.azureiotcentral.com:443/api?t", "https://contoso.azureiotcentral.com/api?t"),
        ("https://contoso.azureiotcentral.com?t=1", "https://contoso.azureiotcentral.com?t=1"),
        ("https://contoso.azureiotcentral.com", "https://contoso.azureiotcentral.com"),
        ("/api/dashboards?t=1", "https://contoso.azureiotcentral.com/api/dashboards?t=1"),
        ("/@evil.example/", "https://contoso.azureiotcentral.com/@evil.example/"),
        ("/api?next=https://evil.example//", "https://contoso.azureiotcentral.com/api?next=https://evil.example//"),
    ] {
        assert_eq!(followed(contoso, link).as_deref(), Ok(url), "{link}");
    }
    assert_eq!(followed("http://localhost:7700", "http://localhost:7700/x").unwrap(), "http://localhost:7700/x");
    assert_eq!(followed("http://[::1]:7700", "http://[::1]:7700/x").unwrap(), "http://[::1]:7700/x");
}

#[test]
fn links_that_leave_the_origin_are_refused() {
    let contoso = "https://contoso.azureiotcentral.com";
    for link in [
        "https://evil.example/api",
        "https://fabrikam.azureiotcentral.com/api",
        "https://contoso.azureiotcentral.com@evil.example/api",
        "https://contoso.azureiotcentral.com:443@evil.example/api",
        "https://user@contoso.azureiotcentral.com/api",
        "https://contoso.azureiotcentral.com.evil.example/api",
        "https://contoso.azureiotcentral.com%2eevil.example/api",
        "https://contoso.azureiotcentral.com./api",
        "https://azureiotcentral.com/api",
        "//evil.example/api",
        "///evil.example/api",
        "//contoso.azureiotcentral.com/api",
        "https:\\\\evil.example",
        "https://contoso.azureiotcentral.com\\@evil.example/api",
        "/\\evil.example",
        "\\\\evil.example",
        "/api\\x",
        "http://contoso.azureiotcentral.com/api",
        "ftp://contoso.azureiotcentral.com/api",
        "https://contoso.azureiotcentral.com:8443/api",
        "https://contoso.azureiotcentral.com:80/api",
        "https:contoso.azureiotcentral.com/api",
        "https:/contoso.azureiotcentral.com/api",
        "https:///evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "\u{1}https://contoso.azureiotcentral.com/api",
        "https://contoso.azureiotcentral.com/a\u{0}b",
        "https://contoso.azureiotcentral.com/\napi",
        "/\t/evil.example",
        "/api\r\nX: y",
        " /api",
        " https://contoso.azureiotcentral.com/api",
        "https://contoso.azureiotcentral.com /api",
        "\n//evil.example",
        "api/dashboards",
        "?t=1",
        "#",
        "",
    ] {
        assert_eq!(followed(contoso, link), Err(ErrorKind::ForeignLink), "{link:?}");
    }
    let port = followed("http://localhost:7700", "http://localhost:7701/x");
    assert_eq!(port, Err(ErrorKind::ForeignLink));
    assert_eq!(followed("http://localhost:7700", "https://localhost:7700/x"), Err(ErrorKind::ForeignLink));
    assert_eq!(followed("http://localhost:7700", "http://127.0.0.1:7700/x"), Err(ErrorKind::ForeignLink));
}

#[test]
fn a_port_has_digits_only() {
    Endpoint::parse("https://contoso.azureiotcentral.com:+443").unwrap_err();
    let link = "https://contoso.azureiotcentral.com:+443/api";
    assert_eq!(followed("https://contoso.azureiotcentral.com", link), Err(ErrorKind::ForeignLink));
}
