//! Lists, page by page.

use std::marker::PhantomData;

use crate::error::{Error, ErrorKind};
use crate::model::{Page, Raw, Wire};
use crate::pipeline::{ListLimits, Pipeline};
use crate::request::endpoint::absolute;
use crate::request::{Operation, Request};

use crate::json::Shape;

/// The pages of a list. Nothing is sent before the first one is asked for.
pub struct Pages<T> {
    iterator: PageIterator,
    of: PhantomData<fn() -> T>,
}

impl<T: Wire> Pages<T> {
    pub(super) fn new(pipeline: &Pipeline, first: &impl Operation<Output = Page<T>>) -> Self {
        Self { iterator: PageIterator::new(pipeline.clone(), first.request(), T::SHAPE), of: PhantomData }
    }

    /// The next page; `None` behind the last one. After an error the same page may be asked for again.
    ///
    /// # Errors
    /// [`Error`], with the continuation token of the page that failed.
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error>> {
        Some(self.iterator.next().await?.map(Page::cast))
    }

    /// The same list from a page on that an earlier one pointed to by its [`Page::next_link`].
    #[must_use]
    pub fn starting_at(self, continuation_token: &str) -> Self {
        Self { iterator: self.iterator.starting_at(continuation_token), of: PhantomData }
    }

    /// The list without its type, for callers that read the JSON text of the pages.
    #[cfg_attr(not(all(target_arch = "wasm32", feature = "js")), expect(dead_code, reason = "the JavaScript face's"))]
    pub(crate) fn iterator(self) -> PageIterator {
        self.iterator
    }
}

/// The pages of a list of any type. A clone iterates on its own from the same position.
#[derive(Clone)]
pub(crate) struct PageIterator {
    pipeline: Pipeline,
    item: &'static Shape,
    next: NextPage,
    /// Links of the pages so far, `""` for the first one: a service that repeats one would be listed for ever.
    seen: Vec<String>,
    /// Items of the pages so far.
    item_count: usize,
}

#[derive(Clone)]
enum NextPage {
    First(Result<Request, Error>),
    Link(String),
    /// There is more than is read: the limit, what it is a limit of, and where the list goes on.
    TooMany(u32, &'static str, String),
    /// The page before led back to an earlier one.
    Loop,
    End,
}

impl PageIterator {
    fn new(pipeline: Pipeline, first: Result<Request, Error>, item: &'static Shape) -> Self {
        Self { pipeline, item, next: NextPage::First(first), seen: Vec::new(), item_count: 0 }
    }

    /// The same list in pages of another size.
    #[cfg_attr(not(all(target_arch = "wasm32", feature = "js")), expect(dead_code, reason = "the JavaScript face's"))]
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
            NextPage::Link(link) => (Ok(Request::follow(link)), Some(link.clone())),
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
            page.next_link = page.next_link.map(|link| absolute(link, &answer.url));
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
