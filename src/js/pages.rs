//! Lists as async iterators: `for await` over items, `byPage` over pages.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use futures_util::future::LocalBoxFuture;
use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use super::observer::Logger;
use super::operation::{self, OperationOptions};
use super::options::{options, read};
use super::output::{Js, Record, list, output, plain, to_js};
use crate::client::Pages;
use crate::client::pages::PageIterator;
use crate::error::Error;
use crate::model::{self, Malformed, Raw, Wire};
use crate::redact::redact;

options! {
    /// The options of every list.
    pub(super) struct ListOptions extends operation: OperationOptions {
        /// Called for each malformed item, which the list leaves out. Default: a warning of the logger. A page with
        /// more than 1,000 malformed items is an error.
        optional on_malformed = "onMalformed": function("(malformed: MalformedItem) => void"),
    }
}

options! {
    /// The options of `byPage`.
    pub(super) struct ContinuationSettings {
        /// The `continuationToken` of an earlier page, after which the list continues.
        optional continuation_token = "continuationToken": string,
    }
}

options! {
    /// The options of `byPage` for lists with a choice of page size.
    pub(super) struct PageSettings extends continuation: ContinuationSettings {
        /// The maximal number of items on a page, 1–100.
        optional max_page_size = "maxPageSize": number(1),
    }
}

/// Whether the caller may choose the page size, which not every list of the service supports.
#[derive(Clone, Copy)]
pub(super) enum Sizes {
    Chosen,
    Fixed,
}

output! {
    /// A page of a list.
    Page<T>(page: (Array, &model::Page<Raw>)) {
        /// The well-formed items.
        required "items": "T[]" = Js(page.0.clone()),
        /// The malformed items, which are not in `items`.
        required "malformed": "MalformedItem[]" = list(&page.1.malformed, MalformedItem),
        /// A token for the next page; absent on the last page. It can be stored and passed to `byPage` later.
        optional "continuationToken": "string" = page.1.next_link.as_deref(),
    }
}

output! {
    /// A malformed item of a page.
    MalformedItem(malformed: &Malformed) {
        /// The item's index on the page, from 0.
        required "index": "number" = malformed.index,
        /// JSON pointer (RFC 6901) to the malformed value, relative to the page: `/value/3/tiles/0/x`.
        required "pointer": "string" = redact(&malformed.error.pointer),
        /// What is wrong with the value.
        required "message": "string" = malformed.error.message,
    }
}

/// Runs the calls of one iterator one after the other: two concurrent calls of `next()` get two results, in order.
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
            // The result of the previous call belongs to its own promise.
            let _ = before.await;
            step.await
        });
        let result = future_to_promise(queued);
        let _ = self.last.replace(result.clone());
        result
    }
}

/// A list and the current position.
struct Listing {
    /// The beginning of the list, from which `byPage` starts.
    start: PageIterator,
    options: Rc<ListOptions>,
    logger: Logger,
    sizes: Sizes,
    /// `None` while a call is running, and for ever after `return()`.
    walk: RefCell<Option<PageIterator>>,
}

impl Listing {
    fn new(start: PageIterator, options: Rc<ListOptions>, logger: Logger, sizes: Sizes) -> Rc<Self> {
        let walk = RefCell::new(Some(start.clone()));
        Rc::new(Self { start, options, logger, sizes, walk })
    }

    /// Returns the next page for JavaScript; `undefined` after the last one.
    async fn next(&self) -> Result<JsValue, JsValue> {
        let Some(mut walk) = self.walk.take() else { return Ok(JsValue::UNDEFINED) };
        let page = Box::pin(async {
            match walk.next().await {
                Some(page) => Ok(page_object(&page?)?),
                None => Ok(JsValue::UNDEFINED),
            }
        });
        let result = operation::run(self.options.operation.clone(), page).await;
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

/// Converts the well-formed items of a page to plain objects.
fn items(page: &str, malformed: &[Malformed]) -> Result<Array, Error> {
    let page = plain(page)?;
    let value = Reflect::get(&page, &"value".into()).unwrap_or(JsValue::UNDEFINED);
    let items = value.dyn_into::<Array>().unwrap_or_default();
    if malformed.is_empty() {
        return Ok(items);
    }
    // Items and malformed items are in the same order.
    let mut left_out = malformed.iter().map(|malformed| malformed.index).peekable();
    let is_good = |(index, _): &(usize, JsValue)| left_out.next_if_eq(index).is_none();
    Ok(items.iter().enumerate().filter(is_good).map(|(_, item)| item).collect())
}

/// Creates the result of an iterator's `next()`; `undefined` ends the iterator.
fn step(value: JsValue) -> JsValue {
    let mut step = Record::default();
    step.add("done", value.is_undefined().into());
    if !value.is_undefined() {
        step.add("value", value);
    }
    to_js(&step)
}

/// An async iterator over the items of a list; `byPage` iterates over its pages. Nothing is sent until the first item
/// is requested.
///
/// @typeParam T The type of the items.
/// @typeParam S=PageSettings The options of `byPage`.
// A clone is another handle of the same iterator.
#[wasm_bindgen(js_name = "PagedAsyncIterableIterator")]
#[derive(Clone)]
pub struct PagedList {
    listing: Rc<Listing>,
    /// The items of the current page that are left, last one first.
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
    /// Returns the iterator itself, for `for await`.
    #[wasm_bindgen(js_name = "[Symbol.asyncIterator]", unchecked_return_type = "PagedAsyncIterableIterator<T, S>")]
    pub fn iterator(&self) -> Self {
        self.clone()
    }

    /// Returns the next item.
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

    /// Ends the iterator: nothing is sent afterwards.
    #[wasm_bindgen(js_name = "return", unchecked_return_type = "Promise<IteratorResult<T, undefined>>")]
    pub fn end(&self) -> Promise {
        let (listing, rest) = (Rc::clone(&self.listing), Rc::clone(&self.rest));
        self.queue.push(async move {
            listing.end();
            rest.borrow_mut().clear();
            Ok(step(JsValue::UNDEFINED))
        })
    }

    /// Iterates over the pages of the list, from the beginning or after an earlier page.
    ///
    /// ```js
    /// for await (const page of central.dashboards.list().byPage({ maxPageSize: 50 })) console.log(page.items.length);
    /// ```
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

/// Reports the malformed items to `onMalformed`, or to the logger, so that none is lost in silence.
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

/// An async iterator over the pages of a list.
///
/// @typeParam T The type of the items.
// A clone is another handle of the same iterator.
#[wasm_bindgen(js_name = "PageAsyncIterableIterator")]
#[derive(Clone)]
pub struct PageList {
    listing: Rc<Listing>,
    queue: Rc<Queue>,
}

#[wasm_bindgen(js_class = "PageAsyncIterableIterator")]
impl PageList {
    /// Returns the iterator itself, for `for await`.
    #[wasm_bindgen(js_name = "[Symbol.asyncIterator]", unchecked_return_type = "PageAsyncIterableIterator<T>")]
    pub fn iterator(&self) -> Self {
        self.clone()
    }

    /// Returns the next page.
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

    /// Ends the iterator: nothing is sent afterwards.
    #[wasm_bindgen(js_name = "return", unchecked_return_type = "Promise<IteratorResult<Page<T>, undefined>>")]
    pub fn end(&self) -> Promise {
        let listing = Rc::clone(&self.listing);
        self.queue.push(async move {
            listing.end();
            Ok(step(JsValue::UNDEFINED))
        })
    }
}
