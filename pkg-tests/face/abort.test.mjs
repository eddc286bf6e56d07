// The caller's AbortSignal: an abort at any moment ends the operation in the same turn, and nothing is sent afterwards.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ID, run, world } from "./world.mjs";

function isAbort(error) {
  const { name, isError, isIotCentralError } = error;
  assert.deepEqual(
    { name, isError, isIotCentralError },
    { name: "AbortError", isError: true, isIotCentralError: false },
  );
}

/** Runs every operation that sends something, and aborts it at once or at `moment`. */
const everyOperation = async (moment) => {
  const operations = {
    get: (abortSignal) => connect().dashboards.get("a", { abortSignal }),
    create: (abortSignal) => connect().dashboards.create("a", { displayName: "t" }, { abortSignal }),
    update: (abortSignal) => connect().dashboards.update("a", {}, { abortSignal }),
    edit: (abortSignal) => connect().dashboards.edit("a", () => {}, { abortSignal }),
    delete: (abortSignal) => connect().dashboards.delete("a", { abortSignal }),
    list: (abortSignal) => connect().dashboards.list({ abortSignal }).next(),
    byPage: (abortSignal) => connect().dashboards.list({ abortSignal }).byPage().next(),
  };
  const ended = {};
  for (const [operation, work] of Object.entries(operations)) {
    const controller = new AbortController();
    if (moment === "before") controller.abort();
    const count = sent.length;
    const failure = caught(work(controller.signal));
    if (moment === "during") await until(() => sent.length > count);
    controller.abort();
    ended[operation] = await failure;
  }
  return ended;
};

test("an abort before the call: nothing is sent", async () => {
  const { value, sent } = await run([], everyOperation, "before");
  Object.values(value).forEach(isAbort);
  assert.deepEqual(sent, []);
});

test("an abort in the same turn: nothing is sent", async () => {
  const { value, sent } = await run([], everyOperation, "at once");
  Object.values(value).forEach(isAbort);
  assert.deepEqual(sent, []);
});

test("an abort during the fetch aborts the fetch", async () => {
  const { value, sent } = await run(Array(7).fill("silence"), everyOperation, "during");
  Object.values(value).forEach(isAbort);
  assert.deepEqual(
    sent.map(({ aborted }) => aborted),
    Array(7).fill(true),
  );
});

test("an abort while the body is read", async () => {
  const { value, sent } = await run(
    [{ stalls: true }],
    async (id) => {
      const controller = new AbortController();
      const failure = caught(connect().dashboards.get(id, { abortSignal: controller.signal }));
      await until(() => sent.length === 1);
      await new Promise((turn) => setTimeout(turn));
      controller.abort();
      return failure;
    },
    ID,
  );
  isAbort(value);
  assert.equal(sent[0].aborted, true);
});

for (const [when, answer] of [
  ["a backoff", { status: 503, json: {} }],
  ["a wait that the service asks for", { status: 429, json: {}, headers: { "Retry-After": "30" } }],
]) {
  test(`during ${when}: nothing is sent again, however long one waits`, async () => {
    const page = await world([answer, { json: { displayName: "Hall" } }], { clock: true });
    const failure = await page.evaluate(async (id) => {
      const controller = new AbortController();
      const failure = caught(
        connect({ retryOptions: { retryDelayInMs: 60_000 } }).dashboards.get(id, { abortSignal: controller.signal }),
      );
      let turns = 0;
      await until(() => sent.length === 1 && ++turns > 20);
      controller.abort();
      return failure;
    }, ID);
    isAbort(failure);
    await page.advance(60_000);
    assert.equal((await page.sent()).length, 1);
  });
}

test("an abort during getToken: nothing is sent, and other calls use the token that comes later", async () => {
  const { value, sent } = await run(
    [{ json: { displayName: "Hall" } }],
    async (id) => {
      let give;
      const token = new Promise((resolve) => (give = resolve));
      let asked = 0;
      const central = connect({}, () => (asked++, token));
      const controller = new AbortController();
      const failure = caught(central.dashboards.get(id, { abortSignal: controller.signal }));
      const other = central.dashboards.get(id);
      await until(() => asked > 0);
      controller.abort();
      const error = await failure;
      const early = sent.length;
      give("late");
      return { error, early, other: (await other).displayName, asked };
    },
    ID,
  );
  isAbort(value.error);
  assert.deepEqual([value.early, value.other, value.asked], [0, "Hall", 1]);
  assert.deepEqual(
    sent.map(({ headers }) => headers.authorization),
    ["Bearer late"],
  );
});

test("an abort between pages", async () => {
  const answers = [{ json: { value: [{ displayName: "a" }], nextLink: "/api/dashboards?page=2" } }];
  const { value, sent } = await run(answers, async () => {
    const controller = new AbortController();
    return caught(async () => {
      for await (const _ of connect().dashboards.list({ abortSignal: controller.signal })) controller.abort();
    });
  });
  isAbort(value);
  assert.equal(sent.length, 1);
});

test("every reason of an abort gives the same error, whose cause is the reason", async () => {
  const { value } = await run(
    Array(5).fill("silence"),
    async (id) => {
      const ended = [];
      for (const reason of [undefined, "enough", null, new Error("enough"), {}]) {
        const controller = new AbortController();
        const count = sent.length;
        const work = connect().dashboards.get(id, { abortSignal: controller.signal });
        const failure = caught(work);
        await until(() => sent.length > count);
        controller.abort(reason);
        const kept = await work.catch(({ cause }) => cause === controller.signal.reason);
        ended.push({ kept, failure: await failure });
      }
      return ended;
    },
    ID,
  );
  for (const { kept, failure } of value) {
    isAbort(failure);
    assert.equal(kept, true);
  }
});

test("AbortSignal.timeout and AbortSignal.any work like any other signal", async () => {
  const { value } = await run(
    ["silence", "silence"],
    async (id) => [
      await caught(connect().dashboards.get(id, { abortSignal: AbortSignal.timeout(10) })),
      await caught(connect().dashboards.get(id, { abortSignal: AbortSignal.any([AbortSignal.timeout(10)]) })),
    ],
    ID,
  );
  value.forEach(isAbort);
});

test("a signal that outlives its operations keeps none of their listeners", async () => {
  const { value } = await run(
    Array(4).fill({ json: { displayName: "Hall" } }),
    async (id) => {
      const { signal } = new AbortController();
      let listeners = 0;
      const { addEventListener, removeEventListener } = signal;
      signal.addEventListener = (...rest) => (listeners++, addEventListener.apply(signal, rest));
      signal.removeEventListener = (...rest) => (listeners--, removeEventListener.apply(signal, rest));
      for (let times = 0; times < 4; times++) await connect().dashboards.get(id, { abortSignal: signal });
      return listeners;
    },
    ID,
  );
  assert.equal(value, 0);
});
