//! The address of a service, and which links may be followed from it.

use std::fmt;

use super::spelling::spelled;
use super::{MAX_PAGE_SIZE, Request, Target, encode_component};
use crate::error::{Error, ErrorKind};

/// The origin that requests go to, such as `https://contoso.azureiotcentral.com`. A token never leaves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    origin: String,
}

impl Endpoint {
    /// Checks and keeps the origin. A trailing `/` and the default port are dropped.
    ///
    /// # Errors
    /// `InvalidInput` for anything but `https://host[:port]`; `http:` is allowed to this machine alone.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let refuse = |why: &str| {
            let example = ": it should look like https://contoso.azureiotcentral.com";
            Error::invalid("/endpoint", &["endpoint ", why, example].concat())
        };
        let text = text.trim_ascii();
        let (scheme, rest) = split_scheme(text).ok_or_else(|| refuse("has no https://"))?;
        let authority = rest.strip_suffix('/').unwrap_or(rest).to_ascii_lowercase();
        let scheme = scheme.to_ascii_lowercase();
        if holds(&authority, b"@") {
            return Err(refuse("holds a user name"));
        }
        if holds(&authority, b"/\\?#") {
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

    /// The address of a request; `api-version` is added to a path, a link has its own. `api_version` overrides the
    /// request's.
    ///
    /// # Errors
    /// `ForeignLink` where a link leaves the origin; `InvalidInput` where the version has no such parameter.
    pub fn url(&self, request: &Request, api_version: Option<&str>) -> Result<String, Error> {
        match &request.target {
            Target::Link(link) => self.resolve(link),
            Target::Path(path, query) => {
                let version = api_version.unwrap_or(request.api_version);
                let mut url = [&self.origin, path, "?api-version=", &encode_component(version)].concat();
                for (name, value) in query {
                    let Some(value) = value else { continue };
                    match spelled(name, version) {
                        Some(name) => url.extend(["&", name, "=", &encode_component(value)]),
                        // The size of pages changes no result.
                        None if *name == MAX_PAGE_SIZE => {}
                        None => return Err(not_in_version(name, version)),
                    }
                }
                Ok(url)
            }
        }
    }

    /// A link of the service as an absolute address. What a browser would read differently than it looks (`\`, user
    /// names, control characters) is refused rather than repaired.
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
            let message = ["the service answered with a link that leaves ", &self.origin, "; nothing was sent there"];
            Error::new(ErrorKind::ForeignLink, &message.concat())
        };
        rest.map(|rest| [&self.origin, rest].concat()).ok_or_else(refused)
    }
}

fn not_in_version(name: &str, version: &str) -> Error {
    let why = [name, " isn't known to api-version ", version, ": leave it out, or use apiVersion 2022-10-31-preview"];
    Error::invalid(&["/", name].concat(), &why.concat())
}

/// A link of an answer as a whole address, where it is one from the answer's own address on: `?page=2`, `dashboards?page=2`.
/// Whether it may be followed is [`Endpoint::url`]'s business.
pub(crate) fn absolute(link: String, answered: &str) -> String {
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

/// `https://rest` → `https` and `rest`.
fn split_scheme(url: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = url.split_once(':')?;
    Some((scheme, rest.strip_prefix("//")?))
}

/// `host:port` → host and port; `None` for a port that isn't one.
fn split_port(authority: &str) -> Option<(&str, Option<u16>)> {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => {
            let is_number = port.bytes().all(|byte| byte.is_ascii_digit());
            Some((host, Some(port.parse().ok().filter(|_| is_number)?)))
        }
        _ => Some((authority, None)),
    }
}

fn holds(text: &str, any_of: &[u8]) -> bool {
    text.bytes().any(|byte| any_of.contains(&byte))
}

/// Whether a browser takes it for a host as it is written: an address, or a name whose last label isn't a number.
fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        return is_ipv6(address);
    }
    let last = host.rsplit('.').next().unwrap_or_default();
    // A browser reads `127.1` and `0x7f.1` as addresses, and writes them otherwise.
    if last.starts_with("0x") || last.bytes().all(|byte| byte.is_ascii_digit()) {
        return is_ipv4(host);
    }
    host.split('.').all(is_label)
}

/// The parser of the standard library is 4 KB of the module.
fn is_ipv4(host: &str) -> bool {
    let is_part = |part: &str| {
        let is_short = (1..=3).contains(&part.len()) && (part == "0" || !part.starts_with('0'));
        is_short && part.bytes().all(|byte| byte.is_ascii_digit()) && part.parse::<u8>().is_ok()
    };
    host.split('.').count() == 4 && host.split('.').all(is_part)
}

/// Eight groups of hexadecimal digits, the last two perhaps as an address of version 4, and one `::` for groups of zeros.
fn is_ipv6(address: &str) -> bool {
    let (mut groups, mut gaps) = (0, 0);
    let parts: Vec<&str> = address.split(':').collect();
    for (place, part) in parts.iter().enumerate() {
        let is_edge = place == 0 || place + 1 == parts.len();
        if part.is_empty() {
            // An empty part at an edge belongs to the `::` beside it.
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
    // `::` stands for one group at least.
    (gaps == 0 && groups == 8) || (gaps == 1 && groups < 8)
}

fn is_label(label: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    // Behind `xn--` stands Punycode, which begins and ends with a letter or a digit.
    let encoded = label
        .strip_prefix("xn--")
        .is_none_or(|code| !code.is_empty() && !code.starts_with('-') && !code.ends_with('-'));
    !label.is_empty() && encoded && label.bytes().all(is_part)
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.ends_with(".localhost") || host == "127.0.0.1" || host == "[::1]"
}
