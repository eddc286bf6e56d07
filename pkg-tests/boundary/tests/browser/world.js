// The browser's fetch and timers, replaced by ones that are told what to do and remember what they were asked.
let requests = [];
let timers = [];

/**
 * Every fetch from now on gets this answer: a status with a body or its bytes, `{ never: true }`, or
 * `{ refused: message }`.
 */
export function answer({ status = 200, headers = {}, bytes, body = bytes && Uint8Array.from(bytes), never, refused }) {
  requests = [];
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    requests.push(request);
    if (refused !== undefined) throw new TypeError(refused);
    if (!never) return new Response(body, { status, headers });
    return new Promise((_, reject) => request.signal.addEventListener("abort", () => reject(request.signal.reason)));
  };
}

/** The requests since the last answer was set. */
export const sent = () => requests;

/** What a request carries. */
export const bodyOf = async (request) => new Uint8Array(await request.clone().arrayBuffer());

const { setTimeout, clearTimeout } = globalThis;

/** Keeps a record of timers: their delays, and whether they were cleared. They go on working. */
export function watchTimers() {
  timers = [];
  globalThis.setTimeout = (callback, delay, ...rest) => {
    const id = setTimeout(callback, delay, ...rest);
    timers.push({ id, delay, cleared: false });
    return id;
  };
  globalThis.clearTimeout = (id) => {
    for (const timer of timers.filter((timer) => timer.id === id)) timer.cleared = true;
    clearTimeout(id);
  };
}

/** The timers that were started since, as `delay` or `delay cleared`. Ends the watching. */
export function watchedTimers() {
  Object.assign(globalThis, { setTimeout, clearTimeout });
  return timers.map(({ delay, cleared }) => (cleared ? `${delay} cleared` : String(delay)));
}
