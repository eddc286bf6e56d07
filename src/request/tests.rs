//! What goes on the wire, and where it may go.

mod endpoint;
mod operations;
