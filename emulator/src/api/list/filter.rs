//! The parts of OData's `filter` and `orderby` that lists support.

use std::{cmp::Ordering, iter::Peekable, str::CharIndices};

use serde_json::Value;

use crate::error::Error;

/// The fields by which a list can be filtered and sorted.
pub(crate) struct Fields {
    /// Fields that can be compared with texts, and support `contains(field,'x')` and `orderby`.
    pub(crate) text: &'static [&'static str],
    /// Fields that support `eq` and `ne` with `true` and `false`.
    pub(crate) flags: &'static [&'static str],
}

impl Fields {
    fn refuse(&self, what: &str, problem: &str) -> Error {
        let text = self.text.join(", ");
        let flags = if self.flags.is_empty() {
            String::new()
        } else {
            format!("; <flag> eq|ne true|false for {}", self.flags.join(", "))
        };
        Error::bad_request(format!(
            "{what}: {problem}. Supported are, joined by and, or: <field> eq|ne|lt|le|gt|ge 'x', contains(<field>,'x'), \
             indexof(<field>,'x') eq|ne|lt|le|gt|ge 0 for {text}{flags}; and to order by, <field> asc|desc for {text}."
        ))
    }
}

/// A condition of a `filter`.
enum Condition {
    Text {
        field: &'static str,
        operator: Operator,
        value: String,
    },
    Contains {
        field: &'static str,
        part: String,
    },
    /// Compares the position of a text in the field, from 0; -1 if the field does not contain the text.
    Position {
        field: &'static str,
        part: String,
        operator: Operator,
        value: i64,
    },
    Flag {
        field: &'static str,
        equals: bool,
    },
}

type Operator = fn(Ordering) -> bool;

const OPERATORS: [(&str, Operator); 6] = [
    ("eq", Ordering::is_eq),
    ("ne", Ordering::is_ne),
    ("lt", Ordering::is_lt),
    ("le", Ordering::is_le),
    ("gt", Ordering::is_gt),
    ("ge", Ordering::is_ge),
];

/// A parsed `filter`: an item matches if all conditions of one of the alternatives hold. The default matches every
/// item.
#[derive(Default)]
pub(crate) struct Filter(Vec<Vec<Condition>>);

impl Filter {
    /// `and` binds tighter than `or`. Parentheses are not documented.
    pub(crate) fn parse(name: &str, text: &str, fields: &Fields) -> Result<Self, Error> {
        let refuse = |problem: &str| fields.refuse(name, problem);
        let mut tokens = tokens(text).map_err(|problem| refuse(&problem))?.into_iter();
        let (mut alternatives, mut conditions) = (Vec::new(), Vec::new());
        loop {
            conditions.push(condition(&mut tokens, fields).map_err(|problem| refuse(&problem))?);
            match tokens.next() {
                None => {
                    alternatives.push(conditions);
                    return Ok(Self(alternatives));
                }
                Some(Token::Word(word)) if word == "and" => {}
                Some(Token::Word(word)) if word == "or" => alternatives.push(std::mem::take(&mut conditions)),
                Some(other) => return Err(refuse(&format!("expected and, or, found {}", other.text()))),
            }
        }
    }

    pub(crate) fn accepts(&self, item: &Value) -> bool {
        let holds = |condition: &Condition| match condition {
            Condition::Text { field, operator, value } => operator(text_of(item, field).cmp(value)),
            Condition::Contains { field, part } => position(text_of(item, field), part) >= 0,
            Condition::Position { field, part, operator, value } => {
                operator(position(text_of(item, field), part).cmp(value))
            }
            Condition::Flag { field, equals } => item.get(field).and_then(Value::as_bool).unwrap_or(false) == *equals,
        };
        self.0.is_empty() || self.0.iter().any(|conditions| conditions.iter().all(holds))
    }
}

/// The sort order of a list: one field, then the id. So the order is total, and a page can continue after any item.
pub(crate) struct Order {
    field: &'static str,
    descending: bool,
}

impl Order {
    /// Parses the parameter with this name and value.
    pub(crate) fn parse(asked: Option<(&str, &str)>, fields: &Fields) -> Result<Self, Error> {
        let Some((parameter, text)) = asked else { return Ok(Self { field: "id", descending: false }) };
        let mut words = text.split_whitespace();
        let name = words.next().unwrap_or_default();
        let field =
            known(fields.text, name).ok_or_else(|| fields.refuse(parameter, &format!("can't order by {name:?}")))?;
        let descending = match (words.next(), words.next()) {
            (None | Some("asc"), None) => false,
            (Some("desc"), None) => true,
            _ => return Err(fields.refuse(parameter, &format!("can't read {text:?}"))),
        };
        Ok(Self { field, descending })
    }

    /// Returns the item's key in this order.
    pub(crate) fn key(&self, item: &Value) -> (String, String) {
        let id = if item.get("@id").is_some() { "@id" } else { "id" };
        (text_of(item, self.field).to_owned(), text_of(item, id).to_owned())
    }

    pub(crate) fn compare(&self, left: &(String, String), right: &(String, String)) -> Ordering {
        if self.descending { right.cmp(left) } else { left.cmp(right) }
    }
}

/// Returns a member, or the first of several: a device has at most one organization.
fn text_of<'a>(item: &'a Value, field: &str) -> &'a str {
    let value = match field {
        "capabilityModelId" => item.pointer("/capabilityModel/@id"),
        "scopes" => item.get("organizations"),
        // The az CLI sends this where a device's own type is iotEdge.
        "type" => return if item.get("type").is_some_and(is_edge) { "EdgeDevice" } else { "" },
        _ => item.get(field),
    };
    value.and_then(|value| value.as_str().or_else(|| value.get(0)?.as_str())).unwrap_or_default()
}

fn is_edge(kinds: &Value) -> bool {
    kinds.as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind == "iotEdge"))
}

/// Returns the position of a part in a text, ignoring case; -1 if there is none.
fn position(text: &str, part: &str) -> i64 {
    let (text, part) = (text.to_lowercase(), part.to_lowercase());
    text.split_once(&part).map_or(-1, |(before, _)| before.chars().count() as i64)
}

/// Looks up a field, ignoring case: the documentation has `Enabled ne true`.
fn known(fields: &[&'static str], name: &str) -> Option<&'static str> {
    fields.iter().copied().find(|field| field.eq_ignore_ascii_case(name))
}

fn condition(tokens: &mut impl Iterator<Item = Token>, fields: &Fields) -> Result<Condition, String> {
    let name = match tokens.next() {
        Some(Token::Word(name)) => name,
        // The documentation writes `'@id' eq …`.
        Some(Token::Text(name)) if name.starts_with('@') => name,
        Some(other) => return Err(format!("expected a field, found {}", other.text())),
        None => return Err("expected a field, found the end".into()),
    };
    if name == "contains" {
        let (field, part) = arguments(&name, tokens, fields)?;
        return Ok(Condition::Contains { field, part });
    }
    if name == "indexof" {
        let (field, part) = arguments(&name, tokens, fields)?;
        let (_, operator) = operator(&name, tokens)?;
        let value = match tokens.next() {
            Some(Token::Word(word)) => word.parse().ok(),
            _ => None,
        };
        let value = value.ok_or_else(|| format!("{name} compares with a whole number"))?;
        return Ok(Condition::Position { field, part, operator, value });
    }
    let (written, operator) = operator(&name, tokens)?;
    let value = tokens.next();
    match (known(fields.text, &name), known(fields.flags, &name), &value) {
        (Some(field), _, Some(Token::Text(text))) => Ok(Condition::Text { field, operator, value: text.clone() }),
        (_, Some(field), Some(Token::Word(word)))
            if (word == "true" || word == "false") && (written == "eq" || written == "ne") =>
        {
            Ok(Condition::Flag { field, equals: (word == "true") == (written == "eq") })
        }
        (None, None, _) => Err(format!("can't filter by {name:?}")),
        (_, _, value) => Err(format!("{name} can't be {written} {}", Token::describe(value.as_ref()))),
    }
}

/// Parses `(field, 'text')`.
fn arguments(
    function: &str,
    tokens: &mut impl Iterator<Item = Token>,
    fields: &Fields,
) -> Result<(&'static str, String), String> {
    let arguments: Vec<_> = tokens.take(5).collect();
    match arguments.as_slice() {
        [Token::Open, Token::Word(field), Token::Comma, Token::Text(part), Token::Close] => {
            let field = known(fields.text, field).ok_or_else(|| format!("{function} can't look into {field:?}"))?;
            Ok((field, part.clone()))
        }
        _ => Err(format!("expected {function}(<field>,'text')")),
    }
}

fn operator(after: &str, tokens: &mut impl Iterator<Item = Token>) -> Result<(&'static str, Operator), String> {
    let token = tokens.next();
    let found = OPERATORS.iter().find(|(name, _)| matches!(&token, Some(Token::Word(word)) if word == name));
    found.copied().ok_or_else(|| {
        format!("expected eq, ne, lt, le, gt or ge after {after:?}, found {}", Token::describe(token.as_ref()))
    })
}

enum Token {
    Word(String),
    Text(String),
    Open,
    Comma,
    Close,
}

impl Token {
    fn text(&self) -> String {
        match self {
            Self::Word(word) => word.clone(),
            Self::Text(text) => format!("'{text}'"),
            Self::Open => "(".into(),
            Self::Comma => ",".into(),
            Self::Close => ")".into(),
        }
    }

    fn describe(token: Option<&Self>) -> String {
        token.map_or_else(|| "the end".into(), Self::text)
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, character)) = rest.next() {
        match character {
            ' ' | '\t' => {}
            '(' => tokens.push(Token::Open),
            ',' => tokens.push(Token::Comma),
            ')' => tokens.push(Token::Close),
            '\'' => tokens.push(Token::Text(quoted(&mut rest)?)),
            _ if character.is_ascii_alphanumeric() || matches!(character, '@' | '-') => {
                let mut word = String::from(character);
                while let Some((_, next)) = rest.next_if(|(_, next)| next.is_ascii_alphanumeric()) {
                    word.push(next);
                }
                tokens.push(Token::Word(word));
            }
            _ => return Err(format!("unexpected {character:?} at position {start}")),
        }
    }
    Ok(tokens)
}

/// Reads the text after an opening quote; a quote inside is doubled.
fn quoted(rest: &mut Peekable<CharIndices<'_>>) -> Result<String, String> {
    let mut text = String::new();
    while let Some((_, character)) = rest.next() {
        if character != '\'' {
            text.push(character);
        } else if rest.next_if(|(_, next)| *next == '\'').is_some() {
            text.push('\'');
        } else {
            return Ok(text);
        }
    }
    Err("the text is not closed by '".into())
}
