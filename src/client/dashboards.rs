//! Dashboards of an application.

use std::rc::Rc;

use super::feed::{Feed, FeedOptions};
use crate::error::{Error, ErrorKind};
use crate::model::{Dashboard, DashboardPatch, Json, Page};
use crate::pipeline::Pipeline;
use crate::request::dashboards::{
    CreateDashboard, DeleteDashboard, GetDashboard, ListDashboards, NextDashboards, UpdateDashboard,
};

/// Dashboards of an application. What comes is checked; [`Json::value`] makes it typed.
#[derive(Clone)]
pub struct Dashboards {
    pub(super) pipeline: Rc<Pipeline>,
}

impl Dashboards {
    /// All dashboards the user may see, page by page. Nothing is sent before the first page is asked for.
    #[must_use]
    pub fn list(&self, options: ListDashboards) -> DashboardPages {
        self.pages(Next::First(options))
    }

    /// The pages from a link on that an earlier page gave.
    #[must_use]
    pub fn list_from(&self, continuation_token: &str) -> DashboardPages {
        self.pages(Next::Link(continuation_token.to_owned()))
    }

    fn pages(&self, next: Next) -> DashboardPages {
        DashboardPages { pipeline: Rc::clone(&self.pipeline), next, seen: Vec::new() }
    }

    /// One dashboard.
    ///
    /// # Errors
    /// Status 404 where there is none of this id.
    pub async fn get(&self, id: &str) -> Result<Json<Dashboard>, Error> {
        self.pipeline.run(&GetDashboard { id }).await
    }

    /// Creates the dashboard, or replaces the one of this id as a whole.
    ///
    /// # Errors
    /// Status 422 where the service finds fault with it.
    pub async fn create(&self, id: &str, dashboard: &Json<Dashboard>) -> Result<Json<Dashboard>, Error> {
        self.pipeline.run(&CreateDashboard { id, dashboard }).await
    }

    /// Changes some members, and only of the version `if_match` where one is given.
    ///
    /// # Errors
    /// Status 412 where the dashboard has another version by now.
    pub async fn update(
        &self,
        id: &str,
        patch: &Json<DashboardPatch>,
        if_match: Option<&str>,
    ) -> Result<Json<Dashboard>, Error> {
        self.pipeline.run(&UpdateDashboard { id, patch, if_match }).await
    }

    /// Deletes the dashboard.
    ///
    /// # Errors
    /// Status 404 where there is none of this id.
    pub async fn delete(&self, id: &str) -> Result<(), Error> {
        self.pipeline.run(&DeleteDashboard { id }).await
    }

    /// Live data for the tiles of a dashboard.
    #[must_use]
    pub fn watch(&self, dashboard: &Json<Dashboard>, options: FeedOptions) -> Feed {
        Feed::new(Rc::clone(&self.pipeline), dashboard, options)
    }
}

/// The pages of a list of dashboards.
pub struct DashboardPages {
    pipeline: Rc<Pipeline>,
    next: Next,
    /// Links followed so far: a service that repeats one would be listed for ever.
    seen: Vec<String>,
}

enum Next {
    First(ListDashboards),
    Link(String),
    End,
}

impl DashboardPages {
    /// The next page; `None` behind the last one. After an error the same page may be asked for again.
    ///
    /// # Errors
    /// [`Error`], with the continuation token of the page that failed.
    pub async fn next(&mut self) -> Option<Result<Page<Dashboard>, Error>> {
        let (result, link) = match &self.next {
            Next::First(operation) => (self.pipeline.run(operation).await, None),
            Next::Link(link) => (self.pipeline.run(&NextDashboards { next_link: link }).await, Some(link.clone())),
            Next::End => return None,
        };
        let result = result.and_then(|page| match &page.next_link {
            Some(next) if self.seen.contains(next) => {
                self.next = Next::End;
                Err(Error::new(
                    ErrorKind::Decode,
                    "the service repeats a page: its nextLink leads back to an earlier one",
                ))
            }
            next => {
                self.seen.extend(next.clone());
                self.next = next.clone().map_or(Next::End, Next::Link);
                Ok(page)
            }
        });
        Some(result.map_err(|error| Error { continuation_token: link, ..error }))
    }
}
