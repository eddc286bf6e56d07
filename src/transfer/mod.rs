//! Dashboards on their way to another application: what they refer to, the document they travel in, and what becomes of each
//! there. Pure: `client/transfer.rs` reads and writes.

#[cfg(test)]
mod tests;

use crate::error::Error;
use crate::json::{Writer, join};
use crate::model::{Dashboard, Json, View};

/// What a document says it is.
const FORMAT: &str = "iotcentral-web/dashboards;1";
pub const GROUPS: &str = "deviceGroups";
pub const DEVICES: &str = "devices";
pub const ORGANIZATIONS: &str = "organizations";

/// Something of an application that dashboards refer to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reference {
    /// `deviceGroups`, `devices` or `organizations`.
    pub kind: &'static str,
    /// Its id in the application that the dashboards come from.
    pub id: String,
    /// Its name there, where that could be read.
    pub display_name: Option<String>,
    /// The template of a device.
    pub template: Option<String>,
    /// Its id in the other application, where that is known.
    pub to: Option<String>,
    /// What of the other application it may be, as ids and names: what has its name, or else devices of its template.
    pub candidates: Vec<(String, String)>,
}

/// What becomes of a dashboard in the other application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// It is created.
    Create,
    /// It takes the place of the one that has its id.
    Replace,
    /// It is created beside the one that has its id, with another id.
    Copy,
    /// The one that has its id stays.
    Skip,
    /// It is there already.
    Equal,
}

/// What to do where another dashboard has the id of one that is imported.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OnConflict {
    /// The other one stays.
    #[default]
    Skip,
    /// The other one is replaced.
    Replace,
    /// Both are there: the imported one has another id.
    Copy,
}

/// A dashboard that is imported.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    /// Its id in the other application.
    pub id: String,
    /// What becomes of it.
    pub action: Action,
    /// The dashboard as it is written.
    pub dashboard: Json<Dashboard>,
}

/// What an import does, or has done.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// The dashboards, in the order of the document.
    pub dashboards: Vec<Planned>,
    /// What they refer to. Where one has no `to`, nothing can be imported.
    pub references: Vec<Reference>,
}

impl Action {
    /// Its name in a plan.
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

    /// Whether something is written.
    #[must_use]
    pub fn writes(self) -> bool {
        matches!(self, Self::Create | Self::Replace | Self::Copy)
    }
}

/// The dashboard with other ids in the places where it names groups, devices and organizations; everything else stays as it is.
/// `map` is told the kind and the id, and gives another id or none.
pub fn rewrite(dashboard: View<'_>, map: &mut dyn FnMut(&'static str, &str) -> Option<String>) -> String {
    let mut writer = Writer::default();
    level(dashboard, "", &mut writer, map);
    writer.into_text()
}

/// Copies an object at `place`: the dashboard, one of its tiles, or the configuration of one.
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

/// What the dashboards refer to, each once.
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

/// The document of an export. It holds the dashboards as they are written, with their ids, and nothing of the client: no token, no
/// address.
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

/// Reads a document: its dashboards, and what they refer to.
///
/// # Errors
/// `InvalidInput` where it is none, or holds what is no dashboard, or one without an id.
pub fn read_document(document: View<'_>) -> Result<(Vec<Json<Dashboard>>, Vec<Reference>), Error> {
    if document.text("format").as_deref() != Some(FORMAT) {
        return Err(Error::invalid(
            "/document/format",
            "document should be what export gave, in a format of this version",
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

/// The id of a dashboard; empty where it has none.
#[must_use]
pub fn id_of(dashboard: &Json<Dashboard>) -> String {
    dashboard.view().text("id").unwrap_or_default()
}

/// The id of the copy of a dashboard, always the same, so that an import that is run again finds it.
#[must_use]
pub fn copy_id(id: &str) -> String {
    [id.get(..123).unwrap_or(id), ":copy"].concat()
}

/// The dashboard for the other application: its references by their ids there.
#[must_use]
pub fn mapped(dashboard: &Json<Dashboard>, references: &[Reference]) -> Json<Dashboard> {
    Json::unchecked(rewrite(dashboard.view(), &mut |kind, id| {
        references.iter().find(|known| known.kind == kind && known.id == id)?.to.clone()
    }))
}

/// What becomes of a dashboard where the other application has `there` under its id.
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

/// Whether two dashboards are equal but for what the service sets.
fn means_the_same(one: &Json<Dashboard>, other: &Json<Dashboard>) -> bool {
    let [one, other] = [one, other].map(|dashboard| {
        let text = String::from_utf8(dashboard.writable()).unwrap_or_default();
        View::new(&text).canonical("etag")
    });
    one == other
}

impl Plan {
    /// The plan as JSON.
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

    /// Refuses to write dashboards that refer to what the other application doesn't have.
    ///
    /// # Errors
    /// `InvalidInput` that names what is unknown.
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
