//! `central.dashboards.watch`.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Float64Array, Function, JSON, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, AbortSignal, console};

use super::abort::abortable;
use super::convert::{checked, object};
use super::options::Options;
use crate::client::Dashboards;
use crate::client::feed::{Feed, FeedOptions, TileUpdate};
use crate::error::Error;
use crate::model::{Dashboard, Json};
use crate::telemetry::{Latest, Series, TileData};

/// A running feed.
#[wasm_bindgen]
pub struct DashboardFeed {
    state: Rc<RefCell<State>>,
}

/// Whether the feed reads.
enum State {
    /// It does; the controller ends what it is reading.
    Running(AbortController),
    /// It doesn't, until `end` is called.
    Paused { over: Promise, end: Function },
    /// It never will again.
    Closed,
}

/// What the page does with updates.
struct Callbacks {
    tiles: Array,
    on_tile: Function,
    on_error: Option<Function>,
}

impl DashboardFeed {
    pub(super) fn start(dashboards: &Dashboards, dashboard: &JsValue, options: &JsValue) -> Result<Self, Error> {
        let checked: Json<Dashboard> = checked("dashboard", dashboard)?;
        let options = Options::new(options, &["onTile", "onError", "refreshIntervalInMs", "abortSignal"])?;
        let on_tile = options
            .function("onTile")?
            .ok_or_else(|| Error::invalid("/onTile", "onTile is missing: a feed tells its data to a function"))?;
        let tiles = Reflect::get(dashboard, &"tiles".into()).unwrap_or(JsValue::UNDEFINED);
        let callbacks =
            Callbacks { tiles: tiles.dyn_into().unwrap_or_default(), on_tile, on_error: options.function("onError")? };
        let interval = options.number("refreshIntervalInMs", 1000)?.map(f64::from);
        let default = FeedOptions::default();
        let feed_options = FeedOptions { refresh_interval_ms: interval.unwrap_or(default.refresh_interval_ms) };
        let signal = options.abort_signal()?;

        let state = Rc::new(RefCell::new(State::running()?));
        let run = run(dashboards.watch(&checked, feed_options), callbacks, Rc::clone(&state), signal.clone());
        let running = abortable(signal, Box::pin(run));
        // The signal means "stop", which is no failure.
        spawn_local(async move { drop(running.await) });
        Ok(Self { state })
    }
}

#[wasm_bindgen]
impl DashboardFeed {
    /// Reads no more until `resume()`.
    pub fn pause(&self) {
        if matches!(&*self.state.borrow(), State::Running(_)) {
            self.turn(State::paused());
        }
    }

    /// Reads again; what became due in the meantime is read at once.
    pub fn resume(&self) -> Result<(), JsValue> {
        if matches!(&*self.state.borrow(), State::Paused { .. }) {
            self.turn(State::running()?);
        }
        Ok(())
    }

    /// Ends the feed.
    pub fn close(&self) {
        self.turn(State::Closed);
    }

    /// Ends the state before, which wakes whatever waits in it.
    fn turn(&self, state: State) {
        match self.state.replace(state) {
            State::Running(reading) => reading.abort(),
            State::Paused { end, .. } => drop(end.call0(&JsValue::UNDEFINED)),
            State::Closed => {}
        }
    }
}

impl State {
    fn running() -> Result<Self, Error> {
        let reading = AbortController::new();
        reading.map(Self::Running).map_err(|_| Error::invalid("", "this platform has no AbortController"))
    }

    fn paused() -> Self {
        let mut end = None;
        let over = Promise::new(&mut |resolve, _| end = Some(resolve));
        Self::Paused { over, end: end.unwrap_or_default() }
    }
}

async fn run(
    mut feed: Feed,
    callbacks: Callbacks,
    state: Rc<RefCell<State>>,
    signal: Option<AbortSignal>,
) -> Result<JsValue, JsValue> {
    // Asked again before every update: a callback may have ended the feed while more updates are at hand.
    while !signal.as_ref().is_some_and(AbortSignal::aborted) {
        let (reading, pause) = match &*state.borrow() {
            State::Running(reading) => (Some(reading.signal()), None),
            State::Paused { over, .. } => (None, Some(over.clone())),
            State::Closed => break,
        };
        if let Some(over) = pause {
            JsFuture::from(over).await?;
            continue;
        }
        let next = Box::pin(async { Ok(feed.next().await.map_or(JsValue::TRUE, |update| callbacks.tell(update))) });
        // An error says that it was paused or closed: what was being read is read again afterwards.
        if abortable(reading, next).await.is_ok_and(|ended| ended.is_truthy()) {
            break;
        }
    }
    Ok(JsValue::UNDEFINED)
}

impl Callbacks {
    /// Tells the page; `false`, since more may follow.
    fn tell(&self, update: TileUpdate) -> JsValue {
        let tile = self.tiles.get(u32::try_from(update.tile).unwrap_or(u32::MAX));
        let thrown = match (update.data, &self.on_error) {
            (Ok(data), _) => self.on_tile.call2(&JsValue::UNDEFINED, &tile, &tile_data(&data)).err(),
            (Err(error), Some(on_error)) => on_error.call2(&JsValue::UNDEFINED, &tile, &error.into()).err(),
            (Err(error), None) => Some(error.into()),
        };
        // A callback that throws is the page's bug: it is shown, and the other tiles live on.
        if let Some(thrown) = thrown {
            console::error_2(&"iotcentral-web: a tile of the feed failed:".into(), &thrown);
        }
        JsValue::FALSE
    }
}

fn tile_data(data: &TileData) -> JsValue {
    match data {
        TileData::Series(series) => {
            let series = series.iter().map(series_object).collect::<Array>();
            object([("kind", "series".into()), ("series", series.into())]).into()
        }
        TileData::Latest(values) => {
            let values = values.iter().map(latest_object).collect::<Array>();
            object([("kind", "latest".into()), ("values", values.into())]).into()
        }
    }
}

fn series_object(series: &Series) -> JsValue {
    let aggregate = series.column.aggregate.as_ref();
    let members = [
        ("device", series.device.as_str().into()),
        ("capability", series.column.capability.as_str().into()),
        ("aggregateFunction", aggregate.map_or(JsValue::UNDEFINED, |function| function.into())),
        ("times", Float64Array::from(series.times.as_slice()).into()),
        ("values", Float64Array::from(series.values.as_slice()).into()),
    ];
    object(members).into()
}

fn latest_object(latest: &Latest) -> JsValue {
    let json = |value: &String| JSON::parse(value).unwrap_or(JsValue::UNDEFINED);
    let members = [
        ("device", latest.device.as_str().into()),
        ("capability", latest.capability.as_str().into()),
        ("value", latest.last.as_ref().map_or(JsValue::UNDEFINED, |(_, value)| json(value))),
        ("timestamp", latest.last.as_ref().map_or(JsValue::UNDEFINED, |(time, _)| (*time).into())),
        ("previous", latest.previous.as_ref().map_or(JsValue::UNDEFINED, json)),
    ];
    object(members).into()
}
