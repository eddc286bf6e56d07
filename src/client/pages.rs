//! Lists, read page by page.

use std::future::poll_fn;
use std::marker::PhantomData;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_util::future::LocalBoxFuture;
use futures_util::stream::{Stream, StreamExt, iter};

use crate::error::{Error, ErrorKind};
use crate::json::Shape;
use crate::model::{Page, Raw, Wire};
use crate::pipeline::{ListLimits, Pipeline};
use crate::request::endpoint::absolute_link;
use crate::request::{Operation, Request};

/// The pages of a list, as a [`Stream`]. Nothing is sent until the first page is requested.
///
/// ```no_run
/// use futures_util::TryStreamExt;
/// # use iotcentral_web::{Error, IotCentralClient, ListDashboards};
///
/// # async fn titles(central: &IotCentralClient) -> Result<(), Error> {
/// let mut dashboards = central.dashboards().list(&ListDashboards::default()).items();
/// while let Some(dashboard) = dashboards.try_next().await? {
///     println!("{}", dashboard.display_name);
/// }
/// # Ok(())
/// # }
/// ```
pub struct Pages<T> {
    iterator: PageIterator,
    /// The request for the next page, and the iterator after it.
    in_flight: Option<LocalBoxFuture<'static, (PageIterator, NextResult)>>,
    /// Whether the last page failed; the stream ends then.
    failed: bool,
    marker: PhantomData<fn() -> T>,
}

/// `None` after the last page.
type NextResult = Option<Result<Page<Raw>, Error>>;

impl<T: Wire> Pages<T> {
    pub(super) fn new(pipeline: &Pipeline, first: &impl Operation<Output = Page<T>>) -> Self {
        Self::from(PageIterator::new(pipeline.clone(), first.request(), T::SHAPE))
    }

    /// Reads the next page; `None` after the last one. After an error, where the stream ends, the next call reads the
    /// same page again.
    ///
    /// # Errors
    /// Returns the error of the failed request, with a continuation token for the page that failed.
    ///
    /// ```no_run
    /// # use iotcentral_web::{Pages, model::Dashboard};
    /// # async fn example(pages: &mut Pages<Dashboard>) -> Result<(), iotcentral_web::Error> {
    /// while let Some(page) = pages.next().await {
    ///     for malformed in &page?.malformed {
    ///         println!("item {}: {}", malformed.index, malformed.error);
    ///     }
    /// }
    /// # Ok(()) }
    /// ```
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error>> {
        self.failed = false;
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Continues a list at the page that an earlier page refers to in [`Page::next_link`].
    ///
    /// ```no_run
    /// # use iotcentral_web::{IotCentralClient, ListDashboards};
    /// # fn example(central: &IotCentralClient, token: &str) -> Result<(), iotcentral_web::Error> {
    /// let rest = central.dashboards().list(&ListDashboards::default()).starting_at(token);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn starting_at(self, continuation_token: &str) -> Self {
        Self::from(self.iterator.starting_at(continuation_token))
    }

    /// Returns the items one by one, as typed values. A malformed item is an error of kind `Decode` with its JSON
    /// pointer; the stream continues after it. A page that cannot be read ends the stream.
    ///
    /// # Errors
    /// The stream contains `Decode` for a malformed item, and the errors of [`Self::next`].
    ///
    /// ```no_run
    /// # use iotcentral_web::{IotCentralClient, ListDashboards};
    /// # async fn example(central: &IotCentralClient) -> Result<(), iotcentral_web::Error> {
    /// use futures_util::TryStreamExt;
    /// let dashboards: Vec<_> = central.dashboards().list(&ListDashboards::default()).items().try_collect().await?;
    /// # Ok(()) }
    /// ```
    pub fn items(self) -> impl Stream<Item = Result<T, Error>> {
        let items = |page: Page<T>| {
            let malformed = page.malformed.iter().map(|item| {
                let message = ["an item of the list can't be read: ", &item.error.to_string()].concat();
                Err(Error::new(ErrorKind::Decode, &message)
                    .with(|details| details.pointer = Some(item.error.pointer.clone())))
            });
            let read = page.items().map_err(|error| Error::new(ErrorKind::Decode, &error.to_string()));
            let items: Vec<Result<T, Error>> = match read {
                Ok(items) => items.into_iter().map(Ok).chain(malformed).collect(),
                Err(error) => vec![Err(error)],
            };
            items
        };
        self.map(move |page| iter(page.map_or_else(|error| vec![Err(error)], items))).flatten()
    }

    /// Returns the list without the type of its items, for callers that read the JSON text of the pages.
    #[cfg_attr(not(all(target_arch = "wasm32", feature = "js")), expect(dead_code, reason = "the JavaScript API's"))]
    pub(crate) fn iterator(self) -> PageIterator {
        self.iterator
    }
}

impl<T> From<PageIterator> for Pages<T> {
    fn from(iterator: PageIterator) -> Self {
        Self { iterator, in_flight: None, failed: false, marker: PhantomData }
    }
}

impl<T> Stream for Pages<T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if mem::take(&mut this.failed) {
            return Poll::Ready(None);
        }
        let in_flight = this.in_flight.get_or_insert_with(|| {
            let mut iterator = this.iterator.clone();
            Box::pin(async move {
                let page = iterator.next().await;
                (iterator, page)
            })
        });
        let (iterator, page) = ready!(in_flight.as_mut().poll(context));
        (this.iterator, this.in_flight) = (iterator, None);
        this.failed = matches!(page, Some(Err(_)));
        Poll::Ready(page.map(|page| page.map(Page::cast)))
    }
}

/// The pages of a list of any type. A clone continues on its own from the same position.
#[derive(Clone)]
pub(crate) struct PageIterator {
    pipeline: Pipeline,
    item: &'static Shape,
    next: NextPage,
    /// The links of the pages that were read, `""` for the first one. A link that returns would let the list go on for
    /// ever.
    seen: Vec<String>,
    /// The number of items on the pages that were read.
    item_count: usize,
}

#[derive(Clone)]
enum NextPage {
    First(Result<Request, Error>),
    Link(String),
    /// The list exceeds a limit: the limit, its unit, and the link of the next page.
    TooMany(u32, &'static str, String),
    /// The last page's link leads back to an earlier page.
    Loop,
    End,
}

impl PageIterator {
    pub(super) fn new(pipeline: Pipeline, first: Result<Request, Error>, item: &'static Shape) -> Self {
        Self { pipeline, item, next: NextPage::First(first), seen: Vec::new(), item_count: 0 }
    }

    /// Returns the same list with another page size.
    #[cfg_attr(not(all(target_arch = "wasm32", feature = "js")), expect(dead_code, reason = "the JavaScript API's"))]
    pub(crate) fn with_page_size(mut self, size: u32) -> Result<Self, Error> {
        if let NextPage::First(Ok(request)) = &mut self.next {
            request.set_page_size(size)?;
        }
        Ok(self)
    }

    pub(crate) fn starting_at(self, continuation_token: &str) -> Self {
        Self { next: NextPage::Link(continuation_token.to_owned()), seen: Vec::new(), item_count: 0, ..self }
    }

    /// See [`Pages::next`].
    pub(crate) async fn next(&mut self) -> Option<Result<Page<Raw>, Error>> {
        let (request, link) = match &self.next {
            NextPage::First(request) => (request.clone(), None),
            NextPage::Link(link) => (Ok(Request::from_link(link)), Some(link.clone())),
            NextPage::Loop => {
                self.next = NextPage::End;
                let message = "the service repeats a page: its nextLink leads back to an earlier one";
                return Some(Err(Error::new(ErrorKind::Decode, message)));
            }
            NextPage::TooMany(limit, of, link) => {
                let (limit, of, link) = (limit.to_string(), *of, link.clone());
                self.next = NextPage::End;
                let message = ["the list goes on beyond the limit of ", &limit, of];
                let error = Error::new(ErrorKind::Limit, &message.concat());
                return Some(Err(error.with(|details| details.continuation_token = Some(link))));
            }
            NextPage::End => return None,
        };
        let answer = self.pipeline.exchange(request).await;
        let result = answer.and_then(|answer| {
            let mut page = answer.decode(|body| Page::check(self.item, body))?;
            page.next_link = page.next_link.map(|link| absolute_link(link, &answer.url));
            Ok(page)
        });
        if let Ok(page) = &result {
            self.seen.push(link.clone().unwrap_or_default());
            self.item_count += page.item_count;
            let ListLimits { max_pages, max_items } = self.pipeline.list_limits();
            self.next = match page.next_link.clone() {
                Some(next) if self.seen.contains(&next) => NextPage::Loop,
                Some(next) if self.seen.len() >= max_pages as usize => {
                    NextPage::TooMany(max_pages, " pages (maxPages)", next)
                }
                Some(next) if self.item_count >= max_items as usize => {
                    NextPage::TooMany(max_items, " items (maxItems)", next)
                }
                Some(next) => NextPage::Link(next),
                None => NextPage::End,
            };
        }
        Some(result.map_err(|error| error.with(|details| details.continuation_token = link)))
    }
}
