//! Azure IoT Central SDK for the browser.
//!
//! [`IotCentralClient`] opens one application: its [`Dashboards`], their live data, [`Devices`], queries and file uploads.
//! [`ApplicationsClient`] creates and deletes applications. Requests are sent by the browser's `fetch`, so this crate is for
//! `wasm32-unknown-unknown`: for Leptos, Yew and Dioxus, or without any framework.
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
//! What an operation gives is [`Json`](model::Json): text that has been checked; [`value()`](model::Json::value) makes it a struct.
//! Every failure is an [`Error`] that says what failed, on what, and what to do. The feature `js` is what the npm package is made of.

// In a room, `pub` is what it shows to other rooms; the crate shows what is listed here.
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
pub use telemetry::{Source, TileData, WatchTimeRange, downsample};
pub use transfer::{
    Action as ImportAction, OnConflict, Plan as ImportPlan, Planned as PlannedDashboard,
    Reference as DashboardReference,
};
pub use validate::{Validation, validate};
