/** What every operation rejects with, except for an abort. */
export class IotCentralError extends Error {
  constructor(message, code, details) {
    super(message);
    this.name = "IotCentralError";
    this.code = code;
    Object.assign(this, details);
    // To go on with, not to be logged: a link may be signed.
    if (this.continuationToken !== undefined) Object.defineProperty(this, "continuationToken", { enumerable: false });
  }
}

/** What an aborted operation rejects with; `cause` is the signal's reason. */
export class AbortError extends Error {
  constructor(reason) {
    super("The operation was aborted.", { cause: reason });
    this.name = "AbortError";
  }
}
