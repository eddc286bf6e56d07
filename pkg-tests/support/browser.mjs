// Chromium, as `cargo xtask test` found it.
import { after } from "node:test";
import { chromium } from "playwright-core";

const isRoot = process.getuid?.() === 0;

/** A running browser, closed when the test or the file that started it is over. */
export async function launch() {
  // Without CHROMIUM, Playwright's own.
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, chromiumSandbox: !isRoot });
  after(() => browser.close());
  return browser;
}

/**
 * A new page that keeps what went wrong in it: `page.complaints` holds every console error, uncaught exception,
 * failed request (but none that the page gave up) and broken content security policy, as text.
 */
export async function open(browser, options) {
  const page = await browser.newPage(options);
  page.complaints = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && page.complaints.push(message.text()));
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  page.on("requestfailed", (request) => {
    const { errorText } = request.failure() ?? {};
    // Whoever leaves a dashboard gives up what it was about to read.
    if (errorText !== "net::ERR_ABORTED") page.complaints.push(`${request.url()}: ${errorText}`);
  });
  return page;
}
