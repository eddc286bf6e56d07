//! Credentials as JavaScript has them: a `TokenCredential`, a function, or an API token.

use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

use super::convert::object;
use super::error::thrown_message;
use super::observer::Logger;
use crate::error::Error;
use crate::pipeline::auth::{AccessToken, Credential, TokenCredential};

const API_TOKEN: &str = "SharedAccessSignature ";

/// A function that gives tokens, and what it is called on.
struct TokenFunction {
    this: JsValue,
    function: Function,
}

/// The credential behind the value. An API token in a page draws a warning.
pub(super) fn credential(value: &JsValue, logger: &Logger) -> Result<Credential, Error> {
    let refuse = |why: &str| Error::invalid("/credential", why);
    if let Some(text) = value.as_string() {
        if !text.starts_with(API_TOKEN) {
            return Err(refuse(
                "a credential that is a string should be an API token, which begins with `SharedAccessSignature`; hand any \
                 other token over as a function that returns it",
            ));
        }
        logger.warn(
            "an API token in a page can be read by anybody who opens it; use a TokenCredential, or keep \
              this page to yourself",
            &JsValue::UNDEFINED,
        );
        return Ok(Credential::ApiToken(text));
    }
    let function = match value.dyn_ref::<Function>() {
        Some(function) => Some(function.clone()),
        None => Reflect::get(value, &"getToken".into()).ok().and_then(|function| function.dyn_into().ok()),
    };
    let function = function.ok_or_else(|| {
        refuse("credential should be a TokenCredential (an object with getToken), a function that returns a token, or an API token")
    })?;
    Ok(Credential::Token(Rc::new(TokenFunction { this: value.clone(), function })))
}

/// Ends the question when nobody waits for the answer any more.
struct Asked(AbortController);

impl Drop for Asked {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl TokenCredential for TokenFunction {
    fn get_token(&self, scope: &str, claims: Option<&str>) -> LocalBoxFuture<'static, Result<AccessToken, String>> {
        let asked = AbortController::new().map(Asked);
        let signal = asked.as_ref().map_or(JsValue::UNDEFINED, |asked| asked.0.signal().into());
        // The names of @azure/core-auth; `enableCae` says that a claims challenge will be answered.
        let options = object([
            ("abortSignal", signal),
            ("claims", claims.map_or(JsValue::UNDEFINED, JsValue::from)),
            ("enableCae", true.into()),
        ]);
        let called = self.function.call2(&self.this, &scope.into(), &options);
        async move {
            let _asked = asked;
            let token = match called {
                Ok(returned) => JsFuture::from(Promise::resolve(&returned)).await,
                thrown => thrown,
            };
            access_token(&token.map_err(|thrown| thrown_message(&thrown))?)
        }
        .boxed_local()
    }
}

fn access_token(value: &JsValue) -> Result<AccessToken, String> {
    let member = |name: &str| Reflect::get(value, &name.into()).unwrap_or(JsValue::UNDEFINED);
    if let Some(token) = value.as_string() {
        return Ok(AccessToken { token, expires_on_ms: None, refresh_after_ms: None });
    }
    if value.is_null() || value.is_undefined() {
        return Err("it gave nothing; is somebody signed in?".into());
    }
    let token = member("token").as_string().ok_or("it gave neither a string nor an object with `token`")?;
    let refresh_after_ms = member("refreshAfterTimestamp").as_f64();
    Ok(AccessToken { token, expires_on_ms: member("expiresOnTimestamp").as_f64(), refresh_after_ms })
}
