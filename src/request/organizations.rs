//! Organizations: `/api/organizations`, `2022-10-31-preview`.

use super::{Method, Operation, Request, segment};
use crate::error::Error;
use crate::model::{Json, Organization, Page};

/// `GET /api/organizations`: reads the first page of the organizations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListOrganizations;

impl Operation for ListOrganizations {
    type Output = Page<Organization>;

    fn request(&self) -> Result<Request, Error> {
        Ok(Request::new(Method::Get, "/api/organizations".into()))
    }
}

/// `GET /api/organizations/{id}`: reads an organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetOrganization<'a> {
    /// The organization's id.
    pub id: &'a str,
}

impl Operation for GetOrganization<'_> {
    type Output = Json<Organization>;

    fn request(&self) -> Result<Request, Error> {
        Ok(Request::new(Method::Get, ["/api/organizations/", &segment("organizationId", self.id)?].concat()))
    }
}
