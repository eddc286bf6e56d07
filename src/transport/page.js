/** What the transport asks of the page that it runs in. */
export class Page {
  /** Resolves once the page is visible, or when the signal aborts the wait. */
  static async shown(signal) {
    const page = globalThis.document;
    if (!page?.hidden) return;
    await new Promise((resolve) => {
      page.addEventListener("visibilitychange", () => page.hidden || resolve(), { signal });
      signal.addEventListener("abort", resolve);
    });
  }

  /** Resolves when the browser has found its network again, or when the signal aborts the wait. */
  static async online(signal) {
    await new Promise((resolve) => {
      // Node has no such event.
      globalThis.addEventListener?.("online", resolve, { signal });
      signal.addEventListener("abort", resolve);
    });
  }

  /** Resolves once this page holds the lock `name`. The lock is released after `holdMs` milliseconds, or with the page. */
  static async lock(name, holdMs, signal) {
    try {
      await new Promise((granted, refused) => {
        const hold = () => new Promise((over) => granted(setTimeout(over, holdMs)));
        navigator.locks.request(name, { signal }, hold).catch(refused);
      });
    } catch {
      // Insecure pages and sandboxes have no locks: there the page keeps to its own limits.
    }
  }
}
