/** What every operation rejects with, except for an abort. */
export class IotCentralError extends Error {
  constructor(message, code, details) {
    super(message);
    this.name = "IotCentralError";
    this.code = code;
    Object.assign(this, details);
    // A link to go on with may be signed, and is not to be logged.
    for (const name of ["cause", "continuationToken"]) {
      if (name in this) Object.defineProperty(this, name, { enumerable: false });
    }
  }
}

/** What an aborted operation rejects with; `cause` is the signal's reason. */
export class AbortError extends Error {
  constructor(reason) {
    super("The operation was aborted.", { cause: reason });
    this.name = "AbortError";
  }
}
