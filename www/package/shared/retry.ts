/** The pause between two attempts, in milliseconds. */
const PAUSE = 1_500;

/** Whether the error is transient, so that the same request may succeed later: no answer, or 408, 429 or 5xx. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error) || error.name !== "IotCentralError") return false;
  const { code, statusCode = 0 } = error as Error & { code?: string; statusCode?: number };
  return code === "Network" || code === "Timeout" || statusCode === 408 || statusCode === 429 || statusCode >= 500;
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
