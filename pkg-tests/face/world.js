// Runs in the page: the package as a page imports it, and a fake fetch with scripted answers that records the requests.
// All names are global, because tests pass functions that run in the page and see nothing else.

import { freeze } from "./clock.js";
import * as iotcentral from "./node_modules/iotcentral-web/index.js";

await iotcentral.load();
Object.assign(globalThis, iotcentral, {
  endpoint: "https://contoso.azureiotcentral.com",
  sent: [],
  answers: [],
  route,
});

/** Without limits, because tests send more than the service takes in a second. Tests of the limits set their own. */
const quick = { retryOptions: { retryDelayInMs: 0 }, rateLimit: { requestsPerSecond: 0 } };

/** Creates a client with a bearer token, without rate limits and pauses before retries. */
globalThis.connect = (options, credential = () => "t0ken") =>
  new IotCentralClient(endpoint, credential, { ...quick, ...options });

/** Creates a client for a subscription's applications. `asked` records the scopes that its credential was asked for. */
globalThis.asked = [];
globalThis.apps = (options) =>
  new ApplicationsClient("6f3c1d2e-0000-4000-8000-123456789abc", (scope) => (asked.push(scope), `for-${scope}`), {
    ...quick,
    ...options,
  });

/** The members that an error of this package may have. */
const MEMBERS = [
  ...[
    "name",
    "code",
    "message",
    "statusCode",
    "isTransient",
    "requestId",
    "details",
    "pointer",
    "findings",
    "conflict",
  ],
  ...["retryAfterInMs", "continuationToken"],
];

/** Returns an error as plain members. Throws if `work` succeeds: the test could not fail otherwise. */
globalThis.caught = async (work) => {
  try {
    return { nothing: await (typeof work === "function" ? work() : work) };
  } catch (error) {
    const known = MEMBERS.map((member) => [member, error[member]]);
    const entries = Object.entries({
      ...Object.fromEntries(known),
      isError: error instanceof Error,
      isIotCentralError: error instanceof IotCentralError,
      text: String(error),
    });
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }
};

/** Resolves when the condition holds. */
globalThis.until = async (condition) => {
  while (!(await condition())) await new Promise((turn) => channel(turn));
};

/** Returns the next scripted answer. A test may replace this function if the order of requests doesn't matter. */
function route() {
  return (
    globalThis.answers.shift() ?? { status: 400, json: { error: { code: "Unscripted", message: "no answer is left" } } }
  );
}

globalThis.fetch = async (input, init) => {
  const request = new Request(input, init);
  const { method, url, redirect, credentials, cache } = request;
  const body = (await request.clone().text()) || undefined;
  const record = {
    method,
    url,
    headers: Object.fromEntries(request.headers),
    body,
    policy: { redirect, credentials, cache },
    aborted: false,
  };
  globalThis.sent.push(record);
  request.signal.addEventListener("abort", () => (record.aborted = true));

  const answer = await globalThis.route(record);
  const ended = () =>
    new Promise((_, reject) => request.signal.addEventListener("abort", () => reject(request.signal.reason)));
  if (answer === "offline") throw new TypeError("Failed to fetch");
  if (answer === "silence") return ended();
  const { status = 200, json, text = json && JSON.stringify(json), headers, stalls } = answer;
  if (!stalls) return new Response(text, { status, headers });
  // The head arrives, but the body never does.
  return new Response(
    new ReadableStream({ start: (controller) => void ended().catch((reason) => controller.error(reason)) }),
    { status },
  );
};

/** Runs a callback in the next turn of the event loop, even while the clock stands still. */
function channel(callback) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => callback(port1.close());
  port2.postMessage(undefined);
}

/**
 * Waits until everything has run that waits for no timer. Locks are granted by another process, so they are awaited.
 */
async function settle() {
  let turns = 0;
  await until(async () => (await navigator.locks.query(), ++turns > 20));
}

const frozenAt = new URLSearchParams(location.search).get("frozen");
if (frozenAt) freeze(Date.parse(frozenAt), settle);
globalThis.ready = true;
