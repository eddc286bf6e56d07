// The package's control plane with the emulator's, in Chromium over https: from creating an application to its data.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { launch, open } from "../support/browser.mjs";
import { emulate, TOKEN } from "../support/emulator.mjs";
import { project } from "../support/pack.mjs";
import { serve } from "../support/serve.mjs";

const files = {
  "index.html": `<!doctype html><link rel="icon" href="data:,"><script type="module" src="main.js"></script>`,
  "main.js": `import * as iotcentral from "./node_modules/iotcentral-web/index.js"; Object.assign(globalThis, iotcentral);`,
};
const address = await serve(
  project(files),
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' https:; img-src data:",
);
const authority = join(tmpdir(), `iotcentral-emulator-e2e-${process.pid}.pem`);
after(() => rmSync(authority, { force: true }));
const browser = await launch();

/**
 * Opens a page that is connected to an emulator. `client(style)` is for the subscription; `domain` contains its port.
 */
async function page(...options) {
  const emulator = await emulate("--tls", authority, ...options);
  const page = await open(browser, { ignoreHTTPSErrors: true });
  await page.goto(address);
  await page.waitForFunction(() => globalThis.ApplicationsClient, undefined, { polling: 10 });
  await page.evaluate(
    ({ endpoint, token }) => {
      globalThis.domain = `localhost:${new URL(endpoint).port}`;
      globalThis.client = (wish) =>
        new ApplicationsClient("11111111-2222-3333-4444-555555555555", () => token, {
          endpoint,
          fetch: (input, init) => {
            const request = new Request(input, init);
            // A page under a strict CORS policy could not send the header, and gets the default.
            if (wish) request.headers.set("x-emulator-lro", wish);
            return fetch(request);
          },
        });
      globalThis.plain = (subdomain) => ({ location: "eastus", sku: { name: "ST2" }, properties: { subdomain } });
      globalThis.code = (work) =>
        work.then(
          () => "nothing",
          ({ code }) => code,
        );
    },
    { endpoint: emulator.endpoint, token: TOKEN },
  );
  return page;
}

/** Creates an application, uses its data, updates and deletes it. */
async function life(wish) {
  const apps = client(wish);
  const name = `life-${wish || "default"}`;
  const told = [];
  const creation = apps.beginCreateOrUpdate("rg", name, plain(name));
  creation.onProgress(({ status }) => told.push(status));
  const created = await creation.pollUntilDone();

  const central = apps.connect(created, { domain });
  const before = [];
  for await (const dashboard of central.dashboards.list()) before.push(dashboard.id);
  await central.dashboards.create("first", { displayName: "First" });
  const first = await central.dashboards.get("first");

  const updated = await apps.beginUpdate("rg", name, { tags: { a: "b" } }).pollUntilDone();
  await apps.beginDelete("rg", name).pollUntilDone();
  return {
    told: [...new Set(told)],
    state: created.properties.provisioningState,
    endpoint: central.endpoint,
    before,
    first: first.displayName,
    tags: updated.tags,
    gone: await code(apps.get("rg", name)),
    closed: await code(central.dashboards.get("first")),
  };
}

const WHOLE = {
  state: "Succeeded",
  before: [],
  first: "First",
  tags: { a: "b" },
  gone: "ResourceNotFound",
  closed: "NotFound",
};

describe("the package and the emulator", { concurrency: true }, () => {
  for (const [wish, told] of [
    ["azure-async", ["running", "succeeded"]],
    ["location", ["running", "succeeded"]],
    ["synchronous", ["succeeded"]],
  ]) {
    test(`an application's life cycle, polled by ${wish}`, async () => {
      const opened = await page();
      const { endpoint, ...seen } = await opened.evaluate(life, wish);
      assert.deepEqual(seen, { ...WHOLE, told });
      assert.match(endpoint, new RegExp(`^https://life-${wish}\\.localhost:\\d+/?$`));
    });
  }

  test("an application's life cycle where CORS hides every header for polling", async () => {
    const opened = await page("--cors", "hidden");
    const { endpoint, ...seen } = await opened.evaluate(life, "");
    assert.deepEqual(seen, { ...WHOLE, told: ["running", "succeeded"] });
  });

  test("failed and canceled operations reject, and a saved poller resumes after a reload", async () => {
    const opened = await page();
    const seen = await opened.evaluate(async () => {
      const failed = client("failed").beginCreateOrUpdate("rg", "failing", plain("failing"));
      const canceled = client("canceled").beginDelete("rg", "failing");
      const errors = [await code(failed.pollUntilDone()), await code(canceled.pollUntilDone())];

      const poller = client("azure-async").beginCreateOrUpdate("rg", "restored", plain("restored"));
      await poller.poll();
      const restored = await client("").restorePoller(poller.toString()).pollUntilDone();
      return {
        errors,
        states: [failed, canceled].map((poller) => poller.getOperationState().status),
        restored: restored.properties.provisioningState,
      };
    });
    assert.deepEqual(seen, {
      errors: ["OperationFailed", "OperationCanceled"],
      states: ["failed", "canceled"],
      restored: "Succeeded",
    });
  });

  test("lists, name checks and templates", async () => {
    const opened = await page();
    const seen = await opened.evaluate(async () => {
      const apps = client("synchronous");
      await apps.beginCreateOrUpdate("rg", "listed", plain("listed")).pollUntilDone();
      const all = async (pages) => {
        const names = [];
        for await (const { name, manifestId } of pages) names.push(manifestId ?? name);
        return names;
      };
      return {
        lists: [
          await all(apps.listBySubscription()),
          await all(apps.listByResourceGroup("RG")),
          await all(apps.listByResourceGroup("other")),
        ],
        template: (await all(apps.listTemplates()))[0],
        operation: (await all(apps.listOperations())).includes("Microsoft.IoTCentral/IoTApps/write"),
        free: (await apps.checkNameAvailability("free-name")).nameAvailable,
        taken: (await apps.checkSubdomainAvailability("listed")).reason,
      };
    });
    assert.deepEqual(seen, {
      lists: [["listed"], ["listed"], []],
      template: "iotc-pnp-preview",
      operation: true,
      free: true,
      taken: "AlreadyExists",
    });
  });
});
