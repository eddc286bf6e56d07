// `dashboards.watch`: live data for the caller's own tile objects, with few queries, until the feed is closed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ENDPOINT, failure, VERSION, world } from "./world.mjs";

const tile = (displayName, configuration) => ({ displayName, x: 0, y: 0, width: 2, height: 2, configuration });
const temperature = [{ capability: "temperature", aggregateFunction: "avg" }];
const lkv = (displayName, device, capabilities = temperature) =>
  tile(displayName, { type: "lkv", group: "g", devices: [device], capabilities });
const chart = (displayName, device, queryRange) =>
  tile(displayName, { type: "lineChart", group: "g", devices: [device], capabilities: temperature, queryRange });
const HOUR = { type: "time", duration: "PT1H", resolution: "PT1M" };

/** Returns a moment in the hour before noon, as the service writes it. */
const AT = (minute) => `2026-01-31T11:${minute}:00Z`;
const MS = (minute) => Date.parse(AT(minute));

/** The texts that the template and the device have for the temperature. */
const NAMES = { deviceName: "Device d1", capability: "temperature", capabilityName: "Air", unit: "°C" };

/**
 * The answers to the queries for a device in order; the last one repeats. A status instead of rows is a failure,
 * "silence" is no answer.
 */
const LATEST = [
  [
    { $ts: AT(52), a: 21.5, b: { lat: 1, lon: 2 } },
    { $ts: AT(51), a: null, b: null },
    { $ts: AT(50), a: 20.5, b: { lat: 1, lon: 1 } },
  ],
];
const SLICES = [
  [
    { $ts: AT(53), a: 3 },
    { $ts: AT(50), a: 1 },
    { $ts: AT(51), a: 2 },
  ],
];

/**
 * Returns a page that watches a dashboard of these tiles. `rows` are the answers by device. In the page, `updates`
 * records the calls of the callbacks, and `feed` is the feed.
 */
async function watch(tiles, rows, options = {}) {
  const page = await world([], { clock: true });
  await page.evaluate(
    ([tiles, rows, options]) => {
      globalThis.route = ({ url, body }) => {
        if (url.includes("/api/deviceTemplates/")) return { json: template };
        if (url.includes("/api/dashboards/")) return { json: dashboard };
        const ofGroup = /deviceGroups\/([^?]*)\/devices/.exec(url)?.[1];
        if (ofGroup) return { json: { value: rows[ofGroup].map((id) => ({ id })) } };
        if (url.includes("/properties")) return { json: rows.properties };
        const telemetry = /\/api\/devices\/(.*)\?/.exec(url)?.[1].replace("/telemetry/", " ");
        if (telemetry?.includes(" ")) return { json: rows[telemetry] ?? { value: null } };
        if (body?.includes("gone"))
          return { status: 422, json: { error: { code: "UnknownTelemetry", message: "no such telemetry" } } };
        const known = /devices\/([^?]*)/.exec(url)?.[1];
        const device = known ?? /\$id = '([^']*)'/.exec(JSON.parse(body).query)[1];
        const answers = rows[device];
        if (answers === 404) return { status: 404, json: { error: { code: "NotFound", message: `no ${device}` } } };
        if (known) return { json: { id: device, displayName: `Device ${device}`, template: "dtmi:contoso:monitor;1" } };
        const answer = answers.length > 1 ? answers.shift() : answers[0];
        if (answer === "silence") return answer;
        return typeof answer === "number" ? { status: answer, json: {} } : { json: { results: answer } };
      };
      globalThis.dashboard = { displayName: "Hall", tiles };
      globalThis.template = {
        "@id": "dtmi:contoso:monitor;1",
        capabilityModel: {
          contents: [
            {
              "@type": ["Telemetry", "Temperature"],
              name: "temperature",
              displayName: "Air",
              unit: "degreeCelsius",
              schema: "double",
            },
            {
              "@type": "Telemetry",
              name: "state",
              schema: { "@type": "Enum", enumValues: [{ name: "on", displayName: "On", enumValue: 1 }] },
            },
          ],
        },
      };
      globalThis.updates = [];
      const isTile = (tile) => dashboard.tiles.includes(tile);
      const plain = ({ failures, ...timing }) => ({
        ...timing,
        ...(failures && {
          failures: failures.map(({ error, ...where }) => ({
            ...where,
            error: [error instanceof IotCentralError, error.code, error.statusCode],
          })),
        }),
      });
      const { silent, signal, throws, closes, ...rest } = options;
      if (signal) globalThis.controller = new AbortController();
      globalThis.client = connect();
      globalThis.feed = client.dashboards.watch(dashboard, {
        onTile: (tile, data, timing) => {
          updates.push({ tile: tile.displayName, isTile: isTile(tile), data, timing: plain(timing) });
          if (closes) feed.close();
          if (throws === tile.displayName) throw new Error("the page's own mistake");
        },
        ...(!silent && {
          onError: (tile, error) =>
            updates.push({
              tile: tile.displayName,
              isTile: isTile(tile),
              error: [error instanceof IotCentralError, error.code],
            }),
        }),
        ...(signal && { abortSignal: controller.signal }),
        ...rest,
      });
    },
    [tiles, rows, options],
  );
  page.updates = () => page.evaluate(() => updates);
  page.queries = async () =>
    (await page.sent()).filter(({ url }) => url.includes("/api/query")).map(({ body }) => JSON.parse(body).query);
  return page;
}

test("data goes to its tile, although the caller changes the list of tiles meanwhile", async () => {
  const page = await watch([lkv("one", "d1"), lkv("two", "d2")], { d1: LATEST, d2: LATEST });
  await page.evaluate(() => dashboard.tiles.reverse());
  await page.advance(2_000);
  const seen = (await page.updates()).map(({ tile, data }) => `${tile} ${data.values[0].device}`);
  assert.deepEqual(new Set(seen), new Set(["one d1", "two d2"]));
});

test("a last known value, for the caller's own tile object, and its query", async () => {
  const capabilities = [...temperature, { capability: "thermostat.place", aggregateFunction: "max" }];
  const page = await watch([lkv("now", "d1", capabilities)], { d1: LATEST });
  await page.advance(500);
  const [{ tile, isTile, data }, ...more] = await page.updates();
  assert.deepEqual([tile, isTile, more.length], ["now", true, 0]);
  assert.deepEqual(data, {
    kind: "latest",
    values: [
      {
        device: "d1",
        deviceName: "Device d1",
        capability: "temperature",
        capabilityName: "Air",
        unit: "°C",
        value: 21.5,
        timestamp: MS(52),
        previous: 20.5,
      },
      {
        device: "d1",
        deviceName: "Device d1",
        capability: "thermostat.place",
        value: { lat: 1, lon: 2 },
        timestamp: MS(52),
        previous: { lat: 1, lon: 1 },
      },
    ],
  });
  const [device, template, query] = await page.sent();
  assert.equal(template.url, `${ENDPOINT}/api/deviceTemplates/dtmi%3Acontoso%3Amonitor%3B1?${VERSION}`);
  assert.deepEqual([device.method, device.url], ["GET", `${ENDPOINT}/api/devices/d1?${VERSION}`]);
  assert.deepEqual(
    [query.method, query.url, query.headers["content-type"]],
    ["POST", `${ENDPOINT}/api/query?${VERSION}`, "application/json"],
  );
  assert.match(
    JSON.parse(query.body).query,
    /^SELECT TOP \d+ \$ts,temperature AS a,thermostat\.place AS b FROM dtmi:contoso:monitor;1 WHERE .*\$id = 'd1' ORDER BY \$ts DESC$/,
  );
  assert.deepEqual(page.complaints, []);
});

test("a device without messages has an undefined value", async () => {
  const page = await watch([lkv("now", "d1")], { d1: [[]] });
  await page.advance(500);
  assert.deepEqual((await page.updates())[0].data, { kind: "latest", values: [{ device: "d1", ...NAMES }] });
});

test("a line chart gets arrays of numbers in order, with a gap", async () => {
  const page = await watch([chart("line", "d1", HOUR)], { d1: SLICES });
  await page.advance(500);
  const shown = await page.evaluate(() =>
    updates.map(({ data: { kind, series } }) => ({
      kind,
      series: series.map(({ times, values, ...rest }) => ({
        ...rest,
        times: [...times],
        values: [...values].map(String),
      })),
      typed: series.every(({ times, values }) => times instanceof Float64Array && values instanceof Float64Array),
    })),
  );
  assert.deepEqual(shown, [
    {
      kind: "series",
      typed: true,
      series: [
        {
          device: "d1",
          ...NAMES,
          aggregateFunction: "avg",
          times: [MS(50), MS(51), MS(52), MS(53)],
          values: ["1", "2", "NaN", "3"],
        },
      ],
    },
  ]);
  const [text] = await page.queries();
  assert.equal(
    text,
    "SELECT AVG(temperature) AS a FROM dtmi:contoso:monitor;1 WHERE WITHIN_WINDOW(PT1H) AND $id = 'd1' GROUP BY WINDOW(PT1M)",
  );
});

test("the last hundred points are raw, and have no aggregate function", async () => {
  const page = await watch([chart("line", "d1", { type: "count", count: 100 })], { d1: SLICES });
  await page.advance(500);
  const [series] = await page.evaluate(() =>
    updates[0].data.series.map((one) => ({ keys: Object.keys(one), values: [...one.values] })),
  );
  assert.deepEqual(series, {
    keys: ["device", "deviceName", "capability", "capabilityName", "unit", "times", "values"],
    values: [1, 2, 3],
  });
  assert.deepEqual(await page.queries(), [
    "SELECT TOP 100 $ts,temperature AS a FROM dtmi:contoso:monitor;1 WHERE $id = 'd1' ORDER BY $ts DESC",
  ]);
});

test("tiles that share a device share a query, and queries are a second apart", async () => {
  const tiles = [
    lkv("a", "d1"),
    lkv("b", "d1"),
    lkv("c", "d2"),
    lkv("d", "d3"),
    tile("text", { type: "label", text: "x" }),
  ];
  const page = await watch(tiles, { d1: LATEST, d2: LATEST, d3: LATEST });
  const counts = [];
  for (const milliseconds of [900, 600, 900, 1500]) {
    await page.advance(milliseconds);
    counts.push((await page.queries()).length);
  }
  assert.deepEqual(counts, [1, 2, 3, 3]);
  assert.deepEqual(
    (await page.updates()).map(({ tile }) => tile),
    ["a", "b", "c", "d"],
  );
});

test("values are read again after the interval, a chart after its slice, a device's template once", async () => {
  const page = await watch(
    [lkv("now", "d1"), chart("line", "d2", HOUR)],
    { d1: LATEST, d2: SLICES },
    { refreshIntervalInMs: 5000 },
  );
  await page.advance(4500);
  assert.deepEqual(
    (await page.updates()).map(({ tile }) => tile),
    ["now", "line"],
  );
  await page.advance(13_000);
  assert.deepEqual(
    (await page.updates()).map(({ tile }) => tile),
    ["now", "line", "now", "now", "now"],
  );
  await page.advance(47_000);
  const updates = await page.updates();
  assert.equal(updates.filter(({ tile }) => tile === "line").length, 2);
  assert.equal((await page.sent()).filter(({ method }) => method === "GET").length, 3);
});

test("a tile that fails gets the error, other tiles continue, and the reading is tried again", async () => {
  const page = await watch([lkv("gone", "d1"), lkv("fails once", "d2"), lkv("works", "d3")], {
    d1: 404,
    d2: [500, ...LATEST],
    d3: LATEST,
  });
  await page.advance(9000);
  const first = await page.updates();
  assert.deepEqual(
    first.map(({ tile, error }) => [tile, error]),
    [
      ["gone", [true, "NotFound"]],
      ["fails once", [true, "Service"]],
      ["works", undefined],
    ],
  );
  assert.ok(first.every(({ isTile }) => isTile));
  await page.advance(6000);
  const later = (await page.updates()).slice(3);
  assert.deepEqual(later.map(({ tile, error }) => [tile, error?.[1]]).sort(), [
    ["fails once", undefined],
    ["gone", "NotFound"],
    ["works", undefined],
  ]);
  assert.deepEqual(page.complaints, []);
});

test("a tile gets the data that could be read, the failures, and older data of the parts that failed", async () => {
  const both = tile("both", { type: "lkv", group: "g", devices: ["d1", "d2"], capabilities: temperature });
  const page = await watch([both], { d1: LATEST, d2: [500, LATEST[0], 500] });
  await page.advance(25_000);
  const updates = (await page.updates()).map(({ data, timing: { readAt, failures } }) => [
    data.values.map(({ device, value }) => `${device}: ${value}`),
    readAt,
    failures,
  ]);
  const failures = [{ device: "d2", error: [true, "Service", 500] }];
  const [part, first, second, third, fourth, fifth] = updates;
  assert.deepEqual([part[0], part[2]], [["d1: 21.5"], undefined], "d2 is still to be read");
  assert.deepEqual([first[0], first[2]], [["d1: 21.5"], failures]);
  assert.deepEqual([second[0], second[2]], [["d1: 21.5"], failures], "d1 is new, d2 still missing");
  assert.deepEqual([third[0], third[2]], [["d1: 21.5", "d2: 21.5"], undefined]);
  assert.deepEqual([fourth[0], fourth[2]], [["d1: 21.5", "d2: 21.5"], undefined]);
  assert.deepEqual([fifth[0], fifth[2]], [["d1: 21.5", "d2: 21.5"], failures]);
  assert.equal(fifth[1], fourth[1], "as old as d2's last values");
  assert.ok(!("failures" in (await page.updates())[3].timing));
});

test("a tile of several devices gets each as it is read, and the number missing; a pie waits for all", async () => {
  const of = (displayName, type) =>
    tile(displayName, { type, group: "g", devices: ["d1", "d2", "d3"], capabilities: temperature, queryRange: HOUR });
  const page = await watch([of("values", "lkv"), of("pie", "pieChart")], { d1: LATEST, d2: LATEST, d3: LATEST });
  await page.advance(5500);
  const told = (await page.updates()).map(({ tile, data, timing }) => [
    tile,
    (data.values ?? data.categories).map(({ device }) => device).join(" "),
    timing.missing,
  ]);
  assert.deepEqual(
    told.filter(([tile]) => tile === "values"),
    [
      ["values", "d1", 2],
      ["values", "d1 d2", 1],
      ["values", "d1 d2 d3", undefined],
    ],
  );
  assert.deepEqual(
    told.filter(([tile]) => tile === "pie"),
    [["pie", "d1 d2 d3", undefined]],
  );
  assert.ok(!("missing" in (await page.updates()).at(-1).timing));
});

test("a rejected capability fails for the tiles that name it, and for no others", async () => {
  const named = (capability) => ({ capability, aggregateFunction: "avg" });
  const mixed = lkv("mixed", "d1", [...temperature, named("gone"), named("a b")]);
  const page = await watch([lkv("good", "d1"), lkv("bad", "d1", [named("gone")]), mixed], { d1: LATEST });
  await page.advance(5000);
  const [good, bad, both, ...more] = await page.updates();
  assert.deepEqual([good.tile, good.data.values[0].value, good.timing.failures], ["good", 21.5, undefined]);
  assert.deepEqual([bad.tile, bad.error], ["bad", [true, "UnknownTelemetry"]]);
  assert.deepEqual(
    both.data.values.map(({ capability, value }) => [capability, value]),
    [["temperature", 21.5]],
  );
  assert.deepEqual(both.timing.failures, [
    { device: "d1", capability: "gone", error: [true, "UnknownTelemetry", 422] },
    { device: "d1", capability: "a b", error: [true, "InvalidInput", undefined] },
  ]);
  assert.deepEqual(more, []);
  await page.advance(10_000);
  const selected = (await page.queries()).map((text) => /\$ts,(.*) FROM/.exec(text)[1]);
  assert.deepEqual(selected, ["temperature AS a,gone AS b", "temperature AS a", "gone AS a", "temperature AS a"]);
});

test("a last value beyond the shared rows is read separately, with the value before it", async () => {
  const shock = [
    { capability: "shock", aggregateFunction: "avg" },
    { capability: "door.open", aggregateFunction: "avg" },
  ];
  const chatter = (minutes) => minutes.map((minute) => ({ $ts: AT(minute), a: minute }));
  const page = await watch([lkv("chatty", "d1"), lkv("rare", "d1", shock)], {
    d1: [chatter([51, 50]), chatter([53, 52]), [{ $ts: AT(54), b: 9 }, ...chatter([53])]],
    "d1 shock": { value: 3, timestamp: AT(10) },
    "d1/components/door open": {},
  });
  await page.advance(25_000);
  const rare = (await page.updates())
    .filter(({ tile }) => tile === "rare")
    .map(({ data }) => data.values.map(({ value, timestamp, previous }) => ({ value, timestamp, previous })));
  assert.deepEqual(
    rare,
    [
      [{ value: 3, timestamp: MS(10), previous: undefined }, {}],
      [{ value: 3, timestamp: MS(10), previous: undefined }, {}],
      [{ value: 9, timestamp: MS(54), previous: 3 }, {}],
    ].map((values) =>
      values.map((value) => ({ value: undefined, timestamp: undefined, previous: undefined, ...value })),
    ),
  );
  const asked = (await page.sent()).filter(({ url }) => url.includes("/telemetry/"));
  assert.equal(asked.length, 4, "asked for again where the rows no longer join, and no longer where they do");
  assert.equal((await page.queries()).length, 3);
});

test("another feed of the client has at once what the first one has read", async () => {
  const page = await watch([lkv("now", "d1"), chart("line", "d2", HOUR)], { d1: LATEST, d2: SLICES });
  await page.advance(2000);
  await page.evaluate(() => {
    feed.close();
    globalThis.again = [];
    const watch = () =>
      client.dashboards.watch(dashboard, {
        onTile: ({ displayName }, _data, { readAt }) => again.push([displayName, readAt]),
      });
    globalThis.feed = watch();
  });
  await page.advance(500);
  const shown = (await page.updates()).map(({ tile, timing }) => [tile, timing.readAt]);
  assert.deepEqual(await page.evaluate(() => again), shown);
  assert.equal((await page.queries()).length, 2);
  await page.evaluate(() => feed.refresh());
  await page.advance(2500);
  assert.equal((await page.queries()).length, 4);
});

test("a failure is reported on the console if the caller passes no function", async () => {
  const page = await watch([lkv("gone", "d1"), lkv("works", "d2")], { d1: 404, d2: LATEST }, { silent: true });
  await page.advance(2000);
  assert.deepEqual(
    (await page.updates()).map(({ tile }) => tile),
    ["works"],
  );
  assert.equal(page.complaints.length, 1);
  assert.match(page.complaints[0], /iotcentral-web: a tile of the feed failed/);
});

test("a callback that throws affects no other tile", async () => {
  const page = await watch([lkv("a", "d1"), lkv("b", "d2")], { d1: LATEST, d2: LATEST }, { throws: "a" });
  await page.advance(14_000);
  assert.deepEqual(
    (await page.updates()).map(({ tile }) => tile),
    ["a", "b", "a", "b"],
  );
  assert.equal(page.complaints.length, 2);
  assert.match(page.complaints[0], /the page's own mistake/);
});

/** A tile of each type over an hour in slices of a minute, the answer to its query, and the data that the tile gets. */
const FROM_TO = { from: Date.parse("2026-01-31T11:00:02Z"), to: Date.parse("2026-01-31T12:00:02Z") };
const KINDS = {
  kpi: [
    [{ a: 21.5 }],
    { kind: "kpi", values: [{ device: "d1", ...NAMES, aggregateFunction: "avg", value: 21.5 }], ...FROM_TO },
  ],
  pieChart: [
    [{ a: 3 }],
    { kind: "categories", categories: [{ device: "d1", ...NAMES, aggregateFunction: "avg", value: 3 }], ...FROM_TO },
  ],
  barChart: [
    [{ $ts: AT(50), a: 1 }],
    {
      kind: "series",
      series: [{ device: "d1", ...NAMES, aggregateFunction: "avg", times: [MS(50)], values: [1] }],
      ...FROM_TO,
      stepInMs: 60_000,
    },
  ],
  heatMapChart: [
    [{ $ts: AT(50), a: 1 }],
    {
      kind: "series",
      series: [{ device: "d1", ...NAMES, aggregateFunction: "avg", times: [MS(50)], values: [1] }],
      ...FROM_TO,
      stepInMs: 60_000,
    },
  ],
  stateChart: [
    [
      { $ts: AT(50), a: "on" },
      { $ts: AT(52), a: "off" },
    ],
    {
      kind: "states",
      lanes: [{ device: "d1", ...NAMES, starts: [MS(50), MS(52)], ends: [MS(52), FROM_TO.to], values: ["on", "off"] }],
      ...FROM_TO,
    },
  ],
  stateHistoryChart: [
    [{ $ts: AT(50), a: "on" }],
    { kind: "rows", rows: [{ device: "d1", ...NAMES, time: MS(50), until: FROM_TO.to, value: "on" }], ...FROM_TO },
  ],
  eventChart: [
    [{ $ts: AT(50), a: { code: 7 } }],
    { kind: "events", lanes: [{ device: "d1", ...NAMES, times: [MS(50)], values: [{ code: 7 }] }], ...FROM_TO },
  ],
  eventHistoryChart: [
    [{ $ts: AT(50), a: 7 }],
    { kind: "rows", rows: [{ device: "d1", ...NAMES, time: MS(50), value: 7 }], ...FROM_TO },
  ],
  mapTelemetry: [
    [{ $ts: AT(50), a: { lat: 1, lon: 2 } }],
    { kind: "points", tracks: [{ device: "d1", ...NAMES, times: [MS(50)], lats: [1], lons: [2] }] },
  ],
};

/** Converts typed arrays to plain ones, in the test's process. */
const PLAIN = (data) =>
  JSON.parse(JSON.stringify(data, (_, value) => (value instanceof Float64Array ? [...value] : value)));

for (const [type, [rows, expected]] of Object.entries(KINDS)) {
  test(`a ${type} gets ${expected.kind}`, async () => {
    const page = await watch(
      [tile("t", { type, group: "g", devices: ["d1"], capabilities: temperature, queryRange: HOUR })],
      { d1: [rows] },
    );
    await page.advance(500);
    assert.deepEqual(await page.evaluate(`(${PLAIN})(updates[0].data)`), expected);
  });
}

test("properties, places and counts are read without a query", async () => {
  const tiles = [
    tile("p", { type: "property", group: "g", devices: ["d1"], capabilities: temperature }),
    tile("m", {
      type: "mapProperty",
      group: "g",
      devices: ["d1"],
      capabilities: [{ capability: "climate.place", aggregateFunction: "avg" }],
    }),
    tile("c", { type: "deviceCount", group: "g" }),
  ];
  const page = await watch(tiles, {
    properties: { temperature: 20, climate: { place: { lat: 1, lon: 2 } } },
    g: ["d1", "d2"],
  });
  await page.advance(1000);
  const data = await page.evaluate(`updates.map(({ data }) => (${PLAIN})(data))`);
  assert.deepEqual(data, [
    { kind: "properties", values: [{ device: "d1", ...NAMES, value: 20 }] },
    {
      kind: "points",
      tracks: [
        { device: "d1", deviceName: "Device d1", capability: "climate.place", times: [null], lats: [1], lons: [2] },
      ],
    },
    { kind: "count", count: 2 },
  ]);
  assert.deepEqual(await page.queries(), []);
});

test("a dashboard can be given by its id, and is passed to the caller before its tiles", async () => {
  const page = await watch([lkv("now", "d1")], { d1: LATEST });
  await page.evaluate(() => {
    feed.close();
    globalThis.told = [];
    const client = connect();
    client.dashboards.watch("hall", {
      onDashboard: ({ displayName }) => told.push(displayName),
      onTile: ({ displayName }) => told.push(displayName),
    });
    client.dashboards.watch("", { onTile() {}, onError: (tile, { code }) => told.push([tile ?? "none", code]) });
  });
  await page.advance(3000);
  assert.deepEqual((await page.evaluate(() => told)).map(String).sort(), ["Hall", "none,InvalidInput", "now"]);
});

test("timing tells when data was read and is due; refresh() makes it due now, stop() ends a tile", async () => {
  const page = await watch([lkv("now", "d1"), lkv("then", "d2")], { d1: LATEST, d2: LATEST });
  await page.advance(2000);
  for (const { timing } of await page.updates()) assert.equal(timing.dueAt - timing.readAt, 10_000);
  await page.evaluate(() => feed.refresh());
  await page.advance(2000);
  assert.deepEqual(
    (await page.updates()).map(({ tile }) => tile),
    ["now", "then", "now", "then"],
  );
  await page.evaluate(() => feed.stop(dashboard.tiles[0]));
  await page.advance(12_000);
  assert.deepEqual(
    (await page.updates()).map(({ tile }) => tile),
    ["now", "then", "now", "then", "then"],
  );
});

test("a hidden page reads nothing until it is shown", async () => {
  const page = await watch([lkv("now", "d1")], { d1: LATEST });
  await page.advance(1000);
  const hide = (hidden) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
  await hide(true);
  await page.advance(25_000);
  assert.equal((await page.queries()).length, 1);
  await hide(false);
  await page.advance(500);
  assert.equal((await page.queries()).length, 2);
});

test("the page's time range replaces that of tiles, and long lines are reduced", async () => {
  const rows = Array.from({ length: 50 }, (_, minute) => ({
    $ts: AT(String(minute).padStart(2, "0")),
    a: minute === 30 ? 99 : minute % 3,
  }));
  const page = await watch(
    [chart("line", "d1", HOUR)],
    { d1: [rows] },
    { timeRange: { duration: "P1D" }, maxPoints: 8 },
  );
  await page.advance(500);
  const values = await page.evaluate(() => [...updates[0].data.series[0].values]);
  assert.ok(values.length <= 8 && values.includes(99), values.join());
  assert.match((await page.queries())[0], /WITHIN_WINDOW\(P1D\).*GROUP BY WINDOW\(PT30M\)/);
});

test("after pause() nothing is sent; resume() reads at once what is due", async () => {
  const page = await watch([lkv("now", "d1")], { d1: LATEST });
  await page.advance(1000);
  await page.evaluate(() => {
    feed.pause();
    feed.pause();
  });
  await page.advance(12_000);
  assert.equal((await page.updates()).length, 1);
  assert.equal((await page.queries()).length, 1);
  await page.evaluate(() => {
    feed.resume();
    feed.resume();
  });
  await page.advance(500);
  assert.equal((await page.updates()).length, 2);
});

test("a pause during a query aborts it, and the query is sent again afterwards", async () => {
  const page = await watch([lkv("now", "d1")], { d1: ["silence", ...LATEST] });
  await page.advance(1000);
  await page.evaluate(() => feed.pause());
  await page.advance(1000);
  assert.equal((await page.sent()).at(-1).aborted, true);
  assert.deepEqual(await page.updates(), []);
  await page.evaluate(() => feed.resume());
  await page.advance(2000);
  assert.equal((await page.updates()).length, 1);
});

const ENDINGS = {
  "close()": () => feed.close(),
  "its signal": () => controller.abort(),
  "close() while it is paused": () => {
    feed.pause();
    feed.close();
  },
  "close(), and resume() doesn't bring it back": () => {
    feed.close();
    feed.pause();
    feed.resume();
  },
};

for (const [how, end] of Object.entries(ENDINGS)) {
  test(`a feed ends by ${how}`, async () => {
    const page = await watch([lkv("now", "d1")], { d1: LATEST }, { signal: true });
    await page.advance(1000);
    const before = (await page.sent()).length;
    await page.evaluate(end);
    await page.advance(12_000);
    assert.equal((await page.sent()).length, before);
    assert.equal((await page.updates()).length, 1);
    assert.deepEqual(page.complaints, []);
  });
}

test("closing a feed during a read aborts the fetch and calls no callback", async () => {
  const page = await watch([lkv("now", "d1")], { d1: ["silence"] });
  await page.advance(500);
  await page.evaluate(() => feed.close());
  await page.advance(500);
  assert.equal((await page.sent()).at(-1).aborted, true);
  assert.deepEqual(await page.updates(), []);
});

for (const how of ["while its dashboard is read", "in the same turn"]) {
  test(`a feed that is closed ${how} calls no function`, async () => {
    const page = await watch([], {});
    const told = await page.evaluate(async (atOnce) => {
      const told = [];
      const note = (...what) => told.push(what);
      globalThis.route = () => "silence";
      const feed = client.dashboards.watch("hall", { onTile: note, onError: note, onDashboard: note });
      if (!atOnce) await until(() => sent.length > 0);
      feed.close();
      await until(() => atOnce || sent[0].aborted);
      return told;
    }, how === "in the same turn");
    await page.advance(1000);
    assert.deepEqual([told, (await page.sent()).filter(({ aborted }) => !aborted)], [[], []]);
  });
}

test("a callback may close the feed, and no other callback is called", async () => {
  const page = await watch([lkv("a", "d1"), lkv("b", "d1")], { d1: LATEST }, { closes: true });
  await page.advance(2000);
  assert.deepEqual(
    (await page.updates()).map(({ tile }) => tile),
    ["a"],
  );
});

test("a dashboard without data has a feed that sends nothing", async () => {
  const page = await watch(
    [tile("text", { type: "label", text: "x" }), tile("new", { type: "sankeyChart", devices: 1 })],
    {},
  );
  await page.advance(2000);
  assert.deepEqual([await page.sent(), await page.updates(), page.complaints], [[], [], []]);
});

/** Arguments that can't be watched. */
const MISTAKES = {
  "no onTile": [
    () => caught(() => connect().dashboards.watch({ displayName: "Hall" }, {})),
    "/onTile",
    /onTile is missing/,
  ],
  "no options": [
    () => caught(() => connect().dashboards.watch({ displayName: "Hall" })),
    "/onTile",
    /onTile is missing/,
  ],
  "a range that is none": [
    () =>
      caught(() =>
        connect().dashboards.watch({ displayName: "Hall" }, { onTile() {}, timeRange: { duration: "a day" } }),
      ),
    "/timeRange/duration",
    /ISO 8601/,
  ],
  "a resolution alone": [
    () =>
      caught(() =>
        connect().dashboards.watch({ displayName: "Hall" }, { onTile() {}, timeRange: { resolution: "PT1M" } }),
      ),
    "/timeRange/duration",
    /missing/,
  ],
  "three points": [
    () => caught(() => connect().dashboards.watch({ displayName: "Hall" }, { onTile() {}, maxPoints: 3 })),
    "/maxPoints",
    /4 or more/,
  ],
  "no dashboard": [() => caught(() => connect().dashboards.watch(undefined, { onTile() {} })), "", /dashboard/],
  "a tile that is none": [
    () => caught(() => connect().dashboards.watch({ displayName: "Hall", tiles: [1] }, { onTile() {} })),
    "/tiles/0",
    /tile/,
  ],
};

for (const [what, [work, pointer, words]] of Object.entries(MISTAKES)) {
  test(`watch with ${what} throws at once`, async () => {
    const { error, sent } = await failure([], work);
    assert.deepEqual([error.code, error.pointer, sent.length], ["InvalidInput", pointer, 0]);
    assert.match(error.message, words);
  });
}
