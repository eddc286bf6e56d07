//! Live data for the tiles of a dashboard: carries out a plan again and again, within what the service allows.

use std::collections::VecDeque;
use std::rc::Rc;

use futures_util::future::{Either, LocalBoxFuture, select};

use super::feed_control::FeedControl;
use super::pages::Pages;
use crate::error::{Error, ErrorKind};
use crate::model::{Dashboard, Json};
use crate::pipeline::Pipeline;
use crate::request::device_groups::ListDevicesOfGroup;
use crate::request::device_templates::GetDeviceTemplate;
use crate::request::devices::{DevicePart, GetDevice, GetDeviceProperties};
use crate::request::query::RunQuery;
use crate::telemetry::plan::Reading;
use crate::telemetry::points::{Points, Readout};
use crate::telemetry::query_text::query_texts;
use crate::telemetry::{Names, Plan, TileData, TimeRange, Window, downsample};

/// How a feed reads.
#[derive(Clone)]
pub struct FeedOptions {
    /// How often last known values are read, in milliseconds. A chart is read once per slice of its resolution at most.
    pub refresh_interval_ms: f64,
    /// Takes the place of the tiles' own time ranges.
    pub time_range: Option<TimeRange>,
    /// How many points a series has at most, see [`downsample()`]; all where nothing is said.
    pub max_points: Option<usize>,
    /// Steers the feed; keep a clone of it.
    pub control: FeedControl,
}

impl Default for FeedOptions {
    /// Every ten seconds, and the tiles' own ranges.
    fn default() -> Self {
        Self { refresh_interval_ms: 10_000.0, time_range: None, max_points: None, control: FeedControl::default() }
    }
}

/// New data of a tile, or why there is none.
pub struct TileUpdate {
    /// The tile's place in the dashboard.
    pub tile: usize,
    /// Its data.
    pub data: Result<TileData, Error>,
    /// When the oldest of what it shows was read, in milliseconds since 1970; NaN where nothing was.
    pub read_at_ms: f64,
    /// When the next of it will be read, in milliseconds since 1970.
    pub due_at_ms: f64,
}

/// Live data for the tiles of a dashboard. Reads when it is asked for the next update; dropping it ends it.
pub struct Feed {
    pipeline: Pipeline,
    options: FeedOptions,
    plan: Rc<Plan>,
    /// When each reading is due, in milliseconds since 1970.
    due_ms: Vec<f64>,
    /// What each reading gave last.
    readouts: Vec<Option<Readout>>,
    names: Names,
    ready: VecDeque<TileUpdate>,
}

impl Feed {
    pub(super) fn new(pipeline: Pipeline, dashboard: &Json<Dashboard>, options: FeedOptions) -> Self {
        let plan = Rc::new(Plan::new(dashboard, options.time_range.as_ref()));
        let unreadable = plan.unreadable.iter().map(|(tile, why)| TileUpdate {
            tile: *tile,
            data: Err(Error::new(ErrorKind::InvalidInput, &["the tile has no data: ", why].concat())),
            read_at_ms: f64::NAN,
            due_at_ms: f64::INFINITY,
        });
        Self {
            ready: unreadable.collect(),
            due_ms: vec![0.0; plan.readings.len()],
            readouts: vec![None; plan.readings.len()],
            names: Names::default(),
            pipeline,
            options,
            plan,
        }
    }

    /// The next update; waits until there is one. `None` at the end: no tile has data to wait for, or the feed was closed.
    pub async fn next(&mut self) -> Option<TileUpdate> {
        let control = self.options.control.clone();
        while !control.is_closed() {
            if control.is_paused() {
                control.until(|control| !control.is_paused() || control.is_closed()).await;
                continue;
            }
            if let Some(update) = self.ready.pop_front() {
                if control.is_stopped(update.tile) {
                    continue;
                }
                return Some(update);
            }
            if control.take_refresh() {
                let now = self.now();
                // What was due already keeps its place in front.
                self.due_ms.iter_mut().for_each(|due_ms| *due_ms = due_ms.min(now));
            }
            let (place, due_ms) = self.oldest()?;
            let wait = due_ms - self.now();
            if wait > 0.0 {
                let sleep = self.pipeline.transport().sleep(wait);
                select(sleep, self.interruption(place, FeedControl::wants_refresh)).await;
                continue;
            }
            let shown = self.pipeline.transport().shown();
            if let Either::Right(_) = select(shown, self.interruption(place, |_| false)).await {
                continue;
            }
            let reading = self.plan.readings.get(place)?.clone();
            let interruption = self.interruption(place, |_| false);
            let result = match select(self.read(&reading), interruption).await {
                Either::Left((result, _)) => Some(result),
                Either::Right(_) => None,
            };
            if let Some(result) = result {
                self.keep(place, &reading, result);
            }
        }
        None
    }

    /// Resolves when nobody wants this reading any more, or not now, or `also` holds.
    fn interruption(&self, place: usize, also: fn(&FeedControl) -> bool) -> LocalBoxFuture<'static, ()> {
        let (plan, control) = (Rc::clone(&self.plan), self.options.control.clone());
        Box::pin(async move {
            let over = |control: &FeedControl| {
                control.is_paused() || control.is_closed() || also(control) || !is_wanted(&plan, control, place)
            };
            control.until(over).await;
        })
    }

    fn now(&self) -> f64 {
        self.pipeline.transport().now()
    }

    /// The reading that is due first, of those that somebody still wants.
    fn oldest(&self) -> Option<(usize, f64)> {
        let due = self.due_ms.iter().copied().enumerate();
        due.filter(|(place, _)| is_wanted(&self.plan, &self.options.control, *place))
            .min_by(|(_, a), (_, b)| a.total_cmp(b))
    }

    fn read<'a>(&'a mut self, reading: &'a Reading) -> LocalBoxFuture<'a, Result<Vec<Points>, Error>> {
        Box::pin(async move {
            if reading.window == Window::Members {
                return Ok(vec![self.count(&reading.device).await?]);
            }
            self.learn(&reading.device).await?;
            if reading.window == Window::Properties {
                let part = DevicePart { device: reading.device.clone(), ..DevicePart::default() };
                let properties = self.pipeline.call(&GetDeviceProperties { part: &part }).await?;
                let property = |column: &str| Points::property(properties.view(), column);
                return Ok(reading.columns.iter().map(|column| property(&column.capability)).collect());
            }
            self.query(reading).await
        })
    }

    async fn query(&self, reading: &Reading) -> Result<Vec<Points>, Error> {
        let template = self.names.template_of(&reading.device).ok_or_else(|| {
            let message = ["device ", &reading.device, " has no template, so its telemetry can't be queried"].concat();
            Error::new(ErrorKind::Decode, &message)
        })?;
        let texts = query_texts(reading, template).map_err(|why| Error::new(ErrorKind::InvalidInput, &why))?;
        let mut points = vec![Points::default(); reading.columns.len()];
        for query in texts {
            let response = self.pipeline.call(&RunQuery { text: &query.text }).await?;
            let rows = response.view().get("results").map(|rows| rows.items()).unwrap_or_default();
            for (place, column) in query.columns.iter().enumerate() {
                if let Some(points) = points.get_mut(*column) {
                    *points = match reading.window {
                        Window::Whole { .. } => Points::whole(&rows, place),
                        _ => Points::read(&rows, place),
                    };
                }
            }
        }
        Ok(points)
    }

    /// How many devices a group has.
    async fn count(&self, group: &str) -> Result<Points, Error> {
        const PAGE: u32 = 100;
        let mut pages = Pages::new(&self.pipeline, &ListDevicesOfGroup { id: group, max_page_size: Some(PAGE) });
        let mut count = 0;
        while let Some(page) = pages.next().await {
            count += page?.item_count;
        }
        Ok(Points::of(count))
    }

    /// Gets to know a device: a query reads from a template, a tile knows only devices.
    async fn learn(&mut self, device: &str) -> Result<(), Error> {
        if !self.names.knows_device(device) {
            let found = self.pipeline.call(&GetDevice { id: device, expand: None }).await?;
            self.names.add_device(device, found.view());
        }
        if let Some(template) = self.names.template_of(device).map(str::to_owned)
            && !self.names.knows_template(&template)
        {
            // Without it nothing is lost but names and units.
            let found = self.pipeline.call(&GetDeviceTemplate { id: &template }).await;
            self.names.add_template(&template, found.as_ref().ok().map(Json::view));
        }
        Ok(())
    }

    /// Keeps what a reading gave and makes the updates of the tiles that show it.
    fn keep(&mut self, place: usize, reading: &Reading, result: Result<Vec<Points>, Error>) {
        let interval = match result {
            Ok(_) => self.options.refresh_interval_ms.max(reading.window.fresh_ms()),
            Err(_) => self.options.refresh_interval_ms,
        };
        let at_ms = self.now();
        if let Some(due_ms) = self.due_ms.get_mut(place) {
            *due_ms = at_ms + interval;
        }
        let failed = result.as_ref().err().cloned();
        if let (Ok(points), Some(slot)) = (result, self.readouts.get_mut(place)) {
            *slot = Some(Readout { points, at_ms });
        }
        for tile in &self.plan.tiles {
            if !tile.sources.iter().any(|(reading, _)| *reading == place) {
                continue;
            }
            let mut data = match &failed {
                Some(error) => Some(Err(error.clone())),
                None => TileData::of(tile, &self.plan, &self.readouts, &self.names).map(Ok),
            };
            if let (Some(Ok(TileData::Series { series, .. })), Some(most)) = (&mut data, self.options.max_points) {
                for series in series {
                    (series.times, series.values) = downsample(&series.times, &series.values, most);
                }
            }
            let readings = || tile.sources.iter().map(|(reading, _)| *reading);
            let read_at = readings().filter_map(|reading| Some(self.readouts.get(reading)?.as_ref()?.at_ms));
            let due_at = readings().filter_map(|reading| self.due_ms.get(reading).copied());
            self.ready.extend(data.map(|data| TileUpdate {
                tile: tile.tile,
                data,
                read_at_ms: read_at.fold(f64::NAN, f64::min),
                due_at_ms: due_at.fold(f64::INFINITY, f64::min),
            }));
        }
    }
}

/// Whether a tile that wasn't stopped shows this reading.
fn is_wanted(plan: &Plan, control: &FeedControl, place: usize) -> bool {
    plan.tiles
        .iter()
        .any(|tile| !control.is_stopped(tile.tile) && tile.sources.iter().any(|(reading, _)| *reading == place))
}
