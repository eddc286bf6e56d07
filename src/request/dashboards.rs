//! Dashboards: `/api/dashboards`, `2022-10-31-preview`.

use super::{MERGE_PATCH, Method, Operation, Request, segment};
use crate::error::Error;
use crate::model::{Dashboard, DashboardPatch, Json, Page, Wire};
use crate::validate::{Validation, refuse_errors, refused_as_personal};

/// `GET /api/dashboards`: reads the first page of the dashboards.
///
/// ```no_run
/// # use iotcentral_web::IotCentralClient;
/// # fn example(central: &IotCentralClient) {
/// use iotcentral_web::ListDashboards;
/// let options = ListDashboards { filter: Some("displayName eq 'Hall 1'".to_owned()), ..ListDashboards::default() };
/// let pages = central.dashboards().list(&options);
/// # }
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListDashboards {
    /// An OData filter, such as `displayName eq 'Hall 1'`.
    pub filter: Option<String>,
    /// An OData sort order, such as `displayName desc`.
    pub orderby: Option<String>,
    /// The maximal number of dashboards on a page, 1–100. Default: the service's.
    pub max_page_size: Option<u32>,
}

impl Operation for ListDashboards {
    type Output = Page<Dashboard>;

    fn request(&self) -> Result<Request, Error> {
        Request::list("/api/dashboards".into(), self.max_page_size)
            .map(|list| list.query("filter", self.filter.as_deref()).query("orderby", self.orderby.as_deref()))
    }
}

/// `GET /api/dashboards/{id}`: reads a dashboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetDashboard<'a> {
    /// The dashboard's id.
    pub id: &'a str,
}

impl Operation for GetDashboard<'_> {
    type Output = Json<Dashboard>;

    fn request(&self) -> Result<Request, Error> {
        Ok(Request::new(Method::Get, path(self.id)?))
    }
}

/// `PUT /api/dashboards/{id}`: creates the dashboard or replaces it completely. The operation has no `If-Match`.
#[derive(Debug, Clone, PartialEq)]
pub struct CreateDashboard<'a> {
    /// The dashboard's id.
    pub id: &'a str,
    /// The dashboard. Members that only the service sets are not sent.
    pub dashboard: &'a Json<Dashboard>,
    /// Whether a dashboard with errors is rejected. A personal dashboard is rejected in either case.
    pub validation: Validation,
}

impl Operation for CreateDashboard<'_> {
    type Output = Json<Dashboard>;

    fn request(&self) -> Result<Request, Error> {
        let path = path(self.id)?;
        if self.validation == Validation::On {
            refuse_errors("dashboard", Dashboard::SHAPE, self.dashboard.as_str().as_bytes())?;
        }
        // The request would lack the member `personal`, so a dashboard meant for its author alone would be visible to
        // all users.
        if let Some(why) = refused_as_personal(self.dashboard.view()) {
            return Err(Error::invalid("/personal", &["dashboard is refused: /personal ", why].concat()));
        }
        Ok(Request::new(Method::Put, path).body("application/json", self.dashboard.writable()))
    }
}

/// `PATCH /api/dashboards/{id}`: updates members of the dashboard.
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateDashboard<'a> {
    /// The dashboard's id.
    pub id: &'a str,
    /// The members to update.
    pub patch: &'a Json<DashboardPatch>,
    /// Updates only this version: the etag of the dashboard as it was read, quotes included.
    pub if_match: Option<&'a str>,
    /// Whether a patch with errors is rejected.
    pub validation: Validation,
}

impl Operation for UpdateDashboard<'_> {
    type Output = Json<Dashboard>;

    fn request(&self) -> Result<Request, Error> {
        let path = path(self.id)?;
        if self.validation == Validation::On {
            refuse_errors("patch", DashboardPatch::SHAPE, self.patch.as_str().as_bytes())?;
        }
        Request::new(Method::Patch, path).body(MERGE_PATCH, self.patch.writable()).if_match(self.if_match)
    }
}

/// `DELETE /api/dashboards/{id}`: deletes the dashboard. The operation has no `If-Match`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeleteDashboard<'a> {
    /// The dashboard's id.
    pub id: &'a str,
}

impl Operation for DeleteDashboard<'_> {
    type Output = ();

    fn request(&self) -> Result<Request, Error> {
        Ok(Request::new(Method::Delete, path(self.id)?))
    }
}

/// Rejects an invalid id here, since the service's 400 does not say what is wrong with it.
fn path(id: &str) -> Result<String, Error> {
    if !Dashboard::is_id(id) {
        let message = "dashboardId should be at most 128 letters, digits, `:` or `;`, such as dtmi:kkfvwa2xi:p7pyt5x38";
        return Err(Error::invalid("/dashboardId", message));
    }
    Ok(["/api/dashboards/", &segment("dashboardId", id)?].concat())
}
