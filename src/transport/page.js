/** What the transport asks of the page that it runs in. */
export class Page {
  /** By how much `Date.now()` leads `performance.now()`, and how long the machine has slept, in milliseconds. */
  static #lead = Date.now() - performance.now();
  static #slept = 0;

  /**
   * Milliseconds by a clock that never goes back. Where `performance.now()` stops while the machine sleeps, `Date.now()` alone has
   * gone on; setting the clock ahead looks alike, and only has everything read a little earlier.
   */
  static elapsed() {
    const steady = performance.now();
    const change = Date.now() - steady - Page.#lead;
    if (Math.abs(change) > 1000) {
      Page.#lead += change;
      Page.#slept += Math.max(change, 0);
    }
    return steady + Page.#slept;
  }

  /** What the promise gives, or the value; rejects where the signal is aborted before, since a promise may never settle. */
  static settled(begun, signal) {
    return new Promise((resolve, reject) => {
      signal.addEventListener("abort", reject);
      Promise.resolve(begun).then(resolve, reject);
    });
  }

  /**
   * Resolves after so many milliseconds, in timers of five seconds at most: they stand still while the machine sleeps, and the wait
   * ends so much later at most.
   */
  static sleep(milliseconds, signal) {
    const end = Page.elapsed() + milliseconds;
    return new Promise((resolve) => {
      let timer;
      const wait = (rest) => {
        const check = () => {
          const left = end - Page.elapsed();
          return left > 0 ? wait(left) : resolve();
        };
        timer = setTimeout(check, Math.min(rest, 5000));
      };
      signal.addEventListener("abort", () => clearTimeout(timer));
      wait(milliseconds);
    });
  }

  /** Resolves once the page is visible. */
  static async shown(signal) {
    const page = globalThis.document;
    if (!page?.hidden) return;
    await new Promise((resolve) =>
      page.addEventListener("visibilitychange", () => page.hidden || resolve(), { signal }),
    );
  }

  /** Resolves when the browser has found its network again; Node has no such event. */
  static online(signal) {
    return new Promise((resolve) => globalThis.addEventListener?.("online", resolve, { signal }));
  }

  /**
   * Resolves once this page holds the lock `name`. The lock is released `holdMs` milliseconds after the task that it was granted in,
   * or with the page: the request goes out in that task, and its first call may take a while.
   */
  static async lock(name, holdMs, signal) {
    try {
      await new Promise((granted, refused) => {
        const hold = () => {
          granted();
          return new Promise((over) => setTimeout(() => setTimeout(over, holdMs), 0));
        };
        navigator.locks.request(name, { signal }, hold).catch(refused);
      });
    } catch {
      // Insecure pages and sandboxes have no locks: there the page keeps to its own limits.
    }
  }
}
