/** The clocks, timers, events and locks of the page. */
export class Page {
  static #reason = new DOMException("The operation was aborted", "AbortError");

  /**
   * Aborts with a reason that all requests and timers share. Without a reason, a browser creates an error with a stack
   * for each abort.
   */
  static abort(controller) {
    controller.abort(Page.#reason);
  }

  /**
   * The difference between `Date.now()` and `performance.now()`, and how long the machine has slept, in milliseconds.
   */
  static #lead = Date.now() - performance.now();
  static #slept = 0;

  /**
   * Returns milliseconds of a clock that never goes back and keeps running while the machine sleeps. In browsers whose
   * `performance.now()` stops during sleep, a jump of `Date.now()` shows how long the machine slept. A user who sets
   * the clock ahead causes the same jump, which only makes timers end early.
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

  /**
   * Resolves to the result of a promise, or to a value. Rejects if the signal is aborted first: the promise may never
   * settle.
   */
  static settled(begun, signal) {
    return new Promise((resolve, reject) => {
      signal.addEventListener("abort", reject);
      Promise.resolve(begun).then(resolve, reject);
    });
  }

  /**
   * Resolves after so many milliseconds. Uses timers of at most five seconds, since timers stop while the machine
   * sleeps: the wait then ends at most five seconds late.
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
  static async visible(signal) {
    const page = globalThis.document;
    if (!page?.hidden) return;
    await new Promise((resolve) =>
      page.addEventListener("visibilitychange", () => page.hidden || resolve(), { signal }),
    );
  }

  /** Resolves when the browser's network is back after an outage. Never resolves in Node, which has no such event. */
  static online(signal) {
    return new Promise((resolve) => globalThis.addEventListener?.("online", resolve, { signal }));
  }

  /**
   * Resolves once this page holds the lock `name`. The lock is released `holdMs` milliseconds after the end of the task
   * in which it was granted, or with the page. The request is sent in that task, and its first call may take a while.
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
      // Insecure pages and sandboxes have no locks: the page then only keeps its own limits.
    }
  }
}
