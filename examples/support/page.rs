//! What the examples need of the page: a console, and something that polls futures.

use iotcentral_web::Error;

#[cfg(target_arch = "wasm32")]
pub(crate) fn println(text: &str) {
    web_sys::console::log_1(&text.into());
}

#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn println(text: &str) {
    std::println!("{text}");
}

/// Runs the example.
#[cfg(target_arch = "wasm32")]
pub(crate) fn spawn(example: impl Future<Output = Result<(), Error>> + 'static) {
    wasm_bindgen_futures::spawn_local(async {
        if let Err(error) = example.await {
            web_sys::console::error_1(&error.to_string().into());
        }
    });
}

/// Outside of a browser there is no `fetch`: the error says so.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn spawn(example: impl Future<Output = Result<(), Error>> + 'static) {
    use futures_util::FutureExt;
    if let Some(Err(error)) = example.now_or_never() {
        eprintln!("{error}");
    }
}
