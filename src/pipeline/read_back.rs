//! Decides whether an update of unknown outcome was applied, by comparing the stored resource with the patch. The
//! outcome is unknown without a whole answer, and after a transient status other than 429 and 503.
//!
//! The driver does not send such a PATCH again. A caller could not repeat a PATCH with `If-Match` either: if the update
//! was applied, the version in `If-Match` no longer exists, and the service would answer 412. So the driver reads the
//! resource, for a PATCH with `If-Match` alone. If the resource has the content of the patch, the update counts as
//! successful and the answer to the GET is its result; otherwise the caller gets the error of the PATCH. The comparison
//! cannot tell the update from an equal one of another client.

use crate::model::View;

/// Returns whether a resource has the content that a merge patch asks for. Members that the patch does not mention are
/// ignored: the service may have added them.
#[must_use]
pub fn is_applied(patch: View<'_>, resource: View<'_>) -> bool {
    let changes = patch.members();
    changes.iter().all(|(name, wanted)| match (wanted.as_str(), resource.get(name)) {
        ("null", found) => found.is_none(),
        (_, Some(found)) if wanted.first() == Some(b'{') => is_applied(*wanted, found),
        (_, Some(found)) => contains(found, *wanted),
        (_, None) => false,
    })
}

/// Returns whether `found` contains everything that `wanted` contains. A merge patch replaces an array completely, so a
/// `null` inside an array removes nothing: the service may have stored its default there, and any value is accepted.
fn contains(found: View<'_>, wanted: View<'_>) -> bool {
    let first = wanted.as_str().as_bytes().first();
    match first {
        Some(b'{') => wanted.members().iter().all(|(name, wanted)| {
            wanted.as_str() == "null" || found.get(name).is_some_and(|found| contains(found, *wanted))
        }),
        Some(b'[') => {
            let (found, wanted) = (found.items(), wanted.items());
            found.len() == wanted.len() && found.iter().zip(wanted).all(|(found, wanted)| contains(*found, wanted))
        }
        Some(b'"') => found.string() == wanted.string(),
        _ => found.as_str() == wanted.as_str() || found.number().is_some_and(|number| wanted.number() == Some(number)),
    }
}
