// Pollers: aborts at every moment, timeouts, progress listeners, and restoring after a reload.
import assert from "node:assert/strict";
import { test } from "node:test";
import { failure, run, world } from "./world.mjs";

const ARM = "https://management.azure.com";
const STATUS = `${ARM}/subscriptions/s/providers/Microsoft.IoTCentral/locations/eastus/operationResults/1?api-version=2021-06-01&asyncinfo`;
const DONE = { location: "eastus", sku: { name: "ST2" }, properties: { provisioningState: "Succeeded" } };
/** The answer that starts a creation. `headers` can ask the client to wait. */
const creating = (headers) => ({ status: 201, json: {}, headers: { "azure-asyncoperation": STATUS, ...headers } });
const now = { "retry-after-ms": "1" };
const later = { "retry-after": "30" };

/** Starts a creation, polls it with one of both signals, and aborts that signal at `moment`. */
const aborted = async ({ moment, given }) => {
  const controller = new AbortController();
  const options = { abortSignal: controller.signal };
  const application = { location: "eastus", sku: { name: "ST2" } };
  if (moment === "before") controller.abort();
  const poller = apps().beginCreateOrUpdate("rg", "contoso-iot", application, given === "begin" ? options : {});
  const failure = caught(poller.pollUntilDone(given === "begin" ? {} : options));
  const count = { "during its request": 1, "during a wait": 1, "during a poll": 2 }[moment] ?? 0;
  let turns = 0;
  if (count > 0) await until(() => sent.length === count && ++turns > 20);
  controller.abort();
  const { name } = await failure;
  const again = caught(poller.poll(given === "begin" ? {} : { abortSignal: AbortSignal.abort() }));
  return {
    name,
    again: (await again).name,
    aborted: sent.at(-1)?.aborted,
    status: poller.getOperationState().status,
    isDone: poller.isDone(),
  };
};

const MOMENTS = {
  before: { answers: [], count: 0, status: "notStarted" },
  "at once": { answers: [], count: 0, status: "notStarted" },
  "during its request": { answers: ["silence"], count: 1, aborted: true, status: "notStarted" },
  "during a wait": { answers: [creating(later)], count: 1, status: "running" },
  "during a poll": { answers: [creating(now), "silence"], count: 2, aborted: true, status: "running" },
};

for (const [moment, { answers, count, aborted: ended, status }] of Object.entries(MOMENTS)) {
  for (const given of ["begin", "pollUntilDone"]) {
    test(`an abort ${moment}, by the signal of ${given}: an AbortError, and nothing is sent afterwards`, async () => {
      const page = await world(answers, { clock: moment !== "during a poll" });
      const { aborted: fetchEnded, ...value } = await page.evaluate(aborted, { moment, given });
      if (moment !== "during a poll") await page.advance(60_000);
      const sent = await page.sent();
      assert.deepEqual(
        { ...value, count: sent.length },
        { name: "AbortError", again: "AbortError", status, isDone: false, count },
      );
      if (ended) assert.equal(fetchEnded, true);
    });
  }
}

test("an abort during getToken: nothing is sent, even when the token arrives", async () => {
  const { value, sent } = await run([], async () => {
    let give;
    const token = new Promise((resolve) => (give = resolve));
    let asked = 0;
    const client = new ApplicationsClient("6f3c1d2e-0000-4000-8000-123456789abc", () => (asked++, token));
    const controller = new AbortController();
    const poller = client.beginDelete("rg", "contoso-iot");
    const failure = caught(poller.pollUntilDone({ abortSignal: controller.signal }));
    await until(() => asked > 0);
    controller.abort();
    const { name } = await failure;
    give("late");
    let turns = 0;
    await until(() => ++turns > 20);
    return [name, poller.getOperationState().status];
  });
  assert.deepEqual([value, sent], [["AbortError", "notStarted"], []]);
});

test("after an abort a poller can be polled again, and the operation is not started again", async () => {
  const answers = [creating(now), "silence", { json: { status: "Succeeded" } }, { json: DONE }];
  const { value, sent } = await run(answers, async () => {
    const controller = new AbortController();
    const poller = apps().beginCreateOrUpdate("rg", "contoso-iot", { location: "eastus", sku: { name: "ST2" } });
    const failure = caught(poller.pollUntilDone({ abortSignal: controller.signal }));
    await until(() => sent.length === 2);
    controller.abort();
    return [(await failure).name, await poller.pollUntilDone()];
  });
  assert.deepEqual(value, ["AbortError", DONE]);
  assert.deepEqual(
    sent.map(({ method }) => method),
    ["PUT", "GET", "GET", "GET"],
  );
});

test("aborting a poll that waits for another one does not affect the other", async () => {
  const answers = [creating(now), { json: { status: "Succeeded" } }, { json: DONE }];
  const { value, sent } = await run(answers, async () => {
    const controller = new AbortController();
    const poller = apps().beginCreateOrUpdate("rg", "contoso-iot", { location: "eastus", sku: { name: "ST2" } });
    const [first, second, third] = [
      poller.pollUntilDone(),
      poller.pollUntilDone({ abortSignal: controller.signal }),
      poller.pollUntilDone(),
    ];
    const failure = caught(second);
    controller.abort();
    return [await first, (await failure).name, await third];
  });
  assert.deepEqual(value, [DONE, "AbortError", DONE]);
  assert.equal(sent.filter(({ method }) => method === "PUT").length, 1);
});

test("the wait between polls is updateIntervalInMs, unless the service asks for another one", async () => {
  const answers = [
    creating(),
    { json: { status: "Running" }, headers: later },
    { json: { status: "Running" } },
    { json: { status: "Succeeded" } },
    { json: DONE },
  ];
  const page = await world(answers, { clock: true });
  await page.evaluate(() => {
    const application = { location: "eastus", sku: { name: "ST2" } };
    const poller = apps().beginCreateOrUpdate("rg", "contoso-iot", application, { updateIntervalInMs: 7_000 });
    const began = Date.now();
    globalThis.times = [];
    poller.onProgress(() => times.push(Date.now() - began));
    globalThis.ended = poller.pollUntilDone();
  });
  await page.advance(60_000);
  const { application, times } = await page.evaluate(async () => ({ application: await ended, times }));
  assert.deepEqual([application, times], [DONE, [0, 7_000, 37_000, 44_000, 44_000]]);
});

test("after its timeout a poller rejects, and sends nothing more", async () => {
  const page = await world([creating(), ...Array(9).fill({ json: { status: "Running" }, headers: later })], {
    clock: true,
  });
  await page.evaluate(() => {
    const poller = apps().beginCreateOrUpdate(
      "rg",
      "contoso-iot",
      { location: "eastus", sku: { name: "ST2" } },
      { deadlineInMs: 40_000 },
    );
    globalThis.ended = caught(poller.pollUntilDone()).then((error) => ({
      ...error,
      isDone: poller.isDone(),
      at: Date.now(),
    }));
    globalThis.began = Date.now();
  });
  await page.advance(120_000);
  const { code, message, isDone, took } = await page.evaluate(async () => ({
    ...(await ended),
    took: (await ended).at - began,
  }));
  assert.deepEqual([code, isDone, took], ["Timeout", false, 40_000]);
  assert.match(message, /40000 ms.*deadlineInMs/);
  // After 0, 2 and 32 seconds.
  assert.equal((await page.sent()).length, 3);
});

test("a listener that throws or was added twice affects neither the poller nor other listeners", async () => {
  const page = await world([creating(now), { json: { status: "Failed" } }]);
  const told = await page.evaluate(async () => {
    const told = [];
    const poller = apps().beginCreateOrUpdate("rg", "contoso-iot", { location: "eastus", sku: { name: "ST2" } });
    poller.onProgress(() => {
      throw new Error("the page's bug");
    });
    const listener = ({ status }) => told.push(status);
    const stop = poller.onProgress(listener);
    poller.onProgress(listener);
    stop();
    stop();
    const { code } = await caught(poller.pollUntilDone());
    const wrong = await caught(() => poller.onProgress("x"));
    return {
      told,
      code,
      wrong: wrong.code,
      state: poller.getOperationState(),
      isDone: poller.isDone(),
      result: poller.getResult() === undefined,
    };
  });
  assert.deepEqual(told, {
    told: ["running", "failed"],
    code: "Failed",
    wrong: "InvalidInput",
    state: { status: "failed" },
    isDone: true,
    result: true,
  });
  assert.match(page.complaints.splice(0).join(), /onProgress failed/);
});

test("a poller survives a reload of the page", async () => {
  const page = await world([creating(now), { json: { status: "InProgress" } }]);
  const saved = await page.evaluate(async () => {
    const poller = apps().beginCreateOrUpdate("rg", "contoso-iot", { location: "eastus", sku: { name: "ST2" } });
    const early = `${poller}`;
    await poller.poll();
    await poller.poll();
    sessionStorage.setItem("poller", poller);
    return { early, text: `${poller}` };
  });
  assert.doesNotMatch(saved.text, /Bearer|for-https/);
  await page.reload();
  await page.waitForFunction(() => globalThis.ready, undefined, { polling: 10 });
  const value = await page.evaluate(
    async ({ early, answers }) => {
      globalThis.answers = answers;
      const refused = await caught(() => apps().restorePoller(early));
      const poller = apps().restorePoller(sessionStorage.getItem("poller"));
      const before = poller.getOperationState().status;
      return { refused: refused.message, before, result: await poller.pollUntilDone() };
    },
    { early: saved.early, answers: [{ json: { status: "Succeeded" } }, { json: DONE }] },
  );
  assert.match(value.refused, /begin the operation again/);
  assert.deepEqual([value.before, value.result], ["running", DONE]);
  const sent = await page.sent();
  assert.deepEqual(sent.map(({ method, url }) => [method, url.split("?")[0]])[0], ["GET", STATUS.split("?")[0]]);
});

test("concurrent waits for one operation share its polls", async () => {
  const running = { json: { status: "Running" }, headers: later };
  const page = await world([creating(later), running, { json: { status: "Succeeded" } }, { json: DONE }], {
    clock: true,
  });
  await page.evaluate(() => {
    const poller = apps().beginCreateOrUpdate("rg", "contoso-iot", { location: "eastus", sku: { name: "ST2" } });
    globalThis.told = [];
    poller.onProgress(({ status }) => told.push(status));
    globalThis.ended = Promise.all([poller.pollUntilDone(), poller.pollUntilDone(), poller.pollUntilDone()]);
  });
  for (const [milliseconds, count] of [
    [0, 1],
    [29_000, 1],
    [1_000, 2],
    [29_000, 2],
    [1_000, 4],
  ]) {
    await page.advance(milliseconds);
    assert.equal((await page.sent()).length, count);
  }
  assert.deepEqual(await page.evaluate(async () => [await ended, told]), [
    Array(3).fill(DONE),
    ["running", "running", "running", "succeeded"],
  ]);
});

test("connect takes over the client's options, except those of the control plane", async () => {
  const { value, sent } = await run([], async () => {
    const called = [];
    const json = (value) => new Response(JSON.stringify(value));
    const own = (name) => async (url) => (called.push([name, new URL(url).pathname]), json({ displayName: "Hall" }));
    const app = { location: "eastus", sku: { name: "ST2" }, properties: { subdomain: "contoso" } };
    const client = apps({ fetch: own("inherited"), audience: "https://management.example", apiVersion: "2000-01-01" });
    asked.length = 0;
    await client.connect(app).dashboards.get("d");
    await client.connect(app, { fetch: own("given"), domain: "azureiotcentral.us" }).dashboards.get("d");
    return {
      called,
      asked: asked.splice(0),
      wrong: (await caught(() => client.connect(app, { domian: "x" }))).pointer,
      kind: (await caught(() => client.connect(app, 7))).code,
    };
  });
  assert.deepEqual(value, {
    called: [
      ["inherited", "/api/dashboards/d"],
      ["given", "/api/dashboards/d"],
    ],
    asked: Array(2).fill("https://apps.azureiotcentral.com/.default"),
    wrong: "/domian",
    kind: "InvalidInput",
  });
  assert.deepEqual(sent, []);
});

test("a failed operation keeps its error, with the service's details", async () => {
  const error = { code: "Conflict", message: "Taken.", details: [{ code: "Subdomain", message: "contoso is in use" }] };
  const { error: failed, sent } = await failure([creating(now), { json: { status: "Canceled", error } }], () =>
    caught(async () => {
      const poller = apps().beginCreateOrUpdate("rg", "contoso-iot", { location: "eastus", sku: { name: "ST2" } });
      const first = await caught(poller.pollUntilDone());
      if (first.message !== (await caught(poller.poll())).message || poller.getOperationState().status !== "canceled")
        return;
      await poller.pollUntilDone();
    }),
  );
  assert.deepEqual([failed.code, failed.isIotCentralError, sent.length], ["Conflict", true, 2]);
  assert.match(failed.message, /Canceled.*Taken\.; Subdomain: contoso is in use/);
});

test("…AndWait returns the operation's result, and takes the options of its poller", async () => {
  const answers = [
    creating(now),
    { json: { status: "Succeeded" } },
    { json: DONE },
    { json: { ...DONE, tags: { hall: "1" } } },
    { status: 204 },
  ];
  const { value, sent } = await run(answers, async () => {
    const created = await apps().beginCreateOrUpdateAndWait("rg", "contoso-iot", {
      location: "eastus",
      sku: { name: "ST2" },
    });
    const updated = await apps().beginUpdateAndWait("rg", "contoso-iot", { tags: { hall: "1" } });
    const deleted = await apps().beginDeleteAndWait("rg", "contoso-iot");
    const aborted = await caught(apps().beginDeleteAndWait("rg", "contoso-iot", { abortSignal: AbortSignal.abort() }));
    const refused = await caught(apps().beginDeleteAndWait("rg", 1));
    return { created, updated, deleted, aborted: aborted.name, refused: refused.code };
  });
  assert.deepEqual(value, {
    created: DONE,
    updated: { ...DONE, tags: { hall: "1" } },
    deleted: undefined,
    aborted: "AbortError",
    refused: "InvalidInput",
  });
  assert.deepEqual(
    sent.map(({ method }) => method),
    ["PUT", "GET", "GET", "PATCH", "DELETE"],
  );
});

test("the options of a poller hold for all its requests, and those of a poll replace them", async () => {
  const answers = [creating(now), { json: { status: "Running" } }, { json: { status: "Succeeded" } }, { json: DONE }];
  const { value, sent } = await run(answers, async () => {
    const told = [];
    const options = (trace) => ({ requestOptions: { customHeaders: { "x-trace": trace } } });
    const poller = apps().beginDelete("rg", "contoso-iot", {
      ...options("poller"),
      onResponse: ({ statusCode }) => told.push(statusCode),
    });
    await poller.poll();
    await poller.poll(options("poll"));
    await poller.poll();
    return told;
  });
  assert.deepEqual(
    [sent.map(({ headers }) => headers["x-trace"]), value],
    [
      ["poller", "poll", "poller"],
      [201, 200],
    ],
  );
});
