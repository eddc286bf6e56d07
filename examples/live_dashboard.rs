//! Writes the data of a dashboard's tiles to the browser's console as it arrives.
//!
//! `cargo check --example live_dashboard --target wasm32-unknown-unknown`

use std::time::Duration;

use iotcentral_web::{Credential, Error, FeedOptions, IotCentralClient, TileData};

/// Draws the tiles until the feed ends. `options.control` can pause, refresh or close the feed: keep a clone of it.
async fn watch(central: &IotCentralClient, id: &str, options: FeedOptions) -> Result<(), Error> {
    let dashboard = central.dashboards().get(id).await?;
    let mut feed = central.dashboards().watch(&dashboard, options);
    while let Some(update) = feed.next().await {
        match update.data {
            Ok(data) => println(&format!("tile {}: {}", update.tile, summary(&data))),
            Err(error) => println(&format!("tile {} has no data: {error}", update.tile)),
        }
    }
    Ok(())
}

/// Returns what a renderer would draw, as text.
fn summary(data: &TileData) -> String {
    match data {
        TileData::Series { series, .. } => format!("{} lines", series.len()),
        TileData::Latest(values) => {
            let texts = values
                .iter()
                .filter_map(|value| Some(format!("{}={}", value.source.capability, value.last.as_ref()?.1)));
            texts.collect::<Vec<_>>().join(", ")
        }
        TileData::Count(count) => format!("{count} devices"),
        other => format!("{other:?}"),
    }
}

async fn run() -> Result<(), Error> {
    let credential = Credential::from_fn(|_| async { Ok::<_, Error>("token".to_owned()) });
    let central = IotCentralClient::new("https://contoso.azureiotcentral.com", credential)?;
    let options = FeedOptions { refresh_interval: Duration::from_secs(30), ..FeedOptions::default() };
    watch(&central, "dtmi:kkfvwa2xi:p7pyt5x38", options).await
}

fn main() {
    spawn(run());
}

#[path = "support/page.rs"]
mod page;
use page::{println, spawn};
