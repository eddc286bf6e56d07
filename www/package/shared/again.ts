/** How long to wait before another try, in milliseconds. */
const PAUSE = 1_500;

/** Whether the same request may succeed later, by its error: no answer came, or one that says so. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error) || error.name !== "IotCentralError") return false;
  const { code, statusCode = 0 } = error as Error & { code?: string; statusCode?: number };
  return code === "Network" || code === "Timeout" || statusCode === 408 || statusCode === 429 || statusCode >= 500;
}

/** Whether the service no longer shows what it showed before. */
export function isGone(error: unknown): boolean {
  return error instanceof Error && "statusCode" in error && (error.statusCode === 403 || error.statusCode === 404);
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
