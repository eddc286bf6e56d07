/** The error with which every operation rejects, except after an abort. */
export class IotCentralError extends Error {
  constructor(message, code, details) {
    super(message);
    this.name = "IotCentralError";
    this.code = code;
    this.isTransient = false;
    Object.assign(this, details);
    // Loggers print enumerable members only, and the link in a continuation token may be signed.
    for (const name of ["cause", "continuationToken"]) {
      if (name in this) Object.defineProperty(this, name, { enumerable: false });
    }
  }
}

/** The error with which an aborted operation rejects; `cause` is the signal's reason. */
export class AbortError extends Error {
  constructor(reason) {
    super("The operation was aborted.", { cause: reason });
    this.name = "AbortError";
  }
}
