//! `central.fileUploads`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::convert::{checked, only_signal, promise, settled, to_plain};
use super::options::Options;
use crate::client::FileUploads;
use crate::client::file_uploads::WaitOptions;

/// The file upload configuration of an application.
#[wasm_bindgen]
pub struct FileUploadsOperations {
    file_uploads: FileUploads,
}

impl FileUploadsOperations {
    pub(super) fn new(file_uploads: FileUploads) -> Self {
        Self { file_uploads }
    }
}

#[wasm_bindgen]
impl FileUploadsOperations {
    /// The configuration.
    pub fn get(&self, options: &JsValue) -> Promise {
        settled((|| Ok(promise(only_signal(options)?, self.file_uploads.get(), to_plain)))())
    }

    /// Creates the configuration, or replaces it as a whole.
    pub fn create(&self, file_upload: &JsValue, options: &JsValue) -> Promise {
        settled((|| {
            let call = self.file_uploads.create(&checked("fileUpload", file_upload)?);
            Ok(promise(only_signal(options)?, call, to_plain))
        })())
    }

    /// Changes some members.
    pub fn update(&self, patch: &JsValue, options: &JsValue) -> Promise {
        settled((|| {
            let patch = checked("patch", patch)?;
            let options = Options::new(options, &["ifMatch", "abortSignal"])?;
            let call = self.file_uploads.update(&patch, options.string("ifMatch")?.as_deref());
            Ok(promise(options.abort_signal()?, call, to_plain))
        })())
    }

    /// Deletes the configuration.
    pub fn delete(&self, options: &JsValue) -> Promise {
        settled((|| {
            let call = self.file_uploads.delete();
            Ok(promise(only_signal(options)?, call, |()| Ok(JsValue::UNDEFINED)))
        })())
    }

    /// Waits while the configuration is set up or changed.
    #[wasm_bindgen(js_name = "waitUntilReady")]
    pub fn wait_until_ready(&self, options: &JsValue) -> Promise {
        settled((|| {
            let options = Options::new(options, &["timeoutInMs", "pollIntervalInMs", "abortSignal"])?;
            let default = WaitOptions::default();
            let waiting = self.file_uploads.wait_until_ready(WaitOptions {
                timeout: options.milliseconds("timeoutInMs", 1)?.unwrap_or(default.timeout),
                poll_interval: options.milliseconds("pollIntervalInMs", 1)?.unwrap_or(default.poll_interval),
            });
            Ok(promise(options.abort_signal()?, waiting, to_plain))
        })())
    }
}
