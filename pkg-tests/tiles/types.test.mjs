// Each of the twenty types shows its data correctly.
import assert from "node:assert/strict";
import { test } from "node:test";
import { devices, draw, queryRange, table, visit, words } from "../support/gallery.mjs";
import { tile } from "../support/tiles.mjs";

const page = await visit();
const HOUR = 3_600_000;
const from = Date.UTC(2026, 0, 31, 12);
const to = from + HOUR;
const times = [0, 1, 2, 3].map((slice) => from + (slice * HOUR) / 4);
const at = (minute) => from + minute * 60_000;
const named = (number) => ({
  device: `d${number}`,
  deviceName: `Device ${number}`,
  capability: "thermostat.t",
  capabilityName: "Temperature",
  unit: "°C",
  aggregateFunction: "avg",
});
const series = [
  { ...named(1), times, values: [20, NaN, 22.5, 1234] },
  { ...named(2), times: times.slice(1), values: [7, 8, 9] },
];
const show = async (type, data, configuration = {}) => {
  await draw(page, [{ displayName: "it", configuration: { type, ...devices, queryRange, ...configuration }, data }]);
  const frame = tile(page, "it");
  assert.equal(await frame.getAttribute("data-state"), "ready");
  return frame;
};
const TIME_TABLE = [
  ["Time", "Device 1 (°C)", "Device 2 (°C)"],
  ["Jan 31, 2026, 12:45 PM", "1,234.0", "9"],
  ["Jan 31, 2026, 12:30 PM", "22.5", "8"],
  ["Jan 31, 2026, 12:15 PM", "–", "7"],
  ["Jan 31, 2026, 12:00 PM", "20.0", "–"],
];

test("all twenty types have a renderer, and the console stays empty", async () => {
  const shown = await page
    .locator("article.tile")
    .evaluateAll((all) => all.map(({ dataset }) => [dataset.tileType, dataset.state]));
  assert.equal(new Set(shown.map(([type]) => type)).size, 20);
  for (const [type, state] of shown) assert.equal(state, "ready", type);
  assert.equal(await page.getByText("doesn’t draw this type").count(), 0);
});

for (const [type, kind] of [
  ["lineChart", "Line chart"],
  ["barChart", "Bar chart"],
]) {
  test(`a ${type} has a legend with last values, a description, and all values in its table`, async () => {
    const frame = await show(type, { kind: "series", series, from, to, stepInMs: HOUR / 4 });
    assert.deepEqual(await words(frame.locator(".legend li")), ["Device 1 1.2K °C", "Device 2 9 °C"]);
    const label = await frame.locator(".plot").getAttribute("aria-label");
    assert.match(
      label,
      new RegExp(
        `^${kind} of it\\. Device 1: 1\\.2K\\s°C, between 20\\s°C and 1\\.2K\\s°C until Jan 31, 2026, 12:45 PM\\. Device 2: 9`,
      ),
    );
    assert.deepEqual(await table(frame), TIME_TABLE);
  });
}

test("bars start at zero, in the series' colours, as high as their values", async () => {
  const bars = [{ ...named(1), times, values: [10, 5, 0, -10] }];
  const frame = await show(
    "barChart",
    { kind: "series", series: bars, from, to, stepInMs: HOUR / 4 },
    { format: { xAxisEnabled: false, yAxisEnabled: false, legendEnabled: false } },
  );
  const heights = await frame.locator("canvas").evaluate((canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const painted = (x, y) => data[4 * (y * canvas.width + x) + 3] > 200;
    return [1, 3, 5, 7].map((eighth) => {
      // The padding is 8 pixels on the left and 20 on the right.
      const x = Math.round(8 + ((canvas.width - 28) * eighth) / 8);
      return Array.from({ length: canvas.height }, (_, y) => painted(x, y)).filter(Boolean).length;
    });
  });
  const [ten, five, zero, minus] = heights;
  assert.ok(Math.abs(ten / five - 2) < 0.1 && Math.abs(ten - minus) < 4 && ten > 50, heights.join());
  assert.ok(zero <= 2, heights.join());
});

test("a heatMapChart has a shade for each value, darkest for the largest, and none for a gap", async () => {
  const frame = await show("heatMapChart", { kind: "series", series, from, to, stepInMs: HOUR / 4 });
  const cells = await frame
    .locator(".lane-plot path[class^=level]")
    .evaluateAll((all) => all.map((path) => (path.getAttribute("d").match(/M/g) ?? []).length));
  assert.equal(
    cells.reduce((sum, count) => sum + count),
    6,
  );
  assert.equal(cells.at(-1), 1, "only one is the largest");
  assert.deepEqual(await frame.locator(".lane-names li").allInnerTexts(), ["Device 1", "Device 2"]);
  assert.deepEqual(await words(frame.locator(".scale")), ["7 °C 1,234 °C"]);
  assert.deepEqual(await table(frame), TIME_TABLE);
});

test("a pieChart's slices are as large as their shares", async () => {
  const categories = [
    [1, 750],
    [2, 250],
    [3, -5],
    [4, 0],
  ].map(([number, value]) => ({ ...named(number), value }));
  const frame = await show("pieChart", { kind: "categories", categories, from, to });
  assert.deepEqual(await words(frame.locator(".legend li")), [
    "Device 1 750 °C 75%",
    "Device 2 250 °C 25%",
    "Device 3 -5 °C –",
    "Device 4 0 °C 0%",
  ]);
  const areas = await frame.locator(".pie-plot path").evaluateAll((paths) =>
    paths.map((path) => {
      const svg = path.ownerSVGElement;
      let inside = 0;
      for (let x = -98; x < 99; x += 2)
        for (let y = -98; y < 99; y += 2)
          if (path.isPointInFill(Object.assign(svg.createSVGPoint(), { x, y }))) inside++;
      return inside;
    }),
  );
  assert.equal(areas.length, 2);
  assert.ok(Math.abs(areas[0] / areas[1] - 3) < 0.2, areas.join());
  assert.deepEqual((await table(frame))[1], ["Device 1", "Temperature", "avg", "750", "°C", "75"]);
});

test("a single slice is a complete ring", async () => {
  const frame = await show("pieChart", { kind: "categories", categories: [{ ...named(1), value: 3 }], from, to });
  const inside = await frame.locator(".pie-plot path").evaluate((path) =>
    [
      [78, 0],
      [-78, 0],
      [0, 78],
      [0, -78],
      [0, 0],
    ].map(([x, y]) => path.isPointInFill(Object.assign(path.ownerSVGElement.createSVGPoint(), { x, y }))),
  );
  assert.deepEqual(inside, [true, true, true, true, false]);
});

test("a stateChart has a colour for each state, as long as the state lasted", async () => {
  const lanes = [
    { ...named(1), starts: [at(0), at(15)], ends: [at(15), at(60)], values: ["on", "off"] },
    { ...named(2), starts: [at(30)], ends: [at(60)], values: ["on"] },
  ];
  const frame = await show("stateChart", { kind: "states", lanes, from, to });
  assert.deepEqual(await frame.locator(".legend li").allInnerTexts(), ["off", "on"]);
  const boxes = await frame
    .locator(".lane-plot path[data-state-name]")
    .evaluateAll((all) => all.map((path) => [path.dataset.stateName, path.getAttribute("d")]));
  assert.deepEqual(boxes, [
    ["on", "M0.00 1h250.00v8h-250.00zM500.00 11h500.00v8h-500.00z"],
    ["off", "M250.00 1h750.00v8h-750.00z"],
  ]);
  assert.deepEqual(
    (await table(frame)).map((row) => row.map((cell) => cell.replace(/\s/g, " "))),
    [
      ["From", "Until", "Duration", "Device", "Capability", "Value (°C)"],
      ["Jan 31, 2026, 12:30 PM", "Jan 31, 2026, 1:00 PM", "30 min", "Device 2", "Temperature", "on"],
      ["Jan 31, 2026, 12:15 PM", "Jan 31, 2026, 1:00 PM", "45 min", "Device 1", "Temperature", "off"],
      ["Jan 31, 2026, 12:00 PM", "Jan 31, 2026, 12:15 PM", "15 min", "Device 1", "Temperature", "on"],
    ],
  );
});

test("an eventChart marks each event at its time", async () => {
  const lanes = [
    { ...named(1), times: [at(15), at(30)], values: ["open", { code: 7 }] },
    { ...named(2), times: [], values: [] },
  ];
  const frame = await show("eventChart", { kind: "events", lanes, from, to });
  assert.deepEqual(await frame.locator(".moments").evaluateAll((all) => all.map((path) => path.getAttribute("d"))), [
    "M250.00 1v8M500.00 1v8",
    "",
  ]);
  assert.deepEqual((await table(frame)).slice(1), [
    ["Jan 31, 2026, 12:30 PM", "Device 1", "Temperature", "code 7"],
    ["Jan 31, 2026, 12:15 PM", "Device 1", "Temperature", "open"],
  ]);
});

test("history tiles are tables; states have a duration", async () => {
  const rows = [
    { ...named(1), time: at(30), value: "on" },
    { ...named(2), time: at(15), value: 5 },
  ];
  const events = await show("eventHistoryChart", { kind: "rows", rows, from, to });
  assert.deepEqual(
    await events
      .locator("tr")
      .evaluateAll((all) => all.map(({ cells }) => [...cells].map(({ innerText }) => innerText.replace(/\s/g, " ")))),
    [
      ["Time", "Device", "Value (°C)"],
      ["Jan 31, 12:30 PM", "Device 1", "on"],
      ["Jan 31, 12:15 PM", "Device 2", "5"],
    ],
  );
  assert.equal(await events.getByRole("button", { name: "Show as a table" }).count(), 0);
  const states = await show("stateHistoryChart", {
    kind: "rows",
    rows: [{ ...named(1), time: at(0), until: at(42), value: "on" }],
    from,
    to,
  });
  assert.deepEqual(await words(states.locator("td")), ["Jan 31, 12:00 PM", "Jan 31, 12:42 PM", "42 min", "on"]);
});

test("a kpi shows the aggregate, its function and its range", async () => {
  const frame = await show("kpi", { kind: "kpi", values: [{ ...named(1), value: 1734.5 }], from, to });
  assert.deepEqual(await words(frame.locator(".kpi")), ["Temperature 1.7K °C"]);
  assert.equal(await frame.locator(".range").innerText(), "Average · Last hour");
  assert.equal(await frame.locator("data").getAttribute("value"), "1734.5");
});

test("the described time range is that of the data, not of the configuration", async () => {
  const day = { from: to - 24 * HOUR, to };
  const range = async (data, queryRange) =>
    (await show("kpi", { kind: "kpi", values: [{ ...named(1), value: 1 }], ...data }, { queryRange }))
      .locator(".range")
      .innerText();
  const hour = { type: "time", duration: "PT1H" };
  assert.equal(await range(day, hour), "Average · Last day");
  assert.equal(await range({ from: to - 7 * 24 * HOUR, to }, hour), "Average · Last week");
  assert.equal(await range({ from: to - 1.5 * HOUR, to }, hour), "Average · Last 90 minutes");
  assert.equal(await range({ from: to - 30 * 24 * HOUR, to }, { type: "count", count: 100 }), "Average · Last 30 days");
  for (const [type, data, selector] of [
    ["pieChart", { kind: "categories", categories: [{ ...named(1), value: 1 }] }, ".pie-plot"],
    ["heatMapChart", { kind: "series", series }, ".lane-plot"],
    [
      "stateChart",
      { kind: "states", lanes: [{ ...named(1), starts: [at(0)], ends: [at(60)], values: ["on"] }] },
      ".lane-plot",
    ],
    ["eventChart", { kind: "events", lanes: [{ ...named(1), times: [at(15)], values: ["open"] }] }, ".lane-plot"],
  ]) {
    const label = await (await show(type, { ...data, ...day })).locator(selector).getAttribute("aria-label");
    assert.match(label, /^[A-Z][a-z ]+ of it, last day[.:]/, type);
  }
  const points = await show("heatMapChart", { kind: "series", series }, { queryRange: { type: "count", count: 100 } });
  assert.match(await points.locator(".lane-plot").getAttribute("aria-label"), /^Heat map of it, last 100 values:/);
});

test("a range of an unknown kind is ignored", async () => {
  for (const queryRange of [
    { type: "calendar", month: 2 },
    { type: "count" },
    { type: "time" },
    { type: "time", duration: "P1M" },
    undefined,
  ]) {
    const data = { kind: "series", series };
    const heat = await (await show("heatMapChart", data, { queryRange }))
      .locator(".lane-plot")
      .getAttribute("aria-label");
    assert.match(heat, /^Heat map of it(, p1m)?: Device 1/);
    const explorer = await (await show("dataExplorer", undefined, { queryRange, query: "q-17" }))
      .locator(".hint")
      .innerText();
    assert.equal(explorer, queryRange?.duration ? "P1M · q-17" : "q-17");
  }
});

test("an lkv shows values, trends and times", async () => {
  const frame = await show("lkv", {
    kind: "latest",
    values: [{ ...named(1), value: 22.5, previous: 20, timestamp: at(1) }, { ...named(2) }, { ...named(3), value: 7 }],
  });
  assert.deepEqual(await words(frame.locator("li")), [
    "Device 1 22.5 °C ▲ 2.5 up 2.5 Jan 31, 12:01 PM",
    "Device 2 – None yet",
    "Device 3 7.0 °C",
  ]);
});

test("a property shows values of any type", async () => {
  const values = [
    ["text", "Contoso"],
    ["flag", false],
    ["number", 7],
    ["place", { lat: 1, lon: 2 }],
    ["list", [1, "a"]],
    ["none", undefined],
  ].map(([capability, value]) => ({ device: "d1", capability, value }));
  const frame = await show("property", { kind: "properties", values });
  assert.deepEqual(await frame.locator("data").allInnerTexts(), [
    "Contoso",
    "false",
    "7",
    "lat 1°\nlon 2°",
    "1, a",
    "–",
  ]);
  assert.deepEqual(
    await frame.locator(".name").allInnerTexts(),
    values.map(({ capability }) => capability),
  );
});

test("a deviceCount shows the number of devices", async () => {
  assert.deepEqual(await words((await show("deviceCount", { kind: "count", count: 1 })).locator(".count")), [
    "1 device",
  ]);
  assert.deepEqual(await words((await show("deviceCount", { kind: "count", count: 12_345 })).locator(".count")), [
    "12.3K devices",
  ]);
});

test("a label shows only its text", async () => {
  const frame = await show("label", undefined, { text: "Hall <1>" });
  assert.equal(await frame.locator(".label").innerText(), "Hall <1>");
  assert.ok(await frame.locator("header").evaluate((header) => header.classList.contains("visually-hidden")));
});

test("lists in a markdown have numbers, bullets and check boxes", async () => {
  const frame = await show("markdown", undefined, {
    description: "3. Check\n4. Call\n   - north\n\n- east\n- [x] done\n- [ ] open\n",
  });
  const items = await frame.locator("li").evaluateAll((all) =>
    all.map((item) => {
      const { listStyleType, display } = getComputedStyle(item);
      return [
        item.firstChild.textContent + (item.classList.contains("task") ? item.childNodes[1].textContent : ""),
        display,
        listStyleType,
      ];
    }),
  );
  assert.deepEqual(items, [
    ["Check", "list-item", "decimal"],
    ["Call", "list-item", "decimal"],
    ["north", "list-item", "disc"],
    ["east", "list-item", "disc"],
    ["☑ done", "list-item", "none"],
    ["☐ open", "list-item", "none"],
  ]);
  assert.equal(await frame.locator("ol").getAttribute("start"), "3");
});

test("code in a markdown is a tab stop if it scrolls", async () => {
  const frame = await show("markdown", undefined, {
    description: `    short\n\ntext\n\n    ${"a long line ".repeat(40)}`,
  });
  await frame.locator("pre[tabindex]").waitFor();
  assert.deepEqual(await frame.locator("pre").evaluateAll((all) => all.map((code) => code.getAttribute("tabindex"))), [
    null,
    "0",
  ]);
  assert.equal(await frame.locator(".body").getAttribute("tabindex"), null);
  await frame.locator("pre[tabindex]").focus();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction((code) => code.scrollLeft > 0, await frame.locator("pre[tabindex]").elementHandle());
});

test("series after the eighth have shades of the first colours", async () => {
  const twenty = Array.from({ length: 20 }, (_, index) => ({ ...named(index), times: [at(15)], values: [index + 1] }));
  const swatches = async (frame) =>
    new Set(
      await frame.locator(".legend .swatch").evaluateAll((all) => all.map((swatch) => getComputedStyle(swatch).color)),
    );
  const paths = async (frame, selector, property) =>
    new Set(
      await frame
        .locator(selector)
        .evaluateAll((all, property) => all.map((path) => getComputedStyle(path)[property]), property),
    );
  const lane = {
    ...named(1),
    starts: twenty.map((_, index) => at(index)),
    ends: twenty.map((_, index) => at(index + 1)),
    values: twenty.map((_, index) => `state ${index}`),
  };
  const states = await show("stateChart", { kind: "states", lanes: [lane], from, to });
  assert.deepEqual(
    [(await swatches(states)).size, (await paths(states, "path[data-state-name]", "fill")).size],
    [20, 20],
  );
  const pie = await show("pieChart", {
    kind: "categories",
    categories: twenty.map((one, index) => ({ ...one, value: index + 1 })),
    from,
    to,
  });
  assert.deepEqual([(await swatches(pie)).size, (await paths(pie, ".pie-plot path", "fill")).size], [20, 20]);
  const bars = await show("barChart", { kind: "series", series: twenty, from, to, stepInMs: HOUR / 4 });
  assert.equal((await swatches(bars)).size, 20);
  const map = await show("mapTelemetry", {
    kind: "points",
    tracks: twenty.map((one, index) => ({ ...one, lats: [index], lons: [index] })),
  });
  assert.deepEqual([(await swatches(map)).size, (await paths(map, ".dot", "fill")).size], [20, 20]);
});

test("a dataExplorer shows what is known, and links to the application", async () => {
  const frame = await show("dataExplorer", undefined, { queryRange: { type: "time", duration: "P1W" }, query: "q-17" });
  assert.match(await frame.innerText(), /Last week · q-17/);
  const link = frame.getByRole("link");
  assert.equal(await link.getAttribute("href"), "https://contoso.azureiotcentral.com/");
  assert.equal(await link.getAttribute("rel"), "noopener noreferrer");
});

test("no data is not an error", async () => {
  const nothing = [
    ["lineChart", { kind: "series", series: [], from, to }],
    ["barChart", { kind: "series", series: [{ ...named(1), times: [], values: [] }], from, to }],
    ["heatMapChart", { kind: "series", series: [{ ...named(1), times, values: [NaN, NaN, NaN, NaN] }], from, to }],
    ["pieChart", { kind: "categories", categories: [], from, to }],
    ["stateChart", { kind: "states", lanes: [], from, to }],
    ["eventChart", { kind: "events", lanes: [{ ...named(1), times: [], values: [] }], from, to }],
    ["eventHistoryChart", { kind: "rows", rows: [], from, to }],
    ["stateHistoryChart", { kind: "rows", rows: [], from, to }],
    ["kpi", { kind: "kpi", values: [{ ...named(1) }], from, to }],
    ["lkv", { kind: "latest", values: [] }],
    ["property", { kind: "properties", values: [] }],
    ["mapProperty", { kind: "points", tracks: [] }],
    ["mapTelemetry", { kind: "points", tracks: [{ ...named(1), times: [], lats: [], lons: [] }] }],
  ];
  await draw(
    page,
    nothing.map(([type, data]) => ({ displayName: type, configuration: { type, ...devices, queryRange }, data })),
  );
  for (const [type] of nothing) assert.equal(await tile(page, type).getAttribute("data-state"), "nodata", type);
});

test("the console stays empty, and nothing violates the content security policy", () =>
  assert.deepEqual(page.complaints, []));
