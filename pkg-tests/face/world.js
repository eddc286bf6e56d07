// In the page: the package as a page imports it, and a fetch that answers what it was told and remembers what it was
// asked. Everything here is global, since tests hand over functions that run in the page and see nothing else.

import { freeze } from "./clock.js";
import * as iotcentral from "./node_modules/iotcentral-web/index.js";

await iotcentral.load();
Object.assign(globalThis, iotcentral, {
  endpoint: "https://contoso.azureiotcentral.com",
  sent: [],
  answers: [],
  route,
});

/** Tests ask for more than a service takes in a second; those about the limit set one. */
const quick = { retry: { retryDelayInMs: 0 }, rateLimit: { requestsPerSecond: 0 } };

/** A client with a bearer token that waits neither for the limit of requests nor before it tries again. */
globalThis.connect = (options, credential = () => "t0ken") =>
  new IotCentralClient(endpoint, credential, { ...quick, ...options });

/** A client of a subscription's applications; `asked` are the scopes that its credential was asked for. */
globalThis.asked = [];
globalThis.apps = (options) =>
  new ApplicationsClient("6f3c1d2e-0000-4000-8000-123456789abc", (scope) => (asked.push(scope), `for-${scope}`), {
    ...quick,
    ...options,
  });

/** What an error of this package may tell. */
const MEMBERS = [
  ...["name", "code", "message", "statusCode", "requestId", "details", "pointer", "findings", "conflict"],
  ...["retryAfterInMs", "continuationToken"],
];

/** What a failure is to the code that catches it. Taking no failure for one would be a test that can't fail. */
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

/** Resolves once the condition holds. */
globalThis.until = async (condition) => {
  while (!(await condition())) await new Promise((turn) => channel(turn));
};

/** The next answer of the script. A test may take its place where the order of requests isn't the matter. */
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
  // The head came, and the body never does.
  return new Response(
    new ReadableStream({ start: (controller) => void ended().catch((reason) => controller.error(reason)) }),
    { status },
  );
};

/** A turn of the event loop that no frozen clock holds up. */
function channel(callback) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => callback(port1.close());
  port2.postMessage(undefined);
}

/** Lets everything happen that waits for no timer; locks are another process's to grant. */
async function settle() {
  let turns = 0;
  await until(async () => (await navigator.locks.query(), ++turns > 20));
}

const frozenAt = new URLSearchParams(location.search).get("frozen");
if (frozenAt) freeze(Date.parse(frozenAt), settle);
globalThis.ready = true;
