//! Describes the members of objects as data.

use serde_json::Value;

/// A mistake and its JSON pointer (RFC 6901).
pub(super) struct Violation {
    pub(super) pointer: String,
    pub(super) problem: String,
}

impl Violation {
    pub(super) fn new(problem: impl Into<String>) -> Self {
        Self { pointer: String::new(), problem: problem.into() }
    }

    /// Prepends a step to the pointer.
    pub(super) fn within(mut self, step: impl std::fmt::Display) -> Self {
        self.pointer = format!("/{step}{}", self.pointer);
        self
    }
}

/// How strictly the published contract is applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Contract {
    /// Values that the contract excludes are rejected: other values of an enumeration, other types of a tile, unknown
    /// members of a resource of Azure.
    Strict,
    /// Such values are stored unchanged, as a later version of the service might send them.
    Lenient,
}

/// Whether an object must have a member.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Presence {
    Required,
    Optional,
}

/// A member of an object: its name, its presence, and its values.
pub(super) struct Field(pub(super) &'static str, pub(super) Presence, pub(super) Kind);

/// The allowed values of a member.
pub(super) enum Kind {
    /// Any value.
    Anything,
    /// Any string.
    Text,
    /// One of these strings. With a lenient contract any string, since the contract calls its enumerations open.
    OneOf(&'static [&'static str]),
    /// A string with at least one character.
    Name,
    /// A URL that starts with `https://`.
    SecureAddress,
    Flag,
    Number {
        least: f64,
        most: f64,
    },
    Integer {
        least: i64,
        most: i64,
    },
    List {
        item: &'static Kind,
        most: usize,
    },
    Object(&'static [Field]),
    /// A check that a table cannot express.
    Custom(fn(&Value, Contract) -> Result<(), Violation>),
}

impl Kind {
    pub(super) fn check(&self, value: &Value, contract: Contract) -> Result<(), Violation> {
        let expected = |expected: &str| Err(Violation::new(format!("must be {expected}, but is {}", describe(value))));
        match self {
            Self::Anything => Ok(()),
            Self::Text if value.is_string() => Ok(()),
            Self::Text => expected("a string"),
            Self::OneOf(_) if value.is_string() && contract == Contract::Lenient => Ok(()),
            Self::OneOf(known) if value.as_str().is_some_and(|text| known.contains(&text)) => Ok(()),
            Self::OneOf(known) => expected(&one_of(known)),
            Self::Name if value.as_str().is_some_and(|text| !text.is_empty()) => Ok(()),
            Self::Name => expected("a string of one character or more"),
            Self::SecureAddress if value.as_str().is_some_and(|text| text.starts_with("https://")) => Ok(()),
            Self::SecureAddress => expected("an https:// address"),
            Self::Flag if value.is_boolean() => Ok(()),
            Self::Flag => expected("true or false"),
            Self::Number { least, most } => match value.as_f64() {
                Some(number) if (*least..=*most).contains(&number) => Ok(()),
                _ if most.is_infinite() => expected("a number"),
                _ => expected(&format!("a number from {least} to {most}")),
            },
            Self::Integer { least, most } => match value.as_i64() {
                Some(number) if (*least..=*most).contains(&number) => Ok(()),
                _ if least == most => expected(&least.to_string()),
                _ => expected(&format!("a whole number from {least} to {most}")),
            },
            Self::List { item, most } => match value.as_array() {
                None => expected("an array"),
                Some(items) if items.len() > *most => {
                    Err(Violation::new(format!("may have at most {most} items, but has {}", items.len())))
                }
                Some(items) => items.iter().enumerate().try_for_each(|(position, value)| {
                    item.check(value, contract).map_err(|violation| violation.within(position))
                }),
            },
            Self::Object(fields) => {
                if !value.is_object() {
                    return expected("an object");
                }
                fields.iter().try_for_each(|field| field.check(value, contract))
            }
            Self::Custom(check) => check(value, contract),
        }
    }
}

impl Field {
    fn check(&self, object: &Value, contract: Contract) -> Result<(), Violation> {
        let Self(name, presence, kind) = self;
        match object.get(name) {
            Some(value) => kind.check(value, contract).map_err(|violation| violation.within(name)),
            None if *presence == Presence::Optional => Ok(()),
            None => Err(Violation::new("is required").within(name)),
        }
    }
}

/// Joins words as in `a`, `a or b`, `a, b or c`.
pub(super) fn one_of(known: &[&str]) -> String {
    match known {
        [others @ .., last] if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => known.concat(),
    }
}

fn describe(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) if text.is_empty() => "empty".into(),
        // The value belongs to the user and may be a secret or a picture: the message names its kind and does not
        // repeat it.
        Value::String(_) => "another string".into(),
        Value::Array(_) => "an array".into(),
        Value::Object(_) => "an object".into(),
    }
}
