//! `central.fileUploads`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::convert::{checked, only_signal, promise, settled, to_plain};
use super::options::{OperationOptions, options, read};
use crate::client::FileUploads;
use crate::client::file_uploads::WaitOptions;

options! {
    /// What a change of the configuration takes.
    pub(super) struct UpdateFileUploadOptions extends operation: OperationOptions {
        /// Update only this version: the configuration's `etag` as it was read. Another version → `IotCentralError`, status 412.
        /// `undefined` → `InvalidInput`, and nothing is sent.
        optional if_match = "ifMatch": etag,
    }
}

options! {
    /// What `waitUntilReady` takes.
    interface WaitUntilReadyOptions extends OperationOptions for WaitOptions {
        /// How long at most, in milliseconds. Default 300,000.
        timeout = "timeoutInMs": milliseconds(1),
        /// How long between two looks, in milliseconds. Default 2,000.
        poll_interval = "pollIntervalInMs": milliseconds(1),
    }
}

/// Where the devices of an application upload files to (`/api/fileUploads`, `2022-07-31`). The connection string is
/// write-only: its key is masked in whatever comes back, and a masked one is refused on the way in.
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
    /// The configuration. None → `IotCentralError`, status 404.
    #[wasm_bindgen(unchecked_return_type = "Promise<FileUpload>")]
    pub fn get(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "OperationOptions")] options: &JsValue,
    ) -> Promise {
        settled((|| Ok(promise(only_signal(options)?, self.file_uploads.get(), to_plain)))())
    }

    /// Creates the configuration, or replaces it as a whole. It is `pending` at first; see `waitUntilReady`.
    #[wasm_bindgen(unchecked_return_type = "Promise<FileUpload>")]
    pub fn create(
        &self,
        #[wasm_bindgen(unchecked_param_type = "FileUpload")] file_upload: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "OperationOptions")] options: &JsValue,
    ) -> Promise {
        settled((|| {
            let call = self.file_uploads.create(&checked("fileUpload", file_upload)?);
            Ok(promise(only_signal(options)?, call, to_plain))
        })())
    }

    /// Changes some members. With `ifMatch` it is a request of `2022-10-31-preview`, the version that knows etags.
    #[wasm_bindgen(unchecked_return_type = "Promise<FileUpload>")]
    pub fn update(
        &self,
        #[wasm_bindgen(unchecked_param_type = "FileUploadPatch")] patch: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "UpdateFileUploadOptions")] options: &JsValue,
    ) -> Promise {
        settled((|| {
            let patch = checked("patch", patch)?;
            let options = read::<UpdateFileUploadOptions>(options)?;
            let call = self.file_uploads.update(&patch, options.if_match.as_deref());
            Ok(promise(options.operation.abort_signal, call, to_plain))
        })())
    }

    /// Deletes the configuration; files that were uploaded stay.
    #[wasm_bindgen(unchecked_return_type = "Promise<void>")]
    pub fn delete(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "OperationOptions")] options: &JsValue,
    ) -> Promise {
        settled((|| {
            let call = self.file_uploads.delete();
            Ok(promise(only_signal(options)?, call, |()| Ok(JsValue::UNDEFINED)))
        })())
    }

    /// Waits while the configuration is `pending` or `updating`. Rejects with the state as code where it is `failed` or
    /// `deleting`, and with `Timeout` where it takes too long.
    #[wasm_bindgen(js_name = "waitUntilReady", unchecked_return_type = "Promise<FileUpload>")]
    pub fn wait_until_ready(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "WaitUntilReadyOptions")] options: &JsValue,
    ) -> Promise {
        settled((|| {
            let (wait, options) = read::<(WaitOptions, OperationOptions)>(options)?;
            Ok(promise(options.abort_signal, self.file_uploads.wait_until_ready(wait), to_plain))
        })())
    }
}
