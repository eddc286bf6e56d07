//! Both sides of a conflict between two changes.

use crate::model::{Dashboard, Json};

/// Two changes of one dashboard that cannot be merged.
///
/// ```
/// use iotcentral_web::Error;
///
/// fn explain(error: &Error) {
///     if let Some(conflict) = &error.conflict {
///         println!("both sides changed {:?}", conflict.pointers);
///     }
/// }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// The dashboard that the caller read before changing it.
    pub base: Json<Dashboard>,
    /// The dashboard that the caller wants to write.
    pub mine: Json<Dashboard>,
    /// The dashboard that is stored now, with the other client's changes.
    pub theirs: Json<Dashboard>,
    /// JSON pointers into `base`: the values that both sides changed, each in another way.
    pub pointers: Vec<String>,
}
