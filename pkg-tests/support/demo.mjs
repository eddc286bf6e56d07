// The built page, in Chromium.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { launch, open } from "./browser.mjs";
import { NOW } from "./emulator.mjs";
import { serve } from "./serve.mjs";
import { alive } from "./tiles.mjs";

/** The page contains its own policy. This header adds directives that a `<meta>` tag can't contain. */
const address = await serve(fileURLToPath(new URL("../../www/dist", import.meta.url)), "frame-ancestors 'none'");
const browser = await launch();

/** Enough for a slow machine, with a service that takes one query a second, in milliseconds. */
const PATIENCE = 60_000;

/**
 * Opens the page at an emulator's address. `id` selects a dashboard; `now` is the start of the page's clock, null
 * leaves the clock alone; `prepare` gets the page before it loads. `page.requests` are the URLs that the page
 * requested.
 */
export async function visit(endpoint, { id = "", prepare, ...options } = {}) {
  const page = await open(browser, { now: NOW, viewport: { width: 1400, height: 1000 }, ...options });
  page.setDefaultTimeout(PATIENCE);
  page.requests = [];
  page.on("request", (request) => page.requests.push(request.url()));
  await prepare?.(page);
  await page.goto(`${address}${endpoint ? `?endpoint=${endpoint}` : ""}${id && `#${id}`}`);
  return page;
}

/** For `prepare`: collects in `copied` what the page copies. All concurrent tests share the real clipboard. */
export const recordCopies = (page) =>
  page.addInitScript(() => {
    globalThis.copied = [];
    navigator.clipboard.writeText = async (text) => void copied.push(text);
  });

/** Waits until the page has read an application's dashboards, or has failed to read them. */
export async function connected(page, state = "open") {
  await page.waitForSelector(`body[data-connection=${state}]`);
}

/** Waits until no tile is loading. */
export async function drawn(page) {
  await connected(page);
  await alive(page);
}

/** Checks that the console is empty, that nothing is stored, and that no URL contains a token. */
export async function expectNoComplaints(page, { complaints = [] } = {}) {
  assert.equal(page.complaints.length, complaints.length, page.complaints.join("\n"));
  complaints.forEach((words, index) => assert.match(page.complaints[index], words));
  const stored = await page.evaluate(async () => [
    localStorage.length,
    sessionStorage.length,
    document.cookie,
    (await indexedDB.databases()).length,
    (await caches.keys()).length,
    (await navigator.serviceWorker.getRegistrations()).length,
    history.state,
    window.name,
  ]);
  assert.deepEqual(stored, [0, 0, "", 0, 0, 0, null, ""]);
  for (const url of [...page.requests, page.url()])
    assert.doesNotMatch(decodeURIComponent(url), /iotcentral-emulator|s3cret|Bearer|Signature/);
}
