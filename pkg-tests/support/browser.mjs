// Chromium, as `cargo xtask test` found it.
import { buffer } from "node:stream/consumers";
import { after } from "node:test";
import { setTimeout } from "node:timers/promises";
import { chromium } from "playwright-core";
import { settings } from "./shared.mjs";

/** A browser that is let go when the file that asked for it is over: the one of all files (`run.mjs`), or a new one. */
export async function launch() {
  const { BROWSER } = process.env;
  const browser = BROWSER ? await chromium.connect(BROWSER) : await chromium.launch(settings);
  after(() => browser.close());
  return browser;
}

/**
 * A new page that keeps what went wrong in it: `page.complaints` holds every console error, uncaught exception,
 * failed request (but none that the page gave up) and broken content security policy, as text. With `now`, the page's
 * clock begins there, and `page.pass(…)` lets it go on faster than it does by itself, once all requests are answered.
 */
export async function open(browser, { now, ...options } = {}) {
  const page = await browser.newPage(options);
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
    // A request that the page's time runs past would time out.
    while (unanswered.size > 0) await setTimeout(5);
    await page.clock.runFor(milliseconds);
  };
  return page;
}

/** The text of a file that a page saved. A browser of another process has no path for it here. */
export const contentOf = async (download) => (await buffer(await download.createReadStream())).toString();
