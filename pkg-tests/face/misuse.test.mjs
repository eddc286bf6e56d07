// Misuse of the package's objects and arguments, and its errors.
import assert from "node:assert/strict";
import { test } from "node:test";
import { failure, ID, run } from "./world.mjs";

/** Methods that are called without their object, or on a freed object. */
const LOST = {
  "a method taken out of its object": () => caught(() => (({ list }) => list())(connect().dashboards)),
  "a method of another object": () => caught(() => connect().dashboards.get.call({}, "d")),
  "a getter of a freed client": () =>
    caught(() => {
      const central = connect();
      central.free();
      return central.dashboards;
    }),
  "a method of a freed object": () =>
    caught(() => {
      const { dashboards } = connect();
      dashboards.free();
      return dashboards.get("d");
    }),
  "an iterator's next without it": () => caught(() => (({ next }) => next())(connect().dashboards.list())),
};

for (const [what, work] of Object.entries(LOST)) {
  test(`${what} throws an error that explains the mistake`, async () => {
    const { error, sent } = await failure([], work);
    assert.deepEqual([error.code, error.isIotCentralError, sent], ["InvalidInput", true, []]);
    assert.match(error.message, /was freed, or its method was called without it: make another client/);
  });
}

test("freeing twice is allowed, and objects of a freed client still work", async () => {
  const { value } = await run(
    [{ json: { displayName: "Hall" } }],
    async (id) => {
      const central = connect();
      const { dashboards } = central;
      central.free();
      central.free();
      return dashboards.get(id);
    },
    ID,
  );
  assert.deepEqual(value, { displayName: "Hall" });
});

/** Texts with an unpaired surrogate, and the member that the error names. */
const HALVES = {
  "an id": [(half) => caught(connect().dashboards.get(half)), "/dashboardId"],
  "an id to watch": [(half) => caught(() => connect().dashboards.watch(half, { onTile() {} })), "/dashboard"],
  "a query": [(half) => caught(connect().query.run(`SELECT ${half}`)), "/query"],
  "the name of a telemetry": [(half) => caught(connect().devices.getTelemetryValue("d", half)), "/telemetryName"],
  "the name of a command": [(half) => caught(connect().devices.runCommand("d", half)), "/commandName"],
  "a component": [(half) => caught(connect().devices.getProperties("d", { component: half })), "/component"],
  "a filter": [(half) => caught(() => connect().dashboards.list({ filter: half })), "/filter"],
  "an etag": [(half) => caught(connect().dashboards.update("d", {}, { ifMatch: half })), "/ifMatch"],
  "the name of an application": [(half) => caught(apps().get("rg", half)), "/resourceName"],
  "a member of a dashboard": [
    (half) => caught(connect().dashboards.create("d", { displayName: half })),
    "/displayName",
  ],
};

for (const [what, [work, pointer]] of Object.entries(HALVES)) {
  test(`${what} with an unpaired surrogate is rejected, and nothing is sent`, async () => {
    for (const half of ["\ud800", "a\udc00b", "\ud83d\ud83d\ude00"]) {
      const { error, sent } = await failure([], work, half);
      assert.deepEqual([error.code, error.pointer, sent], ["InvalidInput", pointer, []]);
    }
  });
}

test("surrogate pairs and the replacement character are accepted", async () => {
  const { sent } = await run([{ json: { id: "d" } }], () => connect().devices.get("\u{1f600}\ufffd"));
  assert.ok(sent[0].url.includes("/%F0%9F%98%80%EF%BF%BD?"), sent[0].url);
});

test("pollUntilDone with invalid options rejects", async () => {
  const { value, sent } = await run([], async () => {
    const thrower = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error("odd");
        },
      },
    );
    const odd = [
      NaN,
      -1,
      0,
      "x",
      true,
      Symbol("s"),
      5n,
      () => {},
      { intervalInMs: -1 },
      { deadlineInMs: NaN },
      { abortSignal: "x" },
      { abortSignal: {} },
      thrower,
    ];
    const ends = odd.map((options) => caught(() => apps().beginDelete("rg", "app").pollUntilDone(options)));
    const begun = [NaN, -1, "x", 0].map((deadlineInMs) =>
      caught(() => apps().beginDelete("rg", "app", { deadlineInMs })),
    );
    return (await Promise.all([...ends, ...begun])).map(({ code, pointer }) => `${code} ${pointer ?? ""}`);
  });
  const named = ["/intervalInMs", "/deadlineInMs", "/abortSignal", "/abortSignal", ""];
  assert.deepEqual(
    value,
    [...Array(8).fill(""), ...named, ...Array(4).fill("/deadlineInMs")].map((pointer) => `InvalidInput ${pointer}`),
  );
  assert.deepEqual(sent, []);
});

test("edit with a class, or with a proxy that throws, rejects with the reason", async () => {
  const hall = { json: { displayName: "Hall", etag: '"1"' } };
  const { value } = await run(
    [hall, hall, hall],
    async (id) => {
      const throws = () => {
        throw new Error("odd");
      };
      const all = new Proxy(() => {}, {
        get: throws,
        getPrototypeOf: throws,
        getOwnPropertyDescriptor: throws,
        apply: throws,
      });
      const ends = [
        class {},
        Map,
        all,
        () => new Proxy({}, { get: throws }),
        () => ({
          get then() {
            throw new Error("odd");
          },
        }),
        () => ({ displayName: "x", toJSON: throws }),
      ];
      return Promise.all(
        ends.map((change) =>
          connect()
            .dashboards.edit(id, change)
            .catch(({ code, pointer, cause }) => [code, pointer, cause?.message]),
        ),
      );
    },
    ID,
  );
  assert.deepEqual(value.slice(0, 3), Array(3).fill(["InvalidInput", "/change", undefined]));
  assert.deepEqual(value.slice(3), Array(3).fill(["InvalidInput", "", "odd"]));
});
