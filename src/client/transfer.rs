//! Exports dashboards of one application, and imports them into another.

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

/// The options of an import.
#[derive(Clone, Default)]
pub struct ImportOptions {
    /// The ids in this application for the groups, devices and organizations in the document:
    /// `{"deviceGroups":{"old":"new"},"devices":{},"organizations":{}}`. Default: none.
    pub map: Option<Json<Record>>,
    /// What to do if another dashboard has the id of an imported one. Default: skip the imported one.
    pub on_conflict: OnConflict,
    /// Whether the import only makes a plan and writes nothing. Default `false`.
    pub dry_run: bool,
    /// Called after each dashboard with the number of finished dashboards and the number of all.
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
    /// Exports the dashboards with these ids, or all dashboards that are not personal. Returns a JSON document, which
    /// also has the names of the device groups, devices and organizations that the dashboards refer to. It contains no
    /// token and no address of the application.
    ///
    /// # Errors
    /// Returns a service error with status 404 if there is no dashboard with one of the ids.
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

    /// Imports the dashboards of a document from [`Self::export`]. Returns what was done with each dashboard.
    /// References to groups, devices and organizations are replaced according to `map`; without an entry there, the one
    /// with the same id is used, or else the only one with the same name. A dashboard that exists already with the same
    /// content is not written, so an interrupted import can be run again.
    ///
    /// # Errors
    /// Returns `InvalidInput`, and writes nothing, if the document is malformed, or if it refers to a group, device or
    /// organization that is not found.
    ///
    /// ```no_run
    /// # use iotcentral_web::{ImportOptions, IotCentralClient};
    /// # async fn example(central: &IotCentralClient, document: &str) -> Result<(), iotcentral_web::Error> {
    /// let options = ImportOptions { dry_run: true, ..ImportOptions::default() };
    /// let plan = central.dashboards().import(document, options).await?;
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
                // A copy that differs comes from an older document, so it is replaced.
                (id, on_conflict) = (copy_id(&id), OnConflict::Replace);
            }
        })
    }

    /// Finds the object in this application that a reference stands for.
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
                // The service cannot filter organizations.
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

    /// Reads an object; `None` if it does not exist, or the user may not see it.
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

/// The kinds of references have the names of their paths.
fn read(kind: &str, id: &str) -> Result<Request, Error> {
    Ok(Request::new(Method::Get, ["/api/", kind, "/", &segment("id", id)?].concat()))
}
