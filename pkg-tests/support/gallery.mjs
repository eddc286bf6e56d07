// The gallery of tiles (www/gallery), built, and served with the strictest policy that tiles must support.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { contentOf, launch, open } from "./browser.mjs";
import { serve } from "./serve.mjs";
import { buildGallery } from "./shared.mjs";
import { alive } from "./tiles.mjs";

const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self' https://management.azure.com https://*.azureiotcentral.com",
  "img-src 'self' blob: data:",
  "style-src 'self'",
  "frame-src https:",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

async function built() {
  const folder = await mkdtemp(join(tmpdir(), "gallery-"));
  after(() => rm(folder, { recursive: true, force: true }));
  return buildGallery(folder);
}

const folder = process.env.GALLERY ?? (await built());
const address = `${await serve(folder, POLICY)}gallery/`;
const browser = await launch();

/**
 * Opens the gallery. `prepare` gets the page before anything loads. Requests to other hosts are answered here, and
 * recorded in `page.asked`.
 */
export async function visit({ prepare, ...options } = {}) {
  const page = await open(browser, {
    viewport: { width: 1280, height: 1000 },
    timezoneId: "UTC",
    locale: "en-US",
    ...options,
  });
  page.asked = [];
  await page.route(
    (url) => !url.href.startsWith(address.replace("gallery/", "")),
    (route) => {
      page.asked.push(route.request());
      return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>elsewhere</title>" });
    },
  );
  await prepare?.(page);
  await page.goto(address);
  await drawn(page);
  return page;
}

/** The members of a tile that a test usually doesn't care about. */
export const place = { x: 0, y: 0, width: 4, height: 3 };
export const devices = {
  group: "all",
  devices: ["d1", "d2"],
  capabilities: [{ capability: "t", aggregateFunction: "avg" }],
};
export const queryRange = { type: "time", duration: "PT1H" };

/**
 * Shows these tiles instead of the gallery's: `{ displayName, configuration, data }`, one below the other. Lists of
 * numbers become `Float64Array`, as feeds have them.
 */
export async function draw(page, tiles, scene = {}) {
  const fixtures = tiles.map(({ displayName = "tile", configuration, data, ...rest }, index) => ({
    tile: { ...place, y: place.height * index, displayName, configuration, ...rest },
    data,
  }));
  await page.evaluate(
    async ({ fixtures, scene }) => {
      const NUMBERS = ["times", "lats", "lons", "starts", "ends"];
      for (const { data } of fixtures) {
        for (const part of data?.series ?? data?.lanes ?? data?.tracks ?? []) {
          for (const name of data.kind === "series" ? [...NUMBERS, "values"] : NUMBERS)
            if (part[name]) part[name] = Float64Array.from(part[name]);
        }
      }
      // Functions can't be passed to a page, so a scene names globals of the page.
      for (const name of ["renderers", "runCommand", "messages"])
        if (scene[name]) scene[name] = globalThis[scene[name]];
      const element = document.querySelector("iot-central-dashboard");
      const loaded = new Promise((done) => element.addEventListener("load", done, { once: true }));
      gallery.draw({ ...scene, fixtures });
      await loaded;
    },
    { fixtures, scene },
  );
  await drawn(page);
}

/** Returns the visible texts, with every kind of space as a plain one. */
export const words = async (locator) => (await locator.allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());

/** Returns the rows of a tile's table view, starting with the heads. */
export async function table(frame) {
  const toggle = frame.getByRole("button", { name: "Show as a table" });
  await toggle.click();
  const rows = await frame
    .locator(".data-table tr")
    .evaluateAll((all) => all.map(({ cells }) => [...cells].map(({ innerText }) => innerText)));
  await toggle.click();
  return rows;
}

/** Saves a tile by "Save as CSV". Returns the file's name and text. */
export async function csv(page, frame) {
  const download = page.waitForEvent("download");
  await frame.getByRole("button", { name: "Save as CSV" }).click();
  const file = await download;
  return { name: file.suggestedFilename(), text: await contentOf(file) };
}

/** Waits until no tile is loading. */
export async function drawn(page) {
  await alive(page);
  await settled(page);
}

/** Waits until a change is on the screen: sizes are measured in the first frame, and drawn in the second. */
export const settled = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
