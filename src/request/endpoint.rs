//! The address of a service, and the links that may be followed from its answers.

use std::fmt;

use super::parameter_names::parameter_name;
use super::{MAX_PAGE_SIZE, Request, Target, encode_component};
use crate::error::{Error, ErrorKind};

/// The origin that receives all requests of a client, such as `https://contoso.azureiotcentral.com`. A token is never
/// sent to another origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    origin: String,
}

impl Endpoint {
    /// Parses an origin. A trailing `/` and the default port are removed.
    ///
    /// # Errors
    /// Returns `InvalidInput` for anything but `https://host[:port]`. `http:` is accepted only for hosts on this
    /// machine.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let refuse = |why: &str| {
            let example = ": it should look like https://contoso.azureiotcentral.com";
            Error::invalid("/endpoint", &["endpoint ", why, example].concat())
        };
        let text = text.trim_ascii();
        let (scheme, rest) = split_scheme(text).ok_or_else(|| refuse("has no https://"))?;
        let authority = rest.strip_suffix('/').unwrap_or(rest).to_ascii_lowercase();
        let scheme = scheme.to_ascii_lowercase();
        if contains_any(&authority, b"@") {
            return Err(refuse("holds a user name"));
        }
        if contains_any(&authority, b"/\\?#") {
            return Err(refuse("holds a path or a query"));
        }
        let (host, port) = split_port(&authority).ok_or_else(|| refuse("has no valid port"))?;
        if !is_host(host) {
            return Err(refuse("has no valid host"));
        }
        match scheme.as_str() {
            "https" => {}
            "http" if is_loopback(host) => {}
            "http" => return Err(refuse("is http, which would show the token to the network")),
            _ => return Err(refuse("isn't https")),
        }
        let default_port = if scheme == "https" { 443 } else { 80 };
        let port =
            port.filter(|port| *port != default_port).map(|port| [":", &port.to_string()].concat()).unwrap_or_default();
        Ok(Self { origin: [&*scheme, "://", host, &port].concat() })
    }

    /// The origin, without a trailing `/`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.origin
    }

    /// Returns the URL of a request. A path gets the parameter `api-version`; a link already has one. `api_version`
    /// replaces the version of the request.
    ///
    /// # Errors
    /// Returns `ForeignLink` if a link leads to another origin, and `InvalidInput` if the version lacks one of the
    /// parameters.
    pub fn url(&self, request: &Request, api_version: Option<&str>) -> Result<String, Error> {
        match &request.target {
            Target::Link(link) => self.resolve(link),
            Target::Path(path, query) => {
                let version = api_version.unwrap_or(request.api_version);
                let mut url = [&self.origin, path, "?api-version=", &encode_component(version)].concat();
                for (name, value) in query {
                    let Some(value) = value else { continue };
                    match parameter_name(name, version) {
                        Some(name) => url.extend(["&", name, "=", &encode_component(value)]),
                        // The page size does not change the result of a list, so it is left out.
                        None if *name == MAX_PAGE_SIZE => {}
                        None => return Err(not_in_version(name, version)),
                    }
                }
                Ok(url)
            }
        }
    }

    /// Turns a link of the service into an absolute URL. A link that a browser would read in another way than it looks
    /// (with `\`, a user name or control characters) is rejected, not repaired.
    fn resolve(&self, link: &str) -> Result<String, Error> {
        let suspicious = link.bytes().any(|byte| byte <= b' ' || byte == b'\\' || byte == 0x7f);
        let rest = match split_scheme(link) {
            _ if suspicious => None,
            _ if link.starts_with('/') => Some(link).filter(|link| !link.starts_with("//")),
            Some((scheme, rest)) => {
                let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
                let (authority, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
                let same = Self::parse(&[scheme, "://", authority].concat()).is_ok_and(|origin| origin == *self);
                same.then_some(path)
            }
            None => None,
        };
        let refused = || {
            let message = ["a link or continuationToken is no address of ", &self.origin, "; nothing was sent"];
            Error::new(ErrorKind::ForeignLink, &message.concat())
        };
        rest.map(|rest| [&self.origin, rest].concat()).ok_or_else(refused)
    }
}

fn not_in_version(name: &str, version: &str) -> Error {
    let why = [name, " isn't known to api-version ", version, ": leave it out, or use apiVersion 2022-10-31-preview"];
    Error::invalid(&["/", name].concat(), &why.concat())
}

/// Makes a link absolute if it is relative to the URL of its answer: `?page=2`, `dashboards?page=2`. Does not check the
/// link; [`Endpoint::url`] does.
pub(crate) fn absolute_link(link: String, answered: &str) -> String {
    let names_its_place = link.bytes().find(|byte| b":/?#".contains(byte)) == Some(b':');
    if names_its_place || link.starts_with('/') {
        return link;
    }
    let address = answered.split_once('?').map_or(answered, |(address, _)| address);
    let folder = address.rfind('/').and_then(|end| address.get(..=end)).unwrap_or(address);
    [if link.starts_with('?') { address } else { folder }, &link].concat()
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.origin)
    }
}

/// Splits `https://rest` into `https` and `rest`.
fn split_scheme(url: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = url.split_once(':')?;
    Some((scheme, rest.strip_prefix("//")?))
}

/// Splits `host:port` into host and port; `None` if the port is invalid.
fn split_port(authority: &str) -> Option<(&str, Option<u16>)> {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => {
            let is_number = port.bytes().all(|byte| byte.is_ascii_digit());
            Some((host, Some(port.parse().ok().filter(|_| is_number)?)))
        }
        _ => Some((authority, None)),
    }
}

fn contains_any(text: &str, any_of: &[u8]) -> bool {
    text.bytes().any(|byte| any_of.contains(&byte))
}

/// Returns whether a browser reads the text as a host without rewriting it: an IP address, or a name whose last label
/// is not a number.
fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        return is_ipv6(address);
    }
    let last = host.rsplit('.').next().unwrap_or_default();
    // Browsers read `127.1` and `0x7f.1` as IP addresses and rewrite them.
    if last.starts_with("0x") || last.bytes().all(|byte| byte.is_ascii_digit()) {
        return is_ipv4(host);
    }
    host.split('.').all(is_label)
}

/// Written by hand, because the standard library's parser adds 4 KB to the module.
fn is_ipv4(host: &str) -> bool {
    let is_part = |part: &str| {
        let is_short = (1..=3).contains(&part.len()) && (part == "0" || !part.starts_with('0'));
        is_short && part.bytes().all(|byte| byte.is_ascii_digit()) && part.parse::<u8>().is_ok()
    };
    host.split('.').count() == 4 && host.split('.').all(is_part)
}

/// Returns whether a text is eight groups of hexadecimal digits, where the last two may be an IPv4 address and one `::`
/// may replace groups of zeros.
fn is_ipv6(address: &str) -> bool {
    let (mut groups, mut gaps) = (0, 0);
    let parts: Vec<&str> = address.split(':').collect();
    for (place, part) in parts.iter().enumerate() {
        let is_edge = place == 0 || place + 1 == parts.len();
        if part.is_empty() {
            // An empty first or last part must belong to a `::`.
            let beside = if place == 0 { parts.get(1) } else { parts.get(place - 1) };
            match (is_edge, beside.is_some_and(|beside| beside.is_empty())) {
                (true, false) => return false,
                (true, true) => {}
                (false, _) => gaps += 1,
            }
        } else if place + 1 == parts.len() && part.bytes().any(|byte| byte == b'.') {
            if !is_ipv4(part) {
                return false;
            }
            groups += 2;
        } else if part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            groups += 1;
        } else {
            return false;
        }
    }
    // `::` replaces at least one group.
    (gaps == 0 && groups == 8) || (gaps == 1 && groups < 8)
}

fn is_label(label: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    // After `xn--` comes Punycode, which starts and ends with a letter or a digit.
    let encoded = label
        .strip_prefix("xn--")
        .is_none_or(|code| !code.is_empty() && !code.starts_with('-') && !code.ends_with('-'));
    !label.is_empty() && encoded && label.bytes().all(is_part)
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.ends_with(".localhost") || host == "127.0.0.1" || host == "[::1]"
}
