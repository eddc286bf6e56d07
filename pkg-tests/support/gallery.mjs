// The gallery of tiles (www/gallery), built and served under the strictest policy the tiles must live under.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { launch, open } from "./browser.mjs";
import { serve } from "./serve.mjs";

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

const root = fileURLToPath(new URL("../../www", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "gallery-"));
after(() => rm(folder, { recursive: true, force: true }));
await build({
  root,
  configFile: false,
  publicDir: false,
  logLevel: "warn",
  build: {
    outDir: folder,
    target: "chrome123",
    modulePreload: { polyfill: false },
    // The gallery hands in a client of its own, so that the tiles can be tested before the module is built.
    rollupOptions: { input: join(root, "gallery/index.html"), external: ["iotcentral-web"] },
  },
});
const address = `${await serve(folder, POLICY)}gallery/`;
const browser = await launch();

/** Opens the gallery. No page elsewhere is ever asked; `page.asked` tells what would have been. */
export async function visit(options) {
  const page = await open(browser, { viewport: { width: 1280, height: 1000 }, timezoneId: "UTC", locale: "en-US", ...options });
  page.asked = [];
  await page.route((url) => !url.href.startsWith(address.replace("gallery/", "")), (route) => {
    page.asked.push(route.request());
    return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>elsewhere</title>" });
  });
  await page.goto(address);
  await drawn(page);
  return page;
}

/** Waits until no tile is loading. */
export async function drawn(page) {
  await page.waitForFunction(() => {
    const tiles = [...document.querySelector("iot-central-dashboard").shadowRoot.querySelectorAll("article.tile")];
    return tiles.length > 0 && tiles.every((tile) => tile.dataset.state !== "loading");
  });
}

/** The frame of a tile, by its title. */
export const tile = (page, title) => page.locator("article.tile").filter({ has: page.locator(`h2[title="${title}"]`) });
