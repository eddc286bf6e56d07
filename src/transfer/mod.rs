//! Moves dashboards to another application: finds what they refer to, writes and reads the document of an export, and
//! decides what to do with each dashboard. Pure; `client/transfer.rs` sends the requests.

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

/// A device group, device or organization that dashboards refer to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reference {
    /// The kind: `deviceGroups`, `devices` or `organizations`.
    pub kind: &'static str,
    /// The id in the application of the export.
    pub id: String,
    /// The name there; absent if it could not be read.
    pub display_name: Option<String>,
    /// The template of a device.
    pub template: Option<String>,
    /// The id in the application of the import; absent if it is unknown.
    pub to: Option<String>,
    /// Candidates in the application of the import, as ids and names: objects with the same name, or else devices of
    /// the same template.
    pub candidates: Vec<(String, String)>,
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
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// The dashboards, in the order of the document.
    pub dashboards: Vec<Planned>,
    /// The objects that the dashboards refer to. If one has no `to`, the import is refused.
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

/// Returns the dashboard with the ids of groups, devices and organizations replaced. `map` is called with the kind and
/// the id, and returns the new id, or `None` to keep the old one.
pub fn rewrite(dashboard: View<'_>, map: &mut dyn FnMut(&'static str, &str) -> Option<String>) -> String {
    let mut writer = Writer::default();
    level(dashboard, "", &mut writer, map);
    writer.into_text()
}

/// Copies an object at `place`: the dashboard, one of its tiles, or a tile's configuration.
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
                ("", "tiles") => {
                    writer.array(|writer| {
                        for tile in value.items() {
                            writer.separate();
                            level(tile, "tile", writer, map);
                        }
                    });
                    continue;
                }
                ("tile", "configuration") => {
                    level(value, "configuration", writer, map);
                    continue;
                }
                ("", "organizations") => ORGANIZATIONS,
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

/// Returns the objects that the dashboards refer to, each once.
#[must_use]
pub fn references(dashboards: &[Json<Dashboard>]) -> Vec<Reference> {
    let mut found: Vec<Reference> = Vec::new();
    for dashboard in dashboards {
        rewrite(dashboard.view(), &mut |kind, id| {
            if !found.iter().any(|known| known.kind == kind && known.id == id) {
                found.push(Reference { kind, id: id.to_owned(), ..Reference::default() });
            }
            None
        });
    }
    found
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
        lists(writer, references);
    });
    writer.into_text()
}

fn lists(writer: &mut Writer, references: &[Reference]) {
    for kind in [GROUPS, DEVICES, ORGANIZATIONS] {
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
        for (key, text) in [("displayName", &self.display_name), ("template", &self.template), ("to", &self.to)] {
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
            reference.display_name = known.text("displayName");
            reference.template = known.text("template");
        }
    }
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

/// Returns the dashboard for the application of the import, with the ids that its references have there.
#[must_use]
pub fn mapped(dashboard: &Json<Dashboard>, references: &[Reference]) -> Json<Dashboard> {
    Json::unchecked(rewrite(dashboard.view(), &mut |kind, id| {
        references.iter().find(|known| known.kind == kind && known.id == id)?.to.clone()
    }))
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

/// Returns whether two dashboards differ at most in members that the service sets.
fn means_the_same(one: &Json<Dashboard>, other: &Json<Dashboard>) -> bool {
    let [one, other] = [one, other].map(|dashboard| {
        let text = String::from_utf8(dashboard.writable()).unwrap_or_default();
        View::new(&text).canonical("etag")
    });
    one == other
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
                    writer.object(|writer| {
                        member(writer, "id", &planned.id);
                        member(
                            writer,
                            "displayName",
                            &planned.dashboard.view().text("displayName").unwrap_or_default(),
                        );
                        member(writer, "action", planned.action.as_str());
                    });
                }
            });
            lists(writer, &self.references);
        });
        writer.into_text()
    }

    /// Returns an error if dashboards refer to objects that the application of the import does not have.
    ///
    /// # Errors
    /// Returns `InvalidInput` with the names of the unknown objects.
    pub fn refuse_unknown(&self) -> Result<(), Error> {
        let unknown = self.references.iter().filter(|reference| reference.to.is_none());
        let names: Vec<String> = unknown.map(|reference| [reference.kind, "/", &reference.id].concat()).collect();
        if names.is_empty() {
            return Ok(());
        }
        let why = "this application has no ";
        let advice = ": name what takes their place in `map`; the plan of a `dryRun` has candidates";
        Err(Error::invalid("/map", &[why, &names.join(", "), advice].concat()))
    }
}
