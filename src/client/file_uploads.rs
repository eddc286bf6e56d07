//! The storage account to which the devices of an application upload files.

use std::time::Duration;

use futures_util::future::{Either, LocalBoxFuture, select};

use crate::error::{Error, ErrorKind};
use crate::model::{FileUpload, FileUploadPatch, FileUploadState, Json};
use crate::pipeline::retry::{Backoff, MAX_WAIT_MS};
use crate::pipeline::{Call, Pipeline};
use crate::request::file_uploads::{CreateFileUpload, DeleteFileUpload, GetFileUpload, UpdateFileUpload};
use crate::transport::milliseconds;

/// The operations on an application's file upload configuration. The account key is masked in all results. See [How to
/// use the IoT Central REST API to upload
/// files](https://learn.microsoft.com/azure/iot-central/core/howto-upload-file-rest-api).
#[derive(Clone)]
pub struct FileUploads {
    pub(super) pipeline: Pipeline,
}

/// How long and how often to wait for the configuration.
///
/// ```
/// use std::time::Duration;
///
/// use iotcentral_web::WaitOptions;
///
/// let options = WaitOptions { timeout: Duration::from_secs(60), ..WaitOptions::default() };
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WaitOptions {
    /// The longest time to wait. Default 5 minutes.
    pub timeout: Duration,
    /// The time between two polls; it doubles with each failure in a row. Default 2 seconds.
    pub poll_interval: Duration,
}

impl Default for WaitOptions {
    /// A poll every 2 seconds for at most 5 minutes.
    fn default() -> Self {
        Self { timeout: Duration::from_secs(300), poll_interval: Duration::from_secs(2) }
    }
}

impl FileUploads {
    /// Reads the configuration (`FileUploads_Get`).
    ///
    /// # Errors
    /// Returns a service error with status 404 if there is no configuration.
    ///
    /// ```no_run
    /// # use iotcentral_web::IotCentralClient;
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let configuration = central.file_uploads().get().await?;
    /// # Ok(()) }
    /// ```
    pub fn get(&self) -> Call<Json<FileUpload>> {
        self.pipeline.call(&GetFileUpload)
    }

    /// Creates the configuration, or replaces it completely (`FileUploads_Create`). Its state is `pending` at first.
    ///
    /// # Errors
    /// Returns `InvalidInput` if `connectionString` has no account key, or if `sasTtl` is not an ISO 8601 duration.
    ///
    /// ```no_run
    /// # use iotcentral_web::IotCentralClient;
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// use iotcentral_web::model::{FileUpload, Json};
    /// # let connection_string = "";
    /// let connection_string = Some(connection_string.into());
    /// let configuration = FileUpload { connection_string, ..FileUpload::new("fileuploads") };
    /// central.file_uploads().create(&Json::from(&configuration)).await?;
    /// # Ok(()) }
    /// ```
    pub fn create(&self, file_upload: &Json<FileUpload>) -> Call<Json<FileUpload>> {
        self.pipeline.call(&CreateFileUpload { file_upload })
    }

    /// Updates members of the configuration (`FileUploads_Update`). With `if_match`, only this version is updated; such
    /// a request uses api-version `2022-10-31-preview`, since `2022-07-31` has no `If-Match`.
    ///
    /// # Errors
    /// Returns a service error with status 412 if the configuration has another version by now.
    ///
    /// ```no_run
    /// # use iotcentral_web::IotCentralClient;
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// use iotcentral_web::model::{FileUploadPatch, Json};
    /// let patch = FileUploadPatch { container: Some("uploads".to_owned()), ..FileUploadPatch::default() };
    /// central.file_uploads().update(&Json::from(&patch), None).await?;
    /// # Ok(()) }
    /// ```
    pub fn update(&self, patch: &Json<FileUploadPatch>, if_match: Option<&str>) -> Call<Json<FileUpload>> {
        self.pipeline.call(&UpdateFileUpload { patch, if_match })
    }

    /// Deletes the configuration (`FileUploads_Remove`). Files that were uploaded are kept.
    ///
    /// # Errors
    /// Returns a service error with status 404 if there is no configuration.
    ///
    /// ```no_run
    /// # use iotcentral_web::IotCentralClient;
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// central.file_uploads().delete().await?;
    /// # Ok(()) }
    /// ```
    pub fn delete(&self) -> Call<()> {
        self.pipeline.call(&DeleteFileUpload)
    }

    /// Waits until the configuration has been set up or changed. Transient failures (no answer, too many requests, a
    /// failing server) do not end the wait. Nothing is sent until the future is awaited; dropping it ends the wait.
    ///
    /// # Errors
    /// Returns a service error with the state as its code if the state becomes `failed` or `deleting`, a service error
    /// with status 404 if there is no configuration, and `Timeout`, or the error of the last poll, if the wait takes
    /// too long.
    ///
    /// ```no_run
    /// # use iotcentral_web::{IotCentralClient, WaitOptions};
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let configuration = central.file_uploads().wait_until_ready(WaitOptions::default()).await?;
    /// # Ok(()) }
    /// ```
    pub fn wait_until_ready(&self, options: WaitOptions) -> LocalBoxFuture<'static, Result<Json<FileUpload>, Error>> {
        let pipeline = self.pipeline.clone();
        Box::pin(async move {
            let transport = pipeline.transport();
            let deadline = transport.elapsed() + milliseconds(options.timeout);
            let backoff = Backoff { first_ms: milliseconds(options.poll_interval), max_ms: MAX_WAIT_MS };
            let (mut last, mut failures) = (not_ready("not known"), 0_u32);
            loop {
                let rest = deadline - transport.elapsed();
                if rest <= 0.0 {
                    return Err(last);
                }
                let look = match select(pipeline.call(&GetFileUpload), transport.sleep(rest)).await {
                    Either::Left((answer, _)) => answer.and_then(|config| Ok((pending(&config)?, config))),
                    Either::Right(_) => return Err(last),
                };
                match look {
                    Ok((None, config)) => return Ok(config),
                    Ok((Some(pending), _)) => (last, failures) = (pending, 0),
                    // A page of a proxy says nothing about the configuration either.
                    Err(error) if error.is_transient() || error.kind == ErrorKind::Decode => {
                        (last, failures) = (error, failures + 1);
                    }
                    Err(error) => return Err(error),
                }
                let wait = backoff.wait_ms(failures.saturating_sub(1), last.retry_after_ms);
                transport.sleep(wait.min(deadline - transport.elapsed())).await;
            }
        })
    }
}

/// Returns the error with which a wait in this state would time out; `None` if the configuration is in use.
///
/// # Errors
/// Returns the error of a configuration that will not become ready.
fn pending(config: &Json<FileUpload>) -> Result<Option<Error>, Error> {
    let state = config.view().get("state").and_then(|state| state.string()).unwrap_or_default().into_owned();
    let why = match FileUploadState::from(&*state) {
        FileUploadState::Succeeded => return Ok(None),
        FileUploadState::Failed => {
            "the file upload configuration could not be set up: is the account key right, does the container exist?"
        }
        FileUploadState::Deleting => "the file upload configuration is being deleted",
        // A state that this version does not know need not be a final one.
        FileUploadState::Pending | FileUploadState::Updating | FileUploadState::Other(_) => {
            return Ok(Some(not_ready(&state)));
        }
    };
    Err(Error::new(ErrorKind::Service, why).with(|details| details.service_code = Some(state)))
}

fn not_ready(state: &str) -> Error {
    let message =
        ["the file upload configuration isn't ready in time: its state is ", state, "; timeoutInMs sets how long"];
    Error::new(ErrorKind::Timeout, &message.concat())
}
