//! What a device template calls its capabilities: read from its DTDL document.

use std::mem;

use super::units::sign;
use crate::json::Writer;
use crate::model::{Json, TemplateCapability, View};

/// How deep interfaces and objects may lie in each other.
const MAX_DEPTH: usize = 8;
/// How many interfaces, capabilities and fields are read: an interface that several components name, or itself, multiplies.
const MAX_READ: usize = 10_000;

/// What a template says of a capability, or of a field of one.
#[derive(Debug, Clone)]
pub(super) struct CapabilityNames {
    /// Modules, components and, for a field, the capability in front, as tiles name it.
    pub(super) path: String,
    pub(super) display_name: LanguageMap,
    pub(super) unit: LanguageMap,
    /// The values of an enumeration as text, and what they are called.
    pub(super) labels: Vec<(String, LanguageMap)>,
}

/// A text in some languages. A text without a language has the empty one.
#[derive(Debug, Clone, Default)]
pub(super) struct LanguageMap(Vec<(String, String)>);

impl LanguageMap {
    /// A text, or an object of texts by language.
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

    fn plain(text: String) -> Self {
        Self([(String::new(), text)].into_iter().filter(|(_, text)| !text.is_empty()).collect())
    }

    fn or(self, other: impl FnOnce() -> Self) -> Self {
        if self.0.is_empty() { other() } else { self }
    }

    /// The text for a reader of `locale`, as BCP 47 has it: in that language, in the one that it is a kind of, in English, or in any.
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

/// The names of all capabilities of a template's model.
pub(super) fn read_model(model: View<'_>) -> Vec<CapabilityNames> {
    Reader::over(model).names
}

/// What devices of a template send, hold and do; names are for a reader of `locale`.
pub(crate) fn capabilities(template: View<'_>, locale: &str) -> Json<Vec<TemplateCapability>> {
    let mut reader = template.get("capabilityModel").map(Reader::over).unwrap_or_default();
    let mut writer = Writer::default();
    // From here on it counts what is written: a type that is named often multiplies.
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
    /// Interfaces and schemas that have an id, which stands for them elsewhere in the document.
    definitions: Vec<(String, View<'a>)>,
    names: Vec<CapabilityNames>,
    /// Telemetry, properties and commands: the path, which of these it is, and the content.
    contents: Vec<(String, &'static str, View<'a>)>,
    read: usize,
}

impl<'a> Reader<'a> {
    fn over(model: View<'a>) -> Self {
        let mut reader = Self::default();
        reader.define(model, 0);
        reader.interface(model, "", 0);
        reader
    }

    /// Notes what an interface defines by id: itself, its `schemas`, and the interfaces in it.
    fn define(&mut self, interface: View<'a>, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        let nested = several(interface, "contents")
            .into_iter()
            .flat_map(|content| [several(content, "schema"), several(content, "target")].concat())
            .filter(|inner| inner.get("contents").is_some());
        for inner in several(interface, "extends").into_iter().chain(nested) {
            self.define(inner, depth + 1);
        }
        for definition in several(interface, "schemas").into_iter().chain([interface]) {
            if let Some(id) = definition.text("@id") {
                self.definitions.push((id, definition));
            }
        }
    }

    /// What an id stands for; anything else is itself.
    fn resolve(&self, view: View<'a>) -> View<'a> {
        let id = view.string();
        let known = self.definitions.iter().find(|(known, _)| Some(known.as_str()) == id.as_deref());
        known.map_or(view, |(_, definition)| *definition)
    }

    fn interface(&mut self, interface: View<'a>, prefix: &str, depth: usize) {
        if self.is_enough(depth) {
            return;
        }
        for content in several(interface, "contents") {
            let Some(name) = content.text("name") else { continue };
            let path = [prefix, &name].concat();
            let is = |kind: &str| is(content, kind);
            let inner = if is("Component") {
                several(content, "schema")
            } else if is("EdgeModule") {
                several(content, "target")
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
        for extended in several(interface, "extends") {
            let extended = self.resolve(extended);
            self.interface(extended, prefix, depth + 1);
        }
    }

    /// A capability, or a field of an object.
    fn value(&mut self, value: View<'a>, path: String, depth: usize) {
        if self.is_enough(depth) {
            return;
        }
        let schema = value.get("schema").map(|schema| self.resolve(schema));
        let list = |key: &str| schema.map(|schema| several(schema, key)).unwrap_or_default();
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
        let schema = schema.map(|schema| self.resolve(schema)).filter(|_| !self.is_enough(depth));
        let Some(schema) = schema else { return writer.object(|writer| text_member(writer, "type", "any")) };
        let (is_enum, is_object) = (is(schema, "Enum"), is(schema, "Object"));
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
                let items = several(schema, if is_enum { "enumValues" } else { "fields" });
                writer.array(|writer| {
                    for item in items {
                        writer.separate();
                        writer.object(|writer| match item.get("enumValue").filter(|_| is_enum) {
                            Some(value) => {
                                writer.key("value");
                                writer.raw(value.as_str());
                                let label = label(item).map(|(wire, label)| label.or(|| LanguageMap::plain(wire)));
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

    /// Counts another interface, capability or field, and says whether it is one too many, or lies too deep.
    fn is_enough(&mut self, depth: usize) -> bool {
        self.read += 1;
        self.read > MAX_READ || depth > MAX_DEPTH
    }
}

fn unit(value: View<'_>) -> LanguageMap {
    let unit = || LanguageMap::plain(value.text("unit").map(|unit| sign(&unit)).unwrap_or_default());
    LanguageMap::read(value, "displayUnit").or(unit)
}

fn text_member(writer: &mut Writer, key: &str, text: &str) {
    writer.key(key);
    writer.string(text);
}

/// Whether a content or a schema is of this kind.
fn is(object: View<'_>, kind: &str) -> bool {
    several(object, "@type").iter().any(|found| found.string().is_some_and(|found| found == kind))
}

fn label(value: View<'_>) -> Option<(String, LanguageMap)> {
    let wire = value.get("enumValue")?;
    let wire = wire.string().map_or_else(|| wire.as_str().to_owned(), Into::into);
    let name = || LanguageMap::plain(value.text("name").unwrap_or_default());
    Some((wire, LanguageMap::read(value, "displayName").or(name)))
}

/// The items of a list, or the only one: JSON-LD has both.
fn several<'a>(object: View<'a>, key: &str) -> Vec<View<'a>> {
    let Some(value) = object.get(key) else { return Vec::new() };
    if value.as_str().starts_with('[') { value.items() } else { vec![value] }
}
