// A dashboard of a hundred tiles in the element as the package ships it, fed by a service that answers at once: which
// tasks hold the page up, and what the refreshes of ten minutes leave behind.
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";

const ORIGIN = "https://bench.example";
const TYPES = { ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" };
/** Ten minutes of the element's own ten seconds. A third of them passes before anything is compared. */
const REFRESHES = 60;

/**
 * Measures it. Bytes are of the heap, after a garbage collection, and of the module's memory; nodes and listeners are
 * those of the whole page.
 */
export async function measureDashboard(browser, refreshes = REFRESHES) {
  const page = await openPage(browser);
  try {
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable");
    await page.exposeFunction("counted", async () => {
      const { metrics } = await session.send("Performance.getMetrics");
      const of = (wanted) => metrics.find(({ name }) => name === wanted).value;
      return { nodes: of("Nodes"), listeners: of("JSEventListeners") };
    });
    return await page.evaluate(
      (refreshes) => import("/bench/dashboard-page.mjs").then(({ measure }) => measure(refreshes)),
      refreshes,
    );
  } finally {
    await page.close();
  }
}

/** A page that has the package and this folder. */
export async function openPage(browser) {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  await page.route(`${ORIGIN}/**`, serve);
  await page.goto(`${ORIGIN}/`);
  return page;
}

async function serve(route) {
  const { pathname } = new URL(route.request().url());
  if (pathname === "/") return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>bench</title>" });
  return route.fulfill(await fileAt(pathname));
}

/** The package at the root, this folder below `/bench/`, and the clock of the face's tests. */
export async function fileAt(pathname) {
  if (pathname === "/bench/freeze.js") return fileAt("/bench/../face/clock.js");
  const [folder, path] = pathname.startsWith("/bench/")
    ? [".", pathname.slice("/bench/".length)]
    : ["../../src/npm", pathname.slice(1)];
  const file = fileURLToPath(new URL(`${folder}/${path}`, import.meta.url));
  return { contentType: TYPES[extname(path)], body: await readFile(file) };
}
