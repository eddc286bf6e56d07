// Each operation: what it sends, and how it reads the answer.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ADDRESS, ENDPOINT, ID, run, VERSION } from "./world.mjs";

const READ = { accept: "application/json", authorization: "Bearer t0ken" };
const WRITE = { ...READ, "content-type": "application/json" };
const PATCH = { ...READ, "content-type": "application/merge-patch+json" };
/** An etag of the real service. The quotes are part of it. */
const ETAG = '"5800268a-0000-0300-0000-63f7a8a30000"';

/** A dashboard with members that the package doesn't know. All of them must survive. */
const HALL = {
  id: ID,
  personal: false,
  displayName: "Hall 1 – Überblick 🏭",
  etag: ETAG,
  organizations: ["hall-1"],
  futureMember: { deep: [1, null, { "/": "~" }] },
  tiles: [
    {
      id: "tile-1",
      displayName: "Line",
      x: 0,
      y: 0.5,
      width: 2,
      height: 10,
      futureMember: true,
      configuration: {
        type: "lineChart",
        group: "group",
        devices: ["thermostat-01"],
        capabilities: [{ capability: "thermostat.temperature", aggregateFunction: "median", unit: "°C" }],
        queryRange: { type: "time", duration: "P2W", resolution: "PT7M", offset: -1 },
        format: { xAxisEnabled: false, theme: "dark" },
      },
    },
    {
      displayName: "",
      x: 1e2,
      y: 0,
      width: 1,
      height: 1,
      configuration: { type: "sankeyChart", id: "kept", x: "kept", flows: [{ from: "grid" }] },
    },
    {
      displayName: "Image",
      x: 0,
      y: 0,
      width: 1,
      height: 1,
      configuration: { type: "image", image: "", format: { textSize: 0, textSizeUnit: "px" } },
    },
    {
      displayName: "Range",
      x: 0,
      y: 0,
      width: 1,
      height: 1,
      configuration: { type: "kpi", group: "g", devices: [], queryRange: { type: "calendar", month: 2 } },
    },
  ],
};

/** The members that may be written: without those that only the service sets, at the top level. */
const WRITABLE = structuredClone(HALL);
delete WRITABLE.id;
delete WRITABLE.personal;
delete WRITABLE.tiles[0].id;

const operations = {
  get: {
    work: (id) => connect().dashboards.get(id),
    answer: { json: HALL },
    request: { method: "GET", url: ADDRESS, headers: READ },
    value: HALL,
  },
  "create leaves out what only the service sets, and nothing else": {
    work: async (id) => connect().dashboards.create(id, await connect().dashboards.get(id)),
    before: { json: HALL },
    answer: { json: HALL },
    request: { method: "PUT", url: ADDRESS, headers: WRITE, body: WRITABLE },
    value: HALL,
  },
  "update sends the patch as it is, and the etag as it is": {
    work: (id) =>
      connect().dashboards.update(
        id,
        { favorite: true, organizations: null, tiles: null },
        { ifMatch: '"5800268a-0000-0300-0000-63f7a8a30000"' },
      ),
    answer: { json: HALL },
    request: {
      method: "PATCH",
      url: ADDRESS,
      headers: { ...PATCH, "if-match": ETAG },
      body: { favorite: true, organizations: null, tiles: null },
    },
    value: HALL,
  },
  "update without an etag": {
    work: (id) => connect().dashboards.update(id, { displayName: "Hall 2", futureMember: null }),
    answer: { json: HALL },
    request: { method: "PATCH", url: ADDRESS, headers: PATCH, body: { displayName: "Hall 2", futureMember: null } },
    value: HALL,
  },
  delete: {
    work: (id) => connect().dashboards.delete(id),
    answer: { status: 204 },
    request: { method: "DELETE", url: ADDRESS, headers: READ },
    value: undefined,
  },
  "another api version": {
    work: (id) => connect({ apiVersion: "2031-01-01 preview&x=1" }).dashboards.get(id),
    answer: { json: HALL },
    request: { method: "GET", url: ADDRESS.replace(/=.*/, "=2031-01-01%20preview%26x%3D1"), headers: READ },
    value: HALL,
  },
};

for (const [name, { work, before, answer, request, value: expected }] of Object.entries(operations)) {
  test(name, async () => {
    const { value, sent } = await run([before ?? [], answer].flat(), work, ID);
    const { method, url, headers, body } = sent.at(-1);
    assert.deepEqual({ method, url, headers, ...(body && { body: JSON.parse(body) }) }, request);
    assert.equal(sent.length, before ? 2 : 1);
    assert.deepEqual(value, expected);
  });
}

test("no request follows redirects, uses the HTTP cache or sends cookies", async () => {
  const { sent } = await run(
    [{ json: HALL }, { json: HALL }, { status: 204 }, { json: { value: [] } }],
    async (id) => {
      const { dashboards } = connect();
      await dashboards.get(id);
      await dashboards.create(id, { displayName: "Hall 1" });
      await dashboards.delete(id);
      await dashboards.list().next();
    },
    ID,
  );
  for (const { policy } of sent)
    assert.deepEqual(policy, { redirect: "error", credentials: "omit", cache: "no-store" });
});

for (const [id, segment] of [
  ["urn:homepageView:uqxri3i7x", "urn%3AhomepageView%3Auqxri3i7x"],
  ["dtmi:contoso:hall;1", "dtmi%3Acontoso%3Ahall%3B1"],
  ["A".repeat(128), "A".repeat(128)],
]) {
  test(`the id ${id.slice(0, 30)} is a single segment of the path`, async () => {
    const { sent } = await run(
      [{ json: HALL }],
      (id) =>
        connect()
          .dashboards.get(id)
          .then(() => undefined),
      id,
    );
    assert.equal(sent[0].url, `${ENDPOINT}/api/dashboards/${segment}?${VERSION}`);
  });
}

test("results are plain objects, and a hostile answer pollutes no prototype", async () => {
  const text = `\ufeff{"displayName":"Old","displayName":"Hall","__proto__":{"polluted":true},"tiles":[]}`;
  const { value } = await run(
    [{ text }],
    async (id) => {
      const dashboard = await connect().dashboards.get(id);
      return {
        displayName: dashboard.displayName,
        isPlain: Object.getPrototypeOf(dashboard) === Object.prototype && Array.isArray(dashboard.tiles),
        own: Object.hasOwn(dashboard, "__proto__"),
        polluted: "polluted" in {} || "polluted" in dashboard,
      };
    },
    ID,
  );
  assert.deepEqual(value, { displayName: "Hall", isPlain: true, own: true, polluted: false });
});

test("NUL is a valid character, an unpaired surrogate is not", async () => {
  const halves = String.raw`{"displayName":"a\u0000b","note":"\ud800"}`;
  const { value } = await run(
    [
      { text: halves },
      { text: String.raw`{"displayName":"\ud800"}` },
      { text: `{"value":[{"displayName":"a"},{"displayName":"\\udc00"}]}` },
    ],
    async (id) => {
      const { displayName, note } = await connect().dashboards.get(id);
      const { code, pointer } = await caught(connect().dashboards.get(id));
      const malformed = [],
        names = [];
      for await (const { displayName } of connect().dashboards.list({
        onMalformed: (item) => malformed.push(item.pointer),
      }))
        names.push(displayName);
      return { displayName, note: note.charCodeAt(0), code, pointer, malformed, names };
    },
    ID,
  );
  assert.deepEqual(value, {
    displayName: "a\0b",
    note: 0xd800,
    code: "Decode",
    pointer: "/displayName",
    malformed: ["/value/1/displayName"],
    names: ["a"],
  });
});

test("an object of a class, with getters and toJSON, is sent as JSON.stringify writes it", async () => {
  const { sent } = await run(
    [{ json: HALL }],
    async (id) => {
      class Board {
        get displayName() {
          throw new Error("not asked for");
        }
        toJSON() {
          return { displayName: "Board", tiles: undefined };
        }
      }
      await connect().dashboards.create(id, new Board());
    },
    ID,
  );
  assert.equal(sent[0].body, `{"displayName":"Board"}`);
});
