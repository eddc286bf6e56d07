//! `central.dashboards.watch`.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Date, Function};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortSignal, console};

use super::abort::abortable;
use super::convert::{checked, plain};
use super::options::Options;
use super::tile_data::{tile_data, timing};
use crate::client::Dashboards;
use crate::client::feed::{FeedControl, FeedOptions, TileUpdate};
use crate::error::Error;
use crate::model::{Dashboard, Json};
use crate::telemetry::TimeRange;
use crate::telemetry::downsample::FEWEST;

/// How long the page waits at most while tiles are told, in milliseconds.
const SLICE_MS: f64 = 8.0;

/// A running feed.
#[wasm_bindgen]
pub struct DashboardFeed {
    control: FeedControl,
    /// The page's tiles, by their place; none before the dashboard is there.
    tiles: Rc<RefCell<Array>>,
}

/// What the page does with updates.
struct Callbacks {
    on_tile: Function,
    on_error: Option<Function>,
    on_dashboard: Option<Function>,
}

/// What is watched.
enum Watched {
    Dashboard(Json<Dashboard>),
    Id(String),
}

impl DashboardFeed {
    pub(super) fn start(dashboards: &Dashboards, dashboard: &JsValue, options: &JsValue) -> Result<Self, Error> {
        let watched = match dashboard.as_string() {
            Some(id) => Watched::Id(id),
            None => Watched::Dashboard(checked("dashboard", dashboard)?),
        };
        let known = [
            "onTile",
            "onError",
            "onDashboard",
            "refreshIntervalInMs",
            "timeRange",
            "maxPoints",
            "locale",
            "abortSignal",
        ];
        let options = Options::new(options, &known)?;
        let on_tile = options
            .function("onTile")?
            .ok_or_else(|| Error::invalid("/onTile", "onTile is missing: a feed tells its data to a function"))?;
        let (on_error, on_dashboard) = (options.function("onError")?, options.function("onDashboard")?);
        let callbacks = Callbacks { on_tile, on_error, on_dashboard };
        let default = FeedOptions::default();
        let interval = options.milliseconds("refreshIntervalInMs", 1000)?;
        let feed_options = FeedOptions {
            refresh_interval: interval.unwrap_or(default.refresh_interval),
            time_range: time_range(&options)?,
            max_points: options.number("maxPoints", FEWEST as u32)?.map(|most| most as usize),
            locale: options.string("locale")?.or_else(browser_language).unwrap_or(default.locale),
            control: default.control,
        };
        let signal = options.abort_signal()?;

        let feed = Self { control: feed_options.control.clone(), tiles: Rc::default() };
        let (dashboards, tiles) = (dashboards.clone(), Rc::clone(&feed.tiles));
        if let Watched::Dashboard(_) = watched {
            tiles.replace(tiles_of(dashboard));
        }
        let run = run(dashboards, watched, feed_options, tiles, callbacks, signal.clone());
        let running = abortable(signal, Box::pin(run));
        // The signal means "stop", which is no failure.
        spawn_local(async move { drop(running.await) });
        Ok(feed)
    }
}

#[wasm_bindgen]
impl DashboardFeed {
    /// Reads no more until `resume()`.
    pub fn pause(&self) {
        self.control.pause();
    }

    /// Reads again; what became due in the meantime is read at once.
    pub fn resume(&self) {
        self.control.resume();
    }

    /// Makes everything due.
    pub fn refresh(&self) {
        self.control.refresh();
    }

    /// Ends the data of one tile.
    pub fn stop(&self, tile: &JsValue) {
        let place = self.tiles.borrow().index_of(tile, 0);
        if let Ok(place) = usize::try_from(place) {
            self.control.stop(place);
        }
    }

    /// Ends the feed.
    pub fn close(&self) {
        self.control.close();
    }
}

/// The language that the browser's user prefers; Node has one too.
fn browser_language() -> Option<String> {
    let navigator = js_sys::Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    js_sys::Reflect::get(&navigator, &"language".into()).ok()?.as_string()
}

fn time_range(options: &Options) -> Result<Option<TimeRange>, Error> {
    let range = options.nested("timeRange", &["duration", "resolution"])?;
    match (range.duration("duration")?, range.duration("resolution")?) {
        (None, Some(_)) => Err(Error::invalid("/timeRange/duration", "duration is missing: a resolution divides one")),
        (duration, resolution) => Ok(duration.map(|duration| TimeRange { duration, resolution })),
    }
}

fn tiles_of(dashboard: &JsValue) -> Array {
    let tiles = js_sys::Reflect::get(dashboard, &"tiles".into()).unwrap_or(JsValue::UNDEFINED);
    tiles.dyn_into().unwrap_or_default()
}

async fn run(
    dashboards: Dashboards,
    watched: Watched,
    options: FeedOptions,
    tiles: Rc<RefCell<Array>>,
    callbacks: Callbacks,
    signal: Option<AbortSignal>,
) -> Result<JsValue, JsValue> {
    let dashboard = match watched {
        Watched::Dashboard(dashboard) => dashboard,
        Watched::Id(id) => {
            let closed = Box::pin(options.control.closed());
            let read = match select(closed, dashboards.get(&id)).await {
                Either::Right((Ok(read), _)) => read,
                Either::Right((Err(error), _)) => {
                    callbacks.fail(&JsValue::UNDEFINED, error);
                    return Ok(JsValue::UNDEFINED);
                }
                Either::Left(_) => return Ok(JsValue::UNDEFINED),
            };
            let shown = plain(read.as_str())?;
            tiles.replace(tiles_of(&shown));
            if let Some(on_dashboard) = &callbacks.on_dashboard {
                complain(on_dashboard.call1(&JsValue::UNDEFINED, &shown));
            }
            read
        }
    };
    let mut feed = dashboards.watch(&dashboard, options);
    let mut since_ms = Date::now();
    // Asked again before every update: a callback may have ended the feed while more updates are at hand.
    while !signal.as_ref().is_some_and(AbortSignal::aborted)
        && let Some(update) = feed.next().await
    {
        let tile = tiles.borrow().get(u32::try_from(update.tile).unwrap_or(u32::MAX));
        callbacks.tell(&tile, update);
        // One answer may be news to a hundred tiles: the page gets its turn in between.
        if Date::now() - since_ms > SLICE_MS {
            TimeoutFuture::new(0).await;
            since_ms = Date::now();
        }
    }
    Ok(JsValue::UNDEFINED)
}

impl Callbacks {
    fn tell(&self, tile: &JsValue, update: TileUpdate) {
        let TileUpdate { data, failures, read_at_ms, due_at_ms, .. } = update;
        match data {
            Ok(data) => {
                let timing = timing(read_at_ms, due_at_ms, failures);
                complain(self.on_tile.call3(&JsValue::UNDEFINED, tile, &tile_data(&data), &timing));
            }
            Err(error) => self.fail(tile, error),
        }
    }

    fn fail(&self, tile: &JsValue, error: Error) {
        complain(match &self.on_error {
            Some(on_error) => on_error.call2(&JsValue::UNDEFINED, tile, &error.into()),
            None => Err(error.into()),
        });
    }
}

/// A callback that throws is the page's bug: it is shown, and the other tiles live on.
fn complain(called: Result<JsValue, JsValue>) {
    if let Err(thrown) = called {
        console::error_2(&"iotcentral-web: a tile of the feed failed:".into(), &thrown);
    }
}
