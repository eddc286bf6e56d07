// Small pages that use the package, and checks that they work in a browser.
import assert from "node:assert/strict";
import { launch, open } from "./browser.mjs";

/** A content security policy that allows only what the package needs. Tests add `connect-src`. */
export const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src data:; worker-src 'self'; " +
  "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";

const browser = await launch();

/**
 * A small page, the same for all tests: it shows the name of a dashboard that a client read. `before` is code that runs
 * first.
 */
export function page(script, entry = "iotcentral-web") {
  return {
    "index.html": `<!doctype html><link rel="icon" href="data:,"><title>waiting</title>${script}`,
    "main.js": `
      import { IotCentralClient } from "${entry}";
      ${READ}
      read(IotCentralClient).then((name) => (document.title = name), (error) => (document.title = "failed: " + error.message));`,
  };
}

/** Code that reads the name of a dashboard with a fake fetch, without a service. */
export const READ = `
  const answer = async () => new Response('{"id":"hall","displayName":"Hall 1"}');
  async function read(Client) {
    const central = new Client("https://contoso.azureiotcentral.com", () => "token", { fetch: answer });
    return (await central.dashboards.get("hall")).displayName;
  }`;

/** Opens the page, and checks that the client works and the console stays empty. */
export async function check(address) {
  const { title, complaints } = await titleOf(address);
  assert.deepEqual(complaints, []);
  assert.equal(title, "Hall 1");
}

/** Returns the text of the page when it is done, and its complaints. */
export async function titleOf(address) {
  const page = await open(browser);
  await page.goto(address);
  await page.waitForFunction(() => document.title !== "waiting", undefined, { timeout: 20_000 }).catch(() => undefined);
  const title = await page.title();
  await page.close();
  return { title, complaints: page.complaints };
}

const tile = (displayName, configuration) => ({ displayName, x: 0, y: 0, width: 2, height: 2, configuration });
/** A dashboard in the page's code. One of its tiles needs a chunk with a library. */
export const DASHBOARD = {
  displayName: "Hall",
  tiles: [
    tile("Words", { type: "markdown", description: "**bold**" }),
    tile("Line", {
      type: "lineChart",
      group: "g",
      devices: [],
      capabilities: [],
      queryRange: { type: "time", duration: "PT1H" },
    }),
  ],
};

/** A page with one element and a dashboard in its code. It requests only the chunks of the element and the client. */
export function elementPage(script, client) {
  return {
    "index.html": `<!doctype html><link rel="icon" href="data:,"><title>waiting</title><iot-central-dashboard endpoint="https://contoso.azureiotcentral.com"></iot-central-dashboard>${script}`,
    "main.js": `
      import "iotcentral-web/element";
      ${client ? `import { IotCentralClient } from "${client}";` : ""}
      const element = document.querySelector("iot-central-dashboard");
      element.dashboard = ${JSON.stringify(DASHBOARD)};
      const credential = () => "t";
      ${client ? `element.client = new IotCentralClient("https://contoso.azureiotcentral.com", credential);` : `element.credential = credential;`}`,
  };
}

/** Opens the page, and checks that its tiles are drawn and the console stays empty. */
export async function checkElement(address) {
  const page = await open(browser);
  await page.goto(address);
  await page
    .locator("article.tile strong")
    .waitFor({ timeout: 20_000 })
    .catch(() => undefined);
  await page
    .locator('article[data-tile-type="lineChart"][data-state="nodata"]')
    .waitFor({ timeout: 20_000 })
    .catch(() => undefined);
  assert.deepEqual(page.complaints, []);
  assert.equal(await page.locator("article.tile strong").innerText(), "bold");
  assert.equal(await page.locator('article[data-tile-type="lineChart"]').getAttribute("data-state"), "nodata");
  await page.close();
}
