// Pages that embed the element, in Chromium.
import { launch, open } from "./browser.mjs";
import { NOW } from "./emulator.mjs";

export { host, STRICT } from "./page.mjs";

const browser = await launch();

/**
 * Opens a page. `page.requests` are the URLs that the page requested. `now` is the start of the page's clock, null
 * leaves the clock alone; `prepare` gets the page before it loads.
 */
export async function embed(address, { prepare, ...options } = {}) {
  const page = await open(browser, { now: NOW, viewport: { width: 1200, height: 900 }, ...options });
  page.setDefaultTimeout(120_000);
  page.requests = [];
  page.on("request", (request) => page.requests.push(request.url()));
  await prepare?.(page);
  await page.goto(address);
  return page;
}
