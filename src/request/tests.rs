//! What goes on the wire, and where it may go.

mod applications;
mod endpoint;
mod operations;
