//! Changes a dashboard without losing the changes of other clients.

use std::rc::Rc;

use futures_util::future::LocalBoxFuture;

use super::Dashboards;
use crate::error::{Conflict, Error, ErrorKind};
use crate::merge::merge;
use crate::model::{Dashboard, DashboardPatch, Json};
use crate::validate::Validation;

/// The maximal number of attempts to write a change over the changes of other clients.
const ROUNDS: u32 = 5;

impl Dashboards {
    /// Reads the dashboard, calls `change` to modify it, and writes the result as [`Self::save`] does.
    ///
    /// # Errors
    /// Returns the same errors as [`Self::save`], and a service error with status 404 if there is no dashboard with
    /// this id.
    ///
    /// ```no_run
    /// # use iotcentral_web::{IotCentralClient, Validation};
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let rename = |dashboard: &mut iotcentral_web::model::Dashboard| dashboard.display_name = "Hall 2".to_owned();
    /// central.dashboards().edit("dtmi:contoso:hall1", rename, Validation::On).await?;
    /// # Ok(()) }
    /// ```
    pub fn edit(
        &self,
        id: &str,
        change: impl FnOnce(&mut Dashboard) + 'static,
        validation: Validation,
    ) -> LocalBoxFuture<'static, Result<Json<Dashboard>, Error>> {
        let (dashboards, id) = (self.clone(), id.to_owned());
        Box::pin(async move {
            let base = dashboards.get(&id).await?;
            let mut mine = base.value().map_err(|error| Error::new(ErrorKind::Decode, &error.to_string()))?;
            change(&mut mine);
            dashboards.save(&id, base, Json::from(&mine), validation).await
        })
    }

    /// Writes the members that differ between `base`, the dashboard as it was read, and `mine`. Returns the dashboard
    /// as it is stored then. Sends nothing if no member differs.
    ///
    /// If another client has written the dashboard in the meantime (status 412), `save` reads it again, merges both
    /// changes, members one by one and tiles tile by tile, and writes the result, at most five times.
    ///
    /// A `base` without an etag cannot be told from other versions. `save` then reads the dashboard once more just
    /// before it writes, and merges; a change of another client between these two requests is lost.
    ///
    /// # Errors
    /// Returns `Conflict`, with both sides, if both clients changed the same value in different ways, and the errors of
    /// [`Self::update`].
    ///
    /// ```no_run
    /// # use iotcentral_web::{IotCentralClient, Validation};
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// use iotcentral_web::model::{Dashboard, Json};
    /// let base = central.dashboards().get("dtmi:contoso:hall1").await?;
    /// let mine = Json::from(&Dashboard::new("Hall 2"));
    /// let saved = central.dashboards().save("dtmi:contoso:hall1", base, mine, Validation::On).await?;
    /// # Ok(()) }
    /// ```
    pub fn save(
        &self,
        id: &str,
        base: Json<Dashboard>,
        mine: Json<Dashboard>,
        validation: Validation,
    ) -> LocalBoxFuture<'static, Result<Json<Dashboard>, Error>> {
        let (dashboards, id) = (self.clone(), id.to_owned());
        Box::pin(async move {
            let mut theirs = base.clone();
            let mut round = 0;
            loop {
                let patch: Json<DashboardPatch> = match merge(base.view(), mine.view(), theirs.view()) {
                    Ok(None) => return Ok(theirs),
                    Ok(Some(patch)) => {
                        Json::parse(&patch).map_err(|error| Error::invalid(&error.pointer, &error.message))?
                    }
                    Err(pointers) => return Err(clash(&id, Conflict { base, mine, theirs, pointers })),
                };
                let etag = theirs.view().get("etag").and_then(|etag| etag.string()).filter(|etag| !etag.is_empty());
                round += 1;
                if etag.is_some() || round > 1 {
                    match dashboards.update(&id, &patch, etag.as_deref(), validation).await {
                        Err(error) if error.status == Some(412) && etag.is_some() && round < ROUNDS => {}
                        result => return result,
                    }
                }
                theirs = dashboards.get(&id).await?;
            }
        })
    }
}

fn clash(id: &str, conflict: Conflict) -> Error {
    let places: Vec<&str> = conflict.pointers.iter().map(String::as_str).collect();
    let places = places.join(", ");
    let why = " was changed by another client meanwhile, in the same places: ";
    let advice = ". `conflict` has both sides: let the user choose, and edit again";
    Error::new(ErrorKind::Conflict, &["dashboard ", id, why, &places, advice].concat()).with(|details| {
        details.pointer = conflict.pointers.first().cloned();
        details.conflict = Some(Rc::new(conflict));
    })
}
