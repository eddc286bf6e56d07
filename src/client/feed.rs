//! Live data for the tiles of a dashboard: carries out a plan again and again, within what the service allows.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::mem;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

use futures_util::future::LocalBoxFuture;

use super::feed_control::FeedControl;
use super::feed_memory::{Columns, FeedMemory};
use super::feed_step::{Step, Walk};
use crate::error::{Error, ErrorKind};
use crate::model::{Dashboard, Json};
use crate::pipeline::Pipeline;
use crate::telemetry::plan::{Reading, TilePlan};
use crate::telemetry::points::Readout;
use crate::telemetry::{Names, Plan, TileData, TimeRange, Window, downsample};

/// How long a feed waits for an answer, in milliseconds. It has no retries but its own next time: what waits keeps others
/// waiting.
const TRY_MS: u32 = 15_000;
/// The longest time between two tries of what keeps failing, in milliseconds.
const FAILED_MS: f64 = 300_000.0;

/// How a feed reads.
#[derive(Clone)]
pub struct FeedOptions {
    /// How often last known values and properties are read, in milliseconds. The rest is read as often as
    /// [`Window::fresh_ms`] says at most. What failed is read again after this time, which doubles up to five minutes as long
    /// as it fails.
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
    /// Its data, as far as any could be read by now.
    pub data: Result<TileData, Error>,
    /// What could not be read this time. What it gave before is still in the data.
    pub failures: Vec<TileFailure>,
    /// When the oldest of what it shows was read, in milliseconds since 1970; NaN where nothing was.
    pub read_at_ms: f64,
    /// When the next of it will be read, in milliseconds since 1970.
    pub due_at_ms: f64,
}

/// A part of a tile that could not be read.
#[derive(Debug, Clone)]
pub struct TileFailure {
    /// The device's id; the group's where its members are counted.
    pub device: String,
    /// The capability as the tile names it; absent where it is all that the tile shows of the device.
    pub capability: Option<String>,
    /// Why.
    pub error: Error,
}

/// Live data for the tiles of a dashboard. Reads while it is asked for the next update; dropping it ends what is under way.
pub struct Feed {
    pipeline: Pipeline,
    memory: Rc<FeedMemory>,
    names: Rc<RefCell<Names>>,
    options: FeedOptions,
    plan: Plan,
    /// By reading.
    progress: Vec<Progress>,
    /// What each column of each reading gave last.
    readouts: Vec<Vec<Option<Readout>>>,
    /// What is under way: a query, and something else.
    flights: Vec<Flight>,
    /// The next moment at which something is due, and the wait for it.
    alarm: Option<(f64, LocalBoxFuture<'static, ()>)>,
    /// Nothing that was read before this moment is new enough, in milliseconds since 1970.
    since_ms: f64,
    /// Tiles that have no data, and why, until that is told.
    unreadable: VecDeque<(usize, &'static str)>,
    /// Tiles of the plan that have news, by their number. An update is made when it is asked for: all at once would hold up
    /// whatever else runs on this thread.
    news: VecDeque<usize>,
}

/// How far a reading is.
#[derive(Default)]
struct Progress {
    /// When it is due, in milliseconds since 1970.
    due_ms: f64,
    /// How many times in a row it has failed.
    failed: i32,
    /// Why it failed the last time.
    error: Option<Error>,
    /// What it gave otherwise, and why some of its columns failed.
    columns: Columns,
    /// Whether all that can be learned of its device this time has been.
    learned: bool,
}

/// A step that is under way.
struct Flight {
    place: usize,
    step: Step,
    outcome: LocalBoxFuture<'static, Result<Option<Columns>, Error>>,
}

impl Feed {
    pub(super) fn new(
        pipeline: &Pipeline,
        memory: Rc<FeedMemory>,
        dashboard: &Json<Dashboard>,
        options: FeedOptions,
    ) -> Self {
        let mut plan = Plan::new(dashboard, options.time_range.as_ref());
        Self {
            unreadable: mem::take(&mut plan.unreadable).into(),
            news: VecDeque::new(),
            progress: plan.readings.iter().map(|_| Progress::default()).collect(),
            readouts: plan.readings.iter().map(|reading| vec![None; reading.columns.len()]).collect(),
            flights: Vec::new(),
            alarm: None,
            since_ms: f64::NEG_INFINITY,
            names: memory.names(pipeline.transport().now()),
            memory,
            pipeline: pipeline.with_single_tries(TRY_MS),
            options,
            plan,
        }
    }

    /// The next update; waits until there is one. `None` at the end: no tile has data to wait for, or the feed was closed.
    pub async fn next(&mut self) -> Option<TileUpdate> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<TileUpdate>> {
        let control = self.options.control.clone();
        control.notice(context);
        loop {
            if control.is_closed() || control.is_paused() {
                self.give_up();
                return if control.is_closed() { Poll::Ready(None) } else { Poll::Pending };
            }
            if let Some(update) = self.next_news() {
                if control.is_stopped(update.tile) {
                    continue;
                }
                return Poll::Ready(Some(update));
            }
            let next = self.begin();
            if let Some((place, outcome)) = self.landed(context) {
                self.take_in(place, outcome);
            } else if self.news.is_empty() {
                let Some(next_ms) = next else { return Poll::Ready(None) };
                ready!(self.poll_alarm(next_ms, context));
            }
        }
    }

    /// Gives up all that is under way.
    fn give_up(&mut self) {
        self.flights.clear();
        self.alarm = None;
    }

    /// Begins what is due: a query and something else at a time, each the oldest of its kind. Gives the next moment at which
    /// something is due, in milliseconds since 1970; `None` where nobody wants anything.
    fn begin(&mut self) -> Option<f64> {
        let now = self.now();
        if self.options.control.take_refresh() {
            self.give_up();
            self.since_ms = now;
            self.memory.doubt_refusals(now);
            // What was due already keeps its place in front.
            self.progress.iter_mut().for_each(|progress| progress.due_ms = progress.due_ms.min(now));
        }
        let wanted = self.wanted();
        self.flights.retain(|flight| wanted.contains(&flight.place));
        let (mut next_ms, mut query, mut other) = (f64::INFINITY, None, None);
        for place in &wanted {
            let step = self.step(*place)?;
            let mut due_ms = self.progress.get(*place)?.due_ms;
            if due_ms <= now && step != Step::Learn {
                due_ms = self.recall(*place, due_ms, now)?;
            }
            if due_ms > now {
                next_ms = next_ms.min(due_ms);
                continue;
            }
            let oldest: &mut Option<(f64, usize, Step)> = if step == Step::Query { &mut query } else { &mut other };
            if oldest.is_none_or(|(oldest_ms, ..)| due_ms < oldest_ms) {
                *oldest = Some((due_ms, *place, step));
            }
        }
        for (_, place, step) in [query, other].into_iter().flatten() {
            let is_query = step == Step::Query;
            if !self.flights.iter().any(|flight| flight.place == place || (flight.step == Step::Query) == is_query) {
                let walk = self.walk(place)?;
                self.flights.push(Flight { place, step, outcome: Box::pin(walk.take(step)) });
            }
        }
        (!wanted.is_empty()).then_some(next_ms)
    }

    /// Takes over what another feed has read meanwhile, where this one would have to read it. Gives when it is due.
    fn recall(&mut self, place: usize, due_ms: f64, now: f64) -> Option<f64> {
        let reading = self.plan.readings.get(place)?;
        let after = self.since_ms.max(now - self.interval_ms(reading));
        let Some((columns, at_ms)) = self.memory.recall(reading, after, now) else { return Some(due_ms) };
        self.flights.retain(|flight| flight.place != place);
        self.keep(place, columns, at_ms);
        self.tell(place);
        Some(self.progress.get(place)?.due_ms)
    }

    /// Readings of tiles that weren't stopped.
    fn wanted(&self) -> Vec<usize> {
        let is_wanted = |place: &usize| {
            let mut tiles = self.plan.tiles.iter();
            tiles.any(|tile| tile.shows_reading(*place) && !self.options.control.is_stopped(tile.tile))
        };
        (0..self.plan.readings.len()).filter(is_wanted).collect()
    }

    /// What a reading needs next.
    fn step(&self, place: usize) -> Option<Step> {
        let (reading, progress) = (self.plan.readings.get(place)?, self.progress.get(place)?);
        let names = self.names.borrow();
        let knows = || names.knows_device(&reading.device) && names.missing_template(&reading.device).is_none();
        Some(match reading.window {
            Window::Members => Step::Read,
            _ if !progress.learned && !knows() => Step::Learn,
            Window::Properties => Step::Read,
            _ => Step::Query,
        })
    }

    /// All that it takes to take a step of a reading.
    fn walk(&self, place: usize) -> Option<Walk> {
        Some(Walk {
            pipeline: self.pipeline.clone(),
            memory: Rc::clone(&self.memory),
            names: Rc::clone(&self.names),
            reading: self.plan.readings.get(place)?.clone(),
            before: self.readouts.get(place)?.clone(),
        })
    }

    /// The step that has ended, if one has.
    fn landed(&mut self, context: &mut Context<'_>) -> Option<(usize, Result<Option<Columns>, Error>)> {
        let landed = self.flights.iter_mut().enumerate().find_map(|(number, flight)| {
            match flight.outcome.as_mut().poll(context) {
                Poll::Ready(outcome) => Some((number, flight.place, outcome)),
                Poll::Pending => None,
            }
        });
        let (number, place, outcome) = landed?;
        self.flights.swap_remove(number);
        Some((place, outcome))
    }

    /// Waits until this moment; for what is under way where it never comes.
    fn poll_alarm(&mut self, next_ms: f64, context: &mut Context<'_>) -> Poll<()> {
        let wait = next_ms - self.now();
        if !self.alarm.as_ref().is_some_and(|(at, _)| *at == next_ms) {
            self.alarm = next_ms.is_finite().then(|| (next_ms, self.pipeline.transport().sleep(wait)));
        }
        let Some((_, alarm)) = &mut self.alarm else { return Poll::Pending };
        ready!(alarm.as_mut().poll(context));
        self.alarm = None;
        Poll::Ready(())
    }

    fn now(&self) -> f64 {
        self.pipeline.transport().now()
    }

    fn interval_ms(&self, reading: &Reading) -> f64 {
        self.options.refresh_interval_ms.max(reading.window.fresh_ms())
    }

    /// Takes in what came of a step.
    fn take_in(&mut self, place: usize, outcome: Result<Option<Columns>, Error>) {
        let now = self.now();
        match outcome {
            Ok(Some(columns)) => {
                self.keep(place, columns, now);
                if let (Some(reading), Some(progress)) = (self.plan.readings.get(place), self.progress.get(place)) {
                    self.memory.remember(reading, &progress.columns, now, progress.due_ms);
                }
            }
            Ok(None) => {
                if let Some(progress) = self.progress.get_mut(place) {
                    progress.learned = true;
                }
                return;
            }
            Err(error) => self.fail(place, error, now),
        }
        self.tell(place);
    }

    /// Keeps what a reading gave, with what was known before where that counts.
    fn keep(&mut self, place: usize, mut columns: Columns, at_ms: f64) {
        let reading = self.plan.readings.get(place);
        let due_ms = at_ms + reading.map_or(0.0, |reading| self.interval_ms(reading));
        let is_latest = reading.is_some_and(|reading| reading.window == Window::Latest);
        for (found, readout) in columns.iter_mut().zip(self.readouts.get_mut(place).into_iter().flatten()) {
            let Ok(points) = found else { continue };
            if is_latest {
                *points = points.latest(readout.as_ref().map(|before| &*before.points)).into();
            }
            *readout = Some(Readout { points: Rc::clone(points), at_ms });
        }
        if let Some(progress) = self.progress.get_mut(place) {
            *progress = Progress { due_ms, columns, ..Progress::default() };
        }
    }

    /// Notes that a reading failed. It is read again, less and less often.
    fn fail(&mut self, place: usize, error: Error, now: f64) {
        let interval = self.options.refresh_interval_ms;
        if let Some(progress) = self.progress.get_mut(place) {
            let wait = (interval * 2_f64.powi(progress.failed)).max(error.retry_after_ms.unwrap_or_default());
            *progress = Progress {
                due_ms: now + wait.min(FAILED_MS.max(interval)),
                failed: progress.failed.saturating_add(1),
                error: Some(error),
                ..Progress::default()
            };
        }
    }

    /// Notes that the tiles which show a reading have news.
    fn tell(&mut self, place: usize) {
        for (number, tile) in self.plan.tiles.iter().enumerate() {
            if tile.shows_reading(place) && !self.news.contains(&number) {
                self.news.push_back(number);
            }
        }
    }

    /// The next update that is at hand.
    fn next_news(&mut self) -> Option<TileUpdate> {
        if let Some((tile, why)) = self.unreadable.pop_front() {
            return Some(TileUpdate {
                tile,
                data: Err(Error::new(ErrorKind::InvalidInput, &["the tile has no data: ", why].concat())),
                failures: Vec::new(),
                read_at_ms: f64::NAN,
                due_at_ms: f64::INFINITY,
            });
        }
        while let Some(number) = self.news.pop_front() {
            if let Some(update) = self.plan.tiles.get(number).and_then(|tile| self.update(tile)) {
                return Some(update);
            }
        }
        None
    }

    /// What a tile shows, and what could not be read of it; `None` while some of it has been neither.
    fn update(&self, tile: &TilePlan) -> Option<TileUpdate> {
        let (mut read_at_ms, mut due_at_ms) = (f64::NAN, f64::INFINITY);
        let mut failures: Vec<TileFailure> = Vec::new();
        for (place, column) in &tile.sources {
            let (reading, progress) = (self.plan.readings.get(*place)?, self.progress.get(*place)?);
            let readout = self.readouts.get(*place)?.get(*column)?;
            let (error, capability) = match (&progress.error, progress.columns.get(*column)) {
                (Some(error), _) => (Some(error), None),
                (None, Some(Err(error))) => (Some(error), Some(&reading.columns.get(*column)?.capability)),
                (None, _) => (None, None),
            };
            if readout.is_none() && error.is_none() {
                return None;
            }
            due_at_ms = due_at_ms.min(progress.due_ms);
            read_at_ms = readout.as_ref().map_or(read_at_ms, |readout| readout.at_ms.min(read_at_ms));
            let is_new =
                |known: &TileFailure| known.device != reading.device || known.capability.as_ref() != capability;
            if let Some(error) = error.filter(|_| failures.iter().all(is_new)) {
                let (device, capability) = (reading.device.clone(), capability.cloned());
                failures.push(TileFailure { device, capability, error: error.clone() });
            }
        }
        let mut data = TileData::of(tile, &self.plan, &self.readouts, &self.names.borrow());
        if let (Some(TileData::Series { series, .. }), Some(most)) = (&mut data, self.options.max_points) {
            for series in series {
                (series.times, series.values) = downsample(&series.times, &series.values, most);
            }
        }
        let error = || failures.first().map(|failure| Err(failure.error.clone()));
        Some(TileUpdate { tile: tile.tile, data: data.map(Ok).or_else(error)?, failures, read_at_ms, due_at_ms })
    }
}
