//! Organizations: a tree, whose ids dashboards name.

use serde_json::Value;

use crate::{error::Error, validate};

/// The documented quotas: the number of organizations of an application, and the depth of the tree.
const MAX_ORGANIZATIONS: usize = 200;
const MAX_DEPTH: usize = 5;

/// Rejects an organization that is invalid, or has no place in the tree of the other organizations.
pub(crate) fn check(id: &str, organization: &Value, others: &[&Value]) -> Result<(), Error> {
    validate::organization(organization)?;
    if others.len() >= MAX_ORGANIZATIONS {
        return Err(Error::unprocessable(format!("An application has at most {MAX_ORGANIZATIONS} organizations.")));
    }
    let mut depth = 1;
    let mut above = parent(organization);
    while let Some(name) = above {
        depth += 1;
        if name == id || depth > MAX_DEPTH {
            return Err(Error::unprocessable(format!(
                "/parent: {id} would be below itself or deeper than {MAX_DEPTH} levels."
            )));
        }
        let found = others.iter().find(|other| other.get("id").and_then(Value::as_str) == Some(name));
        let Some(found) = found else {
            return Err(Error::unprocessable(format!("/parent: there is no organization {name}. Create it first.")));
        };
        above = parent(found);
    }
    Ok(())
}

pub(crate) fn parent(organization: &Value) -> Option<&str> {
    organization.get("parent").and_then(Value::as_str)
}

pub(crate) fn check_id(id: &str) -> Result<(), Error> {
    let clean = id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
    if clean && (2..=48).contains(&id.len()) && !id.starts_with('-') && !id.ends_with('-') {
        return Ok(());
    }
    Err(Error::bad_request(
        "The organization id must have 2 to 48 characters a-z, 0-9 and -, neither first nor last a -, like seattle.",
    ))
}
