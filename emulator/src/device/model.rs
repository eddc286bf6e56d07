//! The capabilities in a device template, read from its DTDL document.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{error::Error, simulation::Signal};

/// The member of a stored template that describes the simulation: signals by path. The API never shows it.
pub(crate) const SIMULATION: &str = "$simulation";

/// The capabilities of a device template by path: `temperature`, `component.temperature`,
/// `module.component.temperature`.
#[derive(Debug, Default)]
pub(crate) struct Model {
    pub(crate) telemetry: BTreeMap<String, Signal>,
    /// The DTDL schemas of telemetry.
    pub(crate) schemas: BTreeMap<String, Value>,
    pub(crate) properties: BTreeMap<String, Property>,
    /// The commands as in the template.
    pub(crate) commands: BTreeMap<String, Value>,
    pub(crate) components: BTreeMap<String, Value>,
    pub(crate) modules: BTreeMap<String, Value>,
    /// The number of capabilities and interfaces that were read; an interface counts each time that something refers to
    /// it.
    size: usize,
}

/// A property of devices of a template.
#[derive(Debug)]
pub(crate) struct Property {
    /// Whether only the application knows the property, and the device does not.
    pub(crate) cloud: bool,
    pub(crate) writable: bool,
    /// The signal by which the property changes in the simulation.
    pub(crate) drift: Option<Signal>,
}

/// The deepest nesting: an interface may contain itself.
const MAX_DEPTH: usize = 10;
/// The maximal number of capabilities and interfaces: an interface to which many components refer multiplies.
const MAX_SIZE: usize = 2_000;

impl Model {
    /// Reads a stored template. Parts that are not understood are skipped: the document is returned unchanged anyway.
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

    /// Rejects a template with more capabilities than allowed.
    pub(crate) fn check(template: &Value) -> Result<(), Error> {
        if Self::new(template).size <= MAX_SIZE {
            return Ok(());
        }
        Err(Error::unprocessable(format!(
            "/capabilityModel: describes more than {MAX_SIZE} capabilities and interfaces, those of each component counted."
        )))
    }

    /// Returns the telemetry at this path, or the telemetry whose value has a part at this path, with the names of the
    /// part: `location.lat` is the part `lat` of `location`.
    pub(crate) fn telemetry_of<'a>(&'a self, path: &'a str) -> Option<(&'a str, &'a Signal, Vec<&'a str>)> {
        let (path, rest) = prefix(path, |path| self.telemetry.contains_key(path))?;
        Some((path, self.telemetry.get(path)?, rest))
    }

    /// Returns the property at this path, or the property whose value has a part at this path, with the names of the
    /// part.
    pub(crate) fn property_of<'a>(&'a self, path: &'a str) -> Option<(&'a str, Vec<&'a str>)> {
        prefix(path, |path| self.properties.contains_key(path))
    }
}

/// Returns whether DTDL allows a name for a capability. A dot is not allowed: it separates the parts of paths and
/// addresses.
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

/// Returns the items of a list, or the value itself as the only item: JSON-LD allows both.
fn list(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let several = value.and_then(Value::as_array);
    let one = value.filter(|_| several.is_none());
    several.into_iter().flatten().chain(one)
}

/// Returns a schema, or the one of the interface's `schemas` whose `@id` it is.
fn resolve<'a>(schema: Option<&'a Value>, interface: &'a Value) -> &'a Value {
    let schema = schema.unwrap_or(&Value::Null);
    let known = |other: &&Value| schema.is_string() && other.get("@id") == Some(schema);
    list(interface.get("schemas")).find(known).unwrap_or(schema)
}
