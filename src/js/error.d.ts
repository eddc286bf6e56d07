/** What went wrong on this side; the service's own codes (`NotFound`, `Unauthenticated`, …) stand beside them. */
export type IotCentralErrorCode =
  /** An argument, an option or a body isn't what it should be; `pointer` says where. Nothing was sent. */
  | "InvalidInput"
  /** The credential gave no token. */
  | "Credential"
  /** No answer: the network, DNS, or a missing CORS permission; a browser doesn't tell which. */
  | "Network"
  /** No whole answer in time. */
  | "Timeout"
  /** The answer isn't what the service promises: `pointer` and `offset` say where. NUL is a character like any other; half a
   * surrogate pair is no text. */
  | "Decode"
  /** The answer led to another origin; nothing was sent there. */
  | "ForeignLink"
  /** There is more than this package reads: `maxPages`, `maxItems`, or a body of more than 64 MiB. */
  | "Limit"
  /** Somebody else changed the same meanwhile; `conflict` has both sides. */
  | "Conflict"
  /** The WebAssembly module is not where the bundler or the server should have put it. */
  | "Module"
  /** The service refused or failed without a code of its own; `statusCode` says how. */
  | "Service"
  | (string & {});

/** What every operation rejects with, except for an abort, which is an `AbortError`. */
export class IotCentralError extends Error {
  name: "IotCentralError";
  /** What went wrong, for a program. */
  code: IotCentralErrorCode;
}
