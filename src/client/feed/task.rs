//! Sends the requests of one reading.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_util::future::LocalBoxFuture;

use super::cache::{ColumnState, FeedCache};
use super::reading::{Action, Columns, Outcome, is_rejection};
use crate::client::pages::Pages;
use crate::error::{Error, ErrorKind};
use crate::model::{Json, QueryResponse, View};
use crate::pipeline::Pipeline;
use crate::request::device_groups::ListDevicesOfGroup;
use crate::request::device_templates::GetDeviceTemplate;
use crate::request::devices::{DevicePart, GetDevice, GetDeviceProperties, GetTelemetryValue};
use crate::request::query::RunQuery;
use crate::telemetry::plan::{Column, Reading};
use crate::telemetry::points::{Points, Readout};
use crate::telemetry::query_text::{Queries, query_texts};
use crate::telemetry::{Names, Window};
use crate::transport::{Claim, SharedAnswers};

/// An action on a reading, with copies of all that it needs, so that it runs independently of the feed.
pub(super) struct ReadingTask {
    pub(super) pipeline: Pipeline,
    pub(super) cache: Rc<FeedCache>,
    pub(super) names: Rc<RefCell<Names>>,
    pub(super) reading: Reading,
    /// The last success of each column.
    pub(super) previous: Vec<Option<Readout>>,
    /// The number of failures of the reading in a row.
    pub(super) failures: u32,
    /// When the last of its requests began, by `Transport::elapsed`.
    pub(super) begun_ms: Rc<Cell<f64>>,
    /// The answers of other pages, if the reading may use them.
    pub(super) answers: Option<Rc<dyn SharedAnswers>>,
    /// Answers of other pages from before this time are not used, by `Transport::elapsed`.
    pub(super) since_ms: f64,
    /// When the oldest answer of another page was received that has been used, by `Transport::elapsed`; infinite
    /// without one.
    pub(super) shared_ms: Cell<f64>,
}

/// From this number of failures on, each attempt searches the columns of a rejected reading again. If the first search
/// found every column rejected, the reason was probably the service and not a column.
const SEARCHES_AGAIN_AFTER: u32 = 3;

impl ReadingTask {
    /// Runs an action, once the page is visible.
    pub(super) async fn run(self, action: Action) -> Outcome {
        self.pipeline.transport().visible().await;
        match action {
            Action::Device => return self.device().await.map(|()| None),
            Action::Template => return self.look_up_template().await.map(|()| None),
            Action::Query => self.query().await,
            Action::Fetch if self.reading.window == Window::Members => self.count().await,
            Action::Fetch => self.properties().await,
        }
        .map(|columns| Some((columns, self.shared_ms.get().min(self.pipeline.transport().elapsed()))))
    }

    async fn device(&self) -> Result<(), Error> {
        let id = &self.reading.device;
        let device = self.pipeline.call(&GetDevice { id, expand: None }).await?;
        self.names.borrow_mut().add_device(id, device.view());
        Ok(())
    }

    async fn look_up_template(&self) -> Result<(), Error> {
        let Some(id) = self.names.borrow().missing_template(&self.reading.device) else { return Ok(()) };
        let found = self.pipeline.call(&GetDeviceTemplate { id: &id }).await;
        let template = match &found {
            Ok(template) => Some(template.view()),
            // A 403 or 404 stays true for this session: do not ask again.
            Err(error) if matches!(error.status, Some(403 | 404)) => None,
            // The template is read again when the reading is due again; only names and units are missing until then.
            Err(_) => return Ok(()),
        };
        self.names.borrow_mut().add_template(&id, template);
        Ok(())
    }

    async fn query(&self) -> Result<Columns, Error> {
        let template = &self.template()?;
        let invalid = |why: String| Error::new(ErrorKind::InvalidInput, &why);
        let now = self.pipeline.transport().elapsed();
        let mut columns: Columns = vec![Ok(Rc::default()); self.reading.columns.len()];
        let mut groups = self.groups(template, now, &mut columns);
        let mut rejections = Vec::new();
        while let Some(group) = groups.pop() {
            let Queries { texts, unfit } = query_texts(&self.reading, template, &group).map_err(invalid)?;
            for (place, why) in unfit {
                set(&mut columns, place, Err(invalid(why)));
            }
            for query in texts {
                let (rejected, is_full) = match self.run_query(&query.text).await {
                    Ok(response) => {
                        self.cache.record_acceptance(true);
                        (None, self.read_rows(&response, &query.columns, &mut columns))
                    }
                    Err(error) => {
                        let is_own = is_rejection(&error) && !self.cache.rejects_others(&self.reading);
                        if is_rejection(&error) {
                            self.cache.record_rejection(true, &self.reading);
                        }
                        let is_searched = self.failures == 0 || self.failures >= SEARCHES_AGAIN_AFTER;
                        if !is_own || !is_searched || self.reading.columns.len() == 1 {
                            return Err(error);
                        }
                        (Some(error), false)
                    }
                };
                if let [place] = query.columns.as_slice() {
                    if let Some(error) = rejected {
                        rejections.push((*place, error.clone()));
                        set(&mut columns, *place, Err(error));
                        continue;
                    }
                    if let Some(column) = self.reading.columns.get(*place) {
                        self.cache.record_column(template, column, None, now);
                    }
                    if is_full {
                        self.fill_older(template, *place, &mut columns).await?;
                    }
                } else if rejected.is_some() || is_full {
                    // One of the columns is the reason, or its messages leave no room for the others. Halving the list
                    // of columns finds it.
                    let (half, other) = query.columns.split_at(query.columns.len() / 2);
                    groups.extend([other.to_vec(), half.to_vec()]);
                }
            }
        }
        // If the service accepts no column, the columns are not the reason.
        if let Some((_, error)) = rejections.first()
            && columns.iter().all(Result::is_err)
        {
            return Err(error.clone());
        }
        for (place, error) in &rejections {
            if let Some(column) = self.reading.columns.get(*place) {
                self.cache.record_column(template, column, Some(error), now);
            }
        }
        if self.reading.window == Window::Latest {
            self.fetch_missed(&mut columns).await;
        }
        Ok(columns)
    }

    /// Returns the answer to a query, which may be that of another page.
    fn run_query<'a>(&'a self, text: &'a str) -> LocalBoxFuture<'a, Result<Json<QueryResponse>, Error>> {
        Box::pin(async move {
            self.begun_ms.set(self.pipeline.transport().elapsed());
            let claim = match self.claim(text) {
                Some(claim) => claim.await,
                None => Claim::default(),
            };
            if let Some((at_ms, body)) = claim.answer
                && let Ok(response) = Json::parse(body.as_bytes())
            {
                self.shared_ms.set(self.shared_ms.get().min(at_ms));
                return Ok(response);
            }
            let response = self.pipeline.call(&RunQuery { text }).await?;
            if let Some(publish) = claim.publish {
                publish(response.as_str());
            }
            Ok(response)
        })
    }

    fn claim(&self, text: &str) -> Option<LocalBoxFuture<'static, Claim>> {
        self.answers.as_deref()?.claim(&self.pipeline.secret()?, text, self.since_ms)
    }

    /// Returns the id of the device's template.
    fn template(&self) -> Result<String, Error> {
        let device = &self.reading.device;
        self.names.borrow().template_of(device).map(str::to_owned).ok_or_else(|| {
            let message = ["device ", device, " has no template, so its telemetry can't be queried"].concat();
            Error::new(ErrorKind::Decode, &message)
        })
    }

    /// Returns the positions of columns to query together: all accepted columns in one query, and each suspect column
    /// in a query of its own. Rejected columns are left out. The caller takes the groups from the end of the list.
    fn groups(&self, template: &str, now_ms: f64, columns: &mut Columns) -> Vec<Vec<usize>> {
        let (mut groups, mut accepted) = (Vec::new(), Vec::new());
        for (place, (column, found)) in self.reading.columns.iter().zip(columns).enumerate() {
            match self.cache.column_state(template, column, now_ms) {
                ColumnState::Accepted => accepted.push(place),
                ColumnState::Suspect => groups.push(vec![place]),
                ColumnState::Rejected(error) => *found = Err(error),
            }
        }
        groups.push(accepted);
        groups
    }

    /// Reads the rows of a query into the columns at these positions. Returns whether messages were left out.
    fn read_rows(&self, response: &Json<QueryResponse>, places: &[usize], columns: &mut Columns) -> bool {
        let rows = rows(response);
        let mut is_full = false;
        for (member, place) in places.iter().enumerate() {
            let points = match self.reading.window {
                Window::Total { .. } => Points::from_aggregate_row(&rows, member),
                Window::Rows { .. } => Points::from_newest_rows(&rows, member),
                _ => Points::from_rows(&rows, member),
            };
            is_full |= points.complete_from().is_some();
            set(columns, *place, Ok(points.into()));
        }
        is_full
    }

    /// Reads slices for the time of a column's messages that were left out.
    async fn fill_older(&self, template: &str, place: usize, columns: &mut Columns) -> Result<(), Error> {
        let Some(slices) = self.reading.slices_of(place) else { return Ok(()) };
        // If the query is too long, or the service rejects it, the rows stay as they are.
        let queries = query_texts(&slices, template, &[0]).unwrap_or_default();
        let Some(query) = queries.texts.first() else { return Ok(()) };
        let response = match self.run_query(&query.text).await {
            Err(error) if !is_rejection(&error) => return Err(error),
            response => response.ok(),
        };
        if let (Some(response), Some(Ok(points))) = (response, columns.get_mut(place)) {
            let older = Points::from_rows(&rows(&response), 0);
            Rc::make_mut(points).fill_older(older, slices.window.slice_ms().unwrap_or_default());
        }
        Ok(())
    }

    /// Reads the last known value of each column that the query may have missed, by a request that takes no query slot.
    async fn fetch_missed(&self, columns: &mut Columns) {
        let mut failed = None;
        for ((column, found), previous) in self.reading.columns.iter().zip(columns).zip(&self.previous) {
            let rows = match found {
                Ok(rows) if rows.may_miss(previous.as_ref().map(|previous| &*previous.points)) => Rc::clone(rows),
                _ => continue,
            };
            if failed.is_none() {
                let (component, name) = match column.capability.split_once('.') {
                    Some((component, name)) => (Some(component.to_owned()), name),
                    None => (None, column.capability.as_str()),
                };
                let part = DevicePart { component, ..self.reading.device.as_str().into() };
                match self.pipeline.call(&GetTelemetryValue { part: &part, name }).await {
                    Ok(value) => *found = Ok(Points::from_last_known(value.view()).latest(Some(&rows)).into()),
                    // The query accepted the column, so it exists; the address of last known values lacks parts of
                    // values such as `location.lat`.
                    Err(error) if error.status == Some(404) => {}
                    Err(error) => failed = Some(error),
                }
            }
            // After a failure the remaining columns are not tried.
            if let Some(error) = &failed {
                *found = Err(error.clone());
            }
        }
    }

    async fn properties(&self) -> Result<Columns, Error> {
        let part = DevicePart::from(self.reading.device.as_str());
        let properties = self.pipeline.call(&GetDeviceProperties { part: &part }).await?;
        let property = |column: &Column| Ok(Points::from_property(properties.view(), &column.capability).into());
        Ok(self.reading.columns.iter().map(property).collect())
    }

    async fn count(&self) -> Result<Columns, Error> {
        const PAGE: u32 = 100;
        let devices = ListDevicesOfGroup { id: &self.reading.device, max_page_size: Some(PAGE) };
        let mut pages = Pages::new(&self.pipeline, &devices);
        let mut count = 0;
        while let Some(page) = pages.next().await {
            count += page?.item_count;
        }
        Ok(vec![Ok(Points::from_count(count).into())])
    }
}

fn rows(response: &Json<QueryResponse>) -> Vec<View<'_>> {
    response.view().get("results").map(|rows| rows.items()).unwrap_or_default()
}

fn set(columns: &mut Columns, place: usize, found: Result<Rc<Points>, Error>) {
    if let Some(column) = columns.get_mut(place) {
        *column = found;
    }
}
