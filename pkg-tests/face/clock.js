// Runs in the page: a clock that stands still until a test moves it. The package reads the time only by `Date.now`,
// `performance.now` and `setTimeout`. Playwright's clock needs a message for each step, so that a minute in steps took
// seconds.

/**
 * Replaces the page's clock by one that starts at `start`. `settle` waits until everything has run that waits for no
 * timer.
 */
export function freeze(start, settle) {
  let now = start;
  let created = 0;
  const timers = new Map();
  const began = Math.round(performance.now());
  let set = 0;
  Date.now = () => now + set;
  performance.now = () => began + now - start;
  globalThis.setTimeout = (work, delay = 0, ...given) => {
    timers.set(++created, { at: now + Math.max(0, delay), run: () => work(...given) });
    return created;
  };
  globalThis.clearTimeout = (id) => void timers.delete(id);

  /** Changes the machine's clock by this amount. `performance.now` is not affected. */
  globalThis.setClock = (milliseconds) => void (set += milliseconds);

  /** Advances the time. Each timer runs at its moment, after everything that the previous timer started. */
  globalThis.advance = async (milliseconds) => {
    const end = now + milliseconds;
    for (;;) {
      await settle();
      // Timers of the same moment run in the order in which they were set.
      const [next] = [...timers].filter(([, { at }]) => at <= end).sort(([, one], [, other]) => one.at - other.at);
      if (!next) break;
      const [id, { at, run }] = next;
      timers.delete(id);
      now = at;
      run();
    }
    now = end;
  };
}
