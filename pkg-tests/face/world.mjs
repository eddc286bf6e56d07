// The JavaScript API in Chromium: pages with the packed package and a fake fetch with scripted answers (world.js).
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
/** Reloaded for each test that needs its own page: a new page takes seven times as long. */
const reloaded = open(browser);

/** The endpoint of `connect()`, and an id as the service creates them. */
export const ENDPOINT = "https://contoso.azureiotcentral.com";
export const ID = "dtmi:kkfvwa2xi:p7pyt5x38";
export const VERSION = "api-version=2022-10-31-preview";
/** The address of `ID` as it is sent. */
export const ADDRESS = `${ENDPOINT}/api/dashboards/dtmi%3Akkfvwa2xi%3Ap7pyt5x38?${VERSION}`;

/** Opens a browser context. Its pages share storage and locks, like tabs of one browser. */
export const tabs = () => browser.newContext();

/**
 * Returns a reloaded page. `answers` are the answers of its fetch in order: `{ status, json | text, headers }`, `{
 * stalls }`, "offline" or "silence". With `clock`, time stands still until `page.advance(…)`. With `beside`, a result
 * of `tabs()`, the page is a new one in that context, which the test must close.
 */
export async function world(answers = [], { clock = false, beside } = {}) {
  const page = beside ? await open(beside) : await reloaded;
  page.complaints.length = 0;
  await page.goto(clock ? `${address}?frozen=2026-01-31T12:00:02Z` : address);
  await page.waitForFunction(() => globalThis.ready, undefined, { polling: 10 });
  await page.evaluate((given) => void (globalThis.answers = given), answers);
  /** Returns the requests so far. */
  page.sent = () => page.evaluate(() => sent);
  page.advance = (milliseconds) => page.evaluate((milliseconds) => advance(milliseconds), milliseconds);
  return page;
}

/** Most tests change nothing in the page, and share it without a reload. */
const shared = await world([], { beside: browser });

/** Runs `work` in the page. Returns its result and the requests. The console must stay empty. */
export async function run(answers, work, argument) {
  await shared.evaluate((given) => void Object.assign(globalThis, { answers: given, sent: [] }), answers);
  const value = await shared.evaluate(work, argument);
  const sent = await shared.sent();
  assert.deepEqual(shared.complaints.splice(0), []);
  return { value, sent };
}

/** Returns the failure of `work`, as `caught` describes it in the page, and the requests. */
export async function failure(answers, work, argument) {
  const { value, sent } = await run(answers, work, argument);
  assert.ok("isError" in value, `nothing failed: ${JSON.stringify(value)}`);
  return { error: value, sent };
}
