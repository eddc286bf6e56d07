/** This page among its likes. */
export class Page {
  /** Resolves when somebody may be looking at it, or when the signal says that nobody waits any more. */
  static async shown(signal) {
    const page = globalThis.document;
    if (!page?.hidden) return;
    await new Promise((resolve) => {
      page.addEventListener("visibilitychange", () => page.hidden || resolve(), { signal });
      signal.addEventListener("abort", resolve);
    });
  }

  /** Resolves when the lock of this name is ours; it is let go after so many milliseconds, or with the page. */
  static async turn(name, holdMs, signal) {
    try {
      await new Promise((granted, refused) => {
        const hold = () => new Promise((over) => granted(setTimeout(over, holdMs)));
        navigator.locks.request(name, { signal }, hold).catch(refused);
      });
    } catch {
      // There are no locks where the page isn't secure, or in a sandbox: it keeps to its own limits there.
    }
  }
}
