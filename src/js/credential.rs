//! Credentials as JavaScript has them: a `TokenCredential`, a function, or an API token.

use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::console;

use super::error::thrown_message;
use crate::error::Error;
use crate::pipeline::auth::{AccessToken, Credential, TokenCredential};

const API_TOKEN: &str = "SharedAccessSignature ";

/// A function that gives tokens, and what it is called on.
struct TokenFunction {
    this: JsValue,
    function: Function,
}

/// The credential behind the value.
pub(super) fn credential(value: &JsValue) -> Result<Credential, Error> {
    let refuse = |why: &str| Error::invalid("/credential", why);
    if let Some(text) = value.as_string() {
        if !text.starts_with(API_TOKEN) {
            return Err(refuse(
                "a credential that is a string should be an API token, which begins with `SharedAccessSignature`; hand any \
                 other token over as a function that returns it",
            ));
        }
        console::warn_1(
            &"iotcentral-web: an API token in a page can be read by anybody who opens it; use a TokenCredential, or keep \
              this page to yourself"
                .into(),
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

impl TokenCredential for TokenFunction {
    fn get_token(&self, scope: &str) -> LocalBoxFuture<'static, Result<AccessToken, String>> {
        let called = self.function.call1(&self.this, &scope.into());
        async move {
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
