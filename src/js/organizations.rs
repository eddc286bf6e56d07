//! `central.organizations`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::convert::{promise, settled, string, to_plain};
use super::observer::Logger;
use super::options::read;
use super::pages::{ListOptions, PagedList, Sizes};
use crate::client::Organizations;

/// Operations on the organizations of an application (`/api/organizations`), to which dashboards belong.
#[wasm_bindgen]
pub struct OrganizationsOperations {
    organizations: Organizations,
    logger: Logger,
}

impl OrganizationsOperations {
    pub(super) fn new(organizations: Organizations, logger: Logger) -> Self {
        Self { organizations, logger }
    }
}

#[wasm_bindgen]
impl OrganizationsOperations {
    /// Lists all organizations that the user may see.
    #[wasm_bindgen(unchecked_return_type = "PagedAsyncIterableIterator<Organization, ContinuationSettings>")]
    pub fn list(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "ListOptions")] options: &JsValue,
    ) -> Result<PagedList, JsValue> {
        Ok(PagedList::new(self.organizations.list(), read::<ListOptions>(options)?, &self.logger, Sizes::Fixed))
    }

    /// Reads an organization. Rejects with an `IotCentralError` of status 404 if there is none with this id.
    #[wasm_bindgen(unchecked_return_type = "Promise<Organization>")]
    pub fn get(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] organization_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "OperationOptions")] options: &JsValue,
    ) -> Promise {
        settled((|| {
            let call = self.organizations.get(&string("organizationId", organization_id)?);
            Ok(promise(read(options)?, call, to_plain))
        })())
    }
}
