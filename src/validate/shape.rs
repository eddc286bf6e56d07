//! Holds a value to the shape of its type: members, types, sizes, and values that aren't known.

use super::Findings;
use crate::model::View;
use crate::model::wire::join;
use crate::model::wire::shape::{MemberShape, ObjectShape, Presence, Shape, Size};

/// Finds what is wrong with a value; unlike a reader, it goes on behind a mistake.
pub(super) fn check(shape: &Shape, value: View<'_>, pointer: &str, findings: &mut Findings) {
    match shape {
        Shape::Object(object) if value.first() == Some(b'{') => members(object, value, pointer, findings),
        Shape::List(item) if value.first() == Some(b'[') => {
            for (index, value) in value.items().into_iter().enumerate() {
                check(item, value, &join(pointer, &index.to_string()), findings);
            }
        }
        Shape::Tagged(expected, types) => match value.type_name(expected) {
            Ok(name) => match types.iter().find(|(known, _)| *known == name) {
                Some((_, shape)) => check(shape, value, pointer, findings),
                None => {
                    let message =
                        "is a type that this version doesn't know: it is written as it is, and nobody checks it";
                    findings.warning(join(pointer, "type"), message);
                }
            },
            Err(error) => findings.error([pointer, &error.pointer].concat(), error.message),
        },
        Shape::OpenEnum(known) if value.string().is_some_and(|text| !known.contains(&&*text)) => {
            findings.warning(pointer.to_owned(), ["is none of the known values: ", &known.join(", ")].concat());
        }
        // Everything else has no inside.
        _ => {
            if let Err(error) = value.check(shape) {
                findings.error([pointer, &error.pointer].concat(), error.message);
            }
        }
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
            findings.error(pointer, message);
        }
    }
    for member in object.members {
        if member.presence == Presence::Required && !members.iter().any(|(key, _)| key == member.key) {
            findings.error(join(pointer, member.key), "is required but missing");
        }
    }
}

fn wrong_size(member: &MemberShape, value: View<'_>) -> Option<String> {
    let (measured, verb, unit) = match member.shape {
        Shape::Number => (value.number()?, "be ", ""),
        Shape::Text => (value.string()?.chars().count() as f64, "have ", " character"),
        Shape::List(_) => (value.items().len() as f64, "have ", " item"),
        _ => return None,
    };
    let Size { least, most } = member.size;
    let fits =
        least.is_none_or(|least| measured >= f64::from(least)) && most.is_none_or(|most| measured <= f64::from(most));
    if fits {
        return None;
    }
    let bounds = match (least, most) {
        (Some(least), Some(most)) if least == most => most.to_string(),
        (Some(least), Some(most)) => ["from ", &least.to_string(), " to ", &most.to_string()].concat(),
        (Some(bound), None) => ["at least ", &bound.to_string()].concat(),
        (_, bound) => ["at most ", &bound.unwrap_or_default().to_string()].concat(),
    };
    let plural = if unit.is_empty() || least.or(most) == Some(1) { "" } else { "s" };
    Some(["should ", verb, &bounds, unit, plural].concat())
}
