//! Exports dashboards of one application, and imports them into another.

use std::collections::HashMap;
use std::fmt;
use std::rc::Rc;

use futures_util::future::LocalBoxFuture;

use super::IotCentralClient;
use super::pages::PageIterator;
use crate::error::Error;
use crate::model::{
    CapabilityKind, Dashboard, DecodeError, DeviceTemplate, Json, Record, TemplateCapability, View, Wire,
};
use crate::request::dashboards::ListDashboards;
use crate::request::{Method, Request, segment};
use crate::telemetry::capabilities;
use crate::transfer::{
    Action, CAPABILITIES, DEVICES, MAX_CANDIDATES, ORGANIZATIONS, OnConflict, Plan, Planned, Reference, id_of,
    id_there, place, read_document, references, rewrite, write_document,
};
use crate::validate::Validation;

const TEMPLATES: &str = "deviceTemplates";

/// A dashboard of a list.
type Listed = Result<Json<Dashboard>, DecodeError>;

/// The dashboards that this application has before an import.
struct Existing {
    by_id: HashMap<String, Json<Dashboard>>,
    /// Whether none of the list was malformed.
    is_complete: bool,
}

impl Existing {
    fn new(listed: Vec<Listed>) -> Self {
        let is_complete = listed.iter().all(Result::is_ok);
        let by_id = listed.into_iter().flatten().map(|dashboard| (id_of(&dashboard), dashboard)).collect();
        Self { by_id, is_complete }
    }
}

/// An object of this application.
struct Found {
    id: String,
    display_name: String,
    template: Option<String>,
}

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
                for dashboard in this.all_dashboards().await? {
                    let dashboard = dashboard.map_err(|error| Error::invalid(&error.pointer, &error.message))?;
                    if dashboard.view().get("personal").is_none_or(|personal| personal.as_str() != "true") {
                        dashboards.push(dashboard);
                    }
                }
            }
            let mut references = references(&dashboards);
            let mut template_names = HashMap::new();
            for reference in &mut references {
                let Some(found) = this.look_up::<Record>(read(reference.kind, &reference.id)).await? else { continue };
                reference.display_name = found.view().text("displayName");
                reference.template = found.view().text("template");
                let Some(template) = &reference.template else { continue };
                if !template_names.contains_key(template) {
                    let found = this.look_up::<Record>(read(TEMPLATES, template)).await?;
                    template_names.insert(template.clone(), found.and_then(|found| found.view().text("displayName")));
                }
                reference.template_name = template_names.get(template).cloned().flatten();
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
            let existing = Existing::new(this.all_dashboards().await?);
            for dashboard in &dashboards {
                let dashboard = rewrite(dashboard.view(), &mut |kind, id| id_there(&plan.references, kind, id));
                plan.dashboards.push(this.plan(Json::unchecked(dashboard), &existing, options.on_conflict).await?);
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

    /// Exports dashboards here and imports them into another application, as [`Self::export_dashboards`] and
    /// [`Self::import_dashboards`] do.
    ///
    /// # Errors
    /// Returns the errors of both.
    ///
    /// ```no_run
    /// # use iotcentral_web::{ImportOptions, IotCentralClient};
    /// # async fn example(central: &IotCentralClient, other: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// let plan = central.copy_to(other, Some(vec!["hall".into()]), ImportOptions::default()).await?;
    /// # Ok(()) }
    /// ```
    pub fn copy_to(
        &self,
        other: &Self,
        ids: Option<Vec<String>>,
        options: ImportOptions,
    ) -> LocalBoxFuture<'static, Result<Plan, Error>> {
        let (exported, other) = (self.export_dashboards(ids), other.clone());
        Box::pin(async move { other.import_dashboards(&exported.await?, options).await })
    }

    /// Lists the dashboards of this application. A malformed one is an error of its own.
    fn all_dashboards(&self) -> LocalBoxFuture<'static, Result<Vec<Listed>, Error>> {
        let mut pages = self.dashboards().list(&ListDashboards::default());
        Box::pin(async move {
            let mut found = Vec::new();
            while let Some(page) = pages.next().await {
                let page = page?;
                let items = View::new(page.as_str()).get("value").map(|value| value.items()).unwrap_or_default();
                found.extend(items.iter().map(|item| Json::parse(item.as_str().as_bytes())));
            }
            Ok(found)
        })
    }

    fn plan<'a>(
        &'a self,
        dashboard: Json<Dashboard>,
        existing: &'a Existing,
        on_conflict: OnConflict,
    ) -> LocalBoxFuture<'a, Result<Planned, Error>> {
        Box::pin(async move {
            let there = self.existing(existing, &id_of(&dashboard)).await?;
            let planned = place(dashboard, there.as_ref(), on_conflict);
            if planned.action != Action::Copy {
                return Ok(planned);
            }
            // A copy that differs comes from an older document, so it is replaced.
            let there = self.existing(existing, &planned.id).await?;
            let copy = place(planned.dashboard, there.as_ref(), OnConflict::Replace);
            let action = if there.is_none() { Action::Copy } else { copy.action };
            Ok(Planned { id: planned.id, action, ..copy })
        })
    }

    /// Finds a dashboard of this application in its list. If the list has a malformed one, the service is asked for the
    /// id instead: a malformed dashboard of this id ends the import.
    fn existing<'a>(
        &'a self,
        existing: &'a Existing,
        id: &'a str,
    ) -> LocalBoxFuture<'a, Result<Option<Json<Dashboard>>, Error>> {
        Box::pin(async move {
            let found = existing.by_id.get(id);
            if found.is_some() || existing.is_complete {
                return Ok(found.cloned());
            }
            self.look_up(read("dashboards", id)).await
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
            if reference.to.is_some() {
                return Ok(());
            }
            let mut found = self.find(kind, "displayName", reference.display_name.as_ref()).await?;
            if let [only] = &found[..] {
                reference.to = Some(only.id.clone());
                reference.template_there = only.template.clone();
            }
            if found.is_empty() {
                found = self.find(kind, "template", reference.template.as_ref()).await?;
            }
            // Two applications may have the same template under different ids.
            if found.is_empty() {
                for template in self.find(TEMPLATES, "displayName", reference.template_name.as_ref()).await? {
                    found.extend(self.find(kind, "template", Some(&template.id)).await?);
                }
            }
            found.truncate(MAX_CANDIDATES);
            reference.candidates = found.into_iter().map(|found| (found.id, found.display_name)).collect();
            Ok(())
        })
    }

    /// Lists the objects that have `value` in a member. Returns none if there is no value to look for, or if the user
    /// may not list the objects.
    fn find<'a>(
        &'a self,
        kind: &'a str,
        key: &'a str,
        value: Option<&'a String>,
    ) -> LocalBoxFuture<'a, Result<Vec<Found>, Error>> {
        Box::pin(async move {
            let mut found = Vec::new();
            let Some(value) = value else { return Ok(found) };
            let filter = [key, " eq '", &value.replace('\'', "''"), "'"].concat();
            let list = Request::new(Method::Get, ["/api/", kind].concat());
            // The service cannot filter organizations.
            let list = if kind == ORGANIZATIONS { list } else { list.query("filter", Some(&filter)) };
            let mut pages = PageIterator::new(self.pipeline.clone(), Ok(list), Record::SHAPE);
            while let Some(page) = pages.next().await {
                let page = match page {
                    Err(error) if is_hidden(&error) => break,
                    page => page?,
                };
                for item in View::new(page.as_str()).get("value").map(|value| value.items()).unwrap_or_default() {
                    let id = item.text(if kind == TEMPLATES { "@id" } else { "id" });
                    if let Some(id) = id.filter(|_| item.text(key).as_ref() == Some(value)) {
                        let display_name = item.text("displayName").unwrap_or_default();
                        found.push(Found { id, display_name, template: item.text("template") });
                    }
                }
                if found.len() >= MAX_CANDIDATES {
                    found.truncate(MAX_CANDIDATES);
                    break;
                }
            }
            Ok(found)
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
            let Some(there) = there.filter(|there| !there.is_empty()) else { continue };
            if let Some(found) = self.look_up::<DeviceTemplate>(read(TEMPLATES, &there)).await? {
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
