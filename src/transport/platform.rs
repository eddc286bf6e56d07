//! The transport of the platform that this is compiled for.

use std::rc::Rc;

use super::Transport;
use crate::error::Error;

/// The browser's `fetch`.
///
/// # Errors
/// `InvalidInput` outside of browsers, where there is none.
pub(crate) fn platform() -> Result<Rc<dyn Transport>, Error> {
    #[cfg(target_arch = "wasm32")]
    return Ok(Rc::new(super::fetch::Fetch::default()));
    #[cfg(not(target_arch = "wasm32"))]
    Err(Error::invalid(
        "/transport",
        "there is no fetch outside of a browser: call `with_transport`, with a `Transport` of yours",
    ))
}
