//! The examples' environment: the browser's console, and a function that polls a future.

use iotcentral_web::Error;

#[cfg(target_arch = "wasm32")]
pub(crate) fn println(text: &str) {
    web_sys::console::log_1(&text.into());
}

#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn println(text: &str) {
    std::println!("{text}");
}

/// Runs the example in the browser.
#[cfg(target_arch = "wasm32")]
pub(crate) fn spawn(example: impl Future<Output = Result<(), Error>> + 'static) {
    wasm_bindgen_futures::spawn_local(async {
        if let Err(error) = example.await {
            web_sys::console::error_1(&error.to_string().into());
        }
    });
}

/// Runs the example outside of a browser, where it fails with an error that says that there is no `fetch`.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn spawn(example: impl Future<Output = Result<(), Error>> + 'static) {
    use futures_util::FutureExt;
    if let Some(Err(error)) = example.now_or_never() {
        eprintln!("{error}");
    }
}
