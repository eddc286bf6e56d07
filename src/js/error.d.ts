/** The codes of this package. Errors of the service have its own codes (`NotFound`, `Unauthenticated`, …) instead. */
export type IotCentralErrorCode =
  /** An argument, an option or a body is invalid; `pointer` names the value. Nothing was sent. */
  | "InvalidInput"
  /** The credential provided no token. */
  | "Credential"
  /**
   * There was no answer: the network, DNS or a missing CORS permission may be the reason. Browsers do not tell which.
   */
  | "Network"
  /** The answer did not arrive completely within the time limit. */
  | "Timeout"
  /**
   * The answer does not have the documented form; `pointer` and `offset` say where. A string with an unpaired surrogate
   * is malformed; NUL is allowed.
   */
  | "Decode"
  /** The answer refers to another origin. Nothing was sent there. */
  | "ForeignLink"
  /** The answer exceeds a limit of the client: `maxPages`, `maxItems`, or 64 MiB for a body. */
  | "Limit"
  /** Another client changed the same values in the meantime; `conflict` has both sides. */
  | "Conflict"
  /** The WebAssembly module could not be loaded: the bundler or the server did not provide the file. */
  | "Module"
  /** The service rejected the request or failed, and gave no code of its own; see `statusCode`. */
  | "Service"
  | (string & {});

/** The error with which every operation rejects, except after an abort, which gives an `AbortError`. */
export class IotCentralError extends Error {
  name: "IotCentralError";
  /** The code for programs to compare. */
  code: IotCentralErrorCode;
}
