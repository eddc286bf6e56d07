//! Lists as JavaScript walks them: `for await` over items, `byPage` over pages.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use futures_util::future::LocalBoxFuture;
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{AbortSignal, console};

use super::abort::abortable;
use super::convert::{object, plain};
use super::options::Options;
use crate::client::Dashboards;
use crate::client::dashboards::DashboardPages;
use crate::error::Error;
use crate::model::{Dashboard, Malformed, Page};
use crate::request::dashboards::ListDashboards;

/// The options of a list.
#[derive(Clone)]
pub(super) struct ListOptions {
    operation: ListDashboards,
    on_malformed: Option<Function>,
    signal: Option<AbortSignal>,
}

impl ListOptions {
    pub(super) fn new(value: &JsValue) -> Result<Self, Error> {
        let options = Options::new(value, &["filter", "orderby", "maxPageSize", "onMalformed", "abortSignal"])?;
        Ok(Self {
            operation: ListDashboards {
                filter: options.string("filter")?,
                orderby: options.string("orderby")?,
                max_page_size: options.number("maxPageSize", 1)?,
            },
            on_malformed: options.function("onMalformed")?,
            signal: options.abort_signal()?,
        })
    }
}

/// Calls of one iterator wait for each other: two `next()` at once get two results, in order.
struct Queue {
    last: RefCell<Promise>,
}

impl Queue {
    fn new() -> Self {
        Self { last: RefCell::new(Promise::resolve(&JsValue::UNDEFINED)) }
    }

    fn push(&self, step: impl Future<Output = Result<JsValue, JsValue>> + 'static) -> Promise {
        self.append(Box::pin(step))
    }

    fn append(&self, step: LocalBoxFuture<'static, Result<JsValue, JsValue>>) -> Promise {
        let before = JsFuture::from(self.last.borrow().clone());
        let queued: LocalBoxFuture<'static, _> = Box::pin(async move {
            // How the call before ended is that call's business.
            let _ = before.await;
            step.await
        });
        let result = future_to_promise(queued);
        let _ = self.last.replace(result.clone());
        result
    }
}

/// A page, and where its list stands behind it.
struct Walk {
    dashboards: Dashboards,
    options: ListOptions,
    /// `None` while a step is under way, and for ever after `return()`.
    pages: RefCell<Option<DashboardPages>>,
}

impl Walk {
    fn new(dashboards: Dashboards, options: ListOptions, continuation_token: Option<&str>) -> Self {
        let pages = match continuation_token {
            Some(token) => dashboards.list_from(token),
            None => dashboards.list(options.operation.clone()),
        };
        Self { dashboards, options, pages: RefCell::new(Some(pages)) }
    }

    /// The next page as JavaScript sees it; `undefined` behind the last one.
    async fn next(&self) -> Result<JsValue, JsValue> {
        let Some(mut pages) = self.pages.take() else { return Ok(JsValue::UNDEFINED) };
        let page = Box::pin(async {
            match pages.next().await {
                Some(page) => Ok(page_object(&page?)?),
                None => Ok(JsValue::UNDEFINED),
            }
        });
        let result = abortable(self.options.signal.clone(), page).await;
        self.pages.replace(Some(pages));
        result
    }

    fn end(&self) {
        self.pages.take();
    }
}

fn page_object(page: &Page<Dashboard>) -> Result<JsValue, Error> {
    let members = [
        ("items", items(page.as_str(), &page.malformed)?.into()),
        ("malformed", page.malformed.iter().map(malformed_item).collect::<Array>().into()),
        ("continuationToken", page.next_link.as_deref().map_or(JsValue::UNDEFINED, JsValue::from)),
    ];
    Ok(object(members).into())
}

/// The items of a page that could be read, as plain objects.
fn items(page: &str, malformed: &[Malformed]) -> Result<Array, Error> {
    let page = plain(page)?;
    let value = Reflect::get(&page, &"value".into()).unwrap_or(JsValue::UNDEFINED);
    let items = value.dyn_into::<Array>().unwrap_or_default();
    if malformed.is_empty() {
        return Ok(items);
    }
    let is_good = |index: usize| !malformed.iter().any(|malformed| malformed.index == index);
    Ok(items.iter().enumerate().filter(|(index, _)| is_good(*index)).map(|(_, item)| item).collect())
}

fn malformed_item(malformed: &Malformed) -> JsValue {
    let Malformed { index, error } = malformed;
    let members = [
        ("index", JsValue::from(*index)),
        ("pointer", error.pointer.as_str().into()),
        ("message", error.message.as_str().into()),
    ];
    object(members).into()
}

/// What an iterator's `next()` gives; `undefined` ends it.
fn step(value: JsValue) -> JsValue {
    object([("done", value.is_undefined().into()), ("value", value)]).into()
}

/// Dashboards one by one. A clone is another handle of the same walk.
#[wasm_bindgen]
#[derive(Clone)]
pub struct DashboardList {
    walk: Rc<Walk>,
    /// Items of the page that is being walked, last one first.
    rest: Rc<RefCell<Vec<JsValue>>>,
    queue: Rc<Queue>,
}

impl DashboardList {
    pub(super) fn new(dashboards: Dashboards, options: ListOptions) -> Self {
        let walk = Rc::new(Walk::new(dashboards, options, None));
        Self { walk, rest: Rc::default(), queue: Rc::new(Queue::new()) }
    }
}

#[wasm_bindgen]
impl DashboardList {
    /// The list itself, for `for await`.
    #[wasm_bindgen(js_name = "[Symbol.asyncIterator]")]
    pub fn iterator(&self) -> Self {
        self.clone()
    }

    /// The next dashboard.
    pub fn next(&self) -> Promise {
        let (walk, rest) = (Rc::clone(&self.walk), Rc::clone(&self.rest));
        self.queue.push(async move {
            loop {
                if let Some(item) = rest.borrow_mut().pop() {
                    return Ok(step(item));
                }
                let page = walk.next().await?;
                if page.is_undefined() {
                    return Ok(step(page));
                }
                let items = Reflect::get(&page, &"items".into())?.unchecked_into::<Array>();
                *rest.borrow_mut() = items.reverse().to_vec();
                report_malformed(&walk.options, &page)?;
            }
        })
    }

    /// Ends the walk: nothing is sent afterwards.
    #[wasm_bindgen(js_name = "return")]
    pub fn end(&self) -> Promise {
        let (walk, rest) = (Rc::clone(&self.walk), Rc::clone(&self.rest));
        self.queue.push(async move {
            walk.end();
            rest.borrow_mut().clear();
            Ok(step(JsValue::UNDEFINED))
        })
    }

    /// The dashboards page by page, from the start or from a page that was reached earlier.
    #[wasm_bindgen(js_name = "byPage")]
    pub fn by_page(&self, settings: &JsValue) -> Result<DashboardPageList, JsValue> {
        let settings = Options::new(settings, &["maxPageSize", "continuationToken"])?;
        let mut options = self.walk.options.clone();
        if let Some(size) = settings.number("maxPageSize", 1)? {
            options.operation.max_page_size = Some(size);
        }
        let continuation_token = settings.string("continuationToken")?;
        let walk = Walk::new(self.walk.dashboards.clone(), options, continuation_token.as_deref());
        Ok(DashboardPageList { walk: Rc::new(walk), queue: Rc::new(Queue::new()) })
    }
}

/// An item that could not be read is told to whoever asked for it, else to the console: never lost in silence.
fn report_malformed(options: &ListOptions, page: &JsValue) -> Result<(), JsValue> {
    let malformed = Reflect::get(page, &"malformed".into())?.unchecked_into::<Array>();
    for item in malformed.iter() {
        match &options.on_malformed {
            Some(on_malformed) => drop(on_malformed.call1(&JsValue::UNDEFINED, &item)?),
            None => console::warn_2(
                &"iotcentral-web: a dashboard of the list can't be read and was left out:".into(),
                &item,
            ),
        }
    }
    Ok(())
}

/// Dashboards page by page. A clone is another handle of the same walk.
#[wasm_bindgen]
#[derive(Clone)]
pub struct DashboardPageList {
    walk: Rc<Walk>,
    queue: Rc<Queue>,
}

#[wasm_bindgen]
impl DashboardPageList {
    /// The list itself, for `for await`.
    #[wasm_bindgen(js_name = "[Symbol.asyncIterator]")]
    pub fn iterator(&self) -> Self {
        self.clone()
    }

    /// The next page.
    pub fn next(&self) -> Promise {
        let walk = Rc::clone(&self.walk);
        self.queue.push(async move { Ok(step(walk.next().await?)) })
    }

    /// Ends the walk: nothing is sent afterwards.
    #[wasm_bindgen(js_name = "return")]
    pub fn end(&self) -> Promise {
        let walk = Rc::clone(&self.walk);
        self.queue.push(async move {
            walk.end();
            Ok(step(JsValue::UNDEFINED))
        })
    }
}
