/** The pause between two attempts, in milliseconds. */
const PAUSE = 1_500;

/** Whether the same call may succeed later, by what the client says of its error. */
export function isTransient(error: unknown): boolean {
  return error instanceof Error && "isTransient" in error && error.isTransient === true;
}

/** The status of the answer that an error reports; undefined for an error without an answer. */
export function statusOf(error: unknown): unknown {
  return error instanceof Error && "statusCode" in error ? error.statusCode : undefined;
}

/** Whether the service no longer returns what it returned before: it does not exist, or the user may not read it. */
export function isGone(error: unknown): boolean {
  const status = statusOf(error);
  return status === 403 || status === 404;
}

/** Waits before another attempt, until the pause is over or the browser is online again. The signal ends the wait. */
export function waitForRetry(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const listening = new AbortController();
    const end = (): void => {
      clearTimeout(timer);
      listening.abort();
      resolve();
    };
    const timer = setTimeout(end, PAUSE);
    addEventListener("online", end, listening);
    signal.addEventListener("abort", end, listening);
  });
}
