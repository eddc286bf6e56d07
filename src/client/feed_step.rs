//! What a feed asks the service for, one step at a time.

use std::cell::RefCell;
use std::rc::Rc;

use super::feed_memory::{Columns, FeedMemory, Standing};
use super::pages::Pages;
use crate::error::{Error, ErrorKind};
use crate::model::{Json, QueryResponse};
use crate::pipeline::Pipeline;
use crate::request::device_groups::ListDevicesOfGroup;
use crate::request::device_templates::GetDeviceTemplate;
use crate::request::devices::{DevicePart, GetDevice, GetDeviceProperties, GetTelemetryValue};
use crate::request::query::RunQuery;
use crate::telemetry::plan::{Column, Reading};
use crate::telemetry::points::{Points, Readout};
use crate::telemetry::query_text::{Queries, query_texts};
use crate::telemetry::{Names, Window};

/// The next thing that a reading needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// To know its device and the device's template: a query reads from a template, a tile knows only devices.
    Learn,
    /// Its telemetry, by queries.
    Query,
    /// Whatever else it is.
    Read,
}

/// What a step is taken with.
pub(super) struct Walk {
    pub(super) pipeline: Pipeline,
    pub(super) memory: Rc<FeedMemory>,
    pub(super) names: Rc<RefCell<Names>>,
    pub(super) reading: Reading,
    /// What its columns gave before.
    pub(super) before: Vec<Option<Readout>>,
}

impl Walk {
    /// Takes a step, as soon as somebody may be looking. Gives what the reading gave, if that was the step.
    pub(super) async fn take(self, step: Step) -> Result<Option<Columns>, Error> {
        self.pipeline.transport().shown().await;
        match step {
            Step::Learn => return self.learn().await.map(|()| None),
            Step::Query => self.query().await,
            Step::Read if self.reading.window == Window::Members => self.count().await,
            Step::Read => self.properties().await,
        }
        .map(Some)
    }

    async fn learn(&self) -> Result<(), Error> {
        let id = &self.reading.device;
        if !self.names.borrow().knows_device(id) {
            let device = self.pipeline.call(&GetDevice { id, expand: None }).await?;
            self.names.borrow_mut().add_device(id, device.view());
        }
        let template = self.names.borrow().missing_template(id);
        if let Some(id) = template {
            let found = self.pipeline.call(&GetDeviceTemplate { id: &id }).await;
            let template = match &found {
                Ok(template) => Some(template.view()),
                // Who may not see it may not later.
                Err(error) if matches!(error.status, Some(403 | 404)) => None,
                // It is tried again next time; without it nothing is lost but names and units.
                Err(_) => return Ok(()),
            };
            self.names.borrow_mut().add_template(&id, template);
        }
        Ok(())
    }

    async fn query(&self) -> Result<Columns, Error> {
        let template = &self.template()?;
        let invalid = |why: String| Error::new(ErrorKind::InvalidInput, &why);
        let now = self.pipeline.transport().now();
        let mut columns: Columns = vec![Ok(Rc::default()); self.reading.columns.len()];
        let mut groups = self.groups(template, now, &mut columns);
        while let Some(group) = groups.pop() {
            let Queries { texts, unfit } = query_texts(&self.reading, template, &group).map_err(invalid)?;
            for (place, why) in unfit {
                set(&mut columns, place, Err(invalid(why)));
            }
            for query in texts {
                let refused = match self.pipeline.call(&RunQuery { text: &query.text }).await {
                    Ok(response) => {
                        self.read(&response, &query.columns, &mut columns);
                        None
                    }
                    Err(error) if is_refusal(&error) && self.reading.columns.len() > 1 => Some(error),
                    Err(error) => return Err(error),
                };
                if let [place] = query.columns.as_slice() {
                    if let Some(column) = self.reading.columns.get(*place) {
                        self.memory.judge(template, column, refused.as_ref(), now);
                    }
                    if let Some(error) = refused {
                        set(&mut columns, *place, Err(error));
                    }
                } else if refused.is_some() {
                    // One of them is the reason: halves tell which, in a second each.
                    let (half, other) = query.columns.split_at(query.columns.len() / 2);
                    groups.extend([other.to_vec(), half.to_vec()]);
                }
            }
        }
        if self.reading.window == Window::Latest {
            self.fill(&mut columns).await;
        }
        Ok(columns)
    }

    /// The device's template.
    fn template(&self) -> Result<String, Error> {
        let device = &self.reading.device;
        self.names.borrow().template_of(device).map(str::to_owned).ok_or_else(|| {
            let message = ["device ", device, " has no template, so its telemetry can't be queried"].concat();
            Error::new(ErrorKind::Decode, &message)
        })
    }

    /// Which columns to ask for together, by their places: those that are known to be good, before each that is in doubt
    /// alone; to be taken from the end. What was refused just now is in none of them.
    fn groups(&self, template: &str, now_ms: f64, columns: &mut Columns) -> Vec<Vec<usize>> {
        let (mut groups, mut good) = (Vec::new(), Vec::new());
        for (place, (column, found)) in self.reading.columns.iter().zip(columns).enumerate() {
            match self.memory.standing(template, column, now_ms) {
                Standing::Good => good.push(place),
                Standing::Doubtful => groups.push(vec![place]),
                Standing::Refused(error) => *found = Err(error),
            }
        }
        groups.push(good);
        groups
    }

    /// Reads the rows of a query for the columns at these places.
    fn read(&self, response: &Json<QueryResponse>, places: &[usize], columns: &mut Columns) {
        let rows = response.view().get("results").map(|rows| rows.items()).unwrap_or_default();
        for (member, place) in places.iter().enumerate() {
            let points = match self.reading.window {
                Window::Whole { .. } => Points::whole(&rows, member),
                _ => Points::read(&rows, member),
            };
            set(columns, *place, Ok(points.into()));
        }
    }

    /// Asks for the last known value of each column where the rows may have missed it: that takes no query.
    async fn fill(&self, columns: &mut Columns) {
        let mut failed = None;
        for ((column, found), before) in self.reading.columns.iter().zip(columns).zip(&self.before) {
            let rows = match found {
                Ok(rows) if rows.may_miss(before.as_ref().map(|before| &*before.points)) => Rc::clone(rows),
                _ => continue,
            };
            if failed.is_none() {
                let (component, name) = match column.capability.split_once('.') {
                    Some((component, name)) => (Some(component.to_owned()), name),
                    None => (None, column.capability.as_str()),
                };
                let part = DevicePart { component, ..self.reading.device.as_str().into() };
                match self.pipeline.call(&GetTelemetryValue { part: &part, name }).await {
                    Ok(value) => *found = Ok(Points::last_known(value.view()).latest(Some(&rows)).into()),
                    // The query took it, so there is one; but this address has no parts of values.
                    Err(error) if error.status == Some(404) => {}
                    Err(error) => failed = Some(error),
                }
            }
            // What fails for one isn't tried with the others.
            if let Some(error) = &failed {
                *found = Err(error.clone());
            }
        }
    }

    async fn properties(&self) -> Result<Columns, Error> {
        let part = DevicePart::from(self.reading.device.as_str());
        let properties = self.pipeline.call(&GetDeviceProperties { part: &part }).await?;
        let property = |column: &Column| Ok(Points::property(properties.view(), &column.capability).into());
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
        Ok(vec![Ok(Points::of(count).into())])
    }
}

/// Whether the service found fault with the text of a query.
fn is_refusal(error: &Error) -> bool {
    matches!(error.status, Some(400 | 422))
}

fn set(columns: &mut Columns, place: usize, found: Result<Rc<Points>, Error>) {
    if let Some(column) = columns.get_mut(place) {
        *column = found;
    }
}
