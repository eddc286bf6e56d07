//! Selects the transport of the platform that the crate is compiled for.

use std::rc::Rc;

use super::Transport;
use crate::error::Error;

/// Returns the transport of the browser.
///
/// # Errors
/// Returns `InvalidInput` outside of browsers, where there is no `fetch`.
pub(crate) fn platform() -> Result<Rc<dyn Transport>, Error> {
    #[cfg(target_arch = "wasm32")]
    return Ok(Rc::new(super::fetch::Fetch::default()));
    #[cfg(not(target_arch = "wasm32"))]
    Err(Error::invalid(
        "/transport",
        "there is no fetch outside of a browser: call `with_transport`, with a `Transport` of yours",
    ))
}
