// Every bundler we claim, in a browser, under a strict content security policy.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import * as esbuild from "esbuild";
import * as vite from "vite";
import webpack from "webpack";
import { launch, open } from "../support/browser.mjs";
import { project } from "../support/pack.mjs";
import { serve } from "../support/serve.mjs";

const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src data:; " +
  "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";

const browser = await launch();

/** The same small page for everyone: it shows the endpoint of a client. */
function page(script, entry = "iotcentral-web") {
  return {
    "index.html": `<!doctype html><link rel="icon" href="data:,"><title>waiting</title>${script}`,
    "main.js": `
      import { IotCentralClient } from "${entry}";
      const credential = () => Promise.resolve({ token: "t", expiresOnTimestamp: Date.now() + 3_600_000 });
      document.title = new IotCentralClient("https://contoso.azureiotcentral.com", { getToken: credential }).endpoint;`,
  };
}

/** Opens the page, and checks that the client works and that nobody complains. */
async function check(address) {
  const page = await open(browser);
  await page.goto(address);
  await page.waitForFunction(() => document.title !== "waiting", undefined, { timeout: 20_000 }).catch(() => undefined);
  assert.deepEqual(page.complaints, []);
  assert.match(await page.title(), /^https:\/\/contoso\.azureiotcentral\.com\/?$/);
  await page.close();
}

test("Vite, built", async () => {
  const root = project(page(`<script type="module" src="/main.js"></script>`));
  await vite.build({ root, logLevel: "warn" });
  await check(await serve(join(root, "dist"), `${STRICT}; connect-src 'self'`));
});

test("Vite, built, with the module loaded by the page", async () => {
  const files = page(`<script type="module" src="/slim.js"></script>`, "iotcentral-web/slim");
  files["slim.js"] = `
    import { init } from "iotcentral-web/slim";
    import address from "iotcentral-web/iotcentral_web_bg.wasm?url";
    await init({ module_or_path: address });
    await import("./main.js");`;
  const root = project(files);
  await vite.build({ root, logLevel: "warn" });
  await check(await serve(join(root, "dist"), `${STRICT}; connect-src 'self'`));
});

test("Vite, developing", async () => {
  const root = project(page(`<script type="module" src="/main.js"></script>`));
  const server = await vite.createServer({ root, logLevel: "warn", server: { port: 0, host: "127.0.0.1" } });
  after(() => server.close());
  await server.listen();
  await check(server.resolvedUrls.local[0]);
});

test("webpack", async () => {
  const root = project(page(`<script src="dist/main.js"></script>`));
  const compiler = webpack({ mode: "production", context: root, entry: "./main.js", output: { path: join(root, "dist") } });
  const stats = await promisify(compiler.run.bind(compiler))();
  assert.deepEqual(stats.compilation.errors, []);
  await check(await serve(root, `${STRICT}; connect-src 'self'`));
});

test("esbuild, as a classic script that fetches nothing", async () => {
  const root = project(page(`<script src="script.js"></script>`, "iotcentral-web/inline"));
  const entry = { entryPoints: [join(root, "main.js")], outfile: join(root, "script.js") };
  await esbuild.build({ ...entry, bundle: true, minify: true, format: "iife", logLevel: "warning" });
  await check(await serve(root, STRICT));
});

/** A page of one element, whose dashboard is the page's own: all that is asked for are the element's chunks, and the client. */
function elementPage(script, client) {
  const tile = (displayName, configuration) => ({ displayName, x: 0, y: 0, width: 2, height: 2, configuration });
  const tiles = [
    tile("Words", { type: "markdown", description: "**bold**" }),
    tile("Line", { type: "lineChart", group: "g", devices: [], capabilities: [], queryRange: { type: "time", duration: "PT1H" } }),
  ];
  return {
    "index.html": `<!doctype html><link rel="icon" href="data:,"><title>waiting</title><iot-central-dashboard endpoint="https://contoso.azureiotcentral.com"></iot-central-dashboard>${script}`,
    "main.js": `
      import "iotcentral-web/element";
      ${client ? `import { IotCentralClient } from "${client}";` : ""}
      const element = document.querySelector("iot-central-dashboard");
      element.dashboard = ${JSON.stringify({ displayName: "Hall", tiles })};
      const credential = () => "t";
      ${client ? `element.client = new IotCentralClient("https://contoso.azureiotcentral.com", credential);` : `element.credential = credential;`}`,
  };
}

/** Opens the page, and checks that its tiles are drawn and that nobody complains. */
async function checkElement(address) {
  const page = await open(browser);
  await page.goto(address);
  await page.locator("article.tile strong").waitFor({ timeout: 20_000 }).catch(() => undefined);
  await page.locator('article[data-tile-type="lineChart"][data-state="nodata"]').waitFor({ timeout: 20_000 }).catch(() => undefined);
  assert.deepEqual(page.complaints, []);
  assert.equal(await page.locator("article.tile strong").innerText(), "bold");
  assert.equal(await page.locator('article[data-tile-type="lineChart"]').getAttribute("data-state"), "nodata");
  await page.close();
}

test("the element: Vite, built", async () => {
  const root = project(elementPage(`<script type="module" src="/main.js"></script>`));
  await vite.build({ root, logLevel: "error" });
  await checkElement(await serve(join(root, "dist"), `${STRICT}; connect-src 'self'`));
});

test("the element: Vite, developing", async () => {
  const root = project(elementPage(`<script type="module" src="/main.js"></script>`));
  const server = await vite.createServer({ root, logLevel: "warn", server: { port: 0, host: "127.0.0.1" } });
  after(() => server.close());
  await server.listen();
  await checkElement(server.resolvedUrls.local[0]);
});

test("the element: webpack", async () => {
  const root = project(elementPage(`<script src="dist/main.js"></script>`));
  const compiler = webpack({ mode: "production", context: root, entry: "./main.js", output: { path: join(root, "dist"), trustedTypes: true } });
  const stats = await promisify(compiler.run.bind(compiler))();
  assert.deepEqual(stats.compilation.errors, []);
  await checkElement(await serve(root, `${STRICT}; connect-src 'self'`));
});

test("the element: esbuild, in chunks, with the client that fetches nothing", async () => {
  const root = project(elementPage(`<script type="module" src="out/main.js"></script>`, "iotcentral-web/inline"));
  const entry = { entryPoints: [join(root, "main.js")], outdir: join(root, "out"), splitting: true };
  await esbuild.build({ ...entry, bundle: true, minify: true, format: "esm", target: "es2022", logLevel: "warning" });
  await checkElement(await serve(root, `${STRICT}; connect-src 'none'`));
});
