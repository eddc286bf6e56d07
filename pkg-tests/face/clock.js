// In the page: a clock that stands still until a test moves it. The package knows the time by `Date.now`,
// `performance.now` and `setTimeout` alone. Playwright's clock is moved from outside, a message a step: a minute in
// steps took seconds.

/**
 * Takes the place of the page's clock, and begins at `start`. `settle` waits for everything that waits for no timer.
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

  /** Sets the machine's clock by this much: `performance.now` goes on. */
  globalThis.setClock = (milliseconds) => void (set += milliseconds);

  /** Lets this much time pass: every timer runs at its moment, once what the one before it began has come to rest. */
  globalThis.advance = async (milliseconds) => {
    const end = now + milliseconds;
    for (;;) {
      await settle();
      // Timers of one moment run in the order in which they were set.
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
