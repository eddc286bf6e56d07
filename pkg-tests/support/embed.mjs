// Pages that embed the element, in Chromium.
import { launch, open } from "./browser.mjs";
import { NOW } from "./emulator.mjs";

export { host, STRICT } from "./page.mjs";

const browser = await launch();

/**
 * Opens a page; `page.requests` are the addresses it asked for. `now` is what the page's clock begins with, null leaves
 * it as it is; `prepare` is handed the page before it loads.
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
