//! `central.dashboards.watch`.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::future::{Either, select};
use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortSignal, console};

use super::convert::{browser_language, checked, string};
use super::operation::{self, OperationOptions};
use super::options::{options, read};
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

/// How long the callbacks of tiles may block the page at once, in milliseconds.
const SLICE_MS: f64 = 8.0;

options! {
    /// A time range that ends now.
    pub(super) struct WatchTimeRange {
        /// The length of the range.
        required duration = "duration": duration("Duration"),
        /// The length of a slice: the values of each slice are aggregated. Default: a length that gives between 30 and
        /// 200 slices.
        optional resolution = "resolution": duration("Resolution"),
    }
}

options! {
    /// The options of `watch`.
    pub(super) struct WatchOptions extends operation: OperationOptions {
        /// Called with a tile (the same object as in `dashboard.tiles`) each time it has new data. Also called if some
        /// of its data could not be read: `timing.failures` names the parts then.
        required on_tile = "onTile": function("(tile: Tile, data: TileData, timing: TileTiming) => void"),
        /// Called when a tile has no data to show, not even older data, because reading failed. The feed continues and
        /// tries again. Called without a tile if the dashboard itself could not be read; the feed has ended then.
        /// Default: logs to the console.
        optional on_error = "onError": function("(tile: Tile | undefined, error: IotCentralError) => void"),
        /// Called with the dashboard before any of its tiles, if `watch` was called with an id.
        optional on_dashboard = "onDashboard": function("(dashboard: Dashboard) => void"),
        /// The interval at which last known values and properties are read, in milliseconds, at least 1,000. Default
        /// 10,000.
        ///
        /// Other data is read at this interval or less often: a chart once per slice of its resolution, a number over a
        /// time range once per hundredth of the range, states and events once per thousandth, the devices of a group
        /// once a minute. All tiles share one query a second, the limit of the service.
        ///
        /// A failed reading is repeated after this interval, which doubles with each failure in a row, up to five
        /// minutes. The waits become shorter once the service answers again; after a network error or 502 to 504, one
        /// reading is sent again every 1.5 seconds. A request of a feed is sent once, with a timeout of 15 seconds;
        /// after 3 seconds without an answer, the next request does not wait for it.
        optional refresh_interval = "refreshIntervalInMs": milliseconds(1000),
        /// Replaces the tiles' own time ranges, and their last hundred points.
        optional time_range = "timeRange": nested(WatchTimeRange as WatchTimeRange),
        /// The maximal number of points of a series, at least 4. A longer series is reduced as by `downsample`.
        /// Default: all points.
        optional max_points = "maxPoints": number(FEWEST as u32),
        /// The language of display names, a BCP 47 tag. Names without a text in this language are English, or in any
        /// language. Default: the browser's language.
        optional locale = "locale": string,
    }
}

/// The live data of a dashboard. A feed ends by `close()` or by its `abortSignal`; no callback is called afterwards.
#[wasm_bindgen]
pub struct DashboardFeed {
    control: FeedControl,
    /// The caller's tiles in the order of the dashboard; empty until the dashboard has been read.
    tiles: Rc<RefCell<Array>>,
}

/// The callbacks of a feed.
struct Callbacks {
    on_tile: Function,
    on_error: Option<Function>,
    on_dashboard: Option<Function>,
}

/// The dashboard to watch, or its id.
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
        let signal = options.operation.0.abort_signal.clone();

        let feed = Self { control: feed_options.control.clone(), tiles: Rc::default() };
        let (dashboards, tiles) = (dashboards.clone(), Rc::clone(&feed.tiles));
        if let Watched::Dashboard(_) = watched {
            tiles.replace(tiles_of(dashboard));
        }
        let run = run(dashboards, watched, feed_options, tiles, callbacks, signal);
        let running = operation::run(options.operation, Box::pin(run));
        // An abort of the signal closes the feed, so its error is not reported.
        spawn_local(async move { drop(running.await) });
        Ok(feed)
    }
}

#[wasm_bindgen]
impl DashboardFeed {
    /// Stops reading until `resume()` is called.
    pub fn pause(&self) {
        self.control.pause();
    }

    /// Continues reading; data that became due in the meantime is read at once.
    pub fn resume(&self) {
        self.control.resume();
    }

    /// Makes all data due now, even data that another feed has just read. Data that was due already is read first. A
    /// paused feed reads all data once.
    pub fn refresh(&self) {
        self.control.refresh();
    }

    /// Stops the updates of one tile (the same object as in `dashboard.tiles`). Data that only this tile shows is not
    /// read any more.
    pub fn stop(&self, #[wasm_bindgen(unchecked_param_type = "Tile")] tile: &JsValue) {
        let place = self.tiles.borrow().index_of(tile, 0);
        if let Ok(place) = usize::try_from(place) {
            self.control.stop(place);
        }
    }

    /// Sets which tiles (the same objects as in `dashboard.tiles`) are in view. From the next request on, data that
    /// they show is read before other data that is due; the number of requests stays the same. Without an argument, as
    /// at the beginning, all tiles count as in view.
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

/// Returns a copy of the list, since the caller may change its own while the feed runs.
fn tiles_of(dashboard: &JsValue) -> Array {
    let tiles = js_sys::Reflect::get(dashboard, &"tiles".into()).unwrap_or(JsValue::UNDEFINED);
    tiles.dyn_ref::<Array>().map(|tiles| Array::from(tiles)).unwrap_or_default()
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
    // The control is checked before every update, because a callback may have closed the feed while further updates are
    // pending.
    while !signal.as_ref().is_some_and(AbortSignal::aborted)
        && let Some(update) = feed.next().await
    {
        let tile = tiles.borrow().get(u32::try_from(update.tile).unwrap_or(u32::MAX));
        callbacks.call_on_tile(&tile, update);
        // One answer may concern a hundred tiles, so the page gets its turn between their updates.
        if elapsed() - since_ms > SLICE_MS {
            Fetch::default().sleep(0.0).await;
            since_ms = elapsed();
        }
    }
    Ok(JsValue::UNDEFINED)
}

impl Callbacks {
    fn call_on_tile(&self, tile: &JsValue, update: TileUpdate) {
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

/// Logs the error of a callback. It is a bug of the page, and the other tiles continue.
fn complain(called: Result<JsValue, JsValue>) {
    if let Err(thrown) = called {
        console::error_2(&"iotcentral-web: a tile of the feed failed:".into(), &thrown);
    }
}
