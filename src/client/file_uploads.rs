//! Where the devices of an application upload files to.

use std::time::Duration;

use futures_util::future::{Either, LocalBoxFuture, select};

use crate::error::{Error, ErrorKind};
use crate::model::{FileUpload, FileUploadPatch, FileUploadState, Json};
use crate::pipeline::retry::{Backoff, MAX_WAIT_MS};
use crate::pipeline::{Call, Pipeline};
use crate::request::file_uploads::{CreateFileUpload, DeleteFileUpload, GetFileUpload, UpdateFileUpload};
use crate::transport::milliseconds;

/// The file upload configuration of an application. The account key is masked in whatever comes back.
#[derive(Clone)]
pub struct FileUploads {
    pub(super) pipeline: Pipeline,
}

/// How to wait for the configuration.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WaitOptions {
    /// How long at most.
    pub timeout: Duration,
    /// How long between two looks; after failures in a row it doubles.
    pub poll_interval: Duration,
}

impl Default for WaitOptions {
    /// A look every two seconds for five minutes.
    fn default() -> Self {
        Self { timeout: Duration::from_secs(300), poll_interval: Duration::from_secs(2) }
    }
}

impl FileUploads {
    /// The configuration.
    ///
    /// # Errors
    /// Status 404 where there is none.
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

    /// Creates the configuration, or replaces it as a whole. It is `pending` at first.
    ///
    /// # Errors
    /// `InvalidInput` where `connectionString` has no account key, or `sasTtl` isn't an ISO 8601 duration.
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

    /// Changes some members, and only of the version `if_match` where one is given; that is a request of
    /// `2022-10-31-preview`, since `2022-07-31` knows no `If-Match`.
    ///
    /// # Errors
    /// Status 412 where the configuration has another version by now.
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

    /// Deletes the configuration; files that were uploaded stay.
    ///
    /// # Errors
    /// Status 404 where there is none.
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

    /// Waits while the configuration is set up or changed. A transient failure (no answer, too many requests, a failing
    /// server) is waited out too. Nothing is sent before it is awaited; dropping it ends it.
    ///
    /// # Errors
    /// A service error whose code is the state where that is `failed` or `deleting`, one of status 404 where there is no
    /// configuration, `Timeout` or what the last look failed with where it takes too long.
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
                    // A page of a proxy is no answer either.
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

/// The error of a wait that ends while the configuration is in this state; `None` for one that is in use.
///
/// # Errors
/// A configuration that will not become ready.
fn pending(config: &Json<FileUpload>) -> Result<Option<Error>, Error> {
    let state = config.view().get("state").and_then(|state| state.string()).unwrap_or_default().into_owned();
    let why = match FileUploadState::from(&*state) {
        FileUploadState::Succeeded => return Ok(None),
        FileUploadState::Failed => {
            "the file upload configuration could not be set up: is the account key right, does the container exist?"
        }
        FileUploadState::Deleting => "the file upload configuration is being deleted",
        // A state that this version doesn't know isn't one to end in.
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
