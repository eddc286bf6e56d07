//! What a feed asks the service for, one step at a time.

use std::rc::Rc;

use super::feed_memory::{Columns, FeedMemory, Standing};
use super::pages::Pages;
use crate::error::{Error, ErrorKind};
use crate::model::{Device, Json, QueryResponse, Record};
use crate::pipeline::Pipeline;
use crate::request::device_groups::ListDevicesOfGroup;
use crate::request::device_templates::GetDeviceTemplate;
use crate::request::devices::{DevicePart, GetDevice, GetDeviceProperties, GetTelemetryValue};
use crate::request::query::RunQuery;
use crate::telemetry::Window;
use crate::telemetry::plan::{Column, Reading};
use crate::telemetry::points::Points;
use crate::telemetry::query_text::{Queries, query_texts};

/// The next thing that a reading needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// To know the device: a query reads from a template, a tile knows only devices.
    Device,
    /// To know the template, for names and units.
    Template,
    /// The rows of its queries.
    Query,
    /// The last values that no row held.
    Values,
    /// The values of the device's properties.
    Properties,
    /// How many devices the group has.
    Count,
}

/// What came of a step.
pub(super) enum Outcome {
    Device(Result<Json<Device>, Error>),
    Template(String, Result<Json<Record>, Error>),
    /// What the queries gave.
    Rows(Result<Columns, Error>),
    /// What the reading gave.
    Done(Result<Columns, Error>),
}

/// What a step is taken with.
pub(super) struct Walk {
    pub(super) pipeline: Pipeline,
    pub(super) memory: Rc<FeedMemory>,
    pub(super) reading: Reading,
    /// The template of the device, where it has one and that is known.
    pub(super) template: Option<String>,
    /// What the queries gave, and the places of the columns that they may have missed.
    pub(super) rows: (Columns, Vec<usize>),
}

impl Walk {
    /// Takes a step, as soon as somebody may be looking.
    pub(super) async fn take(mut self, step: Step) -> Outcome {
        self.pipeline.transport().shown().await;
        let device = &self.reading.device;
        match step {
            Step::Device => Outcome::Device(self.pipeline.call(&GetDevice { id: device, expand: None }).await),
            Step::Template => {
                let id = self.template.take().unwrap_or_default();
                let found = self.pipeline.call(&GetDeviceTemplate { id: &id }).await;
                Outcome::Template(id, found)
            }
            Step::Query => Outcome::Rows(self.query().await),
            Step::Values => Outcome::Done(Ok(self.values().await)),
            Step::Properties => Outcome::Done(self.properties().await),
            Step::Count => Outcome::Done(self.count().await.map(|count| vec![Ok(count.into())])),
        }
    }

    async fn query(&self) -> Result<Columns, Error> {
        let template = self.template.as_deref().ok_or_else(|| {
            let message =
                ["device ", &self.reading.device, " has no template, so its telemetry can't be queried"].concat();
            Error::new(ErrorKind::Decode, &message)
        })?;
        let invalid = |why: String| Error::new(ErrorKind::InvalidInput, &why);
        let now = self.pipeline.transport().now();
        let column = |place: usize| self.reading.columns.get(place);
        let mut columns: Columns = vec![Ok(Rc::default()); self.reading.columns.len()];
        // What is known to be good together, before each that is in doubt alone; taken from the end.
        let mut groups = Vec::new();
        let mut good = Vec::new();
        for (place, (column, found)) in self.reading.columns.iter().zip(&mut columns).enumerate() {
            match self.memory.standing(template, column, now) {
                Standing::Good => good.push(place),
                Standing::Doubtful => groups.push(vec![place]),
                Standing::Refused(error) => *found = Err(error),
            }
        }
        groups.push(good);
        while let Some(group) = groups.pop() {
            let Queries { texts, unfit } = query_texts(&self.reading, template, &group).map_err(invalid)?;
            for (place, why) in unfit {
                set(&mut columns, place, Err(invalid(why)));
            }
            for query in texts {
                let answer = self.pipeline.call(&RunQuery { text: &query.text }).await;
                let alone = match query.columns.as_slice() {
                    [place] if self.reading.columns.len() > 1 => column(*place).map(|column| (*place, column)),
                    _ => None,
                };
                match (answer, alone) {
                    (Ok(response), alone) => {
                        self.read(&response, &query.columns, &mut columns);
                        if let Some((_, column)) = alone {
                            self.memory.judge(template, column, None, now);
                        }
                    }
                    (Err(error), Some((place, column))) if is_refusal(&error) => {
                        self.memory.judge(template, column, Some(error.clone()), now);
                        set(&mut columns, place, Err(error));
                    }
                    // One of them is the reason: halves tell which, in a second each.
                    (Err(error), None) if is_refusal(&error) && query.columns.len() > 1 => {
                        let (half, other) = query.columns.split_at(query.columns.len() / 2);
                        groups.extend([other.to_vec(), half.to_vec()]);
                    }
                    (Err(error), _) => return Err(error),
                }
            }
        }
        Ok(columns)
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

    /// The rows' columns, and the last known values of those that the rows may have missed: that takes no query.
    async fn values(self) -> Columns {
        let (mut columns, missing) = self.rows;
        for place in missing {
            let Some((column, Ok(rows))) = self.reading.columns.get(place).zip(columns.get(place)) else { continue };
            let Column { capability, .. } = column;
            let (component, name) = match capability.split_once('.') {
                Some((component, name)) => (Some(component.to_owned()), name),
                None => (None, capability.as_str()),
            };
            let part = DevicePart { component, ..self.reading.device.as_str().into() };
            let found = match self.pipeline.call(&GetTelemetryValue { part: &part, name }).await {
                Ok(value) => Ok(Points::last_known(value.view()).latest(Some(rows.as_ref())).into()),
                // The query took it, so it isn't unknown; but this address has no parts of values.
                Err(error) if error.status == Some(404) => continue,
                Err(error) => Err(error),
            };
            set(&mut columns, place, found);
        }
        columns
    }

    async fn properties(&self) -> Result<Columns, Error> {
        let part = DevicePart::from(self.reading.device.as_str());
        let properties = self.pipeline.call(&GetDeviceProperties { part: &part }).await?;
        let property = |column: &Column| Ok(Points::property(properties.view(), &column.capability).into());
        Ok(self.reading.columns.iter().map(property).collect())
    }

    async fn count(&self) -> Result<Points, Error> {
        const PAGE: u32 = 100;
        let devices = ListDevicesOfGroup { id: &self.reading.device, max_page_size: Some(PAGE) };
        let mut pages = Pages::new(&self.pipeline, &devices);
        let mut count = 0;
        while let Some(page) = pages.next().await {
            count += page?.item_count;
        }
        Ok(Points::of(count))
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
