//! `central.fileUploads`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::convert::{checked, promise, settled, to_plain};
use super::operation::OperationOptions;
use super::options::{options, read};
use crate::client::FileUploads;
use crate::client::file_uploads::WaitOptions;

options! {
    /// The options of an update of the configuration.
    pub(super) struct UpdateFileUploadOptions extends operation: OperationOptions {
        /// Updates only this version: the `etag` of the configuration as it was read. Rejects with an `IotCentralError`
        /// of status 412 if the configuration has another version by now, and with `InvalidInput`, sending nothing, for
        /// `undefined`.
        optional if_match = "ifMatch": etag,
    }
}

options! {
    /// The options of `waitUntilReady`.
    interface WaitUntilReadyOptions extends OperationOptions for WaitOptions {
        /// The longest time to wait, in milliseconds. Default 300,000.
        timeout = "timeoutInMs": milliseconds(1),
        /// The time between two polls, in milliseconds. Default 2,000.
        poll_interval = "pollIntervalInMs": milliseconds(1),
    }
}

/// Operations on the file upload configuration of an application (`/api/fileUploads`, `2022-07-31`): the storage
/// account to which devices upload files. The connection string is write-only: its key is masked in all results, and a
/// masked key is rejected in arguments.
///
/// @see https://learn.microsoft.com/azure/iot-central/core/howto-upload-file-rest-api
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
    /// Reads the configuration. Rejects with an `IotCentralError` of status 404 if there is none.
    #[wasm_bindgen(unchecked_return_type = "Promise<FileUpload>")]
    pub fn get(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "OperationOptions")] options: &JsValue,
    ) -> Promise {
        settled((|| Ok(promise(read(options)?, self.file_uploads.get(), to_plain)))())
    }

    /// Creates the configuration, or replaces it completely. Its state is `pending` at first; see `waitUntilReady`.
    ///
    /// ```js
    /// await central.fileUploads.create({ connectionString, container: "fileuploads", sasTtl: "PT1H" });
    /// const { state } = await central.fileUploads.waitUntilReady();
    /// ```
    #[wasm_bindgen(unchecked_return_type = "Promise<FileUpload>")]
    pub fn create(
        &self,
        #[wasm_bindgen(unchecked_param_type = "FileUpload")] file_upload: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "OperationOptions")] options: &JsValue,
    ) -> Promise {
        settled((|| {
            let call = self.file_uploads.create(&checked("fileUpload", file_upload)?);
            Ok(promise(read(options)?, call, to_plain))
        })())
    }

    /// Updates members of the configuration. With `ifMatch` the request uses api-version `2022-10-31-preview`, which
    /// supports etags.
    ///
    /// ```js
    /// await central.fileUploads.update({ sasTtl: "PT30M" });
    /// ```
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
            Ok(promise(options.operation, call, to_plain))
        })())
    }

    /// Deletes the configuration. Files that were uploaded are kept.
    #[wasm_bindgen(unchecked_return_type = "Promise<void>")]
    pub fn delete(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "OperationOptions")] options: &JsValue,
    ) -> Promise {
        settled((|| {
            let call = self.file_uploads.delete();
            Ok(promise(read(options)?, call, |()| Ok(JsValue::UNDEFINED)))
        })())
    }

    /// Waits while the configuration is `pending` or `updating`. Rejects with the state as code if it becomes `failed`
    /// or `deleting`, and with `Timeout` if the wait takes too long.
    #[wasm_bindgen(js_name = "waitUntilReady", unchecked_return_type = "Promise<FileUpload>")]
    pub fn wait_until_ready(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "WaitUntilReadyOptions")] options: &JsValue,
    ) -> Promise {
        settled((|| {
            let (wait, options) = read::<(WaitOptions, OperationOptions)>(options)?;
            Ok(promise(options, self.file_uploads.wait_until_ready(wait), to_plain))
        })())
    }
}
