// Chromium, at the path that `cargo xtask test` found.
import { buffer } from "node:stream/consumers";
import { after } from "node:test";
import { setTimeout } from "node:timers/promises";
import { chromium } from "playwright-core";
import { take } from "./pool.mjs";
import { settings } from "./shared.mjs";

/** Returns the shared browser of `run.mjs`, or a new one. Closes or disconnects it after the test file. */
export async function launch() {
  const { BROWSER } = process.env;
  const browser = BROWSER ? await chromium.connect(BROWSER) : await chromium.launch(settings);
  after(() => browser.close());
  return browser;
}

/**
 * Opens a page. `page.complaints` collects console errors, uncaught exceptions, failed requests except aborted ones,
 * and violations of the content security policy, as text. With `now`, the page's clock starts there, again after a
 * reload, and `page.pass(…)` advances it faster than real time, once all requests are answered. The page is transparent
 * unless `isVisible`: Chromium lays it out, but need not rasterize it, which takes a third of the time without a GPU.
 */
export async function open(browser, { now, isVisible, ...options } = {}) {
  const page = await take(browser, Boolean(now), options);
  if (!isVisible) await page.addInitScript(beTransparent);
  page.complaints = [];
  page.on(
    "console",
    (message) => ["error", "warning"].includes(message.type()) && page.complaints.push(message.text()),
  );
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  page.on("requestfailed", (request) => {
    const { errorText } = request.failure() ?? {};
    // A page that leaves a dashboard aborts its requests.
    if (errorText !== "net::ERR_ABORTED") page.complaints.push(`${request.url()}: ${errorText}`);
  });
  if (!now) return page;

  await page.clock.install({ time: now });
  const unanswered = new Set();
  page.on("request", (request) => unanswered.add(request));
  for (const end of ["requestfinished", "requestfailed"]) page.on(end, (request) => unanswered.delete(request));
  page.pass = async (milliseconds) => {
    // Advancing the clock during a request would let the request time out.
    while (unanswered.size > 0) await setTimeout(5);
    // `page.clock.runFor` also adds a script to all later documents of the page.
    const run = (milliseconds) => globalThis.__pwClock.controller.runFor(milliseconds);
    await Promise.all(page.frames().map((frame) => frame.evaluate(run, milliseconds)));
  };
  return page;
}

/** A constructed style sheet, because policies forbid inline styles. */
function beTransparent() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(":root { opacity: 0 !important }");
  document.adoptedStyleSheets.push(sheet);
}

/** Returns the text of a file that a page saved. A browser in another process has no path for the file here. */
export const contentOf = async (download) => (await buffer(await download.createReadStream())).toString();
