//! Azure IoT Central SDK for the browser.
//!
//! | To | use |
//! |---|---|
//! | read, write and watch the dashboards of an application | [`IotCentralClient::dashboards`] |
//! | read devices, their groups and templates, run commands and queries | [`IotCentralClient`] |
//! | create, change and delete applications | [`ApplicationsClient`] |
//! | check a dashboard before writing it, or move its tiles | [`validate`](validate()), [`arrange_tiles`] |
//! | show a long series in a small chart | [`downsample`] |
//! | read or build a dashboard as a typed value | [`model`] |
//! | send requests by something else than `fetch`, such as in tests | [`transport::Transport`] |
//!
//! The browser's `fetch` sends the requests, so the crate is made for `wasm32-unknown-unknown`: for Leptos, Yew and
//! Dioxus, or without a framework.
//!
//! ```no_run
//! use futures_util::TryStreamExt;
//! use iotcentral_web::{Credential, Error, FeedOptions, IotCentralClient, ListDashboards};
//!
//! # async fn sign_in(scope: &str) -> Result<String, std::io::Error> { Ok(scope.to_owned()) }
//! async fn show() -> Result<(), Error> {
//!     let credential = Credential::from_fn(|request| async move { sign_in(&request.scope).await });
//!     let central = IotCentralClient::new("https://contoso.azureiotcentral.com", credential)?;
//!
//!     let mut titles = Vec::new();
//!     let mut dashboards = central.dashboards().list(&ListDashboards::default()).items();
//!     while let Some(dashboard) = dashboards.try_next().await? {
//!         titles.push(dashboard.display_name);
//!     }
//!
//!     let dashboard = central.dashboards().get("dtmi:kkfvwa2xi:p7pyt5x38").await?;
//!     let mut feed = central.dashboards().watch(&dashboard, FeedOptions::default());
//!     while let Some(update) = feed.next().await {
//!         println!("{titles:?}, tile {}: {:?}", update.tile, update.data?);
//!     }
//!     Ok(())
//! }
//! ```
//!
//! # Calls
//! An operation returns a [`Call`], [`Pages`], a [`Feed`] or a [`Poller`]. None of them sends a request until it is
//! awaited or polled, and dropping one aborts its requests. The client retries transient failures, and keeps within the
//! service's limits of 20 requests and one query a second; [`ClientOptions`] changes both.
//!
//! # Results
//! Results are [`Json`](model::Json): text that has been checked against the type. [`Json::value`](model::Json::value)
//! makes a struct of it, [`Json::view`](model::Json::view) reads single members. Members that the model does not know
//! are kept, and written back unchanged.
//!
//! # Errors
//! Every failure is an [`Error`] with a [kind](ErrorKind) and a message that says what failed, on which resource, and
//! what to do. [`Error::is_transient`] tells whether the same call may succeed later. Errors contain no tokens and no
//! keys.
//!
//! # Features
//! - `js`: exports the JavaScript API, from which the npm package is built. Rust programs do not need it.
//!
//! # The service's documentation
//! - [REST API](https://learn.microsoft.com/azure/iot-central/core/howto-manage-iot-central-with-rest-api)
//! - [Manage dashboards](https://learn.microsoft.com/azure/iot-central/core/howto-manage-dashboards-with-rest-api)
//! - [Query devices](https://learn.microsoft.com/azure/iot-central/core/howto-query-with-rest-api)
//! - [Authorize requests](https://learn.microsoft.com/azure/iot-central/core/howto-authorize-rest-api)

// Rooms are private modules: `pub` shows an item to other rooms, and the list below shows it to users of the crate.
#![allow(unreachable_pub, reason = "rooms are private, their items are re-exported one by one")]

mod client;
mod error;
mod json;
mod layout;
mod merge;
pub mod model;
mod pipeline;
mod redact;
mod request;
mod telemetry;
mod transfer;
pub mod transport;
mod validate;

#[cfg(all(target_arch = "wasm32", feature = "js"))]
mod js;

pub use client::applications::{DOMAIN, ENDPOINT};
pub use client::feed::{Feed, FeedControl, FeedOptions, TileFailure, TileUpdate};
pub use client::file_uploads::WaitOptions;
pub use client::poller::OperationStatus;
pub use client::transfer::ImportOptions;
pub use client::{
    AUDIENCE, ApplicationsClient, Dashboards, DeviceGroups, DeviceTemplates, Devices, FileUploads, IotCentralClient,
    Organizations, Pages, Poller, Query,
};
pub use error::{Cause, Conflict, Details, Error, ErrorKind, Finding, Severity};
pub use layout::{TileArea, TileChange, arrange_tiles};
pub use pipeline::auth::{AccessToken, Credential, TokenCredential, TokenRequest};
pub use pipeline::limiter::RateLimit;
pub use pipeline::observer::{Observer, SentRequest, SentResponse};
pub use pipeline::retry::RetryPolicy;
pub use pipeline::{Call, ListLimits, PipelineOptions as ClientOptions, Timeout};
pub use request::dashboards::ListDashboards;
pub use request::device_groups::ListDeviceGroups;
pub use request::device_templates::ListDeviceTemplates;
pub use request::devices::{DevicePart, ListDevices};
pub use telemetry::data::{Lane, Latest, Range, Row, Series, Track, Value};
pub use telemetry::downsample::downsample;
pub use telemetry::names::Field as SourceField;
pub use telemetry::{Source, TileData, WatchTimeRange};
pub use transfer::{
    Action as ImportAction, OnConflict, Plan as ImportPlan, Planned as PlannedDashboard,
    Reference as DashboardReference,
};
pub use validate::{Validation, validate};
