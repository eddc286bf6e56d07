// The findings of validateDashboard, and how create and update use them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { failure, ID, run } from "./world.mjs";

const label = (place) => ({
  displayName: "t",
  x: 0,
  y: 0,
  width: 1,
  height: 1,
  ...place,
  configuration: { type: "label", text: "x" },
});
const chart = (rest) => ({
  ...label(),
  configuration: {
    type: "lineChart",
    group: "g",
    devices: ["d"],
    capabilities: [{ capability: "c", aggregateFunction: "avg" }],
    queryRange: { type: "time", duration: "PT1H" },
    ...rest,
  },
});
const hall = (...tiles) => ({ displayName: "Hall 1", tiles });

/** Returns the findings without their messages, which one test checks. */
async function found(dashboard) {
  const { value, sent } = await run([], (dashboard) => validateDashboard(dashboard), dashboard);
  assert.deepEqual(sent, []);
  for (const finding of value) assert.deepEqual(Object.keys(finding), ["severity", "pointer", "message"]);
  return value;
}

/** A dashboard, and its findings as `severity pointer`. */
const DASHBOARDS = {
  "a fine dashboard": [hall(label(), { ...chart(), x: 1 }), []],
  "no dashboard": [null, ["error "]],
  "no title": [{ tiles: [] }, ["error /displayName"]],
  "an empty title": [{ displayName: "" }, ["error /displayName"]],
  "too many tiles": [
    hall(...Array.from({ length: 101 }, (_, place) => label({ x: place % 50, y: Math.floor(place / 50) }))),
    ["error /tiles"],
  ],
  "two organizations": [{ displayName: "d", organizations: ["o1", "o2"] }, ["error /organizations"]],
  "a personal one": [{ displayName: "d", personal: true }, ["error /personal"]],
  "an id that none can be": [{ id: "a/b", displayName: "d" }, ["error /id"]],
  "a place outside": [hall(label({ x: 101 })), ["error /tiles/0/x"]],
  "a tile over the edge": [hall(label({ x: 95, width: 6 })), ["warning /tiles/0/width"]],
  "tiles that overlap": [hall(label({ width: 2 }), label({ x: 1 })), ["warning /tiles/1"]],
  "eleven devices": [hall(chart({ devices: Array(11).fill("d") })), ["warning /tiles/0/configuration/devices"]],
  "30 days": [
    hall(chart({ queryRange: { type: "time", duration: "P30D" } })),
    ["warning /tiles/0/configuration/queryRange/duration"],
  ],
  "an unknown value": [
    hall(chart({ queryRange: { type: "time", duration: "PT2H", resolution: "PT1M" } })),
    ["warning /tiles/0/configuration/queryRange/duration"],
  ],
  "an unknown type": [
    hall({ ...label(), configuration: { type: "hologram", depth: 3 } }),
    ["warning /tiles/0/configuration/type"],
  ],
  "an http page": [
    hall({ ...label(), configuration: { type: "externalContent", sourceUrl: "http://a.example" } }),
    ["error /tiles/0/configuration/sourceUrl"],
  ],
  "one mistake a tile": [
    hall("x", label({ width: 0 }), { ...label({ y: 5 }), displayName: undefined }, { ...chart({ group: 1 }), x: 3 }),
    ["error /tiles/0", "error /tiles/1/width", "error /tiles/2/displayName", "error /tiles/3/configuration/group"],
  ],
};

for (const [what, [dashboard, expected]] of Object.entries(DASHBOARDS)) {
  test(`validateDashboard: ${what}`, async () => {
    const findings = await found(dashboard);
    assert.deepEqual(
      findings.map(({ severity, pointer }) => `${severity} ${pointer}`),
      expected,
    );
  });
}

test("a personal dashboard is rejected with the reason", async () => {
  const [{ message }] = await found({ displayName: "d", personal: true });
  assert.match(message, /API reads personal dashboards but doesn't create them/);
});

test("the article's dashboards have no errors", async () => {
  const seed = JSON.parse(readFileSync(new URL("../../emulator/seed/contoso.json", import.meta.url), "utf8"));
  for (const dashboard of Object.values(seed.dashboards)) {
    assert.deepEqual(
      (await found(dashboard)).filter(({ severity }) => severity === "error"),
      [],
    );
  }
});

test("values that can't be written as JSON are an error, and nothing is thrown", async () => {
  const { value } = await run([], () => {
    const round = {};
    round.round = round;
    const deep = JSON.parse(`${"[".repeat(500)}${"]".repeat(500)}`);
    const unwritable = [round, { displayName: 1n }, undefined, () => {}, Symbol("s"), { displayName: "d", deep }];
    return unwritable.map(validateDashboard).map(([{ severity }, ...rest]) => [severity, rest.length]);
  });
  assert.deepEqual(value, Array(6).fill(["error", 0]));
});

/** Each way to write a dashboard that has errors. */
const WRITES = {
  create: ([id, tiles, options]) => caught(() => connect().dashboards.create(id, { displayName: "d", tiles }, options)),
  update: ([id, tiles, options]) => caught(() => connect().dashboards.update(id, { tiles }, options)),
};

for (const [operation, work] of Object.entries(WRITES)) {
  test(`${operation} rejects errors, and lists all of them`, async () => {
    const tiles = Array.from({ length: 7 }, (_, x) => label({ x, width: 0 }));
    const { error, sent } = await failure([], work, [ID, tiles]);
    assert.deepEqual([error.code, error.pointer, error.isIotCentralError], ["InvalidInput", "/tiles/0/width", true]);
    assert.match(error.message, /is refused: \/tiles\/0\/width should be from 1 to 10; .*; and 2 more in `findings`$/);
    assert.deepEqual(error.findings[6], {
      severity: "error",
      pointer: "/tiles/6/width",
      message: "should be from 1 to 10",
    });
    assert.equal(error.findings.length, 7);
    assert.deepEqual(sent, []);
  });

  test(`${operation} with validate: false leaves limits to the service`, async () => {
    const stored = { json: { displayName: "d" } };
    const { value, sent } = await run([stored], work, [ID, [label({ width: 0 })], { validate: false }]);
    assert.deepEqual(value, { nothing: stored.json });
    assert.equal(JSON.parse(sent[0].body).tiles[0].width, 0);
  });

  test(`${operation} sends a dashboard that has only warnings`, async () => {
    const { sent } = await run([{ json: { displayName: "d" } }], work, [ID, [label(), label()]]);
    assert.equal(sent.length, 1);
  });

  test(`${operation} rejects a malformed dashboard even with validate: false, and lists all mistakes`, async () => {
    const { error, sent } = await failure([], work, [ID, ["x", label({ x: "0" })], { validate: false }]);
    assert.deepEqual([error.code, error.pointer], ["InvalidInput", "/tiles/0"]);
    assert.deepEqual(
      error.findings.map(({ pointer }) => pointer),
      ["/tiles/0", "/tiles/1/x"],
    );
    assert.deepEqual(sent, []);
  });
}

for (const options of [{}, { validate: false }]) {
  test(`a personal dashboard can't be created, and nothing is sent: ${JSON.stringify(options)}`, async () => {
    const work = ([id, options]) =>
      caught(() => connect().dashboards.create(id, { displayName: "d", personal: true }, options));
    const { error, sent } = await failure([], work, [ID, options]);
    assert.deepEqual([error.code, error.pointer, sent], ["InvalidInput", "/personal", []]);
    assert.match(error.message, /the portal does/);
  });
}

test("a title can't be removed", async () => {
  const { error } = await failure([], (id) => caught(() => connect().dashboards.update(id, { displayName: null })), ID);
  assert.deepEqual([error.code, error.pointer], ["InvalidInput", "/displayName"]);
});
