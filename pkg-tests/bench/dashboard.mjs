// A dashboard of a hundred tiles in the packaged element, with a service that answers at once: the long tasks of
// drawing, and what ten minutes of refreshes leave in memory.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { contentTypeOf } from "../support/contentType.mjs";

const ORIGIN = "https://bench.example";
/** Ten minutes at the element's interval of ten seconds. The first third is a warm-up. */
const REFRESHES = 60;

/**
 * Measures the dashboard. Bytes are those of the heap, after a garbage collection, and of the module's memory. Nodes
 * and listeners are those of the whole page.
 */
export async function measureDashboard(browser, refreshes = REFRESHES) {
  const page = await openPage(browser);
  try {
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable");
    await page.exposeFunction("counted", async () => {
      // Twice, because the second collection frees objects that the first one finalises.
      for (let times = 0; times < 2; times += 1) await session.send("HeapProfiler.collectGarbage");
      const { metrics } = await session.send("Performance.getMetrics");
      const of = (wanted) => metrics.find(({ name }) => name === wanted).value;
      return { heap: of("JSHeapUsedSize"), nodes: of("Nodes"), listeners: of("JSEventListeners") };
    });
    return await page.evaluate(
      (refreshes) => import("/bench/dashboard-page.mjs").then(({ measure }) => measure(refreshes)),
      refreshes,
    );
  } finally {
    await page.close();
  }
}

/** Opens a page that serves the package and this folder. */
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

/** Returns a file: the package is at the root, this folder and the clock of the tests in `face` are below `/bench/`. */
export async function fileAt(pathname) {
  if (pathname === "/bench/freeze.js") return fileAt("/bench/../face/clock.js");
  const [folder, path] = pathname.startsWith("/bench/")
    ? [".", pathname.slice("/bench/".length)]
    : ["../../src/npm", pathname.slice(1)];
  return read(new URL(`${folder}/${path}`, import.meta.url));
}

/** Returns a file of the built demo page. */
export function demoFileAt(path) {
  return read(new URL(`../../www/dist/${path || "index.html"}`, import.meta.url));
}

async function read(url) {
  const file = fileURLToPath(url);
  return { contentType: contentTypeOf(file), body: await readFile(file) };
}
