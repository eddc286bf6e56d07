//! `/api/query`

use std::{collections::BTreeSet, time::Duration};

use axum::{Json, Router, extract::Request, middleware::from_fn, routing::post};
use serde_json::{Value, json};

use crate::{
    Emulator,
    application::Application,
    device::{Device, Model},
    error::Error,
    http::{PREVIEW, read_json, require_version},
    query::{self, Fleet, Watch},
    store::{Kind, parse},
};

/// The longest time of a query; a limit of the emulator, not of the service.
const LONGEST: Duration = Duration::from_secs(30);

pub(crate) fn routes() -> Router<Emulator> {
    Router::new()
        .route("/query", post(run))
        .route_layer(from_fn(|request, next| require_version(&[PREVIEW], request, next)))
}

/// `POST /query`
async fn run(application: Application, request: Request) -> Result<Json<Value>, Error> {
    let body = read_json(request, "application/json").await?;
    let Some(text) = body.get("query").and_then(Value::as_str).map(str::to_owned) else {
        return Err(Error::unprocessable("/query: is required and must be a string, like \"SELECT TOP 1 …\"."));
    };
    let watch = Watch::new(LONGEST);
    // Dropped with this request, when its client disconnects or the emulator stops.
    let _wanted = watch.wanted();
    // A week of every device takes seconds in a debug build, so the query must not run on the thread that serves other
    // requests.
    let work = tokio::task::spawn_blocking(move || query::run(&text, &application, application.now(), &watch));
    let rows = work.await.map_err(|error| Error::internal(format!("The query broke off: {error}")))??;
    Ok(Json(json!({ "results": rows })))
}

impl Fleet for Application {
    fn model(&self, template: &str) -> Result<Option<Model>, Error> {
        Ok(self.get(Kind::DeviceTemplate, template)?.map(|template| Model::new(&template)))
    }

    fn devices(&self, template: &str, ids: Option<&BTreeSet<String>>) -> Result<Vec<Device>, Error> {
        let (id, mut found) = (self.id(), Vec::new());
        self.read(|batch| {
            let devices = match ids {
                None => batch.devices_of(id, template)?,
                Some(ids) => {
                    let find =
                        |device: &String| Ok(batch.device_of(id, template, device)?.map(|text| (device.clone(), text)));
                    ids.iter().filter_map(|device| find(device).transpose()).collect::<Result<_, Error>>()?
                }
            };
            for (device, text) in devices {
                found.push((text, batch.messages_of(id, &device)?));
            }
            Ok(())
        })?;
        // Parsing happens after the store is released, so that it blocks no other request.
        found.iter().map(|(text, messages)| Device::new(parse(text)?).with_messages(messages)).collect()
    }
}
