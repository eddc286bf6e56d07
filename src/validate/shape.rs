//! Checks a value against the shape of its type: required members, types, sizes, and values outside a known set.

use super::findings::Findings;
use crate::error::Severity::{Error, Warning};
use crate::json::join;
use crate::json::shape::{MemberShape, ObjectShape, Presence, Shape, Size};
use crate::model::View;

/// Adds a finding for each mistake in the value. Unlike the check of an answer, it does not end at the first mistake.
pub(super) fn check(shape: &Shape, value: View<'_>, pointer: &str, findings: &mut Findings) {
    let checked = match shape {
        Shape::Object(object) if value.first() == Some(b'{') => return members(object, value, pointer, findings),
        Shape::List(item) if value.first() == Some(b'[') => {
            for (index, value) in value.items().into_iter().enumerate() {
                check(item, value, &join(pointer, &index.to_string()), findings);
            }
            return;
        }
        Shape::Tagged(expected, types) => {
            value.type_name(expected).map(|name| match types.iter().find(|(known, _)| *known == name) {
                Some((_, shape)) => check(shape, value, pointer, findings),
                None => {
                    let message = "is a type that this version doesn't know: it is written as it is, and not checked";
                    findings.add(Warning, pointer, "/type", message);
                }
            })
        }
        // The other shapes have no inner values.
        _ => value.check(shape),
    };
    match (checked, shape) {
        (Err(error), _) => findings.add(Error, pointer, &error.pointer, &error.message),
        (Ok(()), Shape::OpenEnum(known)) if value.string().is_some_and(|text| !known.contains(&&*text)) => {
            findings.add(Warning, pointer, "", &["is none of the known values: ", &known.join(", ")].concat());
        }
        _ => {}
    }
}

fn members(object: &ObjectShape, value: View<'_>, pointer: &str, findings: &mut Findings) {
    let members = value.members();
    for (key, value) in &members {
        let Some(member) = object.members.iter().find(|member| member.key == key) else { continue };
        if value.as_str() == "null" && member.presence != Presence::Required {
            continue;
        }
        let pointer = join(pointer, key);
        check(member.shape, *value, &pointer, findings);
        if let Some(message) = wrong_size(member, *value) {
            findings.add(Error, &pointer, "", &message);
        }
    }
    for member in object.members {
        if member.presence == Presence::Required && !members.iter().any(|(key, _)| key == member.key) {
            findings.add(Error, &join(pointer, member.key), "", "is required but missing");
        }
    }
}

fn wrong_size(member: &MemberShape, value: View<'_>) -> Option<String> {
    let Size { least, most } = member.size;
    let (measured, verb, unit) = match member.shape {
        Shape::Number => (value.number()?, "be ", ""),
        Shape::Text => (characters(&value.string()?) as f64, "have ", " character"),
        Shape::List(_) => (value.items().len() as f64, "have ", " item"),
        _ => return None,
    };
    let is_small = least.is_some_and(|least| measured < f64::from(least));
    let is_large = most.is_some_and(|most| measured > f64::from(most));
    if !is_small && !is_large {
        return None;
    }
    let digits = |bound: Option<u8>| usize::from(bound.unwrap_or_default()).to_string();
    let (between, start) = match (least, most) {
        (Some(least), Some(most)) if least != most => (" to ", "from "),
        (Some(_), Some(_)) => ("", ""),
        (Some(_), None) => ("", "at least "),
        (None, _) => ("", "at most "),
    };
    let first = digits(least.or(most));
    let second = if between.is_empty() { String::new() } else { digits(most) };
    let plural = if unit.is_empty() || first == "1" { "" } else { "s" };
    Some(["should ", verb, start, &first, between, &second, unit, plural].concat())
}

fn characters(text: &str) -> usize {
    text.bytes().filter(|byte| byte & 0xc0 != 0x80).count()
}
