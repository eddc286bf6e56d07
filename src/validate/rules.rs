//! Rules that concern several members at once, or one tile alone.

use super::findings::Findings;
use crate::error::Severity::{Error, Warning};
use crate::json::{Shape, join};
use crate::model::time::duration_ms;
use crate::model::{Dashboard, TileConfiguration, View, Wire};

/// How long the service keeps telemetry: seven days, according to its quotas and limits.
const RETENTION_MS: f64 = 7.0 * 86_400_000.0;
/// More devices make a tile slow, at one query a second and one query a device, and its lines hard to tell apart.
const MANY_DEVICES: usize = 10;
/// The end of the grid, which bounds x and y.
const GRID: f64 = 100.0;

/// Applies the rules to a dashboard, or to a patch for one. Members of a wrong type are reported by the shape's check,
/// not here.
pub(super) fn check(dashboard: View<'_>, findings: &mut Findings) {
    if dashboard.text("id").is_some_and(|id| !Dashboard::is_id(&id)) {
        let message = "should be at most 128 letters, digits, `:` or `;`, such as dtmi:kkfvwa2xi:p7pyt5x38";
        findings.add(Error, "", "/id", message);
    }
    // In a merge patch, `null` removes a member.
    let is_null = |key: &str| dashboard.member(key).is_some_and(|member| member.as_str() == "null");
    if is_null("displayName") && !findings.any_at("/displayName") {
        findings.add(Error, "", "/displayName", "should be a string: a dashboard can't be without its title");
    }
    if let Some(message) = refused_as_personal(dashboard) {
        findings.add(Error, "", "/personal", message);
    }
    let mut tiles: Vec<PlacedTile<'_>> = Vec::new();
    for view in dashboard.get("tiles").map(|tiles| tiles.items()).unwrap_or_default() {
        let tile = PlacedTile::new(tiles.len(), view);
        place(&tile, findings);
        neighbours(&tile, &tiles, findings);
        configuration(&tile, findings);
        tiles.push(tile);
    }
}

/// Returns why a personal dashboard cannot be written; `None` for any other dashboard.
pub(crate) fn refused_as_personal(dashboard: View<'_>) -> Option<&'static str> {
    dashboard.get("personal").filter(|personal| personal.as_str() == "true").map(|_| {
        "can't be set: the API reads personal dashboards but doesn't create them; the portal does. Leave it out for a \
         dashboard of the application, or name an organization"
    })
}

/// The members of a tile that rules compare.
struct PlacedTile<'a> {
    pointer: String,
    view: View<'a>,
    id: Option<View<'a>>,
    /// The values of [`PLACE`], in that order. A value that is not a number becomes NaN, for which every comparison is
    /// false.
    place: [f64; 4],
}

const PLACE: [&str; 4] = ["x", "y", "width", "height"];

impl<'a> PlacedTile<'a> {
    fn new(index: usize, view: View<'a>) -> Self {
        let place = PLACE.map(|key| view.get(key).and_then(|value| value.number()).unwrap_or(f64::NAN));
        Self { pointer: join("/tiles", &index.to_string()), view, id: view.get("id"), place }
    }
}

/// Warns of a tile off the whole cells, or beyond the end of the grid.
fn place(tile: &PlacedTile<'_>, findings: &mut Findings) {
    for (key, value) in PLACE.iter().zip(tile.place) {
        if (value - value.trunc()).abs() > 0.0 {
            let pointer = join(&tile.pointer, key);
            findings.add(Warning, &pointer, "", "is not a whole number: the portal's grid has whole cells");
        }
    }
    let [x, y, width, height] = tile.place;
    for (start, length, key) in [(x, width, "/width"), (y, height, "/height")] {
        if start <= GRID && length <= 10.0 && start + length > GRID {
            findings.add(Warning, &tile.pointer, key, "reaches beyond the grid, which ends at 100");
        }
    }
}

/// Warns of an id or of cells that an earlier tile has too.
fn neighbours(tile: &PlacedTile<'_>, before: &[PlacedTile<'_>], findings: &mut Findings) {
    // A dashboard with more than 100 tiles is an error already, and comparing thousands of tiles with each other would
    // take long.
    let find = |is_it: &dyn Fn(&PlacedTile<'_>) -> bool| before.iter().take(100).find(|other| is_it(other));
    if let Some(twin) = find(&|other| tile.id.is_some() && tile.id == other.id) {
        findings.add(Warning, &tile.pointer, "/id", &["is the id of ", &twin.pointer, " too"].concat());
    }
    let [x, y, width, height] = tile.place;
    let overlaps = |other: &PlacedTile<'_>| {
        let [left, top, wide, high] = other.place;
        x < left + wide && left < x + width && y < top + high && top < y + height
    };
    if let Some(other) = find(&overlaps) {
        findings.add(Warning, &tile.pointer, "", &["covers cells of ", &other.pointer].concat());
    }
}

/// Checks rules between the members of a configuration whose type is known.
fn configuration(tile: &PlacedTile<'_>, findings: &mut Findings) {
    let Some(configuration) = tile.view.get("configuration") else { return };
    let Ok(name) = configuration.type_name("") else { return };
    let Shape::Tagged(_, types) = TileConfiguration::SHAPE else { return };
    let Some((_, shape)) = types.iter().find(|(known, _)| *known == name) else { return };
    let mut add = |severity, path: &str, message: &str| {
        findings.add(severity, &tile.pointer, &["/configuration/", path].concat(), message);
    };
    if let Some(range) = configuration.get("queryRange") {
        if name != "lineChart" && range.type_name("").is_ok_and(|kind| kind == "count") {
            add(Error, "queryRange/type", "should be time: only a line chart takes a number of points");
        }
        let length = |key: &str| range.text(key).and_then(|length| duration_ms(&length)).unwrap_or(f64::NAN);
        if length("duration") > RETENTION_MS {
            let message = "reaches further back than the seven days for which the service keeps telemetry";
            add(Warning, "queryRange/duration", message);
        }
        if length("resolution") > length("duration") {
            add(Warning, "queryRange/resolution", "is longer than the whole duration, so there is a single value");
        }
    }
    if let Some(devices) = configuration.get("devices") {
        match devices.items().len() {
            0 => add(Warning, "devices", "is empty, so the tile shows nothing"),
            1..=MANY_DEVICES => {}
            _ => {
                let message = "names more than ten devices: hard to tell apart, and slow at one query a second";
                add(Warning, "devices", message);
            }
        }
        if configuration.get("capabilities").is_none_or(|capabilities| capabilities.items().is_empty()) {
            add(Warning, "capabilities", "names nothing to show of the devices");
        }
    }
    // Only the format of text tiles has decimal places; the formats of charts and images do not.
    let is_text_format = shape.member("format").is_some_and(|format| format.member("decimalPlaces").is_some());
    if let Some(format) = configuration.get("format").filter(|_| is_text_format) {
        if format.first() == Some(b'{') && format.members().is_empty() {
            add(Error, "format", "should have a member, or be left out");
        }
        let places = format.get("decimalPlaces").and_then(|places| places.number());
        if places.is_some_and(|places| (places - places.trunc()).abs() > 0.0) {
            add(Error, "format/decimalPlaces", "should be a whole number");
        }
    }
    let source = configuration.text("sourceUrl").filter(|_| name == "externalContent");
    if source.is_some_and(|url| !is_https(&url)) {
        add(Error, "sourceUrl", "should be an https address");
    }
}

fn is_https(url: &str) -> bool {
    let (scheme, rest) = url.split_at_checked(8).unwrap_or_default();
    scheme.eq_ignore_ascii_case("https://") && !rest.is_empty() && !rest.starts_with('/')
}
