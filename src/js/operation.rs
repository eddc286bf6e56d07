//! The options of every operation: how its caller aborts it, and what its caller adds to its requests.

use std::rc::Rc;

use futures_util::future::LocalBoxFuture;
use wasm_bindgen::JsValue;

use super::abort::abortable;
use super::options::{FromOptions, Names, Options, options};
use crate::error::Error;
use crate::transport::fetch::Call;

options! {
    /// The options of every operation.
    interface OperationOptions for Call {
        /// Aborts the operation: it rejects with an `AbortError`, and nothing is sent afterwards.
        abort_signal = "abortSignal": signal,
        /// `customHeaders` are added to every request of the operation, `{ name: text }`. `Authorization`, `Accept`,
        /// `Content-Type` and `If-Match` are refused, because the client sets them. Hooks and loggers do not see custom
        /// headers. The browser asks the service whether it allows them, and sends nothing if it does not.
        headers = "requestOptions": headers,
        /// Called after each try of a request of this operation, after `onResponse` of the client.
        on_response = "onResponse": function("(response: SentResponse) => void"),
    }
}

/// The options of an operation. Behind a pointer, so that each operation has little to move and to drop.
#[derive(Clone)]
pub(super) struct OperationOptions(pub(super) Rc<Call>);

impl FromOptions for OperationOptions {
    const NAMES: Names = Call::NAMES;

    #[inline(never)]
    fn from_options(options: &Options) -> Result<Self, Error> {
        Call::from_options(options).map(|call| Self(Rc::new(call)))
    }
}

/// Runs the work of an operation with its options. Dropping the future drops the work.
pub(super) fn run(
    OperationOptions(call): OperationOptions,
    work: LocalBoxFuture<'_, Result<JsValue, JsValue>>,
) -> LocalBoxFuture<'_, Result<JsValue, JsValue>> {
    abortable(call.abort_signal.clone(), Call::scope(call, work))
}
