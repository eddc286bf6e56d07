//! Both sides of a conflict.

use crate::model::{Dashboard, Json};

/// Two changes that can't both be.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// The dashboard as it was read.
    pub base: Json<Dashboard>,
    /// What was to be written.
    pub mine: Json<Dashboard>,
    /// What somebody else wrote meanwhile.
    pub theirs: Json<Dashboard>,
    /// JSON pointers, into `base`, to what both changed, and not to the same.
    pub pointers: Vec<String>,
}
