//! The seed: the initial content of an emulated application. The contract has no such document; the form is the
//! emulator's own.
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
//! Templates, groups, organizations (parents first) and dashboards are bodies as a client would PUT them. The default
//! seed consists of several such documents. See `seed/README.md`.

mod fill;

use std::{collections::BTreeMap, path::Path};

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use serde_path_to_error::Segment;
use uuid::Uuid;

pub(crate) use self::fill::fill;
use crate::{
    device::{Model, SIMULATION, flatten},
    documents::{dashboards, device_groups, device_templates, devices, organizations},
    error::Error,
    json::pointer,
    resource::{check_name, check_subdomain},
    simulation::{INTERVAL, SEED, Signal},
    validate::Contract,
};

/// The application of the service's tutorial with a rich dashboard, more devices, and a dashboard for each tile type.
const CONTOSO: [&str; 6] = [
    include_str!("../../seed/contoso.json"),
    include_str!("../../seed/fleet.json"),
    include_str!("../../seed/charts.json"),
    include_str!("../../seed/events.json"),
    include_str!("../../seed/values.json"),
    include_str!("../../seed/content.json"),
];

/// A dashboard with values that the contract excludes.
const BEYOND: &str = include_str!("../../seed/beyond.json");

/// An application and its content.
#[derive(Debug, Default)]
pub(crate) struct Seed {
    /// The documents of which the seed was read.
    pub(crate) documents: Vec<String>,
    pub(crate) application: Application,
    /// Stored documents by id, with their simulation.
    pub(crate) templates: BTreeMap<String, Value>,
    pub(crate) devices: Vec<Device>,
    /// Groups by id.
    pub(crate) groups: BTreeMap<String, Value>,
    /// Organizations by id.
    pub(crate) organizations: BTreeMap<String, Value>,
    /// Dashboards by id.
    pub(crate) dashboards: BTreeMap<String, Value>,
}

/// The ids and names of the application.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Application {
    /// A GUID.
    pub(crate) id: String,
    pub(crate) display_name: String,
    pub(crate) subdomain: String,
}

/// A device template: a DTDL document, and the simulation of capabilities for which the default does not fit.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Template {
    template: Value,
    /// Signals by path: `temperature`, or `component.temperature`. A property with a signal changes every hour.
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
    /// Whether the device is simulated.
    #[serde(default = "yes")]
    pub(crate) simulated: bool,
    /// The seconds between two messages.
    #[serde(default = "interval")]
    pub(crate) interval: u32,
    /// The seed of the random values: other seeds give other values. Taken from the document, for all its devices.
    #[serde(skip)]
    pub(crate) seed: u64,
    /// Reported and cloud properties; those of a component are in an object with its name.
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
    /// Reads a seed from documents, the first of which describes the application. Each body is checked as if a client
    /// had sent it. Fails with a message that contains a JSON pointer.
    pub(crate) fn new(documents: Vec<String>, contract: Contract) -> Result<Self, String> {
        let mut seed = Self::default();
        for (number, text) in documents.iter().enumerate() {
            seed.add(text, number == 0, contract)?;
        }
        Ok(Self { documents, ..seed })
    }

    fn add(&mut self, text: &str, first: bool, contract: Contract) -> Result<(), String> {
        let document: Value = serde_json::from_str(text).map_err(|error| format!("it is not JSON: {error}"))?;
        let Value::Object(mut document) = document else { return Err("it must be an object".into()) };
        let mut section = |name: &str| document.remove(name);
        if let Some(application) = section("application") {
            self.application = application_of(application)?;
        } else if first {
            return Err("/application is missing".into());
        }
        let world = section("seed").map_or(Ok(SEED), |seed| read("/seed", seed))?;
        for (place, item) in items("/templates", section("templates"))? {
            let (id, document) = template(&place, read(&place, item)?)?;
            let document = device_templates::normalize(&id, document)
                .map_err(|error| locate(&format!("{place}/template"), &error))?;
            keep(&mut self.templates, &format!("{place}/template/@id"), id, document)?;
        }
        for (place, item) in items("/devices", section("devices"))? {
            let device = Device { seed: world, ..read(&place, item)? };
            self.check_device(&place, &device)?;
            self.devices.push(device);
        }
        for (place, item) in items("/deviceGroups", section("deviceGroups"))? {
            let id = id_of(&place, &item)?;
            let model = |template: &str| Ok(self.templates.get(template).map(Model::new));
            let group = device_groups::normalize(&id, item, model).map_err(|error| locate(&place, &error))?;
            keep(&mut self.groups, &format!("{place}/id"), id, group)?;
        }
        for (place, item) in items("/organizations", section("organizations"))? {
            let id = id_of(&place, &item)?;
            organizations::check_id(&id).map_err(|error| locate(&format!("{place}/id"), &error))?;
            let others: Vec<_> = self.organizations.values().collect();
            organizations::check(&id, &item, &others).map_err(|error| locate(&place, &error))?;
            keep(&mut self.organizations, &format!("{place}/id"), id, item)?;
        }
        let dashboards: BTreeMap<String, Value> =
            section("dashboards").map_or(Ok(BTreeMap::new()), |section| read("/dashboards", section))?;
        for (id, item) in dashboards {
            let place = format!("/dashboards{}", pointer(&id));
            let dashboard = dashboards::check_id(&id).and_then(|()| dashboards::normalize(&id, item, contract));
            keep(&mut self.dashboards, &place, id, dashboard.map_err(|error| locate(&place, &error))?)?;
        }
        match document.keys().next() {
            Some(stray) => Err(format!("{}: a seed has no such member", pointer(stray))),
            None => Ok(()),
        }
    }

    fn check_device(&self, place: &str, device: &Device) -> Result<(), String> {
        devices::check_id(&device.id).map_err(|error| locate(&format!("{place}/id"), &error))?;
        if self.devices.iter().any(|other| other.id == device.id) {
            return Err(format!("{place}/id: there is a {} already", device.id));
        }
        if device.interval == 0 {
            return Err(format!("{place}/interval: must be a second at least"));
        }
        let template = self.templates.get(&device.template);
        let template = template.ok_or_else(|| format!("{place}/template: there is no template {}", device.template))?;
        flatten("", &device.properties, &Model::new(template), &mut |_, _| {})
            .map_err(|error| locate(&format!("{place}/properties"), &error))
    }
}

/// Reads a file that describes an application. Fails with a message.
pub(crate) fn read_file(file: &Path, contract: Contract) -> Result<Seed, String> {
    let text = std::fs::read_to_string(file).map_err(|error| error.to_string());
    text.and_then(|text| Seed::new(vec![text], contract))
        .map_err(|problem| format!("the seed {}: {problem}", file.display()))
}

/// Returns the built-in application "Contoso"; with a lenient contract, also the dashboard beyond the contract.
pub(crate) fn contoso(contract: Contract) -> Result<Seed, String> {
    let beyond = Some(BEYOND).filter(|_| contract == Contract::Lenient);
    let documents = CONTOSO.into_iter().chain(beyond).map(str::to_owned).collect();
    Seed::new(documents, contract).map_err(|problem| format!("the seed: {problem}"))
}

fn application_of(value: Value) -> Result<Application, String> {
    let application: Application = read("/application", value)?;
    if Uuid::parse_str(&application.id).is_err() {
        return Err("/application/id: must be a GUID".into());
    }
    if application.display_name.is_empty() {
        return Err("/application/displayName: must not be empty".into());
    }
    // The subdomain is also the name of the resource.
    let subdomain = &application.subdomain;
    check_subdomain(subdomain)
        .and_then(|()| check_name(subdomain))
        .map_err(|problem| format!("/application/subdomain: {}", problem.trim_end_matches('.')))?;
    Ok(application)
}

fn template(place: &str, Template { mut template, simulation }: Template) -> Result<(String, Value), String> {
    let id = template.get("@id").and_then(Value::as_str);
    let id = id.ok_or_else(|| format!("{place}/template/@id is missing"))?.to_owned();
    let model = Model::new(&template);
    for (path, signal) in &simulation {
        let place = format!("{place}/simulation{}", pointer(path));
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

/// Adds a document whose id must be new.
fn keep(kept: &mut BTreeMap<String, Value>, place: &str, id: String, document: Value) -> Result<(), String> {
    if kept.contains_key(&id) {
        return Err(format!("{place}: there is a {id} already"));
    }
    kept.insert(id, document);
    Ok(())
}

/// Makes an error of a body relative to the complete document.
fn locate(place: &str, error: &Error) -> String {
    let message = error.message().trim_end_matches('.');
    if message.starts_with('/') { format!("{place}{message}") } else { format!("{place}: {message}") }
}

/// Returns the items of a list, each with its JSON pointer.
fn items(place: &str, section: Option<Value>) -> Result<impl Iterator<Item = (String, Value)>, String> {
    let items: Vec<Value> = section.map_or(Ok(Vec::new()), |section| read(place, section))?;
    let place = place.to_owned();
    Ok(items.into_iter().enumerate().map(move |(index, item)| (format!("{place}/{index}"), item)))
}

fn id_of(place: &str, item: &Value) -> Result<String, String> {
    let id = item.get("id").and_then(Value::as_str);
    id.map(str::to_owned).ok_or_else(|| format!("{place}/id is missing"))
}

fn read<T: DeserializeOwned>(place: &str, value: Value) -> Result<T, String> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let steps = error.path().iter().map(|step| match step {
            Segment::Seq { index } => pointer(&index.to_string()),
            Segment::Map { key } => pointer(key),
            Segment::Enum { .. } | Segment::Unknown => String::new(),
        });
        format!("{place}{}: {}", steps.collect::<String>(), error.inner())
    })
}
