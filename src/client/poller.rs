//! Polls long-running operations until they end.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::task::{Poll, Waker};
use std::time::Duration;

use futures_util::future::{Either, select};

use crate::error::{Error, ErrorKind};
use crate::model::{Json, Wire};
use crate::pipeline::Pipeline;
use crate::pipeline::poller::{Check, Follow, OperationState, PollOutcome};
use crate::request::{Request, applications};
use crate::transport::{format_ms, milliseconds};

pub use crate::pipeline::poller::OperationStatus;

/// The default deadline of an operation.
const DEADLINE: Duration = Duration::from_secs(1800);
/// The default interval of polls.
const INTERVAL: Duration = Duration::from_secs(2);

/// A long-running operation. Nothing is sent until it is polled. A poll that is dropped is aborted, and the next one
/// continues. The text of a poller (`to_string`) is enough to continue polling later, or after a reload of the page.
pub struct Poller<T> {
    polling: Polling,
    marker: PhantomData<fn() -> T>,
}

impl<T: Wire> Poller<T> {
    pub(super) fn new(polling: Polling) -> Self {
        Self { polling, marker: PhantomData }
    }

    /// Sets the deadline of [`Self::poll_until_done`]. Default: 30 minutes.
    ///
    /// ```no_run
    /// # use iotcentral_web::ApplicationsClient;
    /// # fn example(applications: &ApplicationsClient) -> Result<(), iotcentral_web::Error> {
    /// use std::time::Duration;
    /// let poller = applications.begin_delete("rg", "contoso-iot")?.with_deadline(Duration::from_secs(600));
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn with_deadline(mut self, deadline: Duration) -> Self {
        self.polling.deadline = deadline;
        self
    }

    /// Sets the wait between polls of [`Self::poll_until_done`] if the service does not ask for another one. Default: 2
    /// seconds.
    ///
    /// ```no_run
    /// # use iotcentral_web::ApplicationsClient;
    /// # fn example(applications: &ApplicationsClient) -> Result<(), iotcentral_web::Error> {
    /// use std::time::Duration;
    /// let poller = applications.begin_delete("rg", "contoso-iot")?.with_interval(Duration::from_secs(10));
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn with_interval(mut self, interval: Duration) -> Self {
        self.polling.interval = interval;
        self
    }

    /// Returns the status of the operation at the last poll.
    ///
    /// ```no_run
    /// # use iotcentral_web::{OperationStatus, Poller, model::Application};
    /// # fn example(poller: &Poller<Application>) -> Result<(), iotcentral_web::Error> {
    /// if poller.status() == OperationStatus::Running {
    ///     println!("the service works on it");
    /// }
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn status(&self) -> OperationStatus {
        self.polling.status()
    }

    /// Sends one request: the first poll starts the operation, each further one asks for its progress. A transient
    /// failure (no answer, 429, 5xx) is not an error, since the operation is still running.
    ///
    /// # Errors
    /// Returns the operation's error if it failed or was canceled, and a service error if the service refuses to report
    /// its progress.
    ///
    /// ```no_run
    /// # use iotcentral_web::{Poller, model::Application};
    /// # async fn example(poller: &Poller<Application>) -> Result<(), iotcentral_web::Error> {
    /// println!("{:?}", poller.poll().await?);
    /// # Ok(()) }
    /// ```
    pub async fn poll(&self) -> Result<OperationStatus, Error> {
        self.polling.poll().await.map(|()| self.status())
    }

    /// Polls until the operation ends, and calls `on_progress` after each poll. Returns `None` after a deletion.
    /// Concurrent calls share their polls.
    ///
    /// # Errors
    /// Returns the errors of [`Self::poll`], and `Timeout` after the deadline. The operation may still be running then
    /// and can be polled again.
    ///
    /// ```no_run
    /// # use iotcentral_web::{Poller, model::Application};
    /// # async fn example(poller: &Poller<Application>) -> Result<(), iotcentral_web::Error> {
    /// let application = poller.poll_until_done(|status| println!("{status:?}")).await?;
    /// # Ok(()) }
    /// ```
    pub async fn poll_until_done(
        &self,
        mut on_progress: impl FnMut(OperationStatus),
    ) -> Result<Option<Json<T>>, Error> {
        self.polling.poll_until_done(&mut on_progress).await?;
        Ok(self.result())
    }

    /// Returns the result of an operation that has succeeded; `None` before, and after a deletion.
    ///
    /// ```no_run
    /// # use iotcentral_web::{Poller, model::Application};
    /// # fn example(poller: &Poller<Application>) -> Result<(), iotcentral_web::Error> {
    /// let application = poller.result();
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn result(&self) -> Option<Json<T>> {
        // The body has been checked, so parsing it cannot fail.
        self.polling.with_result(|body| Json::parse(body).ok())
    }

    /// Returns the operation without the type of its result.
    #[cfg_attr(not(all(target_arch = "wasm32", feature = "js")), expect(dead_code, reason = "the JavaScript API's"))]
    pub(crate) fn polling(self) -> Polling {
        self.polling
    }
}

/// Writes the text that [`super::ApplicationsClient::restore_poller`] accepts.
impl<T> fmt::Display for Poller<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.polling.save())
    }
}

/// A long-running operation with a result of any type.
pub(crate) struct Polling {
    pipeline: Pipeline,
    /// The request that starts the operation; `None` for a restored poller, whose operation has been started.
    first: Option<Request>,
    check: Check,
    pub(crate) deadline: Duration,
    pub(crate) interval: Duration,
    state: RefCell<OperationState>,
    /// The time of the next poll, by `Transport::elapsed`.
    due_ms: Cell<f64>,
    /// Held while a poll is running: two polls at the same time would start the operation twice.
    lock: Lock,
    /// The result or the error of an operation that has ended.
    outcome: RefCell<Option<Result<Vec<u8>, Error>>>,
}

impl Polling {
    pub(super) fn new<T: Wire>(pipeline: Pipeline, first: Option<Request>, state: OperationState) -> Self {
        Self {
            pipeline,
            first,
            check: |body| Json::<T>::parse(body).map(drop),
            deadline: DEADLINE,
            interval: INTERVAL,
            state: RefCell::new(state),
            due_ms: Cell::new(0.0),
            lock: Lock::default(),
            outcome: RefCell::new(None),
        }
    }

    pub(crate) fn status(&self) -> OperationStatus {
        self.state.borrow().status
    }

    pub(crate) fn save(&self) -> String {
        self.state.borrow().save()
    }

    /// Passes the body of the result to a function.
    pub(crate) fn with_result<R>(&self, look: impl FnOnce(&[u8]) -> Option<R>) -> Option<R> {
        look(self.outcome.borrow().as_ref()?.as_ref().ok()?)
    }

    /// Returns whether the operation has succeeded; an error if it ended in another way.
    fn has_succeeded(&self) -> Result<bool, Error> {
        match &*self.outcome.borrow() {
            None => Ok(false),
            Some(Ok(_)) => Ok(true),
            Some(Err(error)) => Err(error.clone()),
        }
    }

    /// Returns whether the operation has ended, with or without success.
    #[cfg_attr(not(all(target_arch = "wasm32", feature = "js")), expect(dead_code, reason = "the JavaScript API's"))]
    pub(crate) fn is_done(&self) -> bool {
        self.outcome.borrow().is_some()
    }

    /// See [`Poller::poll`].
    pub(crate) async fn poll(&self) -> Result<(), Error> {
        let _guard = self.lock.acquire().await;
        self.poll_locked().await
    }

    /// Polls once. The caller must hold the lock.
    async fn poll_locked(&self) -> Result<(), Error> {
        if self.has_succeeded()? {
            return Ok(());
        }
        let answer = self.pipeline.exchange(self.request()).await;
        let transport = self.pipeline.transport();
        let next = self.state.borrow_mut().advance(answer, self.check, transport.now());
        match next {
            PollOutcome::Wait(ms) => {
                self.due_ms.set(transport.elapsed() + ms.unwrap_or_else(|| milliseconds(self.interval)));
            }
            PollOutcome::Done(body) => *self.outcome.borrow_mut() = Some(Ok(body)),
            PollOutcome::Fail(error) => {
                if matches!(self.status(), OperationStatus::Failed | OperationStatus::Canceled) {
                    *self.outcome.borrow_mut() = Some(Err(error.clone()));
                }
                return Err(error);
            }
        }
        Ok(())
    }

    fn request(&self) -> Result<Request, Error> {
        let state = self.state.borrow();
        Ok(match (&state.follow, &self.first) {
            (Follow::Request, Some(first)) => first.clone(),
            (Follow::AsyncOperation(link) | Follow::Location(link), _) => Request::from_link(link),
            (Follow::Request | Follow::Resource | Follow::Result, _) => applications::resource(&state.resource),
        })
    }

    /// See [`Poller::poll_until_done`].
    pub(crate) async fn poll_until_done(&self, on_progress: &mut dyn FnMut(OperationStatus)) -> Result<(), Error> {
        let transport = self.pipeline.transport();
        let work = Box::pin(async {
            while !self.has_succeeded()? {
                let due_ms = self.due_ms.get();
                let wait = due_ms - transport.elapsed();
                if wait > 0.0 {
                    transport.sleep(wait).await;
                }
                let guard = self.lock.acquire().await;
                if self.has_succeeded()? || due_ms.to_bits() != self.due_ms.get().to_bits() {
                    // A concurrent call has polled in the meantime, so the time of the next poll, or the end, is known.
                    continue;
                }
                let polled = self.poll_locked().await;
                drop(guard);
                on_progress(self.status());
                polled?;
            }
            Ok(())
        });
        match select(work, transport.sleep(milliseconds(self.deadline))).await {
            Either::Left((result, _)) => result,
            Either::Right(_) => {
                let state = self.state.borrow();
                let limit = format_ms(milliseconds(self.deadline));
                let why = " ms (deadlineInMs sets how long); the service may still be at it: wait again, or save the \
                           poller's text and restore it later";
                let message = [state.method.as_str(), " ", &state.resource, " was not over within ", &limit, why];
                Err(Error::new(ErrorKind::Timeout, &message.concat()))
            }
        }
    }
}

/// A lock within one thread. The lock of futures-util adds 1.5 KB to the module.
#[derive(Default)]
struct Lock {
    is_held: Cell<bool>,
    waiting: RefCell<Vec<Waker>>,
}

struct Guard<'a>(&'a Lock);

impl Lock {
    async fn acquire(&self) -> Guard<'_> {
        poll_fn(|context| {
            if self.is_held.replace(true) {
                self.waiting.borrow_mut().push(context.waker().clone());
                return Poll::Pending;
            }
            Poll::Ready(Guard(self))
        })
        .await
    }
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.0.is_held.set(false);
        self.0.waiting.take().into_iter().for_each(Waker::wake);
    }
}
