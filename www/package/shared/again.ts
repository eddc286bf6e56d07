/** How long to wait before another try, in milliseconds. */
const PAUSE = 1_500;

/** Whether the same request may succeed later, by its error: no answer came, or one that says so. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error) || error.name !== "IotCentralError") return false;
  const { code, statusCode = 0 } = error as Error & { code?: string; statusCode?: number };
  return code === "Network" || code === "Timeout" || statusCode === 408 || statusCode === 429 || statusCode >= 500;
}

/** The status of the answer that an error reports; undefined for an error without an answer. */
export function statusOf(error: unknown): unknown {
  return error instanceof Error && "statusCode" in error ? error.statusCode : undefined;
}

/** Whether the service no longer shows what it showed before. */
export function isGone(error: unknown): boolean {
  const status = statusOf(error);
  return status === 403 || status === 404;
}

/**
 * Waits until another try is worth it: for a moment, or until the browser is online again. The signal ends the wait.
 */
export function anotherTry(signal: AbortSignal): Promise<void> {
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
