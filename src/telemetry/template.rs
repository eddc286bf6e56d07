//! What a device template calls its capabilities: read from its DTDL document.

use super::units::sign;
use crate::model::View;

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
    let mut reader = Reader { definitions: Vec::new(), names: Vec::new(), read: 0 };
    reader.define(model, 0);
    reader.interface(model, "", 0);
    reader.names
}

struct Reader<'a> {
    /// Interfaces and schemas that have an id, which stands for them elsewhere in the document.
    definitions: Vec<(String, View<'a>)>,
    names: Vec<CapabilityNames>,
    read: usize,
}

impl<'a> Reader<'a> {
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
            let is = |kind: &str| {
                several(content, "@type").iter().any(|found| found.string().is_some_and(|found| found == kind))
            };
            let inner = if is("Component") {
                several(content, "schema")
            } else if is("EdgeModule") {
                several(content, "target")
            } else {
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
        let unit = || LanguageMap::plain(value.text("unit").map(|unit| sign(&unit)).unwrap_or_default());
        self.names.push(CapabilityNames {
            path: path.clone(),
            display_name: LanguageMap::read(value, "displayName"),
            unit: LanguageMap::read(value, "displayUnit").or(unit),
            labels: list("enumValues").into_iter().filter_map(label).collect(),
        });
        for field in list("fields") {
            if let Some(name) = field.text("name") {
                self.value(field, [&path, ".", &name].concat(), depth + 1);
            }
        }
    }

    /// Counts another interface, capability or field, and says whether it is one too many, or lies too deep.
    fn is_enough(&mut self, depth: usize) -> bool {
        self.read += 1;
        self.read > MAX_READ || depth > MAX_DEPTH
    }
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
