//! What is a matter between members, or of one tile alone: a function each.

use std::borrow::Cow;

use super::Findings;
use crate::model::time::duration_ms;
use crate::model::wire::{Shape, join};
use crate::model::{Dashboard, TileConfiguration, View, Wire};

/// The service keeps telemetry this long (its quotas and limits).
const RETENTION: &str = "P7D";
/// One query a device and one query a second make more than ten devices slow, and nobody tells eleven lines apart.
const MANY_DEVICES: usize = 10;
/// The grid's last cell begins here (x and y in the API's description).
const GRID: f64 = 100.0;

/// Checks a dashboard or a patch for one. What isn't of its type is the shape's business.
pub(super) fn check(dashboard: View<'_>, findings: &mut Findings) {
    id(dashboard, findings);
    title(dashboard, findings);
    organizations(dashboard, findings);
    personal(dashboard, findings);
    let tiles = dashboard.get("tiles").map(|tiles| tiles.items()).unwrap_or_default();
    let tiles: Vec<Tile<'_>> = tiles.into_iter().enumerate().map(|(index, tile)| Tile::new(index, tile)).collect();
    for (index, tile) in tiles.iter().enumerate() {
        place(tile, findings);
        neighbours(tile, tiles.get(..index).unwrap_or_default(), findings);
        if tile.has_known_type() {
            range(tile, findings);
            devices(tile, findings);
            capabilities(tile, findings);
            group(tile, findings);
            text_format(tile, findings);
            source_url(tile, findings);
        }
    }
}

/// A tile, looked into.
struct Tile<'a> {
    pointer: String,
    view: View<'a>,
    configuration: Option<View<'a>>,
    /// x, y, width and height, where all four are numbers.
    place: Option<[f64; 4]>,
}

impl<'a> Tile<'a> {
    fn new(index: usize, view: View<'a>) -> Self {
        let number = |key: &str| view.get(key)?.number();
        let place = || Some([number("x")?, number("y")?, number("width")?, number("height")?]);
        let pointer = join("/tiles", &index.to_string());
        Self { pointer, view, configuration: view.get("configuration"), place: place() }
    }

    fn at(&self, path: &str) -> String {
        [&self.pointer, path].concat()
    }

    /// A member of the configuration.
    fn get(&self, key: &str) -> Option<View<'a>> {
        self.configuration?.get(key)
    }

    fn is_type(&self, names: &[&str]) -> bool {
        text(self.get("type")).is_some_and(|name| names.contains(&&*name))
    }

    fn has_known_type(&self) -> bool {
        matches!(TileConfiguration::SHAPE, Shape::Tagged(_, types) if types.iter().any(|(name, _)| self.is_type(&[name])))
    }
}

fn text(view: Option<View<'_>>) -> Option<Cow<'_, str>> {
    view?.string()
}

fn id(dashboard: View<'_>, findings: &mut Findings) {
    if text(dashboard.get("id")).is_some_and(|id| !Dashboard::is_id(&id)) {
        let message = "should be at most 128 letters, digits, `:` or `;`, such as dtmi:kkfvwa2xi:p7pyt5x38";
        findings.error("/id".into(), message);
    }
}

/// In a patch, `null` removes.
fn title(dashboard: View<'_>, findings: &mut Findings) {
    let is_null = dashboard.member("displayName").is_some_and(|title| title.as_str() == "null");
    if is_null && !findings.0.iter().any(|finding| finding.pointer == "/displayName") {
        findings.error("/displayName".into(), "should be a string: a dashboard can't be without its title");
    }
}

fn organizations(dashboard: View<'_>, findings: &mut Findings) {
    let organizations = dashboard.get("organizations").map(|organizations| organizations.items()).unwrap_or_default();
    for (index, organization) in organizations.into_iter().enumerate() {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let is_id = |id: &str| {
            (2..=49).contains(&id.len()) && id.bytes().all(allowed) && !id.starts_with('-') && !id.ends_with('-')
        };
        if text(Some(organization)).is_some_and(|id| !is_id(&id)) {
            let message = "can't be the id of an organization: small letters, digits and hyphens between, 2 to 49";
            findings.warning(join("/organizations", &index.to_string()), message);
        }
    }
}

fn personal(dashboard: View<'_>, findings: &mut Findings) {
    if dashboard.get("personal").is_some_and(|personal| personal.as_str() == "true") {
        let message = "can't be set: the API reads personal dashboards but doesn't create them; the portal does. \
                       Leave it out for a dashboard of the application, or name an organization";
        findings.error("/personal".into(), message);
    }
}

/// A tile stands on whole cells, inside the grid.
fn place(tile: &Tile<'_>, findings: &mut Findings) {
    for key in ["x", "y", "width", "height"] {
        if tile.view.get(key).and_then(|value| value.number()).is_some_and(|value| value % 1.0 != 0.0) {
            findings.warning(join(&tile.pointer, key), "is not a whole number: the portal's grid has whole cells");
        }
    }
    let Some([x, y, width, height]) = tile.place else { return };
    for (start, length, key) in [(x, width, "/width"), (y, height, "/height")] {
        if start <= GRID && length <= 10.0 && start + length > GRID {
            findings.warning(tile.at(key), "reaches beyond the grid, which ends at 100");
        }
    }
}

/// A tile shares neither its id nor its cells with one before it.
fn neighbours(tile: &Tile<'_>, before: &[Tile<'_>], findings: &mut Findings) {
    // More tiles than a dashboard can have are an error already; comparing thousands would take long.
    let mut before = before.iter().take(100);
    let id = text(tile.view.get("id"));
    if let Some(twin) = before.clone().find(|other| id.is_some() && text(other.view.get("id")) == id) {
        findings.warning(tile.at("/id"), ["is the id of ", &twin.pointer, " too"].concat());
    }
    let overlaps = |other: &&Tile<'_>| match (tile.place, other.place) {
        (Some([x, y, width, height]), Some([left, top, wide, high])) => {
            x < left + wide && left < x + width && y < top + high && top < y + height
        }
        _ => false,
    };
    if let Some(other) = before.find(overlaps) {
        findings.warning(tile.pointer.clone(), ["covers cells of ", &other.pointer].concat());
    }
}

fn range(tile: &Tile<'_>, findings: &mut Findings) {
    let Some(range) = tile.get("queryRange") else { return };
    if text(range.get("type")).as_deref() == Some("count") && !tile.is_type(&["lineChart"]) {
        let message = "should be time: only a line chart takes a number of points";
        findings.error(tile.at("/configuration/queryRange/type"), message);
    }
    let length = |key: &str| duration_ms(&text(range.get(key))?);
    let duration = length("duration");
    if duration > duration_ms(RETENTION) {
        let message = "reaches further back than the seven days for which the service keeps telemetry";
        findings.warning(tile.at("/configuration/queryRange/duration"), message);
    }
    if duration.is_some() && length("resolution") > duration {
        let message = "is longer than the whole duration, so there is a single value";
        findings.warning(tile.at("/configuration/queryRange/resolution"), message);
    }
}

fn devices(tile: &Tile<'_>, findings: &mut Findings) {
    let message = match tile.get("devices").map(|devices| devices.items().len()) {
        Some(0) => "is empty, so the tile shows nothing",
        Some(count) if count > MANY_DEVICES => {
            "names more than ten devices: hard to tell apart, and slow at one query a second"
        }
        _ => return,
    };
    findings.warning(tile.at("/configuration/devices"), message);
}

fn capabilities(tile: &Tile<'_>, findings: &mut Findings) {
    let is_empty = tile.get("capabilities").is_none_or(|capabilities| capabilities.as_str() == "[]");
    if is_empty && tile.get("devices").is_some() {
        findings.warning(tile.at("/configuration/capabilities"), "names nothing to show of the devices");
    }
}

fn group(tile: &Tile<'_>, findings: &mut Findings) {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let is_id = |id: &str| (1..=255).contains(&id.len()) && id.bytes().all(allowed);
    if text(tile.get("group")).is_some_and(|id| !is_id(&id)) {
        let message = "can't be the id of a device group: letters, digits, `-` and `_`, 1 to 255";
        findings.warning(tile.at("/configuration/group"), message);
    }
}

fn text_format(tile: &Tile<'_>, findings: &mut Findings) {
    let types = ["kpi", "lkv", "property", "deviceCount", "eventHistoryChart", "stateHistoryChart"];
    let Some(format) = tile.get("format").filter(|_| tile.is_type(&types)) else { return };
    if format.first() == Some(b'{') && format.members().is_empty() {
        findings.error(tile.at("/configuration/format"), "should have a member, or be left out");
    }
    if format.get("decimalPlaces").and_then(|places| places.number()).is_some_and(|places| places % 1.0 != 0.0) {
        findings.error(tile.at("/configuration/format/decimalPlaces"), "should be a whole number");
    }
}

fn source_url(tile: &Tile<'_>, findings: &mut Findings) {
    let is_https = |url: &str| {
        let (scheme, rest) = url.split_at_checked(8).unwrap_or_default();
        scheme.eq_ignore_ascii_case("https://") && !rest.is_empty() && !rest.starts_with('/')
    };
    if tile.is_type(&["externalContent"]) && text(tile.get("sourceUrl")).is_some_and(|url| !is_https(&url)) {
        findings.error(tile.at("/configuration/sourceUrl"), "should be an https address");
    }
}
