// Pages that tests use one after the other. A new page costs Chromium more than most tests: a window, a process, and
// all scripts of the page compiled anew.

/** Blank pages for the next tests, by browser and by the options that only a new context takes. */
const pools = new WeakMap();

/** Events on which Playwright itself listens. */
const OWN = ["close", "crash"];

const MEDIA = {
  media: null,
  colorScheme: "light",
  contrast: "no-preference",
  forcedColors: "none",
  reducedMotion: "no-preference",
};

/**
 * Returns a blank page with these options: a new one, or one that an earlier test has closed. In a context instead of a
 * browser, a page is a new tab, which really closes. A page with a clock of its own keeps it, so that `hasClock` pages
 * are apart from the others.
 */
export async function take(
  browser,
  hasClock,
  { viewport, colorScheme, contrast, forcedColors, reducedMotion, ...options },
) {
  if (!("newContext" in browser)) return browser.newPage();
  const pool = poolOf(browser, JSON.stringify([hasClock, options]));
  const page = pool.pop() ?? lend(await browser.newPage(options), pool);
  const media = { colorScheme, contrast, forcedColors, reducedMotion };
  await page.emulateMedia({ ...MEDIA, ...JSON.parse(JSON.stringify(media)) });
  if (viewport) await page.setViewportSize(viewport);
  return page;
}

function poolOf(browser, key) {
  if (!pools.has(browser)) pools.set(browser, new Map());
  const byOptions = pools.get(browser);
  if (!byOptions.has(key)) byOptions.set(key, []);
  return byOptions.get(key);
}

/** Lets `close` undo what a test has set, and give the page back. */
function lend(page, pool) {
  const scripts = [];
  const addInitScript = page.addInitScript.bind(page);
  page.addInitScript = async (...script) => void scripts.push(await addInitScript(...script));
  page.close = async () => {
    const context = page.context();
    for (const source of [page, context])
      for (const event of source.eventNames()) if (!OWN.includes(event)) source.removeAllListeners(event);
    await Promise.all(scripts.splice(0).map((script) => script.dispose()));
    await Promise.all(context.pages().map((other) => other !== page && other.close()));
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.evaluate(forget);
    await page.goto("about:blank");
    // A pointer over the next page would show its hints.
    await page.mouse.move(-1, -1);
    pool.push(page);
  };
  return page;
}

/** Runs in the page. A blank page has no storage. */
function forget() {
  if (origin === "null") return;
  localStorage.clear();
  sessionStorage.clear();
}
