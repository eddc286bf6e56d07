//! The tokens of requests.

mod claims;
mod refused;
mod renewal;
mod secrets;
mod sharing;

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, pending};

use super::pipeline;
use crate::error::{Cause, Error};
use crate::model::{Device, Json};
use crate::pipeline::Pipeline;
use crate::pipeline::auth::{AccessToken, Credential, TokenCredential};
use crate::request::devices::GetDevice;
use crate::transport::Transport;
use crate::transport::scripted::{START_MS, Scripted, answer};

const MINUTE_MS: f64 = 60_000.0;

/// A credential that takes 100 ms for each answer.
struct Tokens {
    world: Scripted,
    answers: RefCell<VecDeque<Result<AccessToken, Cause>>>,
    scopes: RefCell<Vec<String>>,
    claims: RefCell<Vec<String>>,
}

impl Tokens {
    fn new(world: &Scripted, answers: impl IntoIterator<Item = Result<AccessToken, Cause>>) -> Rc<Self> {
        let answers = RefCell::new(answers.into_iter().collect());
        Rc::new(Self { world: world.clone(), answers, scopes: RefCell::default(), claims: RefCell::default() })
    }

    fn pipeline(self: &Rc<Self>) -> Pipeline {
        pipeline(&self.world, Credential::Token(Rc::clone(self) as Rc<dyn TokenCredential>))
    }

    fn asked(&self) -> usize {
        self.scopes.borrow().len()
    }
}

impl TokenCredential for Tokens {
    fn get_token(&self, scope: &str, claims: Option<&str>) -> LocalBoxFuture<'static, Result<AccessToken, Cause>> {
        self.scopes.borrow_mut().push(scope.to_owned());
        self.claims.borrow_mut().extend(claims.map(str::to_owned));
        let answer = self.answers.borrow_mut().pop_front().expect("asked for a token once too often");
        if answer.as_ref().is_err_and(|why| why.to_string() == NEVER) {
            return pending().boxed_local();
        }
        let wait = self.world.sleep(100.0);
        wait.map(|()| answer).boxed_local()
    }
}

/// Returns a token that expires this many minutes after the start.
fn token(text: &str, minutes: f64) -> Result<AccessToken, Cause> {
    Ok(AccessToken {
        token: text.to_owned(),
        expires_on_ms: Some(START_MS + minutes * MINUTE_MS),
        refresh_after_ms: None,
    })
}

/// A request for a token that is never answered
const NEVER: &str = "never";

fn never() -> Result<AccessToken, Cause> {
    Err(NEVER.into())
}

fn no_token() -> Result<AccessToken, Cause> {
    Err("the popup was closed".into())
}

/// Answers every request with success.
fn friendly() -> Scripted {
    Scripted::answering(|_| answer(200, "{}"))
}

/// Rejects these tokens.
fn refusing(refused: &'static [&'static str]) -> Scripted {
    Scripted::answering(|request| {
        let token = request.header("Authorization").unwrap().strip_prefix("Bearer ").unwrap();
        if refused.contains(&token) {
            answer(401, r#"{"error":{"code":"Unauthenticated","message":"no"}}"#).late(50.0)
        } else {
            answer(200, "{}").late(50.0)
        }
    })
}

async fn get(pipeline: &Pipeline) -> Result<Json<Device>, Error> {
    pipeline.call(&GetDevice { id: "a", expand: None }).await
}

fn tokens_sent(world: &Scripted) -> Vec<String> {
    world.sent().iter().map(|request| request.header("Authorization").unwrap().to_owned()).collect()
}
