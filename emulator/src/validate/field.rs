//! What a member of an object may be, as data.

use serde_json::Value;

/// What is wrong, and where: a JSON pointer (RFC 6901).
pub(super) struct Violation {
    pub(super) pointer: String,
    pub(super) problem: String,
}

impl Violation {
    pub(super) fn new(problem: impl Into<String>) -> Self {
        Self { pointer: String::new(), problem: problem.into() }
    }

    /// The same, seen from one level further out.
    pub(super) fn within(mut self, step: impl std::fmt::Display) -> Self {
        self.pointer = format!("/{step}{}", self.pointer);
        self
    }
}

/// How the published contract is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Contract {
    /// What it closes is refused: other values of an enumeration, other types of a tile, members that a resource of Azure
    /// doesn't have.
    Strict,
    /// What it doesn't name is kept as it came, as a service of a later version might send it.
    Lenient,
}

/// Whether an object must have a member.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Presence {
    Required,
    Optional,
}

/// A member of an object: its name, whether it must be there, and what it may be.
pub(super) struct Field(pub(super) &'static str, pub(super) Presence, pub(super) Kind);

/// What a value may be.
pub(super) enum Kind {
    /// Whatever it is.
    Anything,
    /// Any string.
    Text,
    /// One of these strings; any other where the contract is taken leniently, which calls its enumerations open.
    OneOf(&'static [&'static str]),
    /// A string of one character or more.
    Name,
    /// An address that starts with `https://`.
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
    /// What a table can't say.
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

/// `a`, `a or b`, `a, b or c`.
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
        // A value is the user's and may be a secret or a picture: name its kind, don't repeat it.
        Value::String(_) => "another string".into(),
        Value::Array(_) => "an array".into(),
        Value::Object(_) => "an object".into(),
    }
}
