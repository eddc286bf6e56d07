//! Live data for the tiles of a dashboard: carries out a plan again and again, within what the service allows.

use std::collections::VecDeque;

use crate::error::{Error, ErrorKind};
use crate::model::time::duration_ms;
use crate::model::{Dashboard, Json};
use crate::pipeline::Pipeline;
use crate::request::devices::GetDevice;
use crate::request::query::RunQuery;
use crate::telemetry::data::Points;
use crate::telemetry::plan::{Reading, Window};
use crate::telemetry::query_text::query_texts;
use crate::telemetry::{Plan, TileData};

/// How a feed reads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FeedOptions {
    /// How often last known values are read, in milliseconds. A chart is read once per slice of its resolution at most.
    pub refresh_interval_ms: f64,
}

impl Default for FeedOptions {
    /// Every ten seconds.
    fn default() -> Self {
        Self { refresh_interval_ms: 10_000.0 }
    }
}

/// New data of a tile, or why there is none.
pub struct TileUpdate {
    /// The tile's place in the dashboard.
    pub tile: usize,
    /// Its data.
    pub data: Result<TileData, Error>,
}

/// Live data for the tiles of a dashboard. Reads when it is asked for the next update; dropping it ends it.
pub struct Feed {
    pipeline: Pipeline,
    options: FeedOptions,
    plan: Plan,
    /// When each reading is due, in milliseconds since 1970.
    due_ms: Vec<f64>,
    /// What each reading gave last, by column.
    points: Vec<Option<Vec<Points>>>,
    /// Templates of the devices, as far as they are known.
    templates: Vec<(String, String)>,
    ready: VecDeque<TileUpdate>,
}

impl Feed {
    pub(super) fn new(pipeline: Pipeline, dashboard: &Json<Dashboard>, options: FeedOptions) -> Self {
        let plan = Plan::new(dashboard);
        let due_ms = vec![0.0; plan.readings.len()];
        let points = vec![None; plan.readings.len()];
        Self { pipeline, options, plan, due_ms, points, templates: Vec::new(), ready: VecDeque::new() }
    }

    /// The next update; waits until there is one. `None` where no tile has data to wait for.
    pub async fn next(&mut self) -> Option<TileUpdate> {
        loop {
            if let Some(update) = self.ready.pop_front() {
                return Some(update);
            }
            let (place, due_ms) = self.oldest()?;
            let wait = due_ms - self.now();
            if wait > 0.0 {
                self.pipeline.transport().sleep(wait).await;
            }
            let reading = self.plan.readings.get(place)?.clone();
            let result = self.read(&reading).await;
            self.keep(place, &reading, result);
        }
    }

    fn now(&self) -> f64 {
        self.pipeline.transport().now()
    }

    /// The reading that is due first.
    fn oldest(&self) -> Option<(usize, f64)> {
        self.due_ms.iter().copied().enumerate().min_by(|(_, a), (_, b)| a.total_cmp(b))
    }

    async fn read(&mut self, reading: &Reading) -> Result<Vec<Points>, Error> {
        let template = self.template(&reading.device).await?;
        let texts = query_texts(reading, &template).map_err(|why| Error::new(ErrorKind::InvalidInput, &why))?;
        let mut points = vec![Points::default(); reading.columns.len()];
        for query in texts {
            let response = self.pipeline.call(&RunQuery { text: &query.text }).await?;
            let rows = response.view().get("results").map(|rows| rows.items()).unwrap_or_default();
            for (place, column) in query.columns.iter().enumerate() {
                if let Some(points) = points.get_mut(*column) {
                    *points = Points::read(&rows, place);
                }
            }
        }
        Ok(points)
    }

    /// The device's template: a query reads from a template, a tile knows only devices.
    async fn template(&mut self, device: &str) -> Result<String, Error> {
        if let Some((_, template)) = self.templates.iter().find(|(known, _)| known == device) {
            return Ok(template.clone());
        }
        let found = self.pipeline.call(&GetDevice { id: device, expand: None }).await?;
        let template = found.view().get("template").and_then(|template| template.string());
        let template = template.ok_or_else(|| {
            Error::new(
                ErrorKind::Decode,
                &format!("device {device} has no template, so its telemetry can't be queried"),
            )
        })?;
        self.templates.push((device.to_owned(), template.to_string()));
        Ok(template.into_owned())
    }

    /// Keeps what a reading gave and makes the updates of the tiles that show it.
    fn keep(&mut self, place: usize, reading: &Reading, result: Result<Vec<Points>, Error>) {
        let slice_ms = match &reading.window {
            Window::Slices { resolution, .. } => duration_ms(resolution).unwrap_or_default(),
            Window::Points | Window::Latest => 0.0,
        };
        let interval = match result {
            Ok(_) => self.options.refresh_interval_ms.max(slice_ms),
            Err(_) => self.options.refresh_interval_ms,
        };
        let now = self.now();
        if let Some(due_ms) = self.due_ms.get_mut(place) {
            *due_ms = now + interval;
        }
        let failed = result.as_ref().err().cloned();
        if let (Ok(points), Some(slot)) = (result, self.points.get_mut(place)) {
            *slot = Some(points);
        }
        for tile in &self.plan.tiles {
            if !tile.sources.iter().any(|(reading, _)| *reading == place) {
                continue;
            }
            let data = match &failed {
                Some(error) => Some(Err(error.clone())),
                None => TileData::of(tile, &self.plan, &self.points).map(Ok),
            };
            self.ready.extend(data.map(|data| TileUpdate { tile: tile.tile, data }));
        }
    }
}
