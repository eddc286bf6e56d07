// The main entry before its module has loaded, and when the module can't be loaded.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { launch, open } from "../support/browser.mjs";
import { project } from "../support/pack.mjs";
import { serve } from "../support/serve.mjs";

const script = `<script type="module">
  import * as iotcentral from "./node_modules/iotcentral-web/index.js";
  const unhandled = [];
  addEventListener("unhandledrejection", (event) => unhandled.push(event.reason.message));
  const connect = (endpoint = "https://contoso.azureiotcentral.com") => new iotcentral.IotCentralClient(endpoint, () => "token");
  const apps = () => new iotcentral.ApplicationsClient("6f3c1d2e-0000-4000-8000-123456789abc", () => "token");
  Object.assign(globalThis, iotcentral, { iotcentral, unhandled, connect, apps });
</script>`;
const address = await serve(
  project({ "index.html": `<!doctype html><link rel="icon" href="data:,">${script}` }),
  "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'",
);
const browser = await launch();

/** The answers of IoT Central and Azure Resource Manager, by the end of the path. */
const ANSWERS = {
  dashboards: {
    value: [
      { id: "a", displayName: "One" },
      { id: "b", displayName: "Two" },
    ],
  },
  a: { id: "a", displayName: "One" },
  contoso: {
    location: "eastus",
    sku: { name: "ST2" },
    properties: { provisioningState: "Succeeded", subdomain: "contoso" },
  },
};
const ALLOWED = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Headers": "*",
  "Access-Control-Allow-Methods": "*",
};

/**
 * Returns a page that has imported the entry and made no client. `module` answers requests for the module: `(route,
 * count)`.
 */
async function imported(module = (route) => route.continue()) {
  const page = await open(browser);
  after(() => page.close());
  page.modules = 0;
  await page.route("**/*.wasm", (route) => module(route, (page.modules += 1)));
  await page.route(/azure\.com|azureiotcentral\.com/, (route) => {
    const json = ANSWERS[new URL(route.request().url()).pathname.split("/").at(-1)];
    return route.fulfill({ status: json ? 200 : 404, json: json ?? {}, headers: ALLOWED });
  });
  await page.goto(address);
  await page.waitForFunction(() => globalThis.connect);
  return page;
}

test("an import loads nothing; concurrent clients share one module", async () => {
  const page = await imported();
  assert.equal(page.modules, 0);
  const names = await page.evaluate(async () => {
    const [a, b] = await Promise.all([connect(), connect()].map((central) => central.dashboards.get("a")));
    return [a.displayName, b.displayName];
  });
  assert.deepEqual(names, ["One", "One"]);
  assert.equal(page.modules, 1);
  assert.deepEqual(page.complaints, []);
});

test("a client that was created before the module has loaded works: lists, pages, reads and failures", async () => {
  const page = await imported();
  const seen = await page.evaluate(async () => {
    const central = connect();
    const early = { endpoint: central.endpoint, isClient: central instanceof IotCentralClient, kind: typeof central };
    const items = [];
    const list = central.dashboards.list();
    const pages = connect().dashboards.list().byPage({ maxPageSize: 25 });
    for await (const { displayName } of list) items.push(displayName);
    const sizes = [];
    for await (const { items } of pages) sizes.push(items.length);
    const { code, statusCode } = await connect()
      .dashboards.get("nowhere")
      .catch((error) => error);
    return { early, items, sizes, code, statusCode, later: central.endpoint, unhandled };
  });
  assert.deepEqual(seen.early, { endpoint: "https://contoso.azureiotcentral.com", isClient: true, kind: "object" });
  assert.deepEqual(seen.items, ["One", "Two"]);
  assert.deepEqual(seen.sizes, [2]);
  assert.equal(seen.statusCode, 404);
  assert.equal(seen.later, "https://contoso.azureiotcentral.com");
  assert.deepEqual(seen.unhandled, []);
});

test("a poller that was created before the module has loaded can be polled and listened to", async () => {
  const page = await imported();
  const seen = await page.evaluate(async () => {
    const poller = apps().beginUpdate("rg", "contoso", { tags: { a: "b" } });
    const early = [poller.isDone(), poller.getOperationState().status, poller.getResult()];
    const said = caught(() => String(poller));
    const heard = [];
    poller.onProgress(({ status }) => heard.push(status));
    const stop = poller.onProgress(() => heard.push("removed"));
    stop();
    const { properties } = await poller.pollUntilDone();
    return {
      early,
      said,
      heard: [...new Set(heard)],
      subdomain: properties.subdomain,
      isDone: poller.isDone(),
      text: typeof poller.toString(),
    };

    function caught(work) {
      try {
        return work();
      } catch ({ message }) {
        return message;
      }
    }
  });
  assert.deepEqual(seen.early, [false, "notStarted", undefined]);
  assert.match(seen.said, /is not loaded yet: call `await load\(\)` first/);
  assert.deepEqual(seen.heard, ["succeeded"]);
  assert.equal(seen.subdomain, "contoso");
  assert.equal(seen.isDone, true);
});

test("a feed that was started before the module has loaded can be closed, and connect works", async () => {
  const page = await imported();
  const seen = await page.evaluate(async () => {
    const told = [];
    const tile = {
      displayName: "Words",
      x: 0,
      y: 0,
      width: 1,
      height: 1,
      configuration: { type: "markdown", description: "a" },
    };
    const feed = connect().dashboards.watch(
      { displayName: "Hall", tiles: [tile] },
      { onTile: () => told.push("tile"), onError: () => told.push("error") },
    );
    feed.pause();
    feed.close();
    const central = apps().connect({ properties: { subdomain: "contoso" } });
    const { displayName } = await central.dashboards.get("a");
    return { told, displayName, endpoint: central.endpoint };
  });
  assert.deepEqual(seen, { told: [], displayName: "One", endpoint: "https://contoso.azureiotcentral.com" });
});

test("an invalid argument fails the first call, or is reported to the page if there is none", async () => {
  const page = await imported();
  const seen = await page.evaluate(async () => {
    const call = connect("ftp://contoso")
      .dashboards.get("a")
      .catch((error) => error);
    const idle = connect("ftp://fabrikam");
    const { code, pointer } = await call;
    await new Promise((turn) => setTimeout(turn, 50));
    let thrown;
    try {
      connect("ftp://contoso");
    } catch (error) {
      thrown = error.pointer;
    }
    return { code, pointer, unhandled, thrown, made: typeof idle };
  });
  assert.deepEqual(
    [seen.code, seen.pointer, seen.thrown, seen.made],
    ["InvalidInput", "/endpoint", "/endpoint", "object"],
  );
  assert.equal(seen.unhandled.length, 1);
  assert.match(seen.unhandled[0], /^endpoint /);
});

test("a stand-in has every member of its class", async () => {
  const page = await imported();
  const missing = await page.evaluate(() => {
    const central = connect();
    const classes = Object.values(iotcentral).filter((it) => typeof it === "function" && it !== IotCentralError);
    const names = classes.flatMap(({ prototype }) => Reflect.ownKeys(prototype ?? {}));
    return names.filter((name) => name !== "result" && central[name] === undefined).map(String);
  });
  assert.deepEqual(missing, []);
});

test("functions that return at once throw before the module has loaded, and work after load()", async () => {
  const page = await imported();
  const seen = await page.evaluate(async () => {
    let said;
    try {
      validateDashboard({ displayName: 1 });
    } catch ({ message }) {
      said = message;
    }
    await load();
    return { said, findings: validateDashboard({ displayName: 1 }).length };
  });
  assert.match(seen.said, /^iotcentral-web is not loaded yet: call `await load\(\)` first/);
  assert.equal(seen.findings > 0, true);
});

const MISSING = {
  "a page of HTML": {
    answer: { status: 200, contentType: "text/html; charset=utf-8", body: "<!doctype html><title>app</title>" },
    why: "a page of HTML came instead",
  },
  "not there": { answer: { status: 404, body: "" }, why: "status 404" },
};
for (const [name, { answer, why }] of Object.entries(MISSING)) {
  test(`a module that is ${name}: an error with file, cause and remedy, and a later call tries again`, async () => {
    const page = await imported((route, count) => (count === 1 ? route.fulfill(answer) : route.continue()));
    const { error, again, name } = await page.evaluate(async () => {
      const { code, message, name } = await connect()
        .dashboards.get("a")
        .catch((error) => error);
      const { displayName } = await connect().dashboards.get("a");
      return { error: { code, message }, again: displayName, name };
    });
    assert.equal(name, "IotCentralError");
    assert.equal(error.code, "Module");
    assert.match(
      error.message,
      new RegExp(`^The WebAssembly module http://.*/dist/iotcentral_web_bg\\.wasm could not be loaded: ${why}\\. `),
    );
    assert.match(
      error.message,
      /import iotcentral-web\/inline, .*copy dist\/iotcentral_web_bg\.wasm.*iotcentral-web\/slim/,
    );
    assert.equal(again, "One");
  });
}

test("a client whose module could not be loaded works once the module is available", async () => {
  const page = await imported((route, count) => (count === 1 ? route.abort() : route.continue()));
  const seen = await page.evaluate(async () => {
    const central = connect();
    const { dashboards } = central;
    const management = apps();
    const { subscriptionId } = management;
    const { code } = await dashboards.get("a").catch((error) => error);
    const names = [central.dashboards, dashboards].map(async (it) => (await it.get("a")).displayName);
    const { location } = await management.get("rg", "contoso");
    return { subscriptionId, code, names: await Promise.all(names), location };
  });
  assert.deepEqual(seen, {
    subscriptionId: "6f3c1d2e-0000-4000-8000-123456789abc",
    code: "Module",
    names: ["One", "One"],
    location: "eastus",
  });
  assert.equal(page.modules, 2);
});

test("a server without a media type for the module works", async () => {
  const page = await imported(async (route) =>
    route.fulfill({ response: await route.fetch(), contentType: "application/octet-stream" }),
  );
  assert.equal(await page.evaluate(async () => (await connect().dashboards.get("a")).displayName), "One");
  assert.deepEqual(page.complaints, []);
});
