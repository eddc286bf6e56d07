//! Dashboards of an application.

use super::feed::{Feed, FeedOptions};
use crate::error::{Error, ErrorKind};
use crate::model::{Dashboard, DashboardPatch, Json, Page};
use crate::pipeline::{Call, Pipeline};
use crate::request::dashboards::{
    CreateDashboard, DeleteDashboard, GetDashboard, ListDashboards, NextDashboards, UpdateDashboard,
};

/// Dashboards of an application. What comes is checked; [`Json::value`] makes it typed.
#[derive(Clone)]
pub struct Dashboards {
    pub(super) pipeline: Pipeline,
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
        DashboardPages { pipeline: self.pipeline.clone(), next, seen: Vec::new() }
    }

    /// One dashboard.
    /// Status 404 where there is none of this id.
    pub fn get(&self, id: &str) -> Call<Json<Dashboard>> {
        self.pipeline.call(&GetDashboard { id })
    }

    /// Creates the dashboard, or replaces the one of this id as a whole.
    /// Status 422 where the service finds fault with it.
    pub fn create(&self, id: &str, dashboard: &Json<Dashboard>) -> Call<Json<Dashboard>> {
        self.pipeline.call(&CreateDashboard { id, dashboard })
    }

    /// Changes some members, and only of the version `if_match` where one is given.
    /// Status 412 where the dashboard has another version by now.
    pub fn update(&self, id: &str, patch: &Json<DashboardPatch>, if_match: Option<&str>) -> Call<Json<Dashboard>> {
        self.pipeline.call(&UpdateDashboard { id, patch, if_match })
    }

    /// Deletes the dashboard.
    /// Status 404 where there is none of this id.
    pub fn delete(&self, id: &str) -> Call<()> {
        self.pipeline.call(&DeleteDashboard { id })
    }

    /// Live data for the tiles of a dashboard.
    #[must_use]
    pub fn watch(&self, dashboard: &Json<Dashboard>, options: FeedOptions) -> Feed {
        Feed::new(self.pipeline.clone(), dashboard, options)
    }
}

/// The pages of a list of dashboards.
pub struct DashboardPages {
    pipeline: Pipeline,
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
            Next::First(operation) => (self.pipeline.call(operation).await, None),
            Next::Link(link) => (self.pipeline.call(&NextDashboards { next_link: link }).await, Some(link.clone())),
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
        Some(result.map_err(|error| error.with(|details| details.continuation_token = link)))
    }
}
