//! Lists as JavaScript walks them: `for await` over items, `byPage` over pages.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use futures_util::future::LocalBoxFuture;
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::AbortSignal;

use super::abort::abortable;
use super::convert::{object, plain};
use super::observer::Logger;
use super::options::Options;
use crate::client::Pages;
use crate::client::pages::PageIterator;
use crate::error::Error;
use crate::model::{Malformed, Page, Raw, Wire};
use crate::redact::redact;

/// The options of every list: what the caller hears of items that can't be read, and what ends it.
#[derive(Clone)]
pub(super) struct ListOptions {
    on_malformed: Option<Function>,
    logger: Logger,
    signal: Option<AbortSignal>,
}

impl ListOptions {
    /// Reads `onMalformed` and `abortSignal`.
    pub(super) fn new(options: &Options, logger: &Logger) -> Result<Self, Error> {
        let on_malformed = options.function("onMalformed")?;
        Ok(Self { on_malformed, logger: logger.clone(), signal: options.abort_signal()? })
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

/// A list, and where it stands.
struct Listing {
    /// Where it began, to walk it again page by page.
    start: PageIterator,
    options: ListOptions,
    /// `None` while a step is under way, and for ever after `return()`.
    walk: RefCell<Option<PageIterator>>,
}

impl Listing {
    fn new(start: PageIterator, options: ListOptions) -> Rc<Self> {
        let walk = RefCell::new(Some(start.clone()));
        Rc::new(Self { start, options, walk })
    }

    /// The next page as JavaScript sees it; `undefined` behind the last one.
    async fn next(&self) -> Result<JsValue, JsValue> {
        let Some(mut walk) = self.walk.take() else { return Ok(JsValue::UNDEFINED) };
        let page = Box::pin(async {
            match walk.next().await {
                Some(page) => Ok(page_object(&page?)?),
                None => Ok(JsValue::UNDEFINED),
            }
        });
        let result = abortable(self.options.signal.clone(), page).await;
        self.walk.replace(Some(walk));
        result
    }

    fn end(&self) {
        self.walk.take();
    }
}

fn page_object(page: &Page<Raw>) -> Result<JsValue, Error> {
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
    // Both are in the same order.
    let mut left_out = malformed.iter().map(|malformed| malformed.index).peekable();
    let is_good = |(index, _): &(usize, JsValue)| left_out.next_if_eq(index).is_none();
    Ok(items.iter().enumerate().filter(is_good).map(|(_, item)| item).collect())
}

fn malformed_item(malformed: &Malformed) -> JsValue {
    let Malformed { index, error } = malformed;
    let members = [
        ("index", JsValue::from(*index)),
        ("pointer", redact(&error.pointer).into()),
        ("message", error.message.as_str().into()),
    ];
    object(members).into()
}

/// What an iterator's `next()` gives; `undefined` ends it.
fn step(value: JsValue) -> JsValue {
    object([("done", value.is_undefined().into()), ("value", value)]).into()
}

/// Items one by one. A clone is another handle of the same walk.
#[wasm_bindgen]
#[derive(Clone)]
pub struct PagedList {
    listing: Rc<Listing>,
    /// Items of the page that is being walked, last one first.
    rest: Rc<RefCell<Vec<JsValue>>>,
    queue: Rc<Queue>,
}

impl PagedList {
    pub(super) fn new<T: Wire>(pages: Pages<T>, options: ListOptions) -> Self {
        Self { listing: Listing::new(pages.iterator(), options), rest: Rc::default(), queue: Rc::new(Queue::new()) }
    }
}

#[wasm_bindgen]
impl PagedList {
    /// The list itself, for `for await`.
    #[wasm_bindgen(js_name = "[Symbol.asyncIterator]")]
    pub fn iterator(&self) -> Self {
        self.clone()
    }

    /// The next item.
    pub fn next(&self) -> Promise {
        let (listing, rest) = (Rc::clone(&self.listing), Rc::clone(&self.rest));
        self.queue.push(async move {
            loop {
                if let Some(item) = rest.borrow_mut().pop() {
                    return Ok(step(item));
                }
                let page = listing.next().await?;
                if page.is_undefined() {
                    return Ok(step(page));
                }
                let items = Reflect::get(&page, &"items".into())?.unchecked_into::<Array>();
                *rest.borrow_mut() = items.reverse().to_vec();
                report_malformed(&listing.options, &page)?;
            }
        })
    }

    /// Ends the walk: nothing is sent afterwards.
    #[wasm_bindgen(js_name = "return")]
    pub fn end(&self) -> Promise {
        let (listing, rest) = (Rc::clone(&self.listing), Rc::clone(&self.rest));
        self.queue.push(async move {
            listing.end();
            rest.borrow_mut().clear();
            Ok(step(JsValue::UNDEFINED))
        })
    }

    /// The list page by page, from the start or from a page that was reached earlier.
    #[wasm_bindgen(js_name = "byPage")]
    pub fn by_page(&self, settings: &JsValue) -> Result<PageList, JsValue> {
        let settings = Options::new(settings, &["maxPageSize", "continuationToken"])?;
        let mut start = self.listing.start.clone();
        if let Some(size) = settings.number("maxPageSize", 1)? {
            start = start.with_page_size(size)?;
        }
        if let Some(token) = settings.string("continuationToken")? {
            start = start.starting_at(&token);
        }
        let listing = Listing::new(start, self.listing.options.clone());
        Ok(PageList { listing, queue: Rc::new(Queue::new()) })
    }
}

/// An item that could not be read is told to whoever asked for it, else to the logger: never lost in silence.
fn report_malformed(options: &ListOptions, page: &JsValue) -> Result<(), JsValue> {
    let malformed = Reflect::get(page, &"malformed".into())?.unchecked_into::<Array>();
    for item in malformed.iter() {
        match &options.on_malformed {
            Some(on_malformed) => drop(on_malformed.call1(&JsValue::UNDEFINED, &item)?),
            None => options.logger.warn("an item of a list can't be read and was left out:", &item),
        }
    }
    Ok(())
}

/// A list page by page. A clone is another handle of the same walk.
#[wasm_bindgen]
#[derive(Clone)]
pub struct PageList {
    listing: Rc<Listing>,
    queue: Rc<Queue>,
}

#[wasm_bindgen]
impl PageList {
    /// The list itself, for `for await`.
    #[wasm_bindgen(js_name = "[Symbol.asyncIterator]")]
    pub fn iterator(&self) -> Self {
        self.clone()
    }

    /// The next page.
    pub fn next(&self) -> Promise {
        let listing = Rc::clone(&self.listing);
        self.queue.push(async move {
            let page = listing.next().await?;
            if !page.is_undefined() {
                report_malformed(&listing.options, &page)?;
            }
            Ok(step(page))
        })
    }

    /// Ends the walk: nothing is sent afterwards.
    #[wasm_bindgen(js_name = "return")]
    pub fn end(&self) -> Promise {
        let listing = Rc::clone(&self.listing);
        self.queue.push(async move {
            listing.end();
            Ok(step(JsValue::UNDEFINED))
        })
    }
}
