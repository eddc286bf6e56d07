//! What a device template says that its devices can do, read from its DTDL document.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{error::Error, simulation::Signal};

/// The member of a kept template that says how its telemetry is simulated: signals by path. Never answered.
pub(crate) const SIMULATION: &str = "$simulation";

/// The capabilities of a device template by path: `temperature`, `component.temperature`, `module.component.temperature`.
#[derive(Debug, Default)]
pub(crate) struct Model {
    pub(crate) telemetry: BTreeMap<String, Signal>,
    /// Of the telemetry, what its values must be.
    pub(crate) schemas: BTreeMap<String, Value>,
    pub(crate) properties: BTreeMap<String, Property>,
    /// As they stand in the template.
    pub(crate) commands: BTreeMap<String, Value>,
    pub(crate) components: BTreeMap<String, Value>,
    pub(crate) modules: BTreeMap<String, Value>,
    /// How much of the template was read: capabilities, and interfaces, once each time that something names them.
    size: usize,
}

/// A property that devices of a template have.
#[derive(Debug)]
pub(crate) struct Property {
    /// Known to the application only, not to the device.
    pub(crate) cloud: bool,
    pub(crate) writable: bool,
    /// How it changes by itself.
    pub(crate) drift: Option<Signal>,
}

/// The interfaces of an interface may be its own ancestors: nobody nests them deeper than this.
const MAX_DEPTH: usize = 10;
/// Capabilities and interfaces of a template. An interface that many components name would multiply otherwise.
const MAX_SIZE: usize = 2_000;

impl Model {
    /// Of a template as it is kept. What isn't understood is left out: the document is answered as it came anyway.
    pub(crate) fn new(template: &Value) -> Self {
        let mut model = Self::default();
        let hints = template.get(SIMULATION).unwrap_or(&Value::Null);
        model.interface("", template.get("capabilityModel").unwrap_or(&Value::Null), hints, 0);
        model
    }

    fn interface(&mut self, prefix: &str, interface: &Value, hints: &Value, depth: usize) {
        if depth > MAX_DEPTH || self.is_one_too_many() {
            return;
        }
        for parent in list(interface.get("extends")) {
            self.interface(prefix, parent, hints, depth + 1);
        }
        for capability in list(interface.get("contents")) {
            if self.is_one_too_many() {
                return;
            }
            let name = capability.get("name").and_then(Value::as_str).filter(|name| is_name(name));
            let Some(name) = name else { continue };
            let path = format!("{prefix}{name}");
            let is = |kind: &str| list(capability.get("@type")).any(|found| found == kind);
            let hint = hints.get(&path).and_then(|hint| serde_json::from_value(hint.clone()).ok());
            if is("Telemetry") {
                let schema = resolve(capability.get("schema"), interface);
                let signal = hint.unwrap_or_else(|| Signal::of_schema(schema, capability));
                self.schemas.insert(path.clone(), schema.clone());
                self.telemetry.insert(path, signal);
            } else if is("Property") {
                let writable = capability.get("writable").and_then(Value::as_bool).unwrap_or(false);
                self.properties.insert(path, Property { cloud: is("Cloud"), writable, drift: hint });
            } else if is("Command") {
                self.commands.insert(path, capability.clone());
            } else if is("Component") {
                let inner = resolve(capability.get("schema"), interface);
                self.interface(&format!("{path}."), inner, hints, depth + 1);
                self.components.insert(path, capability.clone());
            } else if is("EdgeModule") {
                for inner in list(capability.get("target")) {
                    self.interface(&format!("{path}."), inner, hints, depth + 1);
                }
                self.modules.insert(path, capability.clone());
            }
        }
    }

    /// Counts another capability or interface.
    fn is_one_too_many(&mut self) -> bool {
        self.size += 1;
        self.size > MAX_SIZE
    }

    /// Refuses a template that describes more than devices can have.
    pub(crate) fn check(template: &Value) -> Result<(), Error> {
        if Self::new(template).size <= MAX_SIZE {
            return Ok(());
        }
        Err(Error::unprocessable(format!(
            "/capabilityModel: describes more than {MAX_SIZE} capabilities and interfaces, those of each component counted."
        )))
    }

    /// The telemetry that this path is or is a part of, and the names of that part: `location.lat` is the part `lat` of
    /// `location`.
    pub(crate) fn telemetry_of<'a>(&'a self, path: &'a str) -> Option<(&'a str, &'a Signal, Vec<&'a str>)> {
        let (path, rest) = prefix(path, |path| self.telemetry.contains_key(path))?;
        Some((path, self.telemetry.get(path)?, rest))
    }

    /// The property that this path is or is a part of, and the names of that part.
    pub(crate) fn property_of<'a>(&'a self, path: &'a str) -> Option<(&'a str, Vec<&'a str>)> {
        prefix(path, |path| self.properties.contains_key(path))
    }
}

/// Whether DTDL allows it as the name of a capability: no dot, which paths and addresses give another meaning.
pub(crate) fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.ends_with(|last: char| last.is_ascii_alphanumeric())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn prefix(path: &str, known: impl Fn(&str) -> bool) -> Option<(&str, Vec<&str>)> {
    let mut end = path.len();
    loop {
        let (whole, rest) = path.split_at_checked(end)?;
        if known(whole) {
            return Some((whole, rest.split('.').skip(1).collect()));
        }
        end = whole.rfind('.')?;
    }
}

/// A list, or the only one of it: JSON-LD writes both.
fn list(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let several = value.and_then(Value::as_array);
    let one = value.filter(|_| several.is_none());
    several.into_iter().flatten().chain(one)
}

/// A schema, which may be the `@id` of one of the interface's `schemas`.
fn resolve<'a>(schema: Option<&'a Value>, interface: &'a Value) -> &'a Value {
    let schema = schema.unwrap_or(&Value::Null);
    let known = |other: &&Value| schema.is_string() && other.get("@id") == Some(schema);
    list(interface.get("schemas")).find(known).unwrap_or(schema)
}
