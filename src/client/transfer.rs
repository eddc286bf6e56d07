//! Exports dashboards of one application, and imports them into another.

use std::fmt;
use std::rc::Rc;

use futures_util::future::LocalBoxFuture;

use super::IotCentralClient;
use super::pages::PageIterator;
use crate::error::Error;
use crate::model::{CapabilityKind, Dashboard, DeviceTemplate, Json, Record, TemplateCapability, View, Wire};
use crate::request::dashboards::ListDashboards;
use crate::request::{Method, Request, segment};
use crate::telemetry::capabilities;
use crate::transfer::{
    Action, CAPABILITIES, DEVICES, MAX_CANDIDATES, ORGANIZATIONS, OnConflict, Plan, Planned, Reference, id_of,
    id_there, place, read_document, references, rewrite, write_document,
};
use crate::validate::Validation;

/// The options of an import.
///
/// ```
/// use iotcentral_web::ImportOptions;
/// use iotcentral_web::model::Json;
///
/// let map = Json::parse(br#"{ "devices": { "boiler-01": "boiler-77" } }"#)?;
/// let options = ImportOptions { map: Some(map), dry_run: true, ..ImportOptions::default() };
/// # Ok::<(), iotcentral_web::model::DecodeError>(())
/// ```
#[derive(Clone, Default)]
pub struct ImportOptions {
    /// The ids in this application for the groups, devices, organizations and capabilities in the document:
    /// `{"deviceGroups":{"old":"new"},"devices":{},"organizations":{},"capabilities":{}}`. Default: none.
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

impl IotCentralClient {
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
    /// let document = central.export_dashboards(None).await?;
    /// other.import_dashboards(&document, ImportOptions::default()).await?;
    /// # Ok(()) }
    /// ```
    pub fn export_dashboards(&self, ids: Option<Vec<String>>) -> LocalBoxFuture<'static, Result<String, Error>> {
        let this = self.clone();
        Box::pin(async move {
            let mut dashboards = Vec::new();
            for id in ids.iter().flatten() {
                dashboards.push(this.dashboards().get(id).await?);
            }
            if ids.is_none() {
                let mut pages = this.dashboards().list(&ListDashboards::default());
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

    /// Imports the dashboards of a document from [`Self::export_dashboards`]. Returns what was done with each
    /// dashboard. References to groups, devices and organizations are replaced according to `map`; without an entry
    /// there, the one with the same id is used, or else the only one with the same name. A dashboard that exists
    /// already with the same content is not written, so an interrupted import can be run again. An unknown capability
    /// does not stop the import; the plan contains it.
    ///
    /// # Errors
    /// Returns `InvalidInput`, and writes nothing, if the document is malformed, or if it refers to a group, device or
    /// organization that is not found.
    ///
    /// ```no_run
    /// # use iotcentral_web::{ImportOptions, IotCentralClient};
    /// # async fn example(central: &IotCentralClient, document: &str) -> Result<(), iotcentral_web::Error> {
    /// let options = ImportOptions { dry_run: true, ..ImportOptions::default() };
    /// let plan = central.import_dashboards(document, options).await?;
    /// let unknown = plan.references.iter().filter(|reference| reference.to.is_none());
    /// # Ok(()) }
    /// ```
    pub fn import_dashboards(
        &self,
        document: &str,
        options: ImportOptions,
    ) -> LocalBoxFuture<'static, Result<Plan, Error>> {
        let (this, document) = (self.clone(), document.to_owned());
        Box::pin(async move {
            let view = View::parse(document.as_bytes()).map_err(|error| Error::invalid("/document", &error.message))?;
            let (dashboards, references) = read_document(view)?;
            let mut plan = Plan { references, ..Plan::default() };
            for reference in &mut plan.references {
                this.resolve(reference, options.map.as_ref()).await?;
            }
            this.find_capabilities(&mut plan.references).await?;
            for dashboard in &dashboards {
                let dashboard = rewrite(dashboard.view(), &mut |kind, id| id_there(&plan.references, kind, id));
                plan.dashboards.push(this.plan(Json::unchecked(dashboard), options.on_conflict).await?);
            }
            if options.dry_run {
                return Ok(plan);
            }
            plan.refuse_unknown()?;
            for (done, planned) in plan.dashboards.iter().enumerate() {
                if planned.action.writes() {
                    this.dashboards().create(&planned.id, &planned.dashboard, Validation::On).await?;
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
            let there = self.look_up(read("dashboards", &id_of(&dashboard))).await?;
            let planned = place(dashboard, there.as_ref(), on_conflict);
            if planned.action != Action::Copy {
                return Ok(planned);
            }
            // A copy that differs comes from an older document, so it is replaced.
            let there = self.look_up(read("dashboards", &planned.id)).await?;
            let copy = place(planned.dashboard, there.as_ref(), OnConflict::Replace);
            let action = if there.is_none() { Action::Copy } else { copy.action };
            Ok(Planned { id: planned.id, action, ..copy })
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
            if kind == CAPABILITIES {
                return Ok(());
            }
            if reference.to.is_none()
                && let Some(found) = self.look_up::<Record>(read(kind, &reference.id)).await?
            {
                reference.to = Some(reference.id.clone());
                reference.template_there = found.view().text("template");
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
                self.find_candidates(reference, key, &value, list).await?;
            }
            Ok(())
        })
    }

    /// Goes through all pages of a list.
    fn find_candidates<'a>(
        &'a self,
        reference: &'a mut Reference,
        key: &'a str,
        value: &'a str,
        list: Request,
    ) -> LocalBoxFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            let mut templates = Vec::new();
            let mut pages = PageIterator::new(self.pipeline.clone(), Ok(list), Record::SHAPE);
            while let Some(page) = pages.next().await {
                let page = match page {
                    Err(error) if is_hidden(&error) => break,
                    page => page?,
                };
                for item in View::new(page.as_str()).get("value").map(|value| value.items()).unwrap_or_default() {
                    if let Some(id) = item.text("id").filter(|_| item.text(key).as_deref() == Some(value)) {
                        reference.candidates.push((id, item.text("displayName").unwrap_or_default()));
                        templates.push(item.text("template"));
                    }
                }
                if reference.candidates.len() >= MAX_CANDIDATES {
                    reference.candidates.truncate(MAX_CANDIDATES);
                    break;
                }
            }
            if let ([(id, _)], "displayName") = (&reference.candidates[..], key) {
                reference.to = Some(id.clone());
                reference.template_there = templates.pop().flatten();
            }
            Ok(())
        })
    }

    /// Finds capabilities in the templates of this application's devices. A capability whose template cannot be read
    /// counts as found.
    fn find_capabilities<'a>(&'a self, references: &'a mut [Reference]) -> LocalBoxFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            let mut known: Vec<(String, Option<Vec<TemplateCapability>>)> = Vec::new();
            for place in 0..references.len() {
                let Some((kind, template)) = references.get(place).map(|of| (of.kind, of.template.clone())) else {
                    break;
                };
                if kind != CAPABILITIES {
                    continue;
                }
                if !known.iter().any(|(of, _)| Some(of) == template.as_ref()) {
                    let found = self.capabilities_of(references, template.as_ref()).await?;
                    known.push((template.clone().unwrap_or_default(), found));
                }
                let found =
                    known.iter().find(|(of, _)| Some(of) == template.as_ref()).and_then(|(_, all)| all.as_ref());
                let Some(reference) = references.get_mut(place).filter(|reference| reference.to.is_none()) else {
                    continue;
                };
                match found {
                    Some(all) if all.iter().all(|capability| capability.path != reference.id) => {
                        let readable = all.iter().filter(|capability| capability.kind != CapabilityKind::Command);
                        reference.candidates =
                            readable.map(|found| (found.path.clone(), found.display_name.clone())).collect();
                    }
                    _ => reference.to = Some(reference.id.clone()),
                }
            }
            Ok(())
        })
    }

    /// Reads the capabilities that devices with `template` in the source application have in this application; `None`
    /// if no such device or its template was found.
    async fn capabilities_of(
        &self,
        references: &[Reference],
        template: Option<&String>,
    ) -> Result<Option<Vec<TemplateCapability>>, Error> {
        for device in references.iter().filter(|known| known.kind == DEVICES && known.template.as_ref() == template) {
            let there = match (&device.template_there, &device.to) {
                (None, Some(id)) => {
                    self.look_up::<Record>(read(DEVICES, id)).await?.and_then(|device| device.view().text("template"))
                }
                (there, _) => there.clone(),
            };
            let Some(there) = there else { continue };
            if let Some(found) = self.look_up::<DeviceTemplate>(read("deviceTemplates", &there)).await? {
                return Ok(capabilities(found.view(), "").value().ok());
            }
        }
        Ok(None)
    }

    /// Reads an object; `None` if it does not exist, or the user may not see it.
    fn look_up<T: Wire>(&self, request: Result<Request, Error>) -> LocalBoxFuture<'_, Result<Option<Json<T>>, Error>> {
        Box::pin(async move {
            match self.pipeline.exchange(request).await {
                Ok(success) => success.decode(Json::parse).map(Some),
                Err(error) if is_hidden(&error) => Ok(None),
                Err(error) => Err(error),
            }
        })
    }
}

/// Whether there is no such thing, or none that the user may see.
fn is_hidden(error: &Error) -> bool {
    matches!(error.status, Some(403 | 404))
}

/// The kinds of references have the names of their paths.
fn read(kind: &str, id: &str) -> Result<Request, Error> {
    Ok(Request::new(Method::Get, ["/api/", kind, "/", &segment("id", id)?].concat()))
}
