//! What an emulated application starts with. The contract has no such document; its shape is the emulator's own.
//!
//! ```json
//! {
//!   "application": { "id": "<GUID>", "displayName": "Contoso", "subdomain": "contoso" },
//!   "seed": 7,
//!   "templates": [{ "template": { "@id": "dtmi:…;1", … }, "simulation": { "temperature": { "kind": "number", … } } }],
//!   "devices": [{ "id": "…", "displayName": "…", "template": "dtmi:…;1", "interval": 60, "properties": { … } }],
//!   "deviceGroups": [{ "id": "…", "displayName": "…", "filter": "SELECT * FROM devices WHERE …" }],
//!   "organizations": [{ "id": "seattle", "displayName": "…", "parent": "…" }],
//!   "dashboards": { "<id>": { "displayName": "…", "tiles": [] } }
//! }
//! ```
//!
//! Templates, groups, organizations (parents first) and dashboards are bodies as a client would PUT them. The default one
//! is several such documents. `seed/README.md` says more.

use std::{collections::BTreeMap, path::Path};

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::{
    api::{dashboards, device_groups, device_templates},
    error::Error,
    model::{Model, SIMULATION},
    simulation::{INTERVAL, SEED, Signal},
};

/// The article's application with a rich dashboard, more devices, and a dashboard for each tile type.
const CONTOSO: [&str; 6] = [
    include_str!("../seed/contoso.json"),
    include_str!("../seed/fleet.json"),
    include_str!("../seed/charts.json"),
    include_str!("../seed/events.json"),
    include_str!("../seed/values.json"),
    include_str!("../seed/content.json"),
];

/// An application and what is in it.
#[derive(Debug, Default)]
pub(crate) struct Seed {
    pub(crate) application: Application,
    /// Documents as they are kept, with their simulation, by id.
    pub(crate) templates: BTreeMap<String, Value>,
    pub(crate) devices: Vec<Device>,
    /// By id.
    pub(crate) groups: BTreeMap<String, Value>,
    /// In the order in which they can be made, by id.
    pub(crate) organizations: Vec<(String, Value)>,
    /// By id.
    pub(crate) dashboards: BTreeMap<String, Value>,
}

/// The application's identity.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Application {
    /// A GUID.
    pub(crate) id: String,
    pub(crate) display_name: String,
    pub(crate) subdomain: String,
}

/// A device template: a DTDL document, and how what it describes is simulated where the default isn't wanted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Template {
    template: Value,
    /// By path: `temperature`, or `component.temperature`. A property with a signal changes every hour.
    #[serde(default)]
    simulation: Map<String, Value>,
}

/// A device.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Device {
    pub(crate) id: String,
    pub(crate) display_name: String,
    /// The id of its template.
    pub(crate) template: String,
    /// Whether it sends by itself.
    #[serde(default = "yes")]
    pub(crate) simulated: bool,
    /// Seconds between two messages.
    #[serde(default = "interval")]
    pub(crate) interval: u32,
    /// Of its world: another seed, other values. The document's, for all of its devices.
    #[serde(skip)]
    pub(crate) seed: u64,
    /// Reported and cloud properties, those of a component in an object of its name.
    #[serde(default)]
    pub(crate) properties: Map<String, Value>,
}

fn yes() -> bool {
    true
}

fn interval() -> u32 {
    INTERVAL as u32
}

impl Seed {
    /// Of a document. Fails with a sentence that names the place by JSON pointer.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut seed = Self::default();
        seed.add(text, true)?;
        seed.normalize()?;
        Ok(seed)
    }

    fn add(&mut self, text: &str, first: bool) -> Result<(), String> {
        let document: Value = serde_json::from_str(text).map_err(|error| format!("it is not JSON: {error}"))?;
        let Value::Object(mut document) = document else { return Err("it must be an object".into()) };
        let mut section = |name: &str| document.remove(name);
        if let Some(application) = section("application") {
            self.application = read("/application", application)?;
        } else if first {
            return Err("/application is missing".into());
        }
        let world = section("seed").map_or(Ok(SEED), |seed| read("/seed", seed))?;
        for (index, item) in items("/templates", section("templates"))?.into_iter().enumerate() {
            let place = format!("/templates/{index}");
            let (id, template) = template(&place, read(&place, item)?)?;
            self.templates.insert(id, template);
        }
        for (index, item) in items("/devices", section("devices"))?.into_iter().enumerate() {
            let place = format!("/devices/{index}");
            let device = Device { seed: world, ..read(&place, item)? };
            if device.interval == 0 {
                return Err(format!("{place}/interval must be a second at least"));
            }
            if !self.templates.contains_key(&device.template) {
                return Err(format!("{place}/template: there is no template {}", device.template));
            }
            if self.devices.iter().any(|other| other.id == device.id) {
                return Err(format!("{place}/id: there is a device {} already", device.id));
            }
            self.devices.push(device);
        }
        self.groups.extend(named("/deviceGroups", section("deviceGroups"))?);
        self.organizations.extend(named("/organizations", section("organizations"))?);
        if let Some(dashboards) = section("dashboards") {
            self.dashboards.append(&mut read("/dashboards", dashboards)?);
        }
        match document.keys().next() {
            Some(stray) => Err(format!("/{stray}: a seed has no such member")),
            None => Ok(()),
        }
    }

    /// Makes of the bodies what is kept, having checked them as if a client had sent them.
    fn normalize(&mut self) -> Result<(), String> {
        let Application { id, subdomain, .. } = &self.application;
        if id.is_empty() || subdomain.is_empty() {
            return Err("/application: id and subdomain must not be empty".into());
        }
        each("/templates", &mut self.templates, device_templates::normalize)?;
        each("/deviceGroups", &mut self.groups, device_groups::normalize)?;
        each("/dashboards", &mut self.dashboards, dashboards::normalize)
    }
}

/// A file that describes an application. Fails with a sentence.
pub(crate) fn read_file(file: &Path) -> Result<Seed, String> {
    let text = std::fs::read_to_string(file).map_err(|error| error.to_string());
    text.and_then(|text| Seed::parse(&text)).map_err(|problem| format!("the seed {}: {problem}", file.display()))
}

/// The application "Contoso" that is compiled in.
pub(crate) fn contoso() -> Result<Seed, String> {
    let mut seed = Seed::default();
    for (number, text) in CONTOSO.iter().enumerate() {
        seed.add(text, number == 0).map_err(|problem| format!("seed {number}: {problem}"))?;
    }
    seed.normalize().map_err(|problem| format!("seed: {problem}"))?;
    Ok(seed)
}

fn template(place: &str, Template { mut template, simulation }: Template) -> Result<(String, Value), String> {
    let id = template.get("@id").and_then(Value::as_str);
    let id = id.ok_or_else(|| format!("{place}/template/@id is missing"))?.to_owned();
    let model = Model::new(&template);
    for (path, signal) in &simulation {
        let place = format!("{place}/simulation/{path}");
        if !model.telemetry.contains_key(path) && !model.properties.contains_key(path) {
            return Err(format!("{place}: the template has no telemetry or property of this path"));
        }
        let signal: Signal = read(&place, signal.clone())?;
        signal.check().map_err(|problem| format!("{place}: {problem}"))?;
    }
    if let Some(fields) = template.as_object_mut() {
        fields.insert(SIMULATION.into(), Value::Object(simulation));
    }
    Ok((id, template))
}

fn each(
    place: &str,
    documents: &mut BTreeMap<String, Value>,
    normalize: fn(&str, Value) -> Result<Value, Error>,
) -> Result<(), String> {
    for (id, document) in documents {
        let kept = normalize(id, document.take());
        *document = kept.map_err(|error| format!("{place}, {id}: {}", error.message().trim_end_matches('.')))?;
    }
    Ok(())
}

fn items(place: &str, section: Option<Value>) -> Result<Vec<Value>, String> {
    section.map_or(Ok(Vec::new()), |section| read(place, section))
}

/// Items that say their ids.
fn named(place: &str, section: Option<Value>) -> Result<Vec<(String, Value)>, String> {
    let named = items(place, section)?.into_iter().enumerate().map(|(index, item)| {
        let id = item.get("id").and_then(Value::as_str);
        Ok((id.ok_or_else(|| format!("{place}/{index}/id is missing"))?.to_owned(), item))
    });
    named.collect()
}

fn read<T: DeserializeOwned>(place: &str, value: Value) -> Result<T, String> {
    serde_json::from_value(value).map_err(|error| format!("{place}: {error}"))
}
