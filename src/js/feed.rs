//! `central.dashboards.watch`.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::future::{Either, select};
use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortSignal, console};

use super::abort::abortable;
use super::convert::{browser_language, checked, string};
use super::options::{OperationOptions, options, read};
use super::output::{plain, to_js};
use super::tile_data::{TileTiming, tile_data};
use crate::client::Dashboards;
use crate::client::feed::{FeedControl, FeedOptions, TileUpdate};
use crate::error::Error;
use crate::model::{Dashboard, Json};
use crate::telemetry;
use crate::telemetry::downsample::FEWEST;
use crate::transport::Transport;
use crate::transport::fetch::{Fetch, elapsed};

/// How long the page waits at most while tiles are told, in milliseconds.
const SLICE_MS: f64 = 8.0;

options! {
    /// A span of time up to now.
    pub(super) struct WatchTimeRange {
        /// How long the span is.
        required duration = "duration": duration("Duration"),
        /// How long each slice is that values are aggregated over. Default: one that gives thirty to two hundred slices.
        optional resolution = "resolution": duration("Resolution"),
    }
}

options! {
    /// What a feed takes.
    pub(super) struct WatchOptions extends operation: OperationOptions {
        /// Called with a tile (the very object of `dashboard.tiles`) each time it has new data, or has some while other data of
        /// it could not be read: `timing.failures` says what then.
        required on_tile = "onTile": function("(tile: Tile, data: TileData, timing: TileTiming) => void"),
        /// Called when a tile has no data to show, not even older, because something failed. The feed goes on and tries again.
        /// Without a tile: the dashboard itself could not be read, and the feed is over. Default: the console.
        optional on_error = "onError": function("(tile: Tile | undefined, error: IotCentralError) => void"),
        /// Called with the dashboard, where it was given by its id, before any of its tiles.
        optional on_dashboard = "onDashboard": function("(dashboard: Dashboard) => void"),
        /// How often last known values and properties are read, in milliseconds, at least 1,000. A chart is read once per slice
        /// of its resolution at most, a number over a range once per hundredth of it, states and events once per thousandth of
        /// theirs, the devices of a group once a minute. Default 10,000. The service allows one query a second, which many tiles
        /// have to share. What fails is tried again after this time, which doubles up to five minutes as long as it does, and at
        /// once when the service answers again: where it gives no answer, the feed asks every 1.5 seconds. A request of a feed has
        /// one try, of 15 seconds at most.
        optional refresh_interval = "refreshIntervalInMs": milliseconds(1000),
        /// Takes the place of the tiles' own time ranges, and of the last hundred points.
        optional time_range = "timeRange": nested(WatchTimeRange as WatchTimeRange),
        /// How many points a series has at most, at least 4: of more, the lowest and highest of each stretch of time are kept,
        /// as by `downsample`. Default: all.
        optional max_points = "maxPoints": number(FEWEST as u32),
        /// The reader's language, as BCP 47 has it: names are in it where device templates have them in several, else in English,
        /// else in any. Default: the browser's.
        optional locale = "locale": string,
    }
}

/// Live data of a dashboard. It ends by `close()` or by its `abortSignal`; no callback is called afterwards.
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
            Some(_) => Watched::Id(string("dashboard", dashboard)?),
            None => Watched::Dashboard(checked("dashboard", dashboard)?),
        };
        let options = read::<WatchOptions>(options)?;
        let callbacks =
            Callbacks { on_tile: options.on_tile, on_error: options.on_error, on_dashboard: options.on_dashboard };
        let default = FeedOptions::default();
        let feed_options = FeedOptions {
            refresh_interval: options.refresh_interval.unwrap_or(default.refresh_interval),
            time_range: options
                .time_range
                .map(|WatchTimeRange { duration, resolution }| telemetry::WatchTimeRange { duration, resolution }),
            max_points: options.max_points.map(|most| most as usize),
            locale: options.locale.or_else(browser_language).unwrap_or(default.locale),
            control: default.control,
        };
        let signal = options.operation.abort_signal;

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

    /// Makes all data due now, whatever other feeds have read; what was due already comes first. A feed that is paused reads it once.
    pub fn refresh(&self) {
        self.control.refresh();
    }

    /// Ends the data of one tile (the very object of `dashboard.tiles`); what is read for it alone is given up.
    pub fn stop(&self, #[wasm_bindgen(unchecked_param_type = "Tile")] tile: &JsValue) {
        let place = self.tiles.borrow().index_of(tile, 0);
        if let Ok(place) = usize::try_from(place) {
            self.control.stop(place);
        }
    }

    /// Says which tiles (the very objects of `dashboard.tiles`) are in view: what they show is read before anything else that is due,
    /// from the next request on. The number of requests stays the same. Without an argument, as at the beginning, all are alike: what
    /// was due first is read first.
    ///
    /// ```js
    /// const inView = new Set();
    /// const observer = new IntersectionObserver((entries) => {
    ///   for (const { target, isIntersecting } of entries) inView[isIntersecting ? "add" : "delete"](tileOf(target));
    ///   feed.setVisible(inView);
    /// });
    /// ```
    #[wasm_bindgen(js_name = "setVisible")]
    pub fn set_visible(&self, #[wasm_bindgen(unchecked_optional_param_type = "Iterable<Tile>")] tiles: &JsValue) {
        let in_view = (!tiles.is_null() && !tiles.is_undefined()).then(|| Array::from(tiles));
        let all = self.tiles.borrow();
        let place = |tile: JsValue| usize::try_from(all.index_of(&tile, 0)).ok();
        self.control.set_visible(in_view.map(|tiles| tiles.iter().filter_map(place).collect()));
    }

    /// Ends the feed.
    pub fn close(&self) {
        self.control.close();
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
    let mut since_ms = elapsed();
    // Asked again before every update: a callback may have ended the feed while more updates are at hand.
    while !signal.as_ref().is_some_and(AbortSignal::aborted)
        && let Some(update) = feed.next().await
    {
        let tile = tiles.borrow().get(u32::try_from(update.tile).unwrap_or(u32::MAX));
        callbacks.tell(&tile, update);
        // One answer may be news to a hundred tiles: the page gets its turn in between.
        if elapsed() - since_ms > SLICE_MS {
            Fetch::default().sleep(0.0).await;
            since_ms = elapsed();
        }
    }
    Ok(JsValue::UNDEFINED)
}

impl Callbacks {
    fn tell(&self, tile: &JsValue, update: TileUpdate) {
        let timing = to_js(&TileTiming(&update));
        match update.data {
            Ok(data) => complain(self.on_tile.call3(&JsValue::UNDEFINED, tile, &tile_data(&data), &timing)),
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
