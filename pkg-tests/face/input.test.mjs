// Invalid arguments: the error names the mistake, and nothing is sent.
import assert from "node:assert/strict";
import { test } from "node:test";
import { failure, ID, run } from "./world.mjs";

/** Checks an invalid argument: the error's pointer and its words. */
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

/** Invalid dashboards, and the error's pointer. */
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

/** Values that can't be written as JSON. They can't be passed to the page either, so the page creates them. */
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

test("functions and symbols are not dashboards", async () => {
  await refused(() => caught(() => connect().dashboards.create("a", () => 1)), undefined, "", /dashboard/);
  await refused(() => caught(() => connect().dashboards.create("a", Symbol("s"))), undefined, "", /dashboard/);
});

test("deep nesting is rejected, and later calls work", async () => {
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

test("a text with an unpaired surrogate can't be sent", () =>
  refused(
    () => caught(() => connect().dashboards.create("a", { displayName: "half \ud83c" })),
    undefined,
    "/displayName",
    /./,
  ));

for (const id of ["", ".", "..", "a b", "a/b", "../devices", "a%2Fb", "ä", "a".repeat(129), 42, null, undefined, {}]) {
  // `edit` takes an object as a dashboard, so objects are no invalid ids there.
  const isObject = typeof id === "object" && id !== null;
  const operations = {
    get: (id) => caught(() => connect().dashboards.get(id)),
    create: (id) => caught(() => connect().dashboards.create(id, { displayName: "t" })),
    update: (id) => caught(() => connect().dashboards.update(id, { displayName: "t" })),
    ...(!isObject && { edit: (id) => caught(() => connect().dashboards.edit(id, () => {})) }),
    delete: (id) => caught(() => connect().dashboards.delete(id)),
  };
  test(`the id ${JSON.stringify(id)?.slice(0, 20)} is invalid`, async () => {
    for (const work of Object.values(operations)) await refused(work, id, "/dashboardId", /dashboardId/);
  });
}

test("edit rejects a malformed dashboard and one without an id", async () => {
  const edit = (dashboard) => caught(() => connect().dashboards.edit(dashboard, () => {}));
  await refused(edit, {}, "/displayName", /displayName/);
  await refused(edit, { displayName: "Hall" }, "/id", /has no id/);
});

/** Every operation with an unknown option, and with an option of another type. */
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
  test(`${operation} rejects an unknown option`, () =>
    refused(work, { abortSingal: 1 }, "/abortSingal", /unknown option `abortSingal`; known here: /));
  if (operation === "byPage") continue;
  for (const abortSignal of ["now", 1, {}, true]) {
    test(`${operation} rejects ${JSON.stringify(abortSignal)} as a signal`, () =>
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
  test(`${operation} rejects ${JSON.stringify(value)} for ${option}`, () =>
    refused(OPTIONS[operation], { [option]: value }, `/${option}`, new RegExp(`${option} should be `)));
}

for (const options of [1, "abort", true]) {
  test(`${JSON.stringify(options)} are invalid options`, () =>
    refused(OPTIONS.get, options, "", /options should be an object/));
}

test("undefined and null stand for no options", async () => {
  const { sent } = await run([{ status: 204 }, { status: 204 }, { status: 204 }], async () => {
    await connect().dashboards.delete("a", null);
    await connect().dashboards.delete("a", undefined);
    await connect().dashboards.delete("a", { abortSignal: undefined });
  });
  assert.equal(sent.length, 3);
});

/** Changes with an `ifMatch` whose value is missing. */
const CONDITIONAL = {
  dashboards: (options) => caught(() => connect().dashboards.update("a", { favorite: true }, options)),
  fileUploads: (options) => caught(() => connect().fileUploads.update({ sasTtl: "PT1H" }, options)),
};

for (const [operations, work] of Object.entries(CONDITIONAL)) {
  test(`${operations} reject an ifMatch without a value, which would overwrite any version`, async () => {
    const words = /^ifMatch has no value: .* Leave it out to change any version$/;
    await refused(work, { ifMatch: undefined }, "/ifMatch", words);
    await refused(work, { ifMatch: null }, "/ifMatch", words);
    await refused(work, { ifMatch: "" }, "/ifMatch", /ifMatch/);
  });
}

test("lists without a page size reject maxPageSize", () =>
  refused(
    () => caught(() => apps().listBySubscription().byPage({ maxPageSize: 5 })),
    undefined,
    "/maxPageSize",
    /unknown option `maxPageSize`; known here: continuationToken$/,
  ));
