//! One file per command.

pub(crate) mod bench;
pub(crate) mod build;
pub(crate) mod demo;
pub(crate) mod dev;
pub(crate) mod docs;
pub(crate) mod golden;
pub(crate) mod lint;
pub(crate) mod test;
