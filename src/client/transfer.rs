//! Dashboards out of an application and into another.

use std::fmt;
use std::rc::Rc;

use futures_util::future::LocalBoxFuture;

use super::Dashboards;
use crate::error::Error;
use crate::model::{Dashboard, Json, Record, View, Wire};
use crate::request::dashboards::ListDashboards;
use crate::request::{Method, Request, segment};
use crate::transfer::{
    Action, ORGANIZATIONS, OnConflict, Plan, Planned, Reference, action, copy_id, id_of, mapped, read_document,
    references, write_document,
};
use crate::validate::Validation;

/// What an import takes.
#[derive(Clone, Default)]
pub struct ImportOptions {
    /// What takes the place of groups, devices and organizations, by their ids:
    /// `{"deviceGroups":{"old":"new"},"devices":{},"organizations":{}}`.
    pub map: Option<Json<Record>>,
    /// What to do where another dashboard has the id of one that is imported.
    pub on_conflict: OnConflict,
    /// That the plan is made, and nothing is written.
    pub dry_run: bool,
    /// Called after each dashboard: how many are done, and of how many.
    pub on_progress: Option<Rc<dyn Fn(usize, usize)>>,
}

impl fmt::Debug for ImportOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { map, on_conflict, dry_run, .. } = self;
        f.debug_struct("ImportOptions")
            .field("map", map)
            .field("on_conflict", on_conflict)
            .field("dry_run", dry_run)
            .finish_non_exhaustive()
    }
}

impl Dashboards {
    /// A document with the dashboards of these ids, or with all that aren't personal, and with the names of the device groups, devices
    /// and organizations that they refer to. No token is in it, and no address of the application.
    ///
    /// # Errors
    /// Status 404 where there is no dashboard of an id.
    ///
    /// ```no_run
    /// # use iotcentral_web::{ImportOptions, IotCentralClient};
    /// # async fn example(central: &IotCentralClient, other: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let document = central.dashboards().export(None).await?;
    /// other.dashboards().import(&document, ImportOptions::default()).await?;
    /// # Ok(()) }
    /// ```
    pub fn export(&self, ids: Option<Vec<String>>) -> LocalBoxFuture<'static, Result<String, Error>> {
        let this = self.clone();
        Box::pin(async move {
            let mut dashboards = Vec::new();
            for id in ids.iter().flatten() {
                dashboards.push(this.get(id).await?);
            }
            if ids.is_none() {
                let mut pages = this.list(&ListDashboards::default());
                while let Some(page) = pages.next().await {
                    let page = page?;
                    for item in View::new(page.as_str()).get("value").map(|value| value.items()).unwrap_or_default() {
                        let dashboard = Json::parse(item.as_str().as_bytes());
                        let dashboard: Json<Dashboard> =
                            dashboard.map_err(|error| Error::invalid(&error.pointer, &error.message))?;
                        if item.get("personal").is_none_or(|personal| personal.as_str() != "true") {
                            dashboards.push(dashboard);
                        }
                    }
                }
            }
            let mut references = references(&dashboards);
            for reference in &mut references {
                if let Some(found) = this.look_up::<Record>(read(reference.kind, &reference.id)).await? {
                    reference.display_name = found.view().text("displayName");
                    reference.template = found.view().text("template");
                }
            }
            Ok(write_document(&dashboards, &references))
        })
    }

    /// Imports the dashboards of a document that [`Self::export`] gave, and says what became of each. A group, device or organization
    /// is the one that `map` names, or the one of its id, or the only one of its name. A dashboard that is there already and equal stays
    /// as it is: an import that was broken off is run again.
    ///
    /// # Errors
    /// `InvalidInput` where it is no such document, and where a group, device or organization is unknown: nothing is written then.
    ///
    /// ```no_run
    /// # use iotcentral_web::{ImportOptions, IotCentralClient};
    /// # async fn example(central: &IotCentralClient, document: &str) -> Result<(), iotcentral_web::Error> {
    /// let plan = central.dashboards().import(document, ImportOptions { dry_run: true, ..ImportOptions::default() }).await?;
    /// let unknown = plan.references.iter().filter(|reference| reference.to.is_none());
    /// # Ok(()) }
    /// ```
    pub fn import(&self, document: &str, options: ImportOptions) -> LocalBoxFuture<'static, Result<Plan, Error>> {
        let (this, document) = (self.clone(), document.to_owned());
        Box::pin(async move {
            let view = View::parse(document.as_bytes()).map_err(|error| Error::invalid("/document", &error.message))?;
            let (dashboards, references) = read_document(view)?;
            let mut plan = Plan { references, ..Plan::default() };
            for reference in &mut plan.references {
                this.resolve(reference, options.map.as_ref()).await?;
            }
            for dashboard in &dashboards {
                let dashboard = mapped(dashboard, &plan.references);
                plan.dashboards.push(this.plan(dashboard, options.on_conflict).await?);
            }
            if options.dry_run {
                return Ok(plan);
            }
            plan.refuse_unknown()?;
            for (done, planned) in plan.dashboards.iter().enumerate() {
                if planned.action.writes() {
                    this.create(&planned.id, &planned.dashboard, Validation::On).await?;
                }
                if let Some(on_progress) = &options.on_progress {
                    on_progress(done + 1, plan.dashboards.len());
                }
            }
            Ok(plan)
        })
    }

    fn plan(&self, dashboard: Json<Dashboard>, on_conflict: OnConflict) -> LocalBoxFuture<'_, Result<Planned, Error>> {
        Box::pin(async move {
            let (mut id, mut on_conflict) = (id_of(&dashboard), on_conflict);
            loop {
                let found = self.look_up(read("dashboards", &id)).await?;
                let action = action(&dashboard, found.as_ref(), on_conflict);
                if action != Action::Copy {
                    return Ok(Planned { id, action, dashboard });
                }
                // A copy of before that differs is replaced: it is of an older document.
                (id, on_conflict) = (copy_id(&id), OnConflict::Replace);
            }
        })
    }

    /// Finds what a reference is in this application.
    fn resolve<'a>(
        &'a self,
        reference: &'a mut Reference,
        map: Option<&'a Json<Record>>,
    ) -> LocalBoxFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            let kind = reference.kind;
            reference.to = map.and_then(|map| map.view().get(kind)?.text(&reference.id));
            if reference.to.is_none() && self.look_up::<Record>(read(kind, &reference.id)).await?.is_some() {
                reference.to = Some(reference.id.clone());
            }
            for key in ["displayName", "template"] {
                let value = if key == "template" { &reference.template } else { &reference.display_name };
                let Some(value) = value.clone().filter(|_| reference.to.is_none() && reference.candidates.is_empty())
                else {
                    continue;
                };
                let filter = [key, " eq '", &value.replace('\'', "''"), "'"].concat();
                let list = Request::new(Method::Get, ["/api/", kind].concat());
                // Organizations can't be filtered by the service.
                let list = if kind == ORGANIZATIONS { list } else { list.query("filter", Some(&filter)) };
                let Some(list) = self.look_up::<Record>(Ok(list)).await? else { continue };
                for item in list.view().get("value").map(|value| value.items()).unwrap_or_default() {
                    if let Some(id) = item.text("id").filter(|_| item.text(key).as_ref() == Some(&value)) {
                        reference.candidates.push((id, item.text("displayName").unwrap_or_default()));
                    }
                }
                if let ([(id, _)], "displayName") = (&reference.candidates[..], key) {
                    reference.to = Some(id.clone());
                }
            }
            Ok(())
        })
    }

    /// What a request finds; `None` where there is none, or none that the user may see.
    fn look_up<T: Wire>(&self, request: Result<Request, Error>) -> LocalBoxFuture<'_, Result<Option<Json<T>>, Error>> {
        Box::pin(async move {
            match self.pipeline.exchange(request).await {
                Ok(success) => success.decode(Json::parse).map(Some),
                Err(error) if matches!(error.status, Some(403 | 404)) => Ok(None),
                Err(error) => Err(error),
            }
        })
    }
}

/// Kinds are named as their addresses.
fn read(kind: &str, id: &str) -> Result<Request, Error> {
    Ok(Request::new(Method::Get, ["/api/", kind, "/", &segment("id", id)?].concat()))
}
