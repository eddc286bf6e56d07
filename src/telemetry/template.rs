//! Reads capabilities and their names from the DTDL document of a device template.

use std::mem;

use super::units::symbol;
use crate::json::Writer;
use crate::model::{Json, TemplateCapability, View};

/// The deepest nesting of interfaces and objects that is read.
const MAX_DEPTH: usize = 8;
/// The maximal number of interfaces, capabilities and fields that are read. An interface that many components refer to,
/// or that refers to itself, multiplies.
const MAX_READ: usize = 10_000;

/// The names of a capability, or of a field of an object.
#[derive(Debug, Clone)]
pub(super) struct CapabilityNames {
    /// The path as tiles name it: modules, components and, for a field, the capability in front.
    pub(super) path: String,
    pub(super) display_name: LanguageMap,
    pub(super) unit: LanguageMap,
    /// The values of an enumeration as text, and their names.
    pub(super) labels: Vec<(String, LanguageMap)>,
}

/// A text in several languages. A text without a language is stored under an empty tag.
#[derive(Debug, Clone, Default)]
pub(super) struct LanguageMap(Vec<(String, String)>);

impl LanguageMap {
    /// Reads a text, or an object of texts by language.
    fn read(object: View<'_>, key: &str) -> Self {
        let Some(value) = object.get(key) else { return Self::default() };
        let texts = value.string().map(|text| vec![(String::new(), text.into_owned())]).unwrap_or_else(|| {
            value
                .members()
                .into_iter()
                .filter_map(|(language, text)| Some((language, text.string()?.into_owned())))
                .collect()
        });
        Self(texts.into_iter().filter(|(_, text)| !text.is_empty()).collect())
    }

    fn from_text(text: String) -> Self {
        Self([(String::new(), text)].into_iter().filter(|(_, text)| !text.is_empty()).collect())
    }

    fn or_else(self, other: impl FnOnce() -> Self) -> Self {
        if self.0.is_empty() { other() } else { self }
    }

    /// Returns the text for a BCP 47 tag: in exactly that language, in a more general one, in English, or else in any.
    pub(super) fn text(&self, locale: &str) -> Option<&str> {
        let mut wanted = locale;
        loop {
            let exact = self.0.iter().find(|(language, _)| language.eq_ignore_ascii_case(wanted));
            let shorter = wanted.rsplit_once('-').map(|(shorter, _)| shorter);
            let kind_of = || match shorter {
                None => self.0.iter().find(|(language, _)| base(language).eq_ignore_ascii_case(wanted)),
                Some(_) => None,
            };
            if let Some((_, text)) = exact.or_else(kind_of) {
                return Some(text);
            }
            wanted = match shorter {
                Some(shorter) => shorter,
                None if wanted != ENGLISH => ENGLISH,
                None => return self.0.first().map(|(_, text)| text.as_str()),
            };
        }
    }
}

const ENGLISH: &str = "en";

fn base(language: &str) -> &str {
    language.split('-').next().unwrap_or_default()
}

/// Reads the names of all capabilities of a template's model.
pub(super) fn read_model(model: View<'_>) -> Vec<CapabilityNames> {
    Reader::read(model).names
}

/// Lists the capabilities of a template, with names in the language of `locale`.
pub(crate) fn capabilities(template: View<'_>, locale: &str) -> Json<Vec<TemplateCapability>> {
    let mut reader = template.get("capabilityModel").map(Reader::read).unwrap_or_default();
    let mut writer = Writer::default();
    // From here on the reader counts what is written, since a type that many capabilities refer to multiplies.
    reader.read = 0;
    writer.array(|writer| {
        for (path, kind, content) in mem::take(&mut reader.contents) {
            writer.separate();
            writer.object(|writer| reader.capability(&path, kind, content, locale, writer));
        }
    });
    Json::unchecked(writer.into_text())
}

#[derive(Default)]
struct Reader<'a> {
    /// Interfaces and schemas with an id, by which other parts of the document refer to them.
    definitions: Vec<(String, View<'a>)>,
    names: Vec<CapabilityNames>,
    /// Telemetry, properties and commands: path, kind and content.
    contents: Vec<(String, &'static str, View<'a>)>,
    read: usize,
}

impl<'a> Reader<'a> {
    fn read(model: View<'a>) -> Self {
        let mut reader = Self::default();
        reader.define(model, 0);
        reader.interface(model, "", 0);
        reader
    }

    /// Records the definitions in an interface that have an id: the interface, its `schemas`, and nested interfaces.
    fn define(&mut self, interface: View<'a>, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        let nested = items_or_single(interface, "contents")
            .into_iter()
            .flat_map(|content| [items_or_single(content, "schema"), items_or_single(content, "target")].concat())
            .filter(|inner| inner.get("contents").is_some());
        for inner in items_or_single(interface, "extends").into_iter().chain(nested) {
            self.define(inner, depth + 1);
        }
        for definition in items_or_single(interface, "schemas").into_iter().chain([interface]) {
            if let Some(id) = definition.text("@id") {
                self.definitions.push((id, definition));
            }
        }
    }

    /// Returns the definition that an id refers to; any other value is returned unchanged.
    fn resolve(&self, view: View<'a>) -> View<'a> {
        let id = view.string();
        let known = self.definitions.iter().find(|(known, _)| Some(known.as_str()) == id.as_deref());
        known.map_or(view, |(_, definition)| *definition)
    }

    fn interface(&mut self, interface: View<'a>, prefix: &str, depth: usize) {
        if self.exceeds_limits(depth) {
            return;
        }
        for content in items_or_single(interface, "contents") {
            let Some(name) = content.text("name") else { continue };
            let path = [prefix, &name].concat();
            let is = |kind: &str| has_type(content, kind);
            let inner = if is("Component") {
                items_or_single(content, "schema")
            } else if is("EdgeModule") {
                items_or_single(content, "target")
            } else {
                let kinds = [("Telemetry", "telemetry"), ("Property", "property"), ("Command", "command")];
                if let Some((_, kind)) = kinds.into_iter().find(|(name, _)| is(name)) {
                    self.contents.push((path.clone(), kind, content));
                }
                self.value(content, path, depth);
                continue;
            };
            for inner in inner {
                let inner = self.resolve(inner);
                self.interface(inner, &[&path, "."].concat(), depth + 1);
            }
        }
        for extended in items_or_single(interface, "extends") {
            let extended = self.resolve(extended);
            self.interface(extended, prefix, depth + 1);
        }
    }

    /// Reads the names of a capability, or of a field of an object.
    fn value(&mut self, value: View<'a>, path: String, depth: usize) {
        if self.exceeds_limits(depth) {
            return;
        }
        let schema = value.get("schema").map(|schema| self.resolve(schema));
        let list = |key: &str| schema.map(|schema| items_or_single(schema, key)).unwrap_or_default();
        self.names.push(CapabilityNames {
            path: path.clone(),
            display_name: LanguageMap::read(value, "displayName"),
            unit: unit(value),
            labels: list("enumValues").into_iter().filter_map(label).collect(),
        });
        for field in list("fields") {
            if let Some(name) = field.text("name") {
                self.value(field, [&path, ".", &name].concat(), depth + 1);
            }
        }
    }

    /// Writes the members of a capability.
    fn capability(&mut self, path: &str, kind: &str, content: View<'a>, locale: &str, writer: &mut Writer) {
        let name = path.rsplit_once('.').map_or(path, |(_, name)| name);
        text_member(writer, "path", path);
        text_member(writer, "displayName", LanguageMap::read(content, "displayName").text(locale).unwrap_or(name));
        text_member(writer, "kind", kind);
        if let Some(unit) = unit(content).text(locale) {
            text_member(writer, "unit", unit);
        }
        if kind != "command" {
            writer.key("schema");
            self.schema(content.get("schema"), locale, 0, writer);
        }
        if let Some(request) = content.get("request") {
            writer.key("request");
            writer.object(|writer| self.field(request, locale, 0, writer));
        }
        if let Some(response) = content.get("response") {
            writer.key("response");
            self.schema(response.get("schema"), locale, 0, writer);
        }
    }

    /// Writes the members of a field.
    fn field(&mut self, field: View<'a>, locale: &str, depth: usize, writer: &mut Writer) {
        let key = field.text("name").unwrap_or_default();
        text_member(writer, "key", &key);
        text_member(writer, "name", LanguageMap::read(field, "displayName").text(locale).unwrap_or(&key));
        writer.key("schema");
        self.schema(field.get("schema"), locale, depth, writer);
    }

    /// Writes the type of a value.
    fn schema(&mut self, schema: Option<View<'a>>, locale: &str, depth: usize, writer: &mut Writer) {
        let schema = schema.map(|schema| self.resolve(schema)).filter(|_| !self.exceeds_limits(depth));
        let Some(schema) = schema else { return writer.object(|writer| text_member(writer, "type", "any")) };
        let (is_enum, is_object) = (has_type(schema, "Enum"), has_type(schema, "Object"));
        let kind = match schema.string().as_deref() {
            Some("double" | "float" | "integer" | "long") => "number",
            Some("boolean") => "boolean",
            Some("string" | "date" | "time" | "dateTime" | "duration") => "string",
            Some("geopoint") => "geopoint",
            Some("vector") => "vector",
            _ if is_enum => "enum",
            _ if is_object => "object",
            _ => "any",
        };
        writer.object(|writer| {
            text_member(writer, "type", kind);
            if is_enum || is_object {
                writer.key(if is_enum { "values" } else { "fields" });
                let items = items_or_single(schema, if is_enum { "enumValues" } else { "fields" });
                writer.array(|writer| {
                    for item in items {
                        writer.separate();
                        writer.object(|writer| match item.get("enumValue").filter(|_| is_enum) {
                            Some(value) => {
                                writer.key("value");
                                writer.raw(value.as_str());
                                let label =
                                    label(item).map(|(wire, label)| label.or_else(|| LanguageMap::from_text(wire)));
                                let name = label.as_ref().and_then(|label| label.text(locale));
                                text_member(writer, "name", name.unwrap_or_default());
                            }
                            None => self.field(item, locale, depth + 1, writer),
                        });
                    }
                });
            }
        });
    }

    /// Counts another interface, capability or field. Returns whether it exceeds the limit of number or nesting.
    fn exceeds_limits(&mut self, depth: usize) -> bool {
        self.read += 1;
        self.read > MAX_READ || depth > MAX_DEPTH
    }
}

fn unit(value: View<'_>) -> LanguageMap {
    let unit = || LanguageMap::from_text(value.text("unit").map(|unit| symbol(&unit)).unwrap_or_default());
    LanguageMap::read(value, "displayUnit").or_else(unit)
}

fn text_member(writer: &mut Writer, key: &str, text: &str) {
    writer.key(key);
    writer.string(text);
}

/// Returns whether a content or a schema is of this kind.
fn has_type(object: View<'_>, kind: &str) -> bool {
    items_or_single(object, "@type").iter().any(|found| found.string().is_some_and(|found| found == kind))
}

fn label(value: View<'_>) -> Option<(String, LanguageMap)> {
    let wire = value.get("enumValue")?;
    let wire = wire.string().map_or_else(|| wire.as_str().to_owned(), Into::into);
    let name = || LanguageMap::from_text(value.text("name").unwrap_or_default());
    Some((wire, LanguageMap::read(value, "displayName").or_else(name)))
}

/// Returns the items of a list, or the value itself as the only item: JSON-LD allows both.
fn items_or_single<'a>(object: View<'a>, key: &str) -> Vec<View<'a>> {
    let Some(value) = object.get(key) else { return Vec::new() };
    if value.as_str().starts_with('[') { value.items() } else { vec![value] }
}
