// README's examples do what they say: each runs in a page, against the emulator in the place of Azure.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as esbuild from "esbuild";
import { launch, open } from "../support/browser.mjs";
import { emulate, TOKEN } from "../support/emulator.mjs";
import { project } from "../support/pack.mjs";
import { typed } from "../support/readme.mjs";
import { serve } from "../support/serve.mjs";

const emulator = await emulate();
/** Who is asked in the examples; the emulator answers for them. */
const AZURE = ["https://*.azureiotcentral.com", "https://management.azure.com", "http://localhost:7071"];
const HALL = "dtmi:contoso:hall1";
const hall = { displayName: "Hall", tiles: [] };

/** What the examples take for granted, as `readme.d.ts` declares it. */
function granted(TOKEN) {
  const done = () => undefined;
  const tile = { displayName: "Note", x: 0, y: 0, width: 2, height: 1, configuration: { type: "label", text: "Hall 1", textSize: 20, textSizeUnit: "pt", wordWrap: false } };
  Object.assign(globalThis, {
    tile, show: done, draw: done, chart: done, explain: console.error, mark: done,
    credential: { getToken: async () => ({ token: TOKEN, expiresOnTimestamp: Date.now() + 3_600_000 }) },
    subscriptionId: "00000000-0000-0000-0000-000000000001",
    tilesInView: [],
    groupId: "0fb6cf08-f03c-4987-93f6-72103e9f6100",
    connectionString: "DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=a2V5;EndpointSuffix=core.windows.net",
    container: "fileuploads",
    abortSignal: AbortSignal.timeout(60_000),
    iframe: document.createElement("iframe"),
  });
}

const modules = Object.entries(typed()).filter(([name]) => !name.endsWith(".d.ts"));
const site = project({
  "index.html": `<!doctype html><link rel="icon" href="data:,"><title>README</title>
    <script type="importmap">{ "imports": { "iotcentral-web": "./node_modules/iotcentral-web/index.js", "iotcentral-web/": "./node_modules/iotcentral-web/" } }</script>`,
  ...Object.fromEntries(modules.map(([name, text]) => [name.replace(".ts", ".js"), plain(text)])),
});

/** Without types; an import map has no `exports` that would find `/element`. */
function plain(text) {
  const { code } = esbuild.transformSync(text, { loader: "ts", format: "esm" });
  return code.replace(/"(iotcentral-web\/[a-z/]+)"/g, `"$1.js"`);
}

const browser = await launch();
const address = await serve(site, `default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; connect-src 'self' ${AZURE.join(" ")}; style-src 'self'; img-src data:`);

/** Half of it is for a frame's page (e2e/iframe.test.mjs). */
const FRAMES = "In a frame of another origin";

for (const [name, text] of modules) {
  const [, heading] = /^\/\/ (.+)/.exec(text);
  if (heading === FRAMES) continue;
  test(`${heading}: the example runs`, async () => {
    await emulator.put("dtmi:kkfvwa2xi:p7pyt5x38", hall);
    // The example that creates a dashboard deletes it, too.
    await emulator.put(HALL, hall);
    const page = await open(browser);
    for (const origin of AZURE) {
      await page.route(`${origin}/**`, async (route) => {
        const { origin, pathname, search } = new URL(route.request().url());
        const response = await route.fetch({ url: emulator.endpoint + pathname + search });
        // Links of long-running operations lead back to where they came from.
        const headers = Object.entries(response.headers()).map(([name, value]) => [name, value.replace(emulator.endpoint, origin)]);
        await route.fulfill({ response, headers: Object.fromEntries(headers) });
      });
    }
    await page.goto(address);
    await page.evaluate(granted, TOKEN);
    await page.evaluate(async (name) => {
      const { IotCentralClient } = await import("iotcentral-web");
      await import("./node_modules/iotcentral-web/element.js");
      const central = new IotCentralClient("https://contoso.azureiotcentral.com", globalThis.credential);
      const board = await central.dashboards.get("dtmi:kkfvwa2xi:p7pyt5x38");
      const element = Object.assign(document.createElement("iot-central-dashboard"), { client: central, dashboard: board });
      Object.assign(globalThis, { central, dashboards: central.dashboards, board, element });
      await import(`./${name}`);
    }, name.replace(".ts", ".js"));
    assert.deepEqual(page.complaints, []);
    await page.close();
  });
}
