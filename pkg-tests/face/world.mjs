// The JavaScript face, in Chromium: pages that have the packed package and a fetch that answers by script (world.js).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { launch, open } from "../support/browser.mjs";
import { project } from "../support/pack.mjs";
import { serve } from "../support/serve.mjs";

const here = (name) => readFileSync(new URL(name, import.meta.url), "utf8");
const files = {
  "index.html": `<!doctype html><link rel="icon" href="data:,"><script type="module" src="world.js"></script>`,
  "world.js": here("world.js"),
  "clock.js": here("clock.js"),
};
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src data:";

const address = await serve(project(files), POLICY);
const browser = await launch();
/** Loaded anew for each test that needs a page to itself: a new page is seven times the work. */
const reloaded = open(browser);

/** The endpoint of `connect()`, and an id as the service makes them. */
export const ENDPOINT = "https://contoso.azureiotcentral.com";
export const ID = "dtmi:kkfvwa2xi:p7pyt5x38";
export const VERSION = "api-version=2022-10-31-preview";
/** The address of `ID`, as it goes on the wire. */
export const ADDRESS = `${ENDPOINT}/api/dashboards/dtmi%3Akkfvwa2xi%3Ap7pyt5x38?${VERSION}`;

/** Tabs of one person's browser: what pages of one origin share, these do. */
export const tabs = () => browser.newContext();

/**
 * A page, loaded anew: the test before it has ended. `answers` are what its fetch gives, in order:
 * `{ status, json | text, headers }`, `{ stalls }`, "offline" or "silence". With `clock`, its time stands still until
 * `page.advance(…)`. `beside` are the `tabs()` it is one of; such a page is the test's own to close.
 */
export async function world(answers = [], { clock = false, beside } = {}) {
  const page = beside ? await open(beside) : await reloaded;
  page.complaints.length = 0;
  await page.goto(clock ? `${address}?frozen=2026-01-31T12:00:02Z` : address);
  await page.waitForFunction(() => globalThis.ready, undefined, { polling: 10 });
  await page.evaluate((given) => void (globalThis.answers = given), answers);
  /** The requests so far. */
  page.sent = () => page.evaluate(() => sent);
  page.advance = (milliseconds) => page.evaluate((milliseconds) => advance(milliseconds), milliseconds);
  return page;
}

/** Most tests leave nothing behind, and share a page as it is. */
const shared = await world([], { beside: browser });

/** Runs `work` in the page: what it gives, and what was sent. The console must stay empty. */
export async function run(answers, work, argument) {
  await shared.evaluate((given) => void Object.assign(globalThis, { answers: given, sent: [] }), answers);
  const value = await shared.evaluate(work, argument);
  const sent = await shared.sent();
  assert.deepEqual(shared.complaints.splice(0), []);
  return { value, sent };
}

/** The failure of `work`, as `caught` describes it in the page, and what was sent. */
export async function failure(answers, work, argument) {
  const { value, sent } = await run(answers, work, argument);
  assert.ok("isError" in value, `nothing failed: ${JSON.stringify(value)}`);
  return { error: value, sent };
}
