// What is handed in: mistakes are named, and nothing is sent.
import assert from "node:assert/strict";
import { test } from "node:test";
import { failure, ID, run } from "./world.mjs";

/** A mistake: what was handed in, where the error points, and what it must say. */
async function refused(work, argument, pointer, words) {
  const { error, sent } = await failure([], work, argument);
  assert.deepEqual(
    {
      name: error.name,
      code: error.code,
      pointer: error.pointer,
      isError: error.isError,
      isIotCentralError: error.isIotCentralError,
    },
    { name: "IotCentralError", code: "InvalidInput", pointer, isError: true, isIotCentralError: true },
  );
  assert.match(error.message, words);
  assert.deepEqual(sent, []);
}

const tile = (configuration, rest) => ({
  displayName: "t",
  tiles: [{ displayName: "t", x: 0, y: 0, width: 1, height: 1, configuration, ...rest }],
});
const chart = { type: "lineChart", group: "g", devices: ["d"] };

/** Dashboards that aren't any, and where. */
const DASHBOARDS = {
  "no title": [{}, "/displayName", /displayName/],
  "a title that is null": [{ displayName: null }, "/displayName", /string/],
  "a title that is a number": [{ displayName: 42 }, "/displayName", /string/],
  "tiles that are no array": [{ displayName: "t", tiles: {} }, "/tiles", /array/],
  "a tile that is a string": [{ displayName: "t", tiles: ["x"] }, "/tiles/0", /tile/],
  "a tile without a place": [tile({ type: "label", text: "x" }, { x: undefined }), "/tiles/0/x", /./],
  "a place that is text": [tile({ type: "label", text: "x" }, { x: "0" }), "/tiles/0/x", /number/],
  "a place that is NaN": [tile({ type: "label", text: "x" }, { x: NaN }), "/tiles/0/x", /number/],
  "a tile without a configuration": [tile(undefined), "/tiles/0/configuration", /./],
  "a configuration without a type": [tile({}), "/tiles/0/configuration/type", /./],
  "a type that is a number": [tile({ type: 1 }), "/tiles/0/configuration/type", /string/],
  "a chart without a range": [tile(chart), "/tiles/0/configuration/queryRange", /./],
  "a range without a duration": [
    tile({ ...chart, queryRange: { type: "time" } }),
    "/tiles/0/configuration/queryRange/duration",
    /./,
  ],
  "a count that is text": [
    tile({ ...chart, queryRange: { type: "count", count: "100" } }),
    "/tiles/0/configuration/queryRange/count",
    /number/,
  ],
  "devices that are no array": [tile({ ...chart, devices: "d" }), "/tiles/0/configuration/devices", /array/],
  "a device that is a number": [tile({ ...chart, devices: ["d", 2] }), "/tiles/0/configuration/devices/1", /string/],
  "a capability without a name": [
    tile({ ...chart, capabilities: [{ aggregateFunction: "avg" }], queryRange: { type: "count", count: 100 } }),
    "/tiles/0/configuration/capabilities/0/capability",
    /./,
  ],
  "a format that is no object": [tile({ type: "image", format: "dark" }), "/tiles/0/configuration/format", /./],
  "a favorite that is text": [{ displayName: "t", favorite: "yes" }, "/favorite", /true|boolean/],
  "an organization that is a number": [{ displayName: "t", organizations: [1] }, "/organizations/0", /string/],
  nothing: [undefined, "", /dashboard/],
  null: [null, "", /dashboard/],
  text: ["Hall 1", "", /dashboard/],
  "an array": [[], "", /dashboard/],
};

for (const [what, [dashboard, pointer, words]] of Object.entries(DASHBOARDS)) {
  test(`create with ${what}`, () =>
    refused(
      ([id, dashboard]) => caught(() => connect().dashboards.create(id, dashboard)),
      [ID, dashboard],
      pointer,
      words,
    ));
}

const PATCHES = {
  "a title that is a number": [{ displayName: 1 }, "/displayName", /string/],
  "a favorite that is text": [{ favorite: "no" }, "/favorite", /true|boolean/],
  "a tile without a configuration": [
    { tiles: [{ displayName: "t", x: 0, y: 0, width: 1, height: 1 }] },
    "/tiles/0/configuration",
    /./,
  ],
  nothing: [undefined, "", /patch/],
  "an array": [[], "", /patch/],
};

for (const [what, [patch, pointer, words]] of Object.entries(PATCHES)) {
  test(`update with ${what}`, () =>
    refused(([id, patch]) => caught(() => connect().dashboards.update(id, patch)), [ID, patch], pointer, words));
}

/** What no JSON can be made of; it can't be handed into the page, so it is made there. */
const UNWRITABLE = {
  "an object that holds itself": () =>
    caught(() => {
      const dashboard = { displayName: "t" };
      dashboard.tiles = [dashboard];
      return connect().dashboards.create("a", dashboard);
    }),
  "a BigInt": () => caught(() => connect().dashboards.create("a", { displayName: "t", tiles: 1n })),
  "a toJSON that throws": () =>
    caught(() =>
      connect().dashboards.create("a", {
        toJSON() {
          throw new Error("no JSON today");
        },
      }),
    ),
  "a getter that throws no Error": () =>
    caught(() =>
      connect().dashboards.create("a", {
        get displayName() {
          throw undefined;
        },
      }),
    ),
};

for (const [what, work] of Object.entries(UNWRITABLE)) {
  test(`create with ${what}`, () => refused(work, undefined, "", /^dashboard can't be written as JSON: ./));
}

test("a function and a symbol are no dashboards", async () => {
  await refused(() => caught(() => connect().dashboards.create("a", () => 1)), undefined, "", /dashboard/);
  await refused(() => caught(() => connect().dashboards.create("a", Symbol("s"))), undefined, "", /dashboard/);
});

test("what nests deep is refused, and the package lives on", async () => {
  const { value } = await run(
    [{ json: { displayName: "Hall" } }],
    async (id) => {
      let deep = "x";
      for (let depth = 0; depth < 5000; depth++) deep = [deep];
      const { code, message } = await caught(connect().dashboards.create(id, { displayName: "t", deep }));
      return { code, message, displayName: (await connect().dashboards.get(id)).displayName };
    },
    ID,
  );
  assert.deepEqual([value.code, value.displayName], ["InvalidInput", "Hall"]);
  assert.match(value.message, /deep/);
});

test("half of a surrogate pair is no text that can be sent", () =>
  refused(
    () => caught(() => connect().dashboards.create("a", { displayName: "half \ud83c" })),
    undefined,
    "/displayName",
    /./,
  ));

for (const id of ["", ".", "..", "a b", "a/b", "../devices", "a%2Fb", "ä", "a".repeat(129), 42, null, undefined, {}]) {
  // An object is a dashboard to `edit`.
  const isObject = typeof id === "object" && id !== null;
  const operations = {
    get: (id) => caught(() => connect().dashboards.get(id)),
    create: (id) => caught(() => connect().dashboards.create(id, { displayName: "t" })),
    update: (id) => caught(() => connect().dashboards.update(id, { displayName: "t" })),
    ...(!isObject && { edit: (id) => caught(() => connect().dashboards.edit(id, () => {})) }),
    delete: (id) => caught(() => connect().dashboards.delete(id)),
  };
  test(`the id ${JSON.stringify(id)?.slice(0, 20)} is none`, async () => {
    for (const work of Object.values(operations)) await refused(work, id, "/dashboardId", /dashboardId/);
  });
}

test("edit takes no dashboard that is broken or has no id", async () => {
  const edit = (dashboard) => caught(() => connect().dashboards.edit(dashboard, () => {}));
  await refused(edit, {}, "/displayName", /displayName/);
  await refused(edit, { displayName: "Hall" }, "/id", /has no id/);
});

/** Every operation with an option it doesn't know, and with one of another type. */
const OPTIONS = {
  get: (options) => caught(() => connect().dashboards.get("a", options)),
  create: (options) => caught(() => connect().dashboards.create("a", { displayName: "t" }, options)),
  update: (options) => caught(() => connect().dashboards.update("a", {}, options)),
  edit: (options) => caught(() => connect().dashboards.edit("a", () => {}, options)),
  delete: (options) => caught(() => connect().dashboards.delete("a", options)),
  list: (options) => caught(() => connect().dashboards.list(options)),
  byPage: (options) => caught(() => connect().dashboards.list().byPage(options)),
  watch: (options) => caught(() => connect().dashboards.watch({ displayName: "t" }, { onTile() {}, ...options })),
};

for (const [operation, work] of Object.entries(OPTIONS)) {
  test(`${operation} refuses an option it doesn't know`, () =>
    refused(work, { abortSingal: 1 }, "/abortSingal", /unknown option `abortSingal`; known here: /));
  if (operation === "byPage") continue;
  for (const abortSignal of ["now", 1, {}, true]) {
    test(`${operation} refuses ${JSON.stringify(abortSignal)} for a signal`, () =>
      refused(work, { abortSignal }, "/abortSignal", /abortSignal should be an AbortSignal/));
  }
}

for (const [operation, option, value] of [
  ["list", "filter", 1],
  ["list", "orderby", ["displayName"]],
  ["list", "onMalformed", "log"],
  ["update", "ifMatch", 1],
  ["create", "validate", "no"],
  ["update", "validate", 0],
  ["edit", "validate", {}],
  ["byPage", "continuationToken", 2],
  ["watch", "onTile", "draw"],
  ["watch", "onError", {}],
  ["watch", "refreshIntervalInMs", 999],
  ["watch", "refreshIntervalInMs", "10000"],
]) {
  test(`${operation} refuses ${JSON.stringify(value)} for ${option}`, () =>
    refused(OPTIONS[operation], { [option]: value }, `/${option}`, new RegExp(`${option} should be `)));
}

for (const options of [1, "abort", true]) {
  test(`${JSON.stringify(options)} is no options`, () =>
    refused(OPTIONS.get, options, "", /options should be an object/));
}

test("undefined and null are no options, and no mistake", async () => {
  const { sent } = await run([{ status: 204 }, { status: 204 }, { status: 204 }], async () => {
    await connect().dashboards.delete("a", null);
    await connect().dashboards.delete("a", undefined);
    await connect().dashboards.delete("a", { abortSignal: undefined });
  });
  assert.equal(sent.length, 3);
});

/** Changes that were to depend on a version, of what turned out to have none. */
const CONDITIONAL = {
  dashboards: (options) => caught(() => connect().dashboards.update("a", { favorite: true }, options)),
  fileUploads: (options) => caught(() => connect().fileUploads.update({ sasTtl: "PT1H" }, options)),
};

for (const [operations, work] of Object.entries(CONDITIONAL)) {
  test(`${operations} refuse a change whose ifMatch has no value, which would be made of any version`, async () => {
    const words = /^ifMatch has no value: .* Leave it out to change any version$/;
    await refused(work, { ifMatch: undefined }, "/ifMatch", words);
    await refused(work, { ifMatch: null }, "/ifMatch", words);
    await refused(work, { ifMatch: "" }, "/ifMatch", /ifMatch/);
  });
}

test("pages of a list that takes no size have none", () =>
  refused(
    () => caught(() => apps().listBySubscription().byPage({ maxPageSize: 5 })),
    undefined,
    "/maxPageSize",
    /unknown option `maxPageSize`; known here: continuationToken$/,
  ));
