//! Writes the titles of all dashboards to the browser's console.
//!
//! `cargo check --example list --target wasm32-unknown-unknown`

use futures_util::TryStreamExt;
use iotcentral_web::{Credential, Error, IotCentralClient, ListDashboards};

/// Returns the titles. Call it from `spawn_local`, or from a resource of Leptos, Yew or Dioxus.
async fn titles(central: &IotCentralClient) -> Result<Vec<String>, Error> {
    let dashboards = central.dashboards().list(&ListDashboards::default()).items();
    dashboards.map_ok(|dashboard| dashboard.display_name).try_collect().await
}

/// Returns the token that the application got when its user signed in.
async fn token() -> Result<String, &'static str> {
    Ok("token".to_owned())
}

async fn run() -> Result<(), Error> {
    let credential = Credential::from_fn(|_| token());
    let central = IotCentralClient::new("https://contoso.azureiotcentral.com", credential)?;
    println(&titles(&central).await?.join("\n"));
    Ok(())
}

fn main() {
    spawn(run());
}

#[path = "support/page.rs"]
mod page;
use page::{println, spawn};
