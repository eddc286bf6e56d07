// Faults that only a real connection has, in Chromium, with a server that misbehaves.
import assert from "node:assert/strict";
import { test } from "node:test";
import { launch, open } from "../support/browser.mjs";
import { faulty } from "../support/faults.mjs";
import { project } from "../support/pack.mjs";
import { serve } from "../support/serve.mjs";

const files = {
  "index.html": `<!doctype html><link rel="icon" href="data:,"><script type="module" src="page.js"></script>`,
  "page.js": `import * as iotcentral from "./node_modules/iotcentral-web/index.js"; globalThis.iotcentral = iotcentral;`,
};
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' http://127.0.0.1:* http://localhost:*; img-src data:";
const page = await open(await launch());
await page.goto(await serve(project(files), POLICY));
await page.waitForFunction(() => globalThis.iotcentral);

/** Reads the dashboard whose id names a fault. Returns the result or the failure, and the server's requests. */
async function get(fault, times, options) {
  const { address, requests } = await faulty(times);
  const outcome = await page.evaluate(
    async ([address, fault, options]) => {
      const central = new iotcentral.IotCentralClient(address, () => "t0ken", {
        retryOptions: { retryDelayInMs: 1 },
        ...options,
      });
      const begin = performance.now();
      return central.dashboards.get(fault.replaceAll(" ", ":")).then(
        ({ displayName }) => ({ displayName, ms: performance.now() - begin }),
        ({ name, code, message, retryAfterInMs }) => ({ name, code, message, retryAfterInMs }),
      );
    },
    [address, fault, options],
  );
  return { outcome, requests };
}

for (const fault of ["reset", "reset in the body", "truncated"]) {
  test(`${fault}: the request is sent again`, async () => {
    const { outcome } = await get(fault, 2);
    assert.equal(outcome.displayName, "Hall");
  });

  test(`${fault} at every attempt is an error without an answer`, async () => {
    const { outcome, requests } = await get(fault, Infinity);
    assert.deepEqual([outcome.name, outcome.code], ["IotCentralError", "Network"]);
    assert.match(outcome.message, /network, DNS or CORS/);
    // Chromium itself repeats a request after a reset if it considers the connection stale.
    assert.ok(requests.length >= 4 && requests.length <= 8, `${requests.length} requests`);
  });
}

for (const fault of ["stall", "silence"]) {
  test(`${fault} times out, during the body too`, async () => {
    const options = { timeout: { tryInMs: 1_000 }, retryOptions: { maxRetries: 1, retryDelayInMs: 1 } };
    const { outcome, requests } = await get(fault, Infinity, options);
    assert.deepEqual([outcome.code, requests.length], ["Timeout", 2]);
    const { outcome: recovered } = await get(fault, 1, options);
    assert.equal(recovered.displayName, "Hall");
  });
}

for (const fault of ["no end", "bomb"]) {
  test(`reading stops when a body is too large: ${fault}`, async () => {
    const { outcome, requests } = await get(fault, Infinity);
    assert.deepEqual([outcome.code, requests.length], ["Limit", 1], outcome.message);
    assert.match(outcome.message, /more than 67108864 bytes/);
  });
}

test("a Retry-After that CORS hides is replaced by a back-off", async () => {
  const { outcome, requests } = await get("hidden wait", 2);
  assert.deepEqual([outcome.displayName, requests.length], ["Hall", 3]);
  assert.ok(outcome.ms < 10_000);
});

test("a Retry-After that CORS exposes is used", async () => {
  const { outcome, requests } = await get("shown wait", 2);
  assert.deepEqual([outcome.retryAfterInMs, requests.length], [3_600_000, 1]);
});

test("the error of an answer that CORS forbids mentions CORS", async () => {
  const { outcome } = await get("no CORS", Infinity, { retryOptions: { maxRetries: 0 } });
  assert.equal(outcome.code, "Network");
  assert.match(outcome.message, /does the service allow this page's origin/);
});

test("a redirect to another origin is not followed, and no token is sent there", async () => {
  const { outcome, requests } = await get("redirect", Infinity, { retryOptions: { maxRetries: 0 } });
  assert.equal(outcome.code, "Network");
  assert.deepEqual(
    requests.map(({ host }) => host.split(":")[0]),
    ["127.0.0.1"],
  );
});
