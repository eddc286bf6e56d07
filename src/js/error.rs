//! Turns errors into the errors that JavaScript code catches.

use wasm_bindgen::prelude::*;

use super::output::{Js, json, non_empty, output, to_js};
use crate::error::{self, Cause, Conflict, Error};
use crate::model;
use crate::transport::fetch::Thrown;

#[wasm_bindgen(module = "/src/js/error.js")]
extern "C" {
    /// A subclass of `Error` with a stable name, for `instanceof` and for people.
    #[wasm_bindgen(reexport = "IotCentralError")]
    #[wasm_bindgen(js_name = "IotCentralError")]
    type ThrownError;

    #[wasm_bindgen(constructor)]
    fn new(message: &str, code: &str, details: &JsValue) -> ThrownError;

    pub(super) type AbortError;

    #[wasm_bindgen(constructor)]
    pub(super) fn new(reason: &JsValue) -> AbortError;
}

/// The class itself is written in JavaScript.
#[wasm_bindgen(typescript_custom_section)]
const CLASS: &str = include_str!("error.d.ts");

impl From<Error> for JsValue {
    fn from(error: Error) -> Self {
        ThrownError::new(&error.message, error.code(), &to_js(&IotCentralError(&error))).into()
    }
}

output! {
    /// The members of an error beside its code and its message.
    IotCentralError(error: &Error) {
        /// Whether the same call may succeed later: there was no answer, or one of status 408, 429, or 500 and above
        /// (except 501 and 505).
        required "isTransient": "boolean" = error.is_transient(),
        /// HTTP status of the answer; absent if there was no answer.
        optional "statusCode": "number" = error.status,
        /// The service's id of the request, which Azure support asks for.
        optional "requestId": "string" = error.request_id.as_deref(),
        /// JSON pointer (RFC 6901) to the value at fault, in the arguments or in the answer.
        optional "pointer": "string" = error.pointer.as_deref(),
        /// How many bytes of a malformed answer were read before the mistake, not counting a byte order mark.
        optional "offset": "number" = error.offset,
        /// Details about single parts of the failure, in the format of Azure Resource Manager; absent if the service
        /// gave none.
        optional "details": "ErrorDetail[]" = non_empty(&error.details, ErrorDetail),
        /// All errors of a dashboard or patch that was rejected before it was sent.
        optional "findings": "Finding[]" = non_empty(&error.findings, Finding),
        /// Both sides, if `edit` met a change of another client that cannot be merged.
        optional "conflict": "DashboardConflict" = error.conflict.as_deref().map(DashboardConflict),
        /// How long the service asked to wait in its last answer, in milliseconds, if CORS exposes that.
        optional "retryAfterInMs": "number" = error.retry_after_ms,
        /// A token to continue a list with after a failed page. Not enumerable, so that logs don't show it: a link may
        /// be signed.
        optional "continuationToken": "string" = error.continuation_token.as_deref(),
        /// The error that the credential or `fetch` threw, as the same value. Not enumerable, like the `cause` of every
        /// error.
        optional "cause": "unknown" = error.cause.as_ref().and_then(thrown_value).map(Js),
    }
}

output! {
    /// One detail of a failure.
    ErrorDetail(detail: &model::ErrorDetail) {
        /// The service's code.
        optional "code": "string" = detail.code.as_deref(),
        /// The service's message.
        optional "message": "string" = detail.message.as_deref(),
        /// The part that failed, such as the name of a property.
        optional "target": "string" = detail.target.as_deref(),
    }
}

output! {
    /// A mistake in a dashboard, or something that will cause trouble.
    Finding(finding: &error::Finding) {
        /// `error`: the service rejects the dashboard. `warning`: the service accepts it, but a tile may look wrong or
        /// load slowly.
        required "severity": "\"error\" | \"warning\"" = finding.severity.as_str(),
        /// JSON pointer (RFC 6901) to the value: `/tiles/3/width`. Empty for the whole dashboard.
        required "pointer": "string" = finding.pointer,
        /// What is wrong with the value, without the subject of the sentence: `should be from 1 to 10`.
        required "message": "string" = finding.message,
    }
}

output! {
    /// Two changes of a dashboard that cannot be merged.
    DashboardConflict(conflict: &Conflict) {
        /// The dashboard that the caller read before changing it.
        required "base": "Dashboard" = json(conflict.base.as_str()),
        /// The dashboard that the caller wants to write.
        required "mine": "Dashboard" = json(conflict.mine.as_str()),
        /// The dashboard that is stored now, with the other client's changes.
        required "theirs": "Dashboard" = json(conflict.theirs.as_str()),
        /// JSON pointers (RFC 6901) into `base`: the values that both sides changed, each in another way.
        required "pointers": "string[]" = conflict.pointers,
    }
}

/// Returns the value that JavaScript code threw, if it is the cause.
fn thrown_value(cause: &Cause) -> Option<JsValue> {
    cause.get().downcast_ref::<Thrown>().map(|thrown| thrown.0.clone())
}
