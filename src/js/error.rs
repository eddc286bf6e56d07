//! Errors as JavaScript throws them.

use wasm_bindgen::prelude::*;

use super::output::{Js, json, list, output, to_js};
use crate::error::{self, Cause, Conflict, Error};
use crate::model;
use crate::transport::fetch::Thrown;

#[wasm_bindgen(module = "/src/js/error.js")]
extern "C" {
    /// A real `Error` with a stable name, for `instanceof` and for people.
    #[wasm_bindgen(reexport = "IotCentralError")]
    #[wasm_bindgen(js_name = "IotCentralError")]
    type ThrownError;

    #[wasm_bindgen(constructor)]
    fn new(message: &str, code: &str, details: &JsValue) -> ThrownError;

    pub(super) type AbortError;

    #[wasm_bindgen(constructor)]
    pub(super) fn new(reason: &JsValue) -> AbortError;
}

/// The class itself is JavaScript.
#[wasm_bindgen(typescript_custom_section)]
const CLASS: &str = include_str!("error.d.ts");

impl From<Error> for JsValue {
    fn from(error: Error) -> Self {
        ThrownError::new(&error.message, error.code(), &to_js(&IotCentralError(&error))).into()
    }
}

output! {
    /// What an error knows beside its code and its message.
    IotCentralError(error: &Error) {
        /// HTTP status, where there was an answer.
        optional "statusCode": "number" = error.status,
        /// The service's id of the request, for a support case.
        optional "requestId": "string" = error.request_id.as_deref(),
        /// JSON pointer (RFC 6901) to the offending value, in what was handed in or in the answer.
        optional "pointer": "string" = error.pointer.as_deref(),
        /// Of an answer that can't be read: how many of its bytes, behind a byte order mark, could be.
        optional "offset": "number" = error.offset,
        /// What the service says of the parts of the failure, as Azure Resource Manager does; absent where it says nothing.
        optional "details": "ErrorDetail[]" = Some(list(&*error.details, ErrorDetail)).filter(|details| !details.is_empty()),
        /// All errors of a dashboard or patch that was refused before it was sent.
        optional "findings": "Finding[]" = Some(list(&*error.findings, Finding)).filter(|findings| !findings.is_empty()),
        /// Both sides, where `edit` met somebody else's change of the same.
        optional "conflict": "DashboardConflict" = error.conflict.as_deref().map(DashboardConflict),
        /// How long the service asked to wait in its last answer, in milliseconds, as far as CORS shows it.
        optional "retryAfterInMs": "number" = error.retry_after_ms,
        /// Where to go on listing after a page that failed. Not enumerable: a link may be signed, and errors are logged.
        optional "continuationToken": "string" = error.continuation_token.as_deref(),
        /// What the credential or `fetch` threw: the very value. Not enumerable, as of every error.
        optional "cause": "unknown" = error.cause.as_ref().and_then(thrown_value).map(Js),
    }
}

output! {
    /// A part of a failure.
    ErrorDetail(detail: &model::ErrorDetail) {
        /// The service's code.
        optional "code": "string" = detail.code.as_deref(),
        /// What the service says.
        optional "message": "string" = detail.message.as_deref(),
        /// What failed, such as the name of a property.
        optional "target": "string" = detail.target.as_deref(),
    }
}

output! {
    /// Something that is wrong with a dashboard, or will be.
    Finding(finding: &error::Finding) {
        /// `error`: the service refuses it. `warning`: it takes it, and somebody will regret it.
        required "severity": "\"error\" | \"warning\"" = finding.severity.as_str(),
        /// JSON pointer (RFC 6901) to the value at fault: `/tiles/3/width`. Empty for the whole.
        required "pointer": "string" = finding.pointer,
        /// What is wrong with that value, to be read behind its name: `should be from 1 to 10`.
        required "message": "string" = finding.message,
    }
}

output! {
    /// Two changes of a dashboard that can't both be.
    DashboardConflict(conflict: &Conflict) {
        /// The dashboard as it was read.
        required "base": "Dashboard" = json(conflict.base.as_str()),
        /// What was to be written.
        required "mine": "Dashboard" = json(conflict.mine.as_str()),
        /// What somebody else wrote meanwhile.
        required "theirs": "Dashboard" = json(conflict.theirs.as_str()),
        /// JSON pointers (RFC 6901), into `base`, to what both changed.
        required "pointers": "string[]" = conflict.pointers,
    }
}

/// What JavaScript code threw, where the cause is that.
fn thrown_value(cause: &Cause) -> Option<JsValue> {
    cause.get().downcast_ref::<Thrown>().map(|thrown| thrown.0.clone())
}
