// The package without a bundler: classic scripts, import maps and workers, also from another origin such as a CDN.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import * as vite from "vite";
import { launch, open } from "../support/browser.mjs";
import { check, checkElement, DASHBOARD, elementPage, READ, STRICT } from "../support/consumer.mjs";
import { installed, project } from "../support/pack.mjs";
import { serve } from "../support/serve.mjs";

const SAME_ORIGIN = `${STRICT}; connect-src 'self'`;
/** The package on another origin */
const cdn = await serve(installed(""), "default-src 'none'", { "Access-Control-Allow-Origin": "*" });
const FROM_CDN = `default-src 'none'; script-src 'self' ${cdn} 'wasm-unsafe-eval'; connect-src ${cdn}; style-src 'self'; img-src data:`;

const html = (body) => `<!doctype html><link rel="icon" href="data:,"><title>waiting</title>${body}`;
const SHOW = `then((name) => (document.title = name), (error) => (document.title = "failed: " + error.message))`;

test("a classic script from another origin contains the whole package, as one global", async () => {
  const files = {
    "index.html": html(`<script src="${cdn}dist/global/index.js"></script><script src="main.js"></script>`),
    "main.js": `${READ} read(iotcentral.IotCentralClient).${SHOW};`,
  };
  await check(await serve(project(files), `${FROM_CDN}; require-trusted-types-for 'script'`));
});

test("the element: a classic script from another origin", async () => {
  const files = elementPage(`<script src="${cdn}dist/global/index.js"></script><script src="main.js" defer></script>`);
  files["main.js"] = files["main.js"].replace('import "iotcentral-web/element";', "");
  await checkElement(await serve(project(files), FROM_CDN));
});

/** An import map with a prefix, which needs a file at the package's root for each entry. */
const importMap = (folder) =>
  `<script type="importmap">${JSON.stringify({ imports: { "iotcentral-web": `${folder}index.js`, "iotcentral-web/": folder } })}</script>`;
// Import maps are inline scripts.
const INLINE = "'unsafe-inline'";

test("an import map with a prefix: client, element and frames", async () => {
  const map = importMap("./node_modules/iotcentral-web/");
  const files = elementPage(`${map}<script type="module" src="main.js"></script>`, "iotcentral-web/inline");
  files["main.js"] = files["main.js"]
    .replace('"iotcentral-web/element"', '"iotcentral-web/element.js"')
    .replace('"iotcentral-web/inline"', '"iotcentral-web/inline.js"');
  files["main.js"] +=
    `\nimport { shareCredential } from "iotcentral-web/iframe.js"; import { german } from "iotcentral-web/messages/de.js"; console.info(shareCredential, german);`;
  await checkElement(await serve(project(files), SAME_ORIGIN.replace("script-src", `script-src ${INLINE}`)));
});

test("an import map to another origin: the module comes from there too", async () => {
  const main = `import { IotCentralClient } from "iotcentral-web"; ${READ} read(IotCentralClient).${SHOW};`;
  const files = {
    "index.html": html(`${importMap(cdn)}<script type="module" src="main.js"></script>`),
    "main.js": main,
  };
  await check(await serve(project(files), FROM_CDN.replace("script-src", `script-src ${INLINE}`)));
});

test("properties that a page sets before the element's definition are kept", async () => {
  const browser = await launch();
  const files = {
    "index.html": html(
      `<iot-central-dashboard endpoint="https://contoso.azureiotcentral.com"></iot-central-dashboard><script type="module" src="main.js"></script>`,
    ),
    "main.js": `
      const element = document.querySelector("iot-central-dashboard");
      Object.assign(element, { paused: true, theme: "dark", refreshInSeconds: 60, credential: () => "t", dashboard: ${JSON.stringify(DASHBOARD)} });
      await import("./node_modules/iotcentral-web/element.js");
      await element.updateComplete;
      const { paused, theme, refreshInSeconds, dashboard } = element;
      globalThis.kept = { paused, theme, refreshInSeconds, name: dashboard.displayName, attribute: element.getAttribute("theme") };`,
  };
  const page = await open(browser);
  await page.goto(await serve(project(files), SAME_ORIGIN));
  await page.locator("article.tile strong").waitFor();
  assert.deepEqual(await page.evaluate(() => globalThis.kept), {
    paused: true,
    theme: "dark",
    refreshInSeconds: 60,
    name: "Hall",
    attribute: "dark",
  });
  assert.deepEqual(page.complaints, []);
  await page.close();
});

// Trusted Types would forbid the page to create a worker from a string, which has nothing to do with the package.
const WORKERS = SAME_ORIGIN.replace("; require-trusted-types-for 'script'", "");

/** A worker that reads the name and sends it to its page. */
const worker = (entry) => `
  import { IotCentralClient } from "${entry}";
  ${READ}
  const tell = (message) => self.clients ? self.clients.matchAll({ includeUncontrolled: true }).then((all) => all.forEach((client) => client.postMessage(message))) : postMessage(message);
  read(IotCentralClient).catch((error) => "failed: " + error.message).then(tell);`;

test("a module worker", async () => {
  const files = {
    "index.html": html(`<script type="module" src="main.js"></script>`),
    "main.js": `new Worker("worker.js", { type: "module" }).onmessage = ({ data }) => (document.title = data);`,
    "worker.js": worker("./node_modules/iotcentral-web/index.js"),
  };
  await check(await serve(project(files), WORKERS));
});

test("a module worker, as Vite builds it", async () => {
  const files = {
    "index.html": html(`<script type="module" src="/main.js"></script>`),
    "main.js": `new Worker(new URL("./worker.js", import.meta.url), { type: "module" }).onmessage = ({ data }) => (document.title = data);`,
    "worker.js": worker("iotcentral-web"),
  };
  const root = project(files);
  await vite.build({ root, logLevel: "error" });
  await check(await serve(join(root, "dist"), WORKERS));
});

for (const entry of ["index", "inline"]) {
  test(`a service worker, with ${entry}.js`, async () => {
    const files = {
      "index.html": html(`<script type="module" src="main.js"></script>`),
      "main.js": `
        navigator.serviceWorker.onmessage = ({ data }) => (document.title = data);
        await navigator.serviceWorker.register("worker.js", { type: "module" });
        navigator.serviceWorker.startMessages();`,
      "worker.js": `${worker(`./node_modules/iotcentral-web/${entry}.js`)}`,
    };
    await check(await serve(project(files), WORKERS));
  });
}
