//! Lists as JavaScript walks them: `for await` over items, `byPage` over pages.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use futures_util::future::LocalBoxFuture;
use js_sys::{Array, Promise, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use super::abort::abortable;
use super::observer::Logger;
use super::options::{OperationOptions, options, read};
use super::output::{Js, list, output, plain, to_js};
use crate::client::Pages;
use crate::client::pages::PageIterator;
use crate::error::Error;
use crate::model::{self, Malformed, Raw, Wire};
use crate::redact::redact;

options! {
    /// What every list takes.
    pub(super) struct ListOptions extends operation: OperationOptions {
        /// Called for each item of a page that isn't what it should be; it is left out. Default: a warning of the logger. A page
        /// with more than a thousand of them is an error.
        optional on_malformed = "onMalformed": function("(malformed: MalformedItem) => void"),
    }
}

options! {
    /// Where `byPage` begins.
    pub(super) struct ContinuationSettings {
        /// Where to go on: the `continuationToken` of an earlier page.
        optional continuation_token = "continuationToken": string,
    }
}

options! {
    /// Where `byPage` begins, and how large its pages are.
    pub(super) struct PageSettings extends continuation: ContinuationSettings {
        /// How many items a page has at most, 1–100.
        optional max_page_size = "maxPageSize": number(1),
    }
}

/// Whether the caller may choose how large pages are: not every list of the service lets it.
#[derive(Clone, Copy)]
pub(super) enum Sizes {
    Chosen,
    Fixed,
}

output! {
    /// A page of a list.
    Page<T>(page: (Array, &model::Page<Raw>)) {
        /// The items that could be read.
        required "items": "T[]" = Js(page.0.clone()),
        /// Items that could not be read; the others are in `items`.
        required "malformed": "MalformedItem[]" = list(&page.1.malformed, MalformedItem),
        /// Where the next page begins; absent on the last one. It may be kept and handed to `byPage` later.
        optional "continuationToken": "string" = page.1.next_link.as_deref(),
    }
}

output! {
    /// An item of a page that could not be read.
    MalformedItem(malformed: &Malformed) {
        /// Its place in the page, from 0.
        required "index": "number" = malformed.index,
        /// JSON pointer (RFC 6901) to what is wrong, from the page on: `/value/3/tiles/0/x`.
        required "pointer": "string" = redact(&malformed.error.pointer),
        /// What is wrong there.
        required "message": "string" = malformed.error.message,
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
    options: Rc<ListOptions>,
    logger: Logger,
    sizes: Sizes,
    /// `None` while a step is under way, and for ever after `return()`.
    walk: RefCell<Option<PageIterator>>,
}

impl Listing {
    fn new(start: PageIterator, options: Rc<ListOptions>, logger: Logger, sizes: Sizes) -> Rc<Self> {
        let walk = RefCell::new(Some(start.clone()));
        Rc::new(Self { start, options, logger, sizes, walk })
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
        let result = abortable(self.options.operation.abort_signal.clone(), page).await;
        self.walk.replace(Some(walk));
        result
    }

    fn end(&self) {
        self.walk.take();
    }
}

fn page_object(page: &model::Page<Raw>) -> Result<JsValue, Error> {
    Ok(to_js(&Page((items(page.as_str(), &page.malformed)?, page))))
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

/// What an iterator's `next()` gives; `undefined` ends it.
fn step(value: JsValue) -> JsValue {
    let done = value.is_undefined();
    to_js(&Step { done, value: (!done).then_some(Js(value)) })
}

#[derive(Serialize)]
struct Step {
    done: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Js<JsValue>>,
}

/// Items one by one with `for await`, pages with `byPage`. Nothing is sent before the first item is asked for.
///
/// @typeParam T What the list is of.
/// @typeParam S=PageSettings What `byPage` takes.
// A clone is another handle of the same walk.
#[wasm_bindgen(js_name = "PagedAsyncIterableIterator")]
#[derive(Clone)]
pub struct PagedList {
    listing: Rc<Listing>,
    /// Items of the page that is being walked, last one first.
    rest: Rc<RefCell<Vec<JsValue>>>,
    queue: Rc<Queue>,
}

impl PagedList {
    pub(super) fn new<T: Wire>(pages: Pages<T>, options: ListOptions, logger: &Logger, sizes: Sizes) -> Self {
        let listing = Listing::new(pages.iterator(), Rc::new(options), logger.clone(), sizes);
        Self { listing, rest: Rc::default(), queue: Rc::new(Queue::new()) }
    }
}

#[wasm_bindgen(js_class = "PagedAsyncIterableIterator")]
impl PagedList {
    /// The list itself, for `for await`.
    #[wasm_bindgen(js_name = "[Symbol.asyncIterator]", unchecked_return_type = "PagedAsyncIterableIterator<T, S>")]
    pub fn iterator(&self) -> Self {
        self.clone()
    }

    /// The next item.
    #[wasm_bindgen(unchecked_return_type = "Promise<IteratorResult<T, undefined>>")]
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
                report_malformed(&listing, &page)?;
            }
        })
    }

    /// Ends the walk: nothing is sent afterwards.
    #[wasm_bindgen(js_name = "return", unchecked_return_type = "Promise<IteratorResult<T, undefined>>")]
    pub fn end(&self) -> Promise {
        let (listing, rest) = (Rc::clone(&self.listing), Rc::clone(&self.rest));
        self.queue.push(async move {
            listing.end();
            rest.borrow_mut().clear();
            Ok(step(JsValue::UNDEFINED))
        })
    }

    /// The list page by page, from the start or from a page that was reached earlier.
    #[wasm_bindgen(js_name = "byPage", unchecked_return_type = "PageAsyncIterableIterator<T>")]
    pub fn by_page(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "S")] settings: &JsValue,
    ) -> Result<PageList, JsValue> {
        let Listing { start, options, logger, sizes, .. } = &*self.listing;
        let PageSettings { continuation, max_page_size } = match sizes {
            Sizes::Chosen => read(settings)?,
            Sizes::Fixed => PageSettings { continuation: read(settings)?, max_page_size: None },
        };
        let mut start = start.clone();
        if let Some(size) = max_page_size {
            start = start.with_page_size(size)?;
        }
        if let Some(token) = continuation.continuation_token {
            start = start.starting_at(&token);
        }
        let listing = Listing::new(start, Rc::clone(options), logger.clone(), *sizes);
        Ok(PageList { listing, queue: Rc::new(Queue::new()) })
    }
}

/// An item that could not be read is told to whoever asked for it, else to the logger: never lost in silence.
fn report_malformed(listing: &Listing, page: &JsValue) -> Result<(), JsValue> {
    let malformed = Reflect::get(page, &"malformed".into())?.unchecked_into::<Array>();
    for item in malformed.iter() {
        match &listing.options.on_malformed {
            Some(on_malformed) => drop(on_malformed.call1(&JsValue::UNDEFINED, &item)?),
            None => listing.logger.warn("an item of a list can't be read and was left out:", &item),
        }
    }
    Ok(())
}

/// A list page by page, with `for await`.
///
/// @typeParam T What the list is of.
// A clone is another handle of the same walk.
#[wasm_bindgen(js_name = "PageAsyncIterableIterator")]
#[derive(Clone)]
pub struct PageList {
    listing: Rc<Listing>,
    queue: Rc<Queue>,
}

#[wasm_bindgen(js_class = "PageAsyncIterableIterator")]
impl PageList {
    /// The list itself, for `for await`.
    #[wasm_bindgen(js_name = "[Symbol.asyncIterator]", unchecked_return_type = "PageAsyncIterableIterator<T>")]
    pub fn iterator(&self) -> Self {
        self.clone()
    }

    /// The next page.
    #[wasm_bindgen(unchecked_return_type = "Promise<IteratorResult<Page<T>, undefined>>")]
    pub fn next(&self) -> Promise {
        let listing = Rc::clone(&self.listing);
        self.queue.push(async move {
            let page = listing.next().await?;
            if !page.is_undefined() {
                report_malformed(&listing, &page)?;
            }
            Ok(step(page))
        })
    }

    /// Ends the walk: nothing is sent afterwards.
    #[wasm_bindgen(js_name = "return", unchecked_return_type = "Promise<IteratorResult<Page<T>, undefined>>")]
    pub fn end(&self) -> Promise {
        let listing = Rc::clone(&self.listing);
        self.queue.push(async move {
            listing.end();
            Ok(step(JsValue::UNDEFINED))
        })
    }
}
