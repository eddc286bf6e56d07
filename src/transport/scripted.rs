//! A scripted world for tests: requests get scripted answers, and the clock moves only when all futures wait.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::{Future, pending, poll_fn};
use std::pin::pin;
use std::rc::{Rc, Weak};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use futures_util::FutureExt;
use futures_util::future::{Either, LocalBoxFuture, select};

use crate::error::Cause;

use super::{Claim, HttpRequest, HttpResponse, MAX_BODY, SharedAnswers, Transport, TransportError};

/// The time at which every script begins: Tue, 14 Nov 2023 22:13:20 GMT.
pub(crate) const START_MS: f64 = 1_700_000_000_000.0;

/// The scripted answer to a request.
#[derive(Debug, Clone)]
pub(crate) enum Answer {
    Response(HttpResponse),
    /// No answer, with the platform's error message.
    Lost(&'static str),
    Never,
    /// A body beyond the limit
    Huge,
    /// An answer after this many milliseconds
    Late(f64, Box<Answer>),
}

/// A scripted network and clock. Clones share both.
#[derive(Clone)]
pub(crate) struct Scripted(Rc<World>);

type Script = dyn FnMut(&HttpRequest) -> Answer;

struct World {
    script: RefCell<Box<Script>>,
    sent: RefCell<Vec<(f64, HttpRequest)>>,
    elapsed_ms: Cell<f64>,
    /// How far the machine's clock is ahead, in milliseconds.
    set_ms: Cell<f64>,
    random: RefCell<VecDeque<f64>>,
    timers: RefCell<Vec<Weak<Timer>>>,
    online_ms: Cell<f64>,
    origin: Option<Rc<Origin>>,
}

/// What the pages of one origin share.
#[derive(Default)]
struct Origin {
    /// The secret and the text of each query that was answered, when that was, and the answer.
    answers: RefCell<Vec<(String, f64, String)>>,
    /// The secret and the text of each query that a page has claimed.
    claimed: RefCell<Vec<String>>,
    waiting: RefCell<Vec<Waker>>,
}

/// A timer. It is dropped with the future that waits for it.
struct Timer {
    at_ms: f64,
    waker: RefCell<Option<Waker>>,
}

impl Scripted {
    /// Returns these answers in order. A further request fails the test.
    pub(crate) fn queue(answers: impl IntoIterator<Item = Answer>) -> Self {
        let mut answers: VecDeque<Answer> = answers.into_iter().collect();
        Self::answering(move |request| answers.pop_front().unwrap_or_else(|| panic!("one too many: {request:?}")))
    }

    /// Answers each request by a function of the request.
    pub(crate) fn answering(answer: impl FnMut(&HttpRequest) -> Answer + 'static) -> Self {
        Self(Rc::new(World {
            script: RefCell::new(Box::new(answer)),
            sent: RefCell::default(),
            elapsed_ms: Cell::default(),
            set_ms: Cell::default(),
            random: RefCell::new(VecDeque::from([0.5])),
            timers: RefCell::default(),
            online_ms: Cell::new(f64::INFINITY),
            origin: None,
        }))
    }

    /// Makes the feeds of all clients of this world share answers, as those of pages of one origin do.
    pub(crate) fn with_shared_answers(self) -> Self {
        let world = Rc::into_inner(self.0).expect("a world that is not in use yet");
        Self(Rc::new(World { origin: Some(Rc::default()), ..world }))
    }

    /// Replaces the text of all shared answers.
    pub(crate) fn forge_answers(&self, body: &str) {
        let origin = self.0.origin.as_ref().expect("a world with shared answers");
        origin.answers.borrow_mut().iter_mut().for_each(|(_, _, known)| body.clone_into(known));
    }

    /// Lets the network return after this many milliseconds.
    pub(crate) fn online_at(self, milliseconds: f64) -> Self {
        self.0.online_ms.set(milliseconds);
        self
    }

    /// Sets the random numbers, which are used in order; the last one repeats.
    pub(crate) fn random(self, numbers: impl IntoIterator<Item = f64>) -> Self {
        *self.0.random.borrow_mut() = numbers.into_iter().collect();
        self
    }

    pub(crate) fn transport(&self) -> Rc<dyn Transport> {
        Rc::new(self.clone())
    }

    /// Returns all requests that were sent.
    pub(crate) fn sent(&self) -> Vec<HttpRequest> {
        self.0.sent.borrow().iter().map(|(_, request)| request.clone()).collect()
    }

    /// Returns the times at which requests were sent, in milliseconds since the start.
    pub(crate) fn sent_at(&self) -> Vec<f64> {
        self.0.sent.borrow().iter().map(|(time, _)| *time).collect()
    }

    /// Returns the milliseconds since the start.
    pub(crate) fn elapsed(&self) -> f64 {
        self.0.elapsed_ms.get()
    }

    /// Advances the time while the test polls no future.
    pub(crate) fn pass(&self, milliseconds: f64) {
        self.0.elapsed_ms.set(self.elapsed() + milliseconds);
    }

    /// Sets the machine's clock ahead, or back.
    pub(crate) fn set_clock(&self, milliseconds: f64) {
        self.0.set_ms.set(self.0.set_ms.get() + milliseconds);
    }

    /// Returns the number of timers that a future waits for.
    pub(crate) fn timers(&self) -> usize {
        self.0.timers.borrow().iter().filter(|timer| timer.strong_count() > 0).count()
    }

    /// Runs a future to completion. When all futures wait, the clock moves to the next timer.
    pub(crate) fn run<T>(&self, future: impl Future<Output = T>) -> T {
        let woken = Arc::new(Woken(AtomicBool::new(true)));
        let waker = Waker::from(Arc::clone(&woken));
        let mut future = pin!(future);
        loop {
            while woken.0.swap(false, Ordering::Relaxed) {
                if let Poll::Ready(value) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
                    return value;
                }
            }
            self.move_on();
        }
    }

    /// Runs a future for at most this many milliseconds, then drops it.
    pub(crate) fn run_for<T>(&self, milliseconds: f64, future: impl Future<Output = T>) -> Option<T> {
        match self.run(select(pin!(future), self.sleep(milliseconds))) {
            Either::Left((value, _)) => Some(value),
            Either::Right(_) => None,
        }
    }

    fn move_on(&self) {
        let mut timers: Vec<_> = self.0.timers.borrow().iter().filter_map(Weak::upgrade).collect();
        timers.sort_by(|a, b| a.at_ms.total_cmp(&b.at_ms));
        let next = timers.first().expect("all futures wait, and no timer will wake them");
        self.0.elapsed_ms.set(self.elapsed().max(next.at_ms));
        let (over, ahead): (Vec<_>, Vec<_>) = timers.iter().partition(|timer| timer.at_ms <= self.elapsed());
        *self.0.timers.borrow_mut() = ahead.into_iter().map(Rc::downgrade).collect();
        over.iter().filter_map(|timer| timer.waker.take()).for_each(Waker::wake);
    }
}

impl Transport for Scripted {
    fn send(&self, request: HttpRequest) -> LocalBoxFuture<'static, Result<HttpResponse, TransportError>> {
        let mut answer = (self.0.script.borrow_mut())(&request);
        self.0.sent.borrow_mut().push((self.0.elapsed_ms.get(), request));
        let world = self.clone();
        let answered = async move {
            while let Answer::Late(milliseconds, late) = answer {
                world.sleep(milliseconds).await;
                answer = *late;
            }
            match answer {
                Answer::Response(response) => Ok(response),
                Answer::Lost(why) => Err(TransportError::NoAnswer(Cause::new(why))),
                Answer::Huge => Err(TransportError::TooLarge { limit: MAX_BODY }),
                Answer::Never | Answer::Late(..) => pending().await,
            }
        };
        answered.boxed_local()
    }

    fn sleep(&self, milliseconds: f64) -> LocalBoxFuture<'static, ()> {
        let world = Rc::clone(&self.0);
        let timer = Rc::new(Timer { at_ms: world.elapsed_ms.get() + milliseconds, waker: RefCell::default() });
        world.timers.borrow_mut().push(Rc::downgrade(&timer));
        let wait = poll_fn(move |context| {
            if world.elapsed_ms.get() >= timer.at_ms {
                return Poll::Ready(());
            }
            *timer.waker.borrow_mut() = Some(context.waker().clone());
            Poll::Pending
        });
        wait.boxed_local()
    }

    fn online(&self) -> LocalBoxFuture<'static, ()> {
        let wait = self.0.online_ms.get() - self.0.elapsed_ms.get();
        if wait.is_finite() && wait > 0.0 { self.sleep(wait) } else { pending().boxed_local() }
    }

    fn shared_answers(&self) -> Option<Rc<dyn SharedAnswers>> {
        self.0.origin.is_some().then(|| -> Rc<dyn SharedAnswers> { Rc::new(self.clone()) })
    }

    fn now(&self) -> f64 {
        START_MS + self.0.elapsed_ms.get() + self.0.set_ms.get()
    }

    fn elapsed(&self) -> f64 {
        self.0.elapsed_ms.get()
    }

    fn random(&self) -> f64 {
        let mut random = self.0.random.borrow_mut();
        let last = random.len() == 1;
        let next = if last { random.front().copied() } else { random.pop_front() };
        next.expect("a random number")
    }
}

/// As the pages of a browser do; a wait for another page ends after fifteen seconds.
impl SharedAnswers for Scripted {
    fn claim(&self, secret: &str, query: &str, since_ms: f64) -> Option<LocalBoxFuture<'static, Claim>> {
        let (world, key) = (self.clone(), [secret, query].concat());
        let origin = Rc::clone(self.0.origin.as_ref().expect("a world with shared answers"));
        let claimed = {
            let (origin, key) = (Rc::clone(&origin), key.clone());
            poll_fn(move |context| {
                let answer = origin.answer(&key, since_ms);
                if answer.is_some() {
                    return Poll::Ready(Claim { answer, publish: None });
                }
                if origin.claimed.borrow().contains(&key) {
                    origin.waiting.borrow_mut().push(context.waker().clone());
                    return Poll::Pending;
                }
                origin.claimed.borrow_mut().push(key.clone());
                let held = Held { origin: Rc::clone(&origin), key: key.clone() };
                let world = world.clone();
                let publish = move |body: &str| held.origin.publish(&held.key, world.elapsed(), body);
                Poll::Ready(Claim { answer: None, publish: Some(Box::new(publish)) })
            })
        };
        let sleep = self.sleep(15_000.0);
        let claim = async move {
            match select(claimed, sleep).await {
                Either::Left((claim, _)) => claim,
                Either::Right(_) => Claim::default(),
            }
        };
        Some(claim.boxed_local())
    }
}

impl Origin {
    fn answer(&self, key: &str, since_ms: f64) -> Option<(f64, String)> {
        let answers = self.answers.borrow();
        let (_, at_ms, body) = answers.iter().rfind(|(known, at_ms, _)| known == key && *at_ms > since_ms)?;
        Some((*at_ms, body.clone()))
    }

    fn publish(&self, key: &str, at_ms: f64, body: &str) {
        self.answers.borrow_mut().push((key.to_owned(), at_ms, body.to_owned()));
        self.waiting.take().into_iter().for_each(Waker::wake);
    }
}

/// A claim that a page holds.
struct Held {
    origin: Rc<Origin>,
    key: String,
}

impl Drop for Held {
    fn drop(&mut self) {
        self.origin.claimed.borrow_mut().retain(|claimed| *claimed != self.key);
        self.origin.waiting.take().into_iter().for_each(Waker::wake);
    }
}

/// Whether a future asked to be polled again.
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Creates an answer of this status and body.
pub(crate) fn answer(status: u16, body: impl Into<Vec<u8>>) -> Answer {
    Answer::Response(HttpResponse { status, headers: Vec::new(), body: body.into() })
}

impl Answer {
    pub(crate) fn header(mut self, name: &'static str, value: &str) -> Self {
        if let Self::Response(response) = &mut self {
            response.headers.push((name, value.to_owned()));
        }
        self
    }

    pub(crate) fn late(self, milliseconds: f64) -> Self {
        Self::Late(milliseconds, Box::new(self))
    }
}

/// Helpers for tests that look at a sent request.
impl HttpRequest {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(candidate, _)| *candidate == name).map(|(_, value)| value.as_str())
    }
}
