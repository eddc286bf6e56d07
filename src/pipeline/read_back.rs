//! Whether a change whose answer was lost has been made: it is read back.

use crate::model::View;

/// Whether a resource is as a merge patch would leave it. The service may have added members of its own.
#[must_use]
pub fn is_applied(patch: View<'_>, resource: View<'_>) -> bool {
    let changes = patch.members();
    changes.iter().all(|(name, wanted)| match (wanted.as_str(), resource.get(name)) {
        ("null", found) => found.is_none(),
        (_, Some(found)) if wanted.first() == Some(b'{') => is_applied(*wanted, found),
        (_, Some(found)) => holds(found, *wanted),
        (_, None) => false,
    })
}

/// Whether a value holds everything that another one does. A patch writes an array as a whole, so a `null` in there removes
/// nothing: the service may have put its own value in that place.
fn holds(found: View<'_>, wanted: View<'_>) -> bool {
    let first = wanted.as_str().as_bytes().first();
    match first {
        Some(b'{') => wanted.members().iter().all(|(name, wanted)| {
            wanted.as_str() == "null" || found.get(name).is_some_and(|found| holds(found, *wanted))
        }),
        Some(b'[') => {
            let (found, wanted) = (found.items(), wanted.items());
            found.len() == wanted.len() && found.iter().zip(wanted).all(|(found, wanted)| holds(*found, wanted))
        }
        Some(b'"') => found.string() == wanted.string(),
        _ => found.as_str() == wanted.as_str() || found.number().is_some_and(|number| wanted.number() == Some(number)),
    }
}
