//! What people call devices and capabilities: from devices and their templates.

use super::plan::{Column, Reading};
use crate::model::View;

/// What is known of devices and templates so far.
#[derive(Debug, Clone, Default)]
pub struct Names {
    devices: Vec<DeviceNames>,
    templates: Vec<(String, Vec<CapabilityNames>)>,
}

#[derive(Debug, Clone)]
struct DeviceNames {
    id: String,
    display_name: Option<String>,
    template: Option<String>,
}

/// What a template says of a capability.
#[derive(Debug, Clone, PartialEq, Eq)]
struct CapabilityNames {
    /// Component in front, as tiles name it.
    path: String,
    display_name: Option<String>,
    unit: Option<String>,
    labels: Vec<(String, String)>,
}

/// Where a value comes from, and what people call that.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// The device's id.
    pub device: String,
    /// Its display name, where it is known.
    pub device_name: Option<String>,
    /// The capability as the tile names it, component in front.
    pub capability: String,
    /// Its display name, where its template has one.
    pub capability_name: Option<String>,
    /// The sign of its unit, such as `°C`, or the unit's name where there is no sign.
    pub unit: Option<String>,
    /// Display names of its values, where it is an enumeration: a value as text, and what it is called.
    pub labels: Vec<(String, String)>,
    /// The aggregate function as the tile names it.
    pub aggregate: Option<String>,
}

impl Names {
    /// Whether a device is known.
    #[must_use]
    pub fn knows_device(&self, id: &str) -> bool {
        self.device(id).is_some()
    }

    /// The template of a device, where nothing is known of it, not even that it can't be read.
    #[must_use]
    pub fn missing_template(&self, device: &str) -> Option<String> {
        let template = self.template_of(device)?;
        let is_known = self.templates.iter().any(|(known, _)| known == template);
        (!is_known).then(|| template.to_owned())
    }

    /// The template of a device.
    #[must_use]
    pub fn template_of(&self, device: &str) -> Option<&str> {
        self.device(device)?.template.as_deref()
    }

    /// Takes in a device as the service shows it, in place of what was known of it.
    pub fn add_device(&mut self, id: &str, device: View<'_>) {
        let text = |key: &str| device.get(key)?.string().map(Into::into);
        self.devices.retain(|known| known.id != id);
        self.devices.push(DeviceNames {
            id: id.to_owned(),
            display_name: text("displayName"),
            template: text("template"),
        });
    }

    /// Takes in a device template as the service shows it; `None` where it can't be had.
    pub fn add_template(&mut self, id: &str, template: Option<View<'_>>) {
        let mut capabilities = Vec::new();
        if let Some(model) = template.and_then(|template| template.get("capabilityModel")) {
            read_interface(model, "", 0, &mut capabilities);
        }
        self.templates.retain(|(known, _)| known != id);
        self.templates.push((id.to_owned(), capabilities));
    }

    /// What a column of a reading is called.
    #[must_use]
    pub fn source(&self, reading: &Reading, column: &Column) -> Source {
        let device = self.device(&reading.device);
        let template = device.and_then(|device| device.template.as_deref());
        let capabilities = self.templates.iter().find(|(id, _)| Some(id.as_str()) == template);
        let capability = capabilities.and_then(|(_, all)| all.iter().find(|known| known.path == column.capability));
        Source {
            device: reading.device.clone(),
            device_name: device.and_then(|device| device.display_name.clone()),
            capability: column.capability.clone(),
            capability_name: capability.and_then(|capability| capability.display_name.clone()),
            unit: capability.and_then(|capability| capability.unit.clone()),
            labels: capability.map(|capability| capability.labels.clone()).unwrap_or_default(),
            aggregate: column.aggregate.clone(),
        }
    }

    fn device(&self, id: &str) -> Option<&DeviceNames> {
        self.devices.iter().find(|device| device.id == id)
    }
}

/// Reads an interface of DTDL, with the interfaces that it extends and those of its components.
fn read_interface(interface: View<'_>, prefix: &str, depth: usize, capabilities: &mut Vec<CapabilityNames>) {
    const DEPTH: usize = 8;
    if depth > DEPTH {
        return;
    }
    let list = |key: &str| interface.get(key).map(|list| list.items()).unwrap_or_default();
    for content in list("contents") {
        let Some(name) = content.get("name").and_then(|name| name.string()) else { continue };
        let path = [prefix, &name].concat();
        let schema = content.get("schema");
        let contents = schema.filter(|_| is_component(content));
        if let Some(component) = contents {
            read_interface(component, &[&path, "."].concat(), depth + 1, capabilities);
            continue;
        }
        let values =
            schema.and_then(|schema| schema.get("enumValues")).map(|values| values.items()).unwrap_or_default();
        capabilities.push(CapabilityNames {
            path,
            display_name: localized(content, "displayName"),
            unit: localized(content, "displayUnit").or_else(|| Some(symbol(&content.get("unit")?.string()?))),
            labels: values.iter().filter_map(|value| label(*value)).collect(),
        });
    }
    for extended in list("extends") {
        read_interface(extended, prefix, depth + 1, capabilities);
    }
}

fn is_component(content: View<'_>) -> bool {
    let is = |view: &View<'_>| view.string().is_some_and(|kind| kind == "Component");
    content.get("@type").is_some_and(|kind| is(&kind) || kind.items().iter().any(is))
}

/// A text, or its English form where there are several.
fn localized(object: View<'_>, key: &str) -> Option<String> {
    let text = object.get(key)?;
    let text = text.string().or_else(|| text.get("en")?.string())?;
    Some(text.into_owned()).filter(|text| !text.is_empty())
}

fn label(value: View<'_>) -> Option<(String, String)> {
    let wire = value.get("enumValue")?;
    let wire = wire.string().map_or_else(|| wire.as_str().to_owned(), Into::into);
    let name = localized(value, "displayName").or_else(|| Some(value.get("name")?.string()?.into_owned()))?;
    Some((wire, name))
}

/// The signs of DTDL's units, each behind its name.
const SIGNS: &str = " degreeCelsius=°C degreeFahrenheit=°F kelvin=K percent=% metre=m kilometre=km centimetre=cm millimetre=mm \
    foot=ft inch=in mile=mi metrePerSecond=m/s kilometrePerHour=km/h milePerHour=mph knot=kn degreeOfArc=° radian=rad \
    degreePerSecond=°/s revolutionPerMinute=rpm hertz=Hz kilohertz=kHz megahertz=MHz gigahertz=GHz pascal=Pa kilopascal=kPa bar=bar \
    millibar=mbar poundPerSquareInch=psi volt=V millivolt=mV kilovolt=kV ampere=A milliampere=mA watt=W kilowatt=kW megawatt=MW \
    kilowattHour=kWh wattHour=Wh joule=J kilojoule=kJ ohm=Ω lux=lx lumen=lm litre=L cubicMetre=m³ litrePerSecond=L/s litrePerHour=L/h \
    cubicMetrePerHour=m³/h gram=g kilogram=kg tonne=t newton=N newtonMetre=N⋅m second=s millisecond=ms minute=min hour=h day=d \
    byte=B megabyte=MB kibibyte=KiB mebibyte=MiB gibibyte=GiB bitPerSecond=bit/s kibibitPerSecond=Kibit/s metrePerSecondSquared=m/s² gForce=g \
    squareMetre=m² gramPerCubicMetre=g/m³ ";

/// The sign of a unit; its name where it has none here.
fn symbol(unit: &str) -> String {
    let mut pairs = SIGNS.split(' ').filter_map(|pair| pair.split_once('='));
    pairs.find(|(name, _)| *name == unit).map_or(unit, |(_, sign)| sign).to_owned()
}
