//! Reads credentials from JavaScript: a `TokenCredential`, a function, or an API token.

use std::rc::Rc;

use futures_util::future::LocalBoxFuture;
use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use super::observer::Logger;
use super::output::{Js, output, to_js};
use crate::error::{Cause, Error};
use crate::pipeline::auth::{AccessToken, Credential, TokenCredential, is_api_token};
use crate::transport::fetch::{thrown, until};

/// The type of a credential. Written by hand, since a credential may be any kind of value.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("credential.d.ts");

/// A function that returns tokens, and the object that it is called on.
struct TokenFunction {
    this: JsValue,
    function: Function,
}

/// Reads a credential. Warns of an API token, which a page cannot keep secret.
pub(super) fn credential(value: &JsValue, logger: &Logger) -> Result<Credential, Error> {
    let refuse = |why: &str| Error::invalid("/credential", why);
    if let Some(text) = value.as_string() {
        if !is_api_token(&text) {
            return Err(refuse(
                "a credential that is a string should be an API token, which begins with `SharedAccessSignature`; hand any \
                 other token over as a function that returns it",
            ));
        }
        logger.warn(
            "an API token in a page can be read by all its users; use a TokenCredential, or keep \
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

impl TokenCredential for TokenFunction {
    fn get_token(&self, scope: &str, claims: Option<&str>) -> LocalBoxFuture<'static, Result<AccessToken, Cause>> {
        let (this, function) = (self.this.clone(), self.function.clone());
        let (scope, claims) = (JsValue::from(scope), claims.map(str::to_owned));
        Box::pin(async move {
            let ask = move |signal: &AbortSignal| {
                function.call2(&this, &scope, &to_js(&GetTokenOptions((signal.clone(), claims.as_deref()))))
            };
            access_token(&until(Box::new(ask)).await.map_err(thrown)?).map_err(Cause::from)
        })
    }
}

// The names of @azure/core-auth.
output! {
    /// The options that a credential receives beside the scope.
    GetTokenOptions(told: (AbortSignal, Option<&str>)) {
        /// Aborted when no request waits for the token any more.
        optional "abortSignal": "AbortSignal" = Some(Js(told.0.clone())),
        /// The claims that the service requires, as JSON text, after it rejected a token (continuous access
        /// evaluation).
        optional "claims": "string" = told.1,
        /// Says that a claims challenge will be answered; always `true` here.
        optional "enableCae": "boolean" = Some(true),
    }
}

fn access_token(value: &JsValue) -> Result<AccessToken, &'static str> {
    let member = |name: &str| Reflect::get(value, &name.into()).unwrap_or(JsValue::UNDEFINED);
    if let Some(token) = value.as_string() {
        return Ok(AccessToken { token, expires_on_ms: None, refresh_after_ms: None });
    }
    if value.is_null() || value.is_undefined() {
        return Err("it gave nothing; is the user signed in?");
    }
    let token = member("token").as_string().ok_or("it gave neither a string nor an object with `token`")?;
    let refresh_after_ms = member("refreshAfterTimestamp").as_f64();
    Ok(AccessToken { token, expires_on_ms: member("expiresOnTimestamp").as_f64(), refresh_after_ms })
}
