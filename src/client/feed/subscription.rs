//! The feed, a subscription to the data of tiles: polls its control, the requests in flight and the timer, and turns
//! their results into updates of tiles.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::mem;
use std::rc::Rc;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_util::future::LocalBoxFuture;

use super::cache::{Claim, FeedCache};
use super::reading::{Action, Columns, Outcome, ReadingState, may_be_shared, update_readouts};
use super::schedule::{Schedule, Urgency};
use super::task::ReadingTask;
use super::{FeedOptions, TileFailure, TileUpdate};
use crate::error::{Error, ErrorKind};
use crate::model::{Dashboard, Json};
use crate::pipeline::Pipeline;
use crate::telemetry::plan::{Reading, TilePlan};
use crate::telemetry::points::Readout;
use crate::telemetry::{Names, Plan, TileData, Window, downsample};
use crate::transport::{SharedAnswers, milliseconds};

/// The timeout of a feed's request, in milliseconds. A feed does not retry a failed request; the reading becomes due
/// again later, so that one slow request does not block its stream.
const REQUEST_TIMEOUT_MS: u32 = 15_000;

/// The time after which a request without an answer no longer holds its stream, in milliseconds, unless the last answer
/// took more than half as long.
const LEAST_HOLD_MS: f64 = 3_000.0;

/// How often a feed sends a request to a service that gives no answers, in milliseconds. No event tells that the
/// service is back.
const PROBE_MS: f64 = 1_500.0;

/// Live data for the tiles of a dashboard. A feed sends requests only while [`Self::next`] is awaited; dropping the
/// feed aborts them.
pub struct Feed {
    pipeline: Pipeline,
    cache: Rc<FeedCache>,
    names: Rc<RefCell<Names>>,
    answers: Option<Rc<dyn SharedAnswers>>,
    options: FeedOptions,
    plan: Plan,
    /// The state of each reading of the plan.
    states: Vec<ReadingState>,
    /// The last success of each column of each reading.
    readouts: Vec<Vec<Option<Readout>>>,
    /// At most two queries and two other requests. The first of two has waited for its answer for long.
    in_flight: Vec<InFlight>,
    /// How long the last query and the last other request took, in milliseconds.
    took_ms: [f64; 2],
    /// When the next reading is due, and the timer for it.
    timer: Option<(f64, LocalBoxFuture<'static, ()>)>,
    /// The number of transient failures since the last success.
    failed_in_a_row: u32,
    /// The value of `FeedCache::recoveries` that the states have been updated for.
    recoveries: u32,
    /// Waits for the browser's network, while some reading is backing off.
    online: Option<LocalBoxFuture<'static, ()>>,
    /// When the last refresh was demanded, by `Transport::elapsed` like all times of a feed. Older readings of the
    /// cache are not used.
    refreshed_ms: f64,
    /// When a request failed last.
    failed_ms: f64,
    /// Tiles that can have no data, with the reasons: pending updates.
    unreadable: vec::IntoIter<(usize, &'static str)>,
    /// The indexes in the plan of tiles with pending updates. The data of an update is made when the update is handed
    /// over: making all at once would block the thread.
    pending: Vec<usize>,
}

/// The requests of an action on a reading.
struct InFlight {
    place: usize,
    action: Action,
    /// When its last request began, by `Transport::elapsed`.
    begun_ms: Rc<Cell<f64>>,
    outcome: LocalBoxFuture<'static, Outcome>,
    _claim: Rc<Claim>,
}

impl InFlight {
    fn is_query(&self) -> bool {
        self.action == Action::Query
    }
}

impl Feed {
    pub(in crate::client) fn new(
        pipeline: &Pipeline,
        cache: Rc<FeedCache>,
        dashboard: &Json<Dashboard>,
        options: FeedOptions,
    ) -> Self {
        let mut plan = Plan::new(dashboard, options.time_range.as_ref());
        Self {
            unreadable: mem::take(&mut plan.unreadable).into_iter(),
            pending: Vec::new(),
            states: plan.readings.iter().map(|_| ReadingState::default()).collect(),
            readouts: plan.readings.iter().map(|reading| vec![None; reading.columns.len()]).collect(),
            in_flight: Vec::new(),
            took_ms: [0.0; 2],
            timer: None,
            failed_in_a_row: 0,
            recoveries: cache.recoveries(),
            online: None,
            refreshed_ms: f64::NEG_INFINITY,
            failed_ms: f64::NEG_INFINITY,
            names: cache.names(pipeline.transport().elapsed()),
            answers: pipeline.transport().shared_answers(),
            cache,
            pipeline: pipeline.with_single_tries(REQUEST_TIMEOUT_MS),
            options,
            plan,
        }
    }

    /// Waits for the next update. Returns `None` when the feed has been closed, or if no tile needs data: none ever
    /// did, or all have been stopped.
    ///
    /// ```no_run
    /// # use iotcentral_web::Feed;
    /// # async fn example(feed: &mut Feed) -> Result<(), iotcentral_web::Error> {
    /// while let Some(update) = feed.next().await {
    ///     println!("tile {}: {:?}", update.tile, update.data);
    /// }
    /// # Ok(()) }
    /// ```
    pub async fn next(&mut self) -> Option<TileUpdate> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<TileUpdate>> {
        let control = self.options.control.clone();
        control.register(context);
        loop {
            if control.is_closed() {
                self.abort_requests();
                return Poll::Ready(None);
            }
            if let Some(update) = self.next_pending() {
                if control.is_stopped(update.tile) {
                    continue;
                }
                return Poll::Ready(Some(update));
            }
            if control.is_paused() && !control.wants_refresh() && self.needed().is_empty() {
                self.abort_requests();
                return Poll::Pending;
            }
            self.poll_online(context);
            let next = self.start_due();
            if let Some((place, action, outcome)) = self.poll_in_flight(context) {
                self.apply(place, action, outcome);
            } else if self.pending.is_empty() {
                let Some(next_ms) = next else { return Poll::Ready(None) };
                ready!(self.poll_timer(next_ms, context));
            }
        }
    }

    fn abort_requests(&mut self) {
        self.in_flight.clear();
        self.timer = None;
        self.online = None;
    }

    /// Starts the requests of readings that are due. Returns when the next reading is due; `None` if no tile needs a
    /// reading.
    fn start_due(&mut self) -> Option<f64> {
        let now = self.now();
        let in_paused_refresh = self.options.control.is_paused();
        if !in_paused_refresh {
            self.states.iter_mut().for_each(|state| state.in_paused_refresh = false);
        }
        if self.options.control.take_refresh() {
            self.abort_requests();
            self.refreshed_ms = now;
            self.cache.expire_rejections(now);
            for state in &mut self.states {
                // A reading that was due before the refresh keeps its earlier time, and so comes first.
                state.due_ms = state.due_ms.min(now);
                state.in_paused_refresh = in_paused_refresh;
            }
        }
        if mem::replace(&mut self.recoveries, self.cache.recoveries()) != self.cache.recoveries() {
            self.states.iter_mut().for_each(|state| state.recover(now));
        }
        let needed = self.needed();
        let probe = self.probe(&needed);
        self.in_flight.retain(|request| needed.contains(&request.place));
        let mut schedule = Schedule::new(now, self.pipeline.query_free_at());
        let waits: Vec<usize> = self.plan.tiles.iter().map(|tile| self.readings_until_shown(tile)).collect();
        for place in &needed {
            let action = self.action(*place)?;
            let mut due_ms = self.states.get(*place)?.due_ms;
            if let Some((_, probe_ms)) = probe.filter(|(probed, _)| probed == place) {
                due_ms = due_ms.min(probe_ms);
            }
            if due_ms <= now && matches!(action, Action::Query | Action::Fetch) {
                due_ms = self.apply_cached(*place, due_ms)?;
            }
            if self.in_flight.iter().all(|request| request.place != *place) {
                schedule.add(*place, self.urgency(*place, &waits), action, due_ms);
            }
        }
        for (place, action) in schedule.requests() {
            let stream = self.in_flight.iter().filter(|request| request.is_query() == (action == Action::Query));
            if stream.clone().count() > 1 || stream.clone().any(|request| self.holds_until_ms(request) > now) {
                continue;
            }
            let reading = self.plan.readings.get(place)?;
            if let Some(claim) = self.cache.claim((action, reading), &self.options.control, self.refreshed_ms, now) {
                let task = self.task(place)?;
                let begun_ms = Rc::clone(&task.begun_ms);
                let outcome = Box::pin(task.run(action));
                self.in_flight.push(InFlight { place, action, begun_ms, outcome, _claim: claim });
            }
        }
        for request in &self.in_flight {
            let holds_until_ms = self.holds_until_ms(request);
            if holds_until_ms > now {
                schedule.next_ms = schedule.next_ms.min(holds_until_ms);
            }
        }
        (!needed.is_empty()).then_some(schedule.next_ms)
    }

    /// Returns until when a request holds its stream, by `Transport::elapsed`.
    fn holds_until_ms(&self, request: &InFlight) -> f64 {
        let [query_ms, other_ms] = self.took_ms;
        let took_ms = if request.is_query() { query_ms } else { other_ms };
        request.begun_ms.get() + (2.0 * took_ms).max(LEAST_HOLD_MS)
    }

    /// Returns the reading that tests whether the service has recovered, and the time to send it. It is the needed
    /// reading that failed first, if a needed reading got no answer, or if the service rejects one reading after the
    /// other. A rejecting service gets no more tests than a healthy service gets readings. Returns `None` without such
    /// failures.
    fn probe(&self, needed: &[usize]) -> Option<(usize, f64)> {
        let is_rejecting = [true, false].map(|is_query| self.cache.is_rejecting(is_query)).contains(&true);
        let failed = needed.iter().filter_map(|place| {
            let state = self.states.get(*place)?;
            let rejected_ms = state.rejected_ms().filter(|_| is_rejecting);
            Some((*place, state.unanswered_ms().or(rejected_ms)?))
        });
        let last_ms = failed.clone().map(|(_, failed_ms)| failed_ms).reduce(f64::max)?;
        let (place, _) = failed.min_by(|(_, one), (_, other)| one.total_cmp(other))?;
        let pace_ms = milliseconds(self.options.refresh_interval) / needed.len() as f64;
        let is_silent = self.states.get(place)?.unanswered_ms().is_some();
        Some((place, last_ms + if is_silent { PROBE_MS } else { pace_ms.max(PROBE_MS) }))
    }

    /// Makes readings due that back off, when the browser's network is back.
    fn poll_online(&mut self, context: &mut Context<'_>) {
        if !self.states.iter().any(ReadingState::backs_off) {
            self.online = None;
            return;
        }
        let online = self.online.get_or_insert_with(|| self.pipeline.transport().online());
        if online.as_mut().poll(context).is_ready() {
            self.online = None;
            let now = self.now();
            for state in self.states.iter_mut().filter(|state| state.backs_off()) {
                state.due_ms = state.due_ms.min(now);
            }
        }
    }

    /// Takes over the columns of a due reading, if another feed has read the same recently. Returns when the reading is
    /// due then.
    fn apply_cached(&mut self, place: usize, due_ms: f64) -> Option<f64> {
        let reading = self.plan.readings.get(place)?;
        let Some((columns, at_ms)) = self.cache.get(reading, self.fresh_since_ms(reading)) else {
            return Some(due_ms);
        };
        self.in_flight.retain(|request| request.place != place);
        self.succeed(place, columns, at_ms);
        self.notify(place);
        Some(self.states.get(place)?.due_ms)
    }

    /// Returns the readings of all tiles that are not stopped; during a pause, only those of a demanded refresh.
    fn needed(&self) -> Vec<usize> {
        let is_paused = self.options.control.is_paused();
        let is_needed = |place: &usize| {
            if is_paused && !self.states.get(*place).is_some_and(|state| state.in_paused_refresh) {
                return false;
            }
            let mut tiles = self.plan.tiles.iter();
            tiles.any(|tile| tile.shows_reading(*place) && !self.options.control.is_stopped(tile.tile))
        };
        (0..self.plan.readings.len()).filter(is_needed).collect()
    }

    /// Returns the urgency of a reading. `waits` is, for each tile, the number of readings that it needs before it
    /// shows anything.
    fn urgency(&self, place: usize, waits: &[usize]) -> Urgency {
        let tiles = self.plan.tiles.iter().zip(waits);
        let of_tile = |(tile, waits): (&TilePlan, &usize)| {
            let is_visible = self.options.control.is_visible(tile.tile) && tile.shows_reading(place);
            is_visible.then_some(if *waits > 0 && self.is_new(place) {
                Urgency::Empty(*waits)
            } else {
                Urgency::Visible
            })
        };
        tiles.filter_map(of_tile).min().unwrap_or(Urgency::Hidden)
    }

    /// Returns how many readings a tile needs before it shows anything.
    fn readings_until_shown(&self, tile: &TilePlan) -> usize {
        let missing = self.missing(tile).len();
        let is_shown = |(place, column): &(usize, usize)| {
            self.readouts.get(*place).and_then(|readout| readout.get(*column)).is_some_and(Option::is_some)
        };
        match tile.shows.needs_all_parts() {
            true => missing,
            false if tile.sources.iter().any(is_shown) => 0,
            false => missing.min(1),
        }
    }

    /// Returns the readings of a tile that have neither been read nor failed.
    fn missing(&self, tile: &TilePlan) -> Vec<usize> {
        let mut missing = Vec::new();
        for (place, _) in &tile.sources {
            if self.is_new(*place) && !missing.contains(place) {
                missing.push(*place);
            }
        }
        missing
    }

    fn is_new(&self, place: usize) -> bool {
        self.states.get(place).is_some_and(|state| state.error.is_none() && state.columns.is_empty())
    }

    /// Returns the next action on a reading.
    fn action(&self, place: usize) -> Option<Action> {
        let (reading, state) = (self.plan.readings.get(place)?, self.states.get(place)?);
        let (names, device) = (self.names.borrow(), &reading.device);
        Some(match reading.window {
            Window::Members => Action::Fetch,
            _ if !state.identified && !names.knows_device(device) => Action::Device,
            _ if !state.identified && names.missing_template(device).is_some() => Action::Template,
            Window::Properties => Action::Fetch,
            _ => Action::Query,
        })
    }

    fn task(&self, place: usize) -> Option<ReadingTask> {
        let (reading, state) = (self.plan.readings.get(place)?, self.states.get(place)?);
        Some(ReadingTask {
            pipeline: self.pipeline.clone(),
            cache: Rc::clone(&self.cache),
            names: Rc::clone(&self.names),
            reading: reading.clone(),
            previous: self.readouts.get(place)?.clone(),
            failures: state.failures,
            begun_ms: Rc::new(Cell::new(self.now())),
            // A query of another page that is in flight may have been sent before the refresh.
            answers: self.answers.clone().filter(|_| state.due_ms > self.refreshed_ms),
            since_ms: self.fresh_since_ms(reading),
            shared_ms: Cell::new(f64::INFINITY),
        })
    }

    /// Polls the requests in flight. Returns the outcome of the first action that has completed.
    fn poll_in_flight(&mut self, context: &mut Context<'_>) -> Option<(usize, Action, Outcome)> {
        let completed = self.in_flight.iter_mut().enumerate().find_map(|(index, request)| {
            match request.outcome.as_mut().poll(context) {
                Poll::Ready(outcome) => Some((index, outcome)),
                Poll::Pending => None,
            }
        });
        let (index, outcome) = completed?;
        let request = self.in_flight.swap_remove(index);
        if outcome.is_ok() {
            let took_ms = self.now() - request.begun_ms.get();
            let [query_ms, other_ms] = &mut self.took_ms;
            *(if request.is_query() { query_ms } else { other_ms }) = took_ms;
        }
        Some((request.place, request.action, outcome))
    }

    /// Waits until `next_ms`. If `next_ms` is infinite, a request in flight or the control ends the wait.
    fn poll_timer(&mut self, next_ms: f64, context: &mut Context<'_>) -> Poll<()> {
        let wait = next_ms - self.now();
        if !self.timer.as_ref().is_some_and(|(at, _)| *at == next_ms) {
            self.timer = next_ms.is_finite().then(|| (next_ms, self.pipeline.transport().sleep(wait)));
        }
        let Some((_, timer)) = &mut self.timer else { return Poll::Pending };
        ready!(timer.as_mut().poll(context));
        self.timer = None;
        Poll::Ready(())
    }

    fn now(&self) -> f64 {
        self.pipeline.transport().elapsed()
    }

    /// Converts a time of the feed to milliseconds since 1970.
    fn since_1970(&self, moment_ms: f64) -> f64 {
        moment_ms - self.now() + self.pipeline.transport().now()
    }

    fn interval_ms(&self, reading: &Reading) -> f64 {
        milliseconds(self.options.refresh_interval).max(reading.window.fresh_ms())
    }

    /// Returns since when a reading must have been read to be taken over from another feed. Not before the latest
    /// failure: an older success does not tell whether the service is well again.
    fn fresh_since_ms(&self, reading: &Reading) -> f64 {
        self.refreshed_ms.max(self.failed_ms).max(self.now() - self.interval_ms(reading))
    }

    /// Applies the outcome of an action to its reading, to the cache, and to the tiles that show the reading.
    fn apply(&mut self, place: usize, action: Action, outcome: Outcome) {
        let now = self.now();
        match &outcome {
            Ok(_) => self.end_back_offs(),
            Err(error) if error.is_transient() => self.failed_in_a_row += 1,
            Err(_) => {}
        }
        let is_query = action == Action::Query;
        match (&outcome, self.plan.readings.get(place)) {
            // A query records this itself, since it may consist of several requests.
            (Ok(_), _) if is_query => {}
            (Ok(_), _) => self.cache.record_acceptance(false),
            (Err(error), Some(reading)) if may_be_shared(error) => self.cache.record_rejection(is_query, reading),
            _ => {}
        }
        match outcome {
            Ok(Some((columns, at_ms))) => {
                self.succeed(place, columns, at_ms);
                if let (Some(reading), Some(state)) = (self.plan.readings.get(place), self.states.get(place)) {
                    self.cache.store(reading, &state.columns, at_ms, state.due_ms);
                }
            }
            Ok(None) => {
                if let Some(state) = self.states.get_mut(place) {
                    // If the template could not be read now, it is read again when the reading is due again.
                    state.identified = action == Action::Template;
                }
                return;
            }
            Err(error) => {
                self.failed_ms = now;
                if let Some(state) = self.states.get_mut(place) {
                    state.fail(error, milliseconds(self.options.refresh_interval), now);
                }
            }
        }
        self.notify(place);
    }

    /// After a success, shortens the back-offs of readings that failed in an outage. If at least two transient failures
    /// came before the success, shortens the back-offs of all readings.
    fn end_back_offs(&mut self) {
        let was_down = mem::take(&mut self.failed_in_a_row) > 1;
        let states = self.states.iter_mut().filter(|state| was_down || state.unanswered_ms().is_some());
        states.for_each(ReadingState::end_back_off);
    }

    /// Stores the columns that were read at `at_ms`.
    fn succeed(&mut self, place: usize, mut columns: Columns, at_ms: f64) {
        let Some(reading) = self.plan.readings.get(place) else { return };
        let (due_ms, at_ms) = (at_ms + self.interval_ms(reading), self.since_1970(at_ms));
        if let (Some(readouts), Some(state)) = (self.readouts.get_mut(place), self.states.get_mut(place)) {
            update_readouts(readouts, &mut columns, reading.window == Window::Latest, at_ms);
            *state = ReadingState::succeeded(columns, due_ms);
        }
    }

    /// Marks the tiles that show a reading as pending.
    fn notify(&mut self, place: usize) {
        for (index, tile) in self.plan.tiles.iter().enumerate() {
            if tile.shows_reading(place) && !self.pending.contains(&index) {
                self.pending.push(index);
            }
        }
    }

    /// Returns the next pending update.
    fn next_pending(&mut self) -> Option<TileUpdate> {
        if let Some((tile, why)) = self.unreadable.next() {
            return Some(TileUpdate {
                tile,
                data: Err(Error::new(ErrorKind::InvalidInput, &["the tile has no data: ", why].concat())),
                failures: Vec::new(),
                missing: 0,
                read_at_ms: f64::NAN,
                due_at_ms: f64::INFINITY,
            });
        }
        while !self.pending.is_empty() {
            let index = self.pending.remove(0);
            if let Some(update) = self.plan.tiles.get(index).and_then(|tile| self.update(tile)) {
                return Some(update);
            }
        }
        None
    }

    /// Returns the update of a tile. While readings of the tile are missing, returns `None` if nothing can be shown
    /// yet, or if the tile needs all parts.
    fn update(&self, tile: &TilePlan) -> Option<TileUpdate> {
        let (mut read_at_ms, mut due_at_ms) = (f64::NAN, f64::INFINITY);
        let missing = self.missing(tile).len();
        let mut failures: Vec<TileFailure> = Vec::new();
        for (place, column) in &tile.sources {
            let (reading, state) = (self.plan.readings.get(*place)?, self.states.get(*place)?);
            let readout = self.readouts.get(*place)?.get(*column)?;
            let (error, capability) = match (&state.error, state.columns.get(*column)) {
                (Some(error), _) => (Some(error), None),
                (None, Some(Err(error))) => (Some(error), Some(&reading.columns.get(*column)?.capability)),
                (None, _) => (None, None),
            };
            due_at_ms = due_at_ms.min(state.due_ms);
            read_at_ms = readout.as_ref().map_or(read_at_ms, |readout| readout.at_ms.min(read_at_ms));
            let is_new =
                |known: &TileFailure| known.device != reading.device || known.capability.as_ref() != capability;
            if let Some(error) = error.filter(|_| failures.iter().all(is_new)) {
                let (device, capability) = (reading.device.clone(), capability.cloned());
                failures.push(TileFailure { device, capability, error: error.clone() });
            }
        }
        if missing > 0 && (read_at_ms.is_nan() || tile.shows.needs_all_parts()) {
            return None;
        }
        let mut data = TileData::new(tile, &self.plan, &self.readouts, &self.names.borrow(), &self.options.locale);
        if let (Some(TileData::Series { series, .. }), Some(most)) = (&mut data, self.options.max_points) {
            for series in series {
                (series.times, series.values) = downsample(&series.times, &series.values, most);
            }
        }
        let error = || failures.first().map(|failure| Err(failure.error.clone()));
        Some(TileUpdate {
            tile: tile.tile,
            data: data.map(Ok).or_else(error)?,
            failures,
            missing,
            read_at_ms,
            due_at_ms: self.since_1970(due_at_ms),
        })
    }
}
