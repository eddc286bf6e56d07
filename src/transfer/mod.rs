//! Moves dashboards to another application: finds what they refer to, writes and reads the document of an export, and
//! decides what to do with each dashboard. Pure; `client/transfer.rs` sends the requests. In the npm package,
//! `npm/transfer.js` does both.

#[cfg(test)]
mod tests;

use crate::error::Error;
use crate::json::{Writer, join};
use crate::model::{Dashboard, Json, View};

/// Identifies a document of an export.
const FORMAT: &str = "iotcentral-web/dashboards;1";
pub const GROUPS: &str = "deviceGroups";
pub const DEVICES: &str = "devices";
pub const ORGANIZATIONS: &str = "organizations";
pub const CAPABILITIES: &str = "capabilities";
/// How many candidates of a reference are named at most: a template may have thousands of devices.
pub const MAX_CANDIDATES: usize = 100;

/// A device group, device or organization that dashboards refer to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reference {
    /// The kind: `deviceGroups`, `devices`, `organizations`, or `capabilities` in a plan.
    pub kind: &'static str,
    /// The id in the application of the export.
    pub id: String,
    /// The name there; absent if it could not be read.
    pub display_name: Option<String>,
    /// The template of a device, or of the devices that have a capability.
    pub template: Option<String>,
    /// The name of a device's template.
    pub template_name: Option<String>,
    /// The id in the application of the import; absent if it is unknown.
    pub to: Option<String>,
    /// Candidates in the application of the import, as ids and names: objects with the same name, or else devices of
    /// the same template or of one with the same name, at most 100. For a capability: the capabilities of the template
    /// there.
    pub candidates: Vec<(String, String)>,
    /// The template that the device has in the application of the import.
    pub(crate) template_there: Option<String>,
}

/// What an import does with a dashboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Creates the dashboard.
    Create,
    /// Replaces the dashboard with the same id.
    Replace,
    /// Creates the dashboard under another id, beside the one with the same id.
    Copy,
    /// Keeps the existing dashboard with the same id.
    Skip,
    /// Does nothing: the dashboard exists already with the same content.
    Equal,
}

/// What to do if another dashboard has the id of an imported one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OnConflict {
    /// Keep the existing dashboard.
    #[default]
    Skip,
    /// Replace the existing dashboard.
    Replace,
    /// Keep both: the imported dashboard gets another id.
    Copy,
}

/// A dashboard of an import.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    /// The id in the application of the import.
    pub id: String,
    /// What the import does with the dashboard.
    pub action: Action,
    /// The dashboard as it is written.
    pub dashboard: Json<Dashboard>,
}

/// The plan or the result of an import.
///
/// ```
/// use iotcentral_web::{ImportAction, ImportPlan};
///
/// fn new(plan: &ImportPlan) -> usize {
///     plan.dashboards.iter().filter(|planned| planned.action == ImportAction::Create).count()
/// }
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// The dashboards, in the order of the document.
    pub dashboards: Vec<Planned>,
    /// The objects that the dashboards refer to. If one has no `to`, the import is refused, unless it is a capability:
    /// its tile shows no data then.
    pub references: Vec<Reference>,
}

impl Action {
    /// Returns the name of the action in a plan.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Replace => "replace",
            Self::Copy => "copy",
            Self::Skip => "skip",
            Self::Equal => "equal",
        }
    }

    /// Returns whether the action writes a dashboard.
    #[must_use]
    pub fn writes(self) -> bool {
        matches!(self, Self::Create | Self::Replace | Self::Copy)
    }
}

/// Returns the dashboard with the ids of groups, devices, organizations and capabilities replaced. `map` is called with
/// the kind and the id, and returns the new id, or `None` to keep the old one.
pub fn rewrite(dashboard: View<'_>, map: &mut dyn FnMut(&'static str, &str) -> Option<String>) -> String {
    let mut writer = Writer::default();
    level(dashboard, "", &mut writer, map);
    writer.into_text()
}

/// Copies an object at `place`: the dashboard, one of its tiles, a tile's configuration, or a capability in it.
fn level(
    object: View<'_>,
    place: &str,
    writer: &mut Writer,
    map: &mut dyn FnMut(&'static str, &str) -> Option<String>,
) {
    if object.first() != Some(b'{') {
        return writer.raw(object.as_str());
    }
    writer.object(|writer| {
        for (key, value) in object.members() {
            writer.key(&key);
            let kind = match (place, key.as_str()) {
                ("", "tiles") | ("configuration", CAPABILITIES) if value.first() == Some(b'[') => {
                    let inner = if place.is_empty() { "tile" } else { "capability" };
                    writer.array(|writer| {
                        for item in value.items() {
                            writer.separate();
                            level(item, inner, writer, map);
                        }
                    });
                    continue;
                }
                ("tile", "configuration") => {
                    level(value, "configuration", writer, map);
                    continue;
                }
                ("", "organizations") => ORGANIZATIONS,
                ("capability", "capability") => CAPABILITIES,
                ("configuration", "group") => GROUPS,
                ("configuration", "device" | "devices") => DEVICES,
                _ => {
                    writer.raw(value.as_str());
                    continue;
                }
            };
            if value.first() == Some(b'[') {
                writer.array(|writer| {
                    for item in value.items() {
                        writer.separate();
                        id(kind, item, writer, map);
                    }
                });
            } else {
                id(kind, value, writer, map);
            }
        }
    });
}

fn id(
    kind: &'static str,
    value: View<'_>,
    writer: &mut Writer,
    map: &mut dyn FnMut(&'static str, &str) -> Option<String>,
) {
    match value.string().and_then(|id| map(kind, &id)) {
        Some(other) => writer.string(&other),
        None => writer.raw(value.as_str()),
    }
}

/// Returns the groups, devices and organizations that the dashboards refer to, each once.
#[must_use]
pub fn references(dashboards: &[Json<Dashboard>]) -> Vec<Reference> {
    let mut found: Vec<Reference> = Vec::new();
    for dashboard in dashboards {
        rewrite(dashboard.view(), &mut |kind, id| {
            if kind != CAPABILITIES {
                add(&mut found, kind, id, None);
            }
            None
        });
    }
    found
}

fn add(found: &mut Vec<Reference>, kind: &'static str, id: &str, template: Option<&str>) {
    if !found.iter().any(|known| known.kind == kind && known.id == id && known.template.as_deref() == template) {
        let template = template.map(str::to_owned);
        found.push(Reference { kind, id: id.to_owned(), template, ..Reference::default() });
    }
}

/// Adds the capabilities that tiles show of devices whose template is known.
fn add_capabilities(dashboards: &[Json<Dashboard>], references: &mut Vec<Reference>) {
    for dashboard in dashboards {
        for tile in dashboard.view().get("tiles").map(|tiles| tiles.items()).unwrap_or_default() {
            let items = |key: &str| Some(tile.get("configuration")?.get(key)?.items());
            for device in items(DEVICES).unwrap_or_default() {
                let device = device.string();
                let is_device = |known: &&Reference| known.kind == DEVICES && Some(&*known.id) == device.as_deref();
                let Some(template) = references.iter().find(is_device).and_then(|known| known.template.clone()) else {
                    continue;
                };
                for capability in items(CAPABILITIES).unwrap_or_default() {
                    if let Some(id) = capability.text("capability") {
                        add(references, CAPABILITIES, &id, Some(&template));
                    }
                }
            }
        }
    }
}

/// Writes the document of an export. It contains the dashboards with their ids, in the form in which they are written;
/// it contains no token and no address.
#[must_use]
pub fn write_document(dashboards: &[Json<Dashboard>], references: &[Reference]) -> String {
    let mut writer = Writer::default();
    writer.object(|writer| {
        member(writer, "format", FORMAT);
        writer.key("dashboards");
        writer.array(|writer| {
            for dashboard in dashboards {
                writer.separate();
                writer.object(|writer| {
                    for (key, value) in dashboard.view().members() {
                        if key != "etag" {
                            writer.key(&key);
                            writer.raw(value.as_str());
                        }
                    }
                });
            }
        });
        lists(writer, &[GROUPS, DEVICES, ORGANIZATIONS], references);
    });
    writer.into_text()
}

fn lists(writer: &mut Writer, kinds: &[&str], references: &[Reference]) {
    for &kind in kinds {
        writer.key(kind);
        writer.array(|writer| {
            for reference in references.iter().filter(|reference| reference.kind == kind) {
                writer.separate();
                writer.object(|writer| reference.write(writer));
            }
        });
    }
}

impl Reference {
    fn write(&self, writer: &mut Writer) {
        member(writer, "id", &self.id);
        for (key, text) in [
            ("displayName", &self.display_name),
            ("template", &self.template),
            ("templateName", &self.template_name),
            ("to", &self.to),
        ] {
            if let Some(text) = text {
                member(writer, key, text);
            }
        }
        if !self.candidates.is_empty() {
            writer.key("candidates");
            writer.array(|writer| {
                for (id, name) in &self.candidates {
                    writer.separate();
                    writer.object(|writer| {
                        member(writer, "id", id);
                        member(writer, "displayName", name);
                    });
                }
            });
        }
    }
}

fn member(writer: &mut Writer, key: &str, text: &str) {
    writer.key(key);
    writer.string(text);
}

/// Reads the document of an export: the dashboards, and the objects that they refer to.
///
/// # Errors
/// Returns `InvalidInput` if the document is malformed, or contains a value that is not a dashboard, or a dashboard
/// without an id.
pub fn read_document(document: View<'_>) -> Result<(Vec<Json<Dashboard>>, Vec<Reference>), Error> {
    if document.text("format").as_deref() != Some(FORMAT) {
        return Err(Error::invalid(
            "/document/format",
            "document should be one of export, in a format that this version knows",
        ));
    }
    let items = document.get("dashboards").map(|dashboards| dashboards.items()).unwrap_or_default();
    let mut dashboards = Vec::with_capacity(items.len());
    for item in items {
        let pointer = ["/document/dashboards/", &dashboards.len().to_string()].concat();
        let dashboard = Json::<Dashboard>::parse(item.as_str().as_bytes());
        let dashboard =
            dashboard.map_err(|error| Error::invalid(&[&pointer, error.pointer.as_str()].concat(), &error.message))?;
        if !Dashboard::is_id(&id_of(&dashboard)) {
            return Err(Error::invalid(&join(&pointer, "id"), "id should be that of a dashboard"));
        }
        dashboards.push(dashboard);
    }
    let mut references = references(&dashboards);
    for reference in &mut references {
        let list = document.get(reference.kind).map(|list| list.items()).unwrap_or_default();
        if let Some(known) = list.iter().find(|known| known.text("id").as_ref() == Some(&reference.id)) {
            let text = |key: &str| known.text(key).filter(|text| !text.is_empty());
            reference.display_name = text("displayName");
            reference.template = text("template");
            reference.template_name = text("templateName");
        }
    }
    add_capabilities(&dashboards, &mut references);
    Ok((dashboards, references))
}

/// Returns the id of a dashboard; empty if it has none.
#[must_use]
pub fn id_of(dashboard: &Json<Dashboard>) -> String {
    dashboard.view().text("id").unwrap_or_default()
}

/// Returns the id of the copy of a dashboard. It is always the same, so that a repeated import finds the copy.
#[must_use]
pub fn copy_id(id: &str) -> String {
    [id.get(..123).unwrap_or(id), ":copy"].concat()
}

/// Returns the id that a reference has in the application of the import.
pub fn id_there(references: &[Reference], kind: &str, id: &str) -> Option<String> {
    references.iter().find(|known| known.kind == kind && known.id == id)?.to.clone()
}

/// Decides what to do with a dashboard if the application of the import has the dashboard `there` under its id.
#[must_use]
pub fn action(dashboard: &Json<Dashboard>, there: Option<&Json<Dashboard>>, on_conflict: OnConflict) -> Action {
    match there {
        None => Action::Create,
        Some(there) if means_the_same(dashboard, there) => Action::Equal,
        Some(_) => match on_conflict {
            OnConflict::Skip => Action::Skip,
            OnConflict::Replace => Action::Replace,
            OnConflict::Copy => Action::Copy,
        },
    }
}

/// Decides what to do with a dashboard, as [`action`] does, and under which id it is written.
#[must_use]
pub fn place(dashboard: Json<Dashboard>, there: Option<&Json<Dashboard>>, on_conflict: OnConflict) -> Planned {
    let action = action(&dashboard, there, on_conflict);
    let id = id_of(&dashboard);
    Planned { id: if action == Action::Copy { copy_id(&id) } else { id }, action, dashboard }
}

/// Returns whether two dashboards differ at most in members that the service sets.
pub fn means_the_same(one: &Json<Dashboard>, other: &Json<Dashboard>) -> bool {
    let [one, other] = [one, other].map(|dashboard| {
        let text = String::from_utf8(dashboard.writable()).unwrap_or_default();
        View::new(&text).canonical("etag")
    });
    one == other
}

impl Planned {
    fn write(&self, writer: &mut Writer) {
        member(writer, "id", &self.id);
        member(writer, "displayName", &self.dashboard.view().text("displayName").unwrap_or_default());
        member(writer, "action", self.action.as_str());
    }
}

impl Plan {
    /// Returns the plan as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut writer = Writer::default();
        writer.object(|writer| {
            writer.key("dashboards");
            writer.array(|writer| {
                for planned in &self.dashboards {
                    writer.separate();
                    writer.object(|writer| planned.write(writer));
                }
            });
            lists(writer, &[GROUPS, DEVICES, ORGANIZATIONS, CAPABILITIES], &self.references);
        });
        writer.into_text()
    }

    /// Returns an error if dashboards refer to objects that the application of the import does not have.
    ///
    /// # Errors
    /// Returns `InvalidInput` with the names of the unknown objects.
    pub fn refuse_unknown(&self) -> Result<(), Error> {
        let unknown = |reference: &&Reference| reference.to.is_none() && reference.kind != CAPABILITIES;
        let unknown = self.references.iter().filter(unknown);
        let names: Vec<String> = unknown.map(|reference| [reference.kind, "/", &reference.id].concat()).collect();
        if names.is_empty() {
            return Ok(());
        }
        let why = "this application has no ";
        let advice = ": name what takes their place in `map`; the plan of a `dryRun` has candidates";
        Err(Error::invalid("/map", &[why, &names.join(", "), advice].concat()))
    }
}
