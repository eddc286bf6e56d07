// The examples in README and in the documentation work: each runs in a page, with the emulator in place of Azure.
import assert from "node:assert/strict";
import { cpSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { launch, open } from "../support/browser.mjs";
import { examples } from "../support/documentation.mjs";
import { emulate, TOKEN } from "../support/emulator.mjs";
import { installed, project } from "../support/pack.mjs";
import { serve } from "../support/serve.mjs";

const emulator = await emulate();
/** The hosts of the examples' requests. The emulator answers for them. */
const AZURE = ["https://*.azureiotcentral.com", "https://management.azure.com", "http://localhost:7071"];
/** The CDN's address of the package in the examples */
const CDN = "https://cdn.jsdelivr.net/npm/iotcentral-web";
const HALL = "dtmi:contoso:hall1";
const words = { displayName: "Words", x: 0, y: 0, width: 2, height: 1, configuration: { type: "label", text: "Hall" } };
const hall = { displayName: "Hall", tiles: [words] };

/** Values for the names that examples use without declaring them, as in `granted.d.ts`. */
function granted(TOKEN) {
  const done = () => undefined;
  const tile = {
    displayName: "Note",
    x: 0,
    y: 0,
    width: 2,
    height: 1,
    configuration: { type: "label", text: "Hall 1", textSize: 20, textSizeUnit: "pt", wordWrap: false },
  };
  Object.assign(globalThis, {
    tile,
    show: done,
    draw: done,
    chart: done,
    explain: console.error,
    mark: done,
    credential: { getToken: async () => ({ token: TOKEN, expiresOnTimestamp: Date.now() + 3_600_000 }) },
    subscriptionId: "00000000-0000-0000-0000-000000000001",
    tilesInView: [],
    groupId: "0fb6cf08-f03c-4987-93f6-72103e9f6100",
    connectionString:
      "DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=a2V5;EndpointSuffix=core.windows.net",
    container: "fileuploads",
    abortSignal: AbortSignal.timeout(60_000),
  });
}

/**
 * e2e/portal.test.mjs runs the examples of frames; environments/documentation.test.mjs runs frameworks, sign-in and the
 * quick start.
 */
const isRun = ({ document, imports, text }) =>
  document !== "start.md" &&
  imports.every((name) => ["iotcentral-web", "uplot"].includes(name)) &&
  !text.includes("iotcentral-web/iframe");
const scripts = examples("ts", "js")
  .filter(isRun)
  .map((example, place) => ({ ...example, file: `${place}.js` }));
const pages = examples("html")
  .filter(({ document }) => document !== "start.md")
  .map((example, place) => ({ ...example, file: `${place}.html` }));

/**
 * An import map for the package's entries and uPlot, without a bundler. Import maps ignore `exports`, so it lists every
 * entry.
 */
const MAP = `<script type="importmap">{ "imports": {
  "iotcentral-web": "./node_modules/iotcentral-web/index.js", "iotcentral-web/": "./node_modules/iotcentral-web/",
  "uplot": "./node_modules/uplot/dist/uPlot.esm.js" } }</script>`;
const bare = (text) => text.replace(/"(iotcentral-web\/[a-z/]+)"/g, `"$1.js"`);
const plain = ({ text }) => bare(esbuild.transformSync(text, { loader: "ts", format: "esm" }).code);
const html = (body) => `<!doctype html><link rel="icon" href="data:,"><title>Documentation</title>${MAP}${body}`;

const site = project({
  "index.html": html(""),
  ...Object.fromEntries(scripts.map((example) => [example.file, plain(example)])),
  ...Object.fromEntries(pages.map(({ file, text }) => [file, html(bare(text))])),
});
const uplot = dirname(dirname(fileURLToPath(import.meta.resolve("uplot"))));
cpSync(uplot, join(site, "node_modules/uplot"), { recursive: true });

const browser = await launch();
const address = await serve(
  site,
  `default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' ${CDN}; connect-src 'self' ${AZURE.join(" ")}; style-src 'self' 'unsafe-inline'; img-src data:`,
);

/** Opens a page with the emulator in place of Azure, and with the names that examples use. */
async function azure() {
  const page = await open(browser);
  for (const origin of AZURE) {
    await page.route(`${origin}/**`, async (route) => {
      const { origin, pathname, search } = new URL(route.request().url());
      const response = await route.fetch({ url: emulator.endpoint + pathname + search });
      // Links of long-running operations must lead back to the same host.
      const headers = Object.entries(response.headers()).map(([name, value]) => [
        name,
        value.replace(emulator.endpoint, origin),
      ]);
      await route.fulfill({ response, headers: Object.fromEntries(headers) });
    });
  }
  await page.route(CDN, (route) =>
    route.fulfill({ contentType: "text/javascript", body: readFileSync(installed("dist/global/index.js"), "utf8") }),
  );
  await page.addInitScript(granted, TOKEN);
  return page;
}

for (const document of new Set(scripts.map(({ document }) => document))) {
  test(`${document}: its examples run`, async (t) => {
    const page = await azure();
    for (const { heading, file, text } of scripts.filter((example) => example.document === document)) {
      await t.test(heading, async () => {
        await emulator.put("dtmi:kkfvwa2xi:p7pyt5x38", hall);
        // The example that creates a dashboard also deletes it.
        await emulator.put(HALL, hall);
        await page.goto(address);
        await page.evaluate(async (file) => {
          const { IotCentralClient } = await import("iotcentral-web");
          await import("./node_modules/iotcentral-web/element.js");
          const central = new IotCentralClient("https://contoso.azureiotcentral.com", globalThis.credential);
          const board = await central.dashboards.get("dtmi:kkfvwa2xi:p7pyt5x38");
          const element = Object.assign(globalThis.document.createElement("iot-central-dashboard"), {
            client: central,
            dashboard: board,
          });
          Object.assign(globalThis, { central, dashboards: central.dashboards, board, element });
          await import(`./${file}`);
        }, file);
        // Two examples ask for an answer that Chromium reports: they name an unknown id, and an unknown version.
        const isWanted = (complaint) =>
          (text.includes(":unknown") && complaint.includes("status of 404")) ||
          (text.includes('"none"') && complaint.includes("status of 412"));
        assert.deepEqual(
          page.complaints.splice(0).filter((complaint) => !isWanted(complaint)),
          [],
        );
      });
    }
    await page.close();
  });
}

for (const { document, heading, file, text } of pages) {
  test(`${document}, ${heading}: the page runs`, async () => {
    await emulator.put("dtmi:kkfvwa2xi:p7pyt5x38", {
      displayName: "Hall",
      tiles: [
        { displayName: "Note", x: 0, y: 0, width: 2, height: 1, configuration: { type: "label", text: "Hall 1" } },
      ],
    });
    const page = await azure();
    await page.goto(address + file);
    if (text.includes("<iot-central-dashboard")) await page.locator("article.tile", { hasText: "Hall 1" }).waitFor();
    assert.deepEqual(page.complaints, []);
    await page.close();
  });
}
