// Fakes of the browser's fetch and timers. Tests set the answers, and read the requests and timers.
let requests = [];
let timers = [];

/**
 * Sets the answer of every fetch from now on: a status with a body or its bytes, `{ never: true }`, or `{ refused:
 * message }`.
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

/** Returns the requests since the last answer was set. */
export const sent = () => requests;

/** Returns the body of a request. */
export const bodyOf = async (request) => new Uint8Array(await request.clone().arrayBuffer());

const { setTimeout, clearTimeout } = globalThis;

/** Records timers, with their delays and whether they were cleared. The timers still run. */
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

/** Returns the recorded timers, as `delay` or `delay cleared`, and stops recording. */
export function watchedTimers() {
  Object.assign(globalThis, { setTimeout, clearTimeout });
  return timers.map(({ delay, cleared }) => (cleared ? `${delay} cleared` : String(delay)));
}
