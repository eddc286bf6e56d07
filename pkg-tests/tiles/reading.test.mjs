// Reading charts: as a table, as a file, by pointer and by keyboard.
import assert from "node:assert/strict";
import { test } from "node:test";
import { csv, devices, draw, queryRange, table, visit, words } from "../support/gallery.mjs";
import { tile } from "../support/tiles.mjs";

const page = await visit();
const from = Date.UTC(2026, 0, 31, 12);
const to = from + 3_600_000;
const times = [0, 15, 30, 45].map((minute) => from + minute * 60_000);
const source = { device: "d1", capability: "t", unit: "°C" };
const show = async (type, data, configuration = {}, displayName = "it") => {
  await draw(page, [{ displayName, configuration: { type, ...devices, queryRange, ...configuration }, data }]);
  return tile(page, displayName);
};
const series = (values, more = {}) => ({
  kind: "series",
  series: [{ ...source, times, values, ...more }],
  from,
  to,
  stepInMs: 900_000,
});
const tooltip = (frame) => frame.locator(".readout:popover-open");
const CHARTS = {
  lineChart: series([1, 2, 3, 4]),
  barChart: series([1, 2, 3, 4]),
  heatMapChart: series([1, 2, 3, 4]),
  pieChart: {
    kind: "categories",
    categories: [
      { ...source, value: 1 },
      { ...source, device: "d2", value: 4 },
    ],
    from,
    to,
  },
  stateChart: {
    kind: "states",
    lanes: [{ ...source, starts: times, ends: [...times.slice(1), to], values: [1, 2, 3, 4] }],
    from,
    to,
  },
  eventChart: { kind: "events", lanes: [{ ...source, times, values: [1, 2, 3, 4] }], from, to },
  mapTelemetry: { kind: "points", tracks: [{ ...source, times, lats: [1, 2, 3, 4], lons: [0, 0, 0, 0] }] },
};

test("the table is made on demand, follows the data, and can be closed", async () => {
  for (const [type, data] of Object.entries(CHARTS)) {
    const frame = await show(type, data);
    assert.equal(await frame.locator(".data-table").count(), 0, type);
    const toggle = frame.getByRole("button", { name: "Show as a table" });
    await toggle.press("Enter");
    assert.equal(await toggle.getAttribute("aria-pressed"), "true");
    assert.ok((await frame.locator(".data-table").isVisible()) && !(await frame.locator("figure").isVisible()), type);
    await toggle.press("Enter");
    assert.equal(await toggle.getAttribute("aria-pressed"), "false");
    assert.ok((await frame.locator(".data-table").count()) === 0 && (await frame.locator("figure").isVisible()), type);
  }
  const frame = await show("lineChart", CHARTS.lineChart);
  await frame.getByRole("button", { name: "Show as a table" }).click();
  const view = frame.locator(".data-table");
  await view.focus();
  await page.evaluate(
    ({ data, times }) => {
      const element = document.querySelector("iot-central-dashboard");
      data.series[0] = { ...data.series[0], times: Float64Array.from(times), values: Float64Array.of(9, 9, 9, 9) };
      gallery.update(
        "it",
        data,
        element.dashboard.tiles.map((tile) => ({ tile })),
      );
    },
    { data: series([]), times },
  );
  await page.waitForFunction(
    () => document.querySelector("iot-central-dashboard").shadowRoot.querySelector(".data-table data")?.value === "9",
  );
  assert.ok(await view.evaluate((view) => view.matches(":focus")), "the keyboard stays where it was");
});

test("a table of thousands of rows shows the newest, and more on demand", async () => {
  const many = Array.from({ length: 2000 }, (_, index) => from + index * 1000);
  const frame = await show("lineChart", {
    kind: "series",
    series: [{ ...source, times: many, values: many.map((_, index) => index) }],
    from,
    to,
  });
  await frame.getByRole("button", { name: "Show as a table" }).click();
  const rows = () => frame.locator("tbody tr").count();
  assert.equal(await rows(), 25);
  assert.equal(await frame.locator("tbody data").first().getAttribute("value"), "1999");
  assert.equal(await frame.locator(".data-table table").getAttribute("aria-rowcount"), "2001");
  assert.match(await frame.locator(".hint").innerText(), /first 25 of 2,000 rows/);

  const more = frame.locator(".hint button");
  await more.scrollIntoViewIfNeeded();
  const scrolled = () => frame.locator(".data-table").evaluate(({ scrollTop }) => scrollTop);
  const before = await scrolled();
  assert.ok(before > 0);
  await more.press("Enter");
  assert.equal(await rows(), 50);
  assert.equal(await scrolled(), before, "who reads stays where they were");
  assert.ok(await more.evaluate((button) => button.matches(":focus")));
  for (let asked = 0; asked < 5; asked++) await more.press("Enter");
  assert.equal(await rows(), 1600);
  assert.equal(await more.innerText(), "Show 400 more");
  await more.press("Enter");
  assert.equal(await rows(), 2000);
  assert.equal(await frame.locator(".hint").isVisible(), false);
});

test("a tile says from when on its messages are complete", async () => {
  const completeFrom = times[1];
  const rows = [
    { ...source, time: times[2], value: 2 },
    { ...source, time: times[1], value: 1 },
  ];
  for (const [type, data, said] of [
    [
      "eventHistoryChart",
      { kind: "rows", rows, from, to },
      "Messages before Jan 31, 2026, 12:15 PM are left out: the service returns at most 10,000.",
    ],
    [
      "stateChart",
      CHARTS.stateChart,
      "Messages before Jan 31, 2026, 12:15 PM are shown as the last value of each slice: the service returns at most 10,000.",
    ],
    [
      "eventChart",
      CHARTS.eventChart,
      "Messages before Jan 31, 2026, 12:15 PM are shown as the last value of each slice: the service returns at most 10,000.",
    ],
  ]) {
    const cut = await show(type, { ...data, completeFrom });
    assert.deepEqual(await words(cut.locator(".note:visible")), [said], type);
    const whole = await show(type, data);
    assert.equal(await whole.locator(".note:visible").count(), 0, type);
  }
});

test("an unfinished slice is a hollow bar, and not a point of a line", async () => {
  const unfinished = [{ time: times[3], value: 1 }];
  const sums = {
    ...series([8, 8, 8]),
    series: [{ ...source, aggregateFunction: "sum", times: times.slice(0, 3), values: [8, 8, 8], unfinished }],
  };
  for (const [type, points] of [
    ["lineChart", "3"],
    ["barChart", "4"],
  ]) {
    const frame = await show(type, sums);
    assert.equal(await frame.locator("figure").getAttribute("data-points"), points, type);
    assert.equal(await frame.locator(".legend data").getAttribute("value"), "8", "what is finished is told");
  }
  const bars = await show("barChart", sums, {}, "bars");
  const alphas = await bars.locator("canvas").evaluate((canvas) => {
    const plot = canvas.closest(".uplot").querySelector(".u-over").getBoundingClientRect();
    const left = plot.left - canvas.getBoundingClientRect().left;
    const ratio = canvas.width / canvas.getBoundingClientRect().width;
    // Just above the axis, in the middle of each quarter: inside the bar of each slice.
    const bottom = plot.bottom - canvas.getBoundingClientRect().top - 4;
    const row = canvas.getContext("2d").getImageData(left * ratio, bottom * ratio, plot.width * ratio, 1);
    return [1, 3, 5, 7].map((eighth) => row.data[4 * Math.round((row.width * eighth) / 8) + 3]);
  });
  assert.deepEqual(alphas, [255, 255, 255, 0]);
  const rows = await table(bars);
  assert.deepEqual(
    rows.map((row) => row[1]),
    ["t (°C)", "1", "8", "8", "8"],
  );

  const alone = { ...sums, series: [{ ...source, aggregateFunction: "sum", times: [], values: [], unfinished }] };
  for (const type of ["lineChart", "heatMapChart"]) {
    const frame = await show(type, alone);
    assert.match(
      (await frame.locator("figure").innerText()) +
        (await frame.locator("[aria-label]").first().getAttribute("aria-label")),
      /t \(so far\)/,
      type,
    );
  }
});

test("new rows leave unchanged rows in the page: a selection survives", async () => {
  const row = (minute, value) => ({ ...source, time: from + minute * 60_000, value });
  const rows = [row(3, "c"), row(2, "b"), row(1, "a")];
  const frame = await show("eventHistoryChart", { kind: "rows", rows, from, to });
  await frame.evaluate((article) => {
    globalThis.kept = [...article.querySelectorAll("tbody tr")];
  });
  await page.evaluate(
    (data) => {
      const element = document.querySelector("iot-central-dashboard");
      gallery.update(
        "it",
        data,
        element.dashboard.tiles.map((tile) => ({ tile })),
      );
    },
    { kind: "rows", rows: [row(4, "d"), row(3, "c"), row(2, "b!"), row(1, "a")], from, to },
  );
  await frame.locator("td", { hasText: "b!" }).waitFor();
  const order = await frame.evaluate((article) =>
    [...article.querySelectorAll("tbody tr")].map((tr) => [tr.lastChild.textContent, kept.indexOf(tr)]),
  );
  assert.deepEqual(order, [
    ["d", -1],
    ["c", 0],
    ["b!", -1],
    ["a", 2],
  ]);
});

test("a CSV file has all values in full, as in RFC 4180", async () => {
  const frame = await show("lineChart", series([1.23456789, NaN, 1e21, -4]), {}, "Hall 2: “north”");
  assert.deepEqual(await csv(page, frame), {
    name: "Hall-2-north.csv",
    text: "\ufeffTime,t (°C)\r\n2026-01-31T12:45:00.000Z,-4\r\n2026-01-31T12:30:00.000Z,1e+21\r\n2026-01-31T12:00:00.000Z,1.23456789\r\n",
  });
});

test("a CSV file is exact: objects as JSON, coordinates and shares with all digits, in any language", async () => {
  const saved = async (configuration, data) => {
    const other = await visit();
    await draw(other, [{ displayName: "it", configuration: { ...devices, queryRange, ...configuration }, data }], {
      locale: "de-DE",
    });
    const { text } = await csv(other, tile(other, "it"));
    await other.close();
    return text.split("\r\n")[1];
  };
  const place = { lat: 52.5200081234, lon: 13.404954, note: 'a "b", c' };
  const rows = { kind: "rows", rows: [{ ...source, time: from, value: place }], from, to };
  assert.equal(
    await saved({ type: "eventHistoryChart", format: { decimalPlaces: 1 } }, rows),
    `2026-01-31T12:00:00.000Z,d1,t,"${JSON.stringify(place).replaceAll('"', '""')}"`,
  );
  const points = { kind: "points", tracks: [{ ...source, times: [from], lats: [place.lat], lons: [-0.000001] }] };
  assert.equal(await saved({ type: "mapTelemetry" }, points), "2026-01-31T12:00:00.000Z,d1,t,52.5200081234,-0.000001");
  const parts = {
    kind: "categories",
    categories: [1, 2].map((value) => ({ ...source, device: `d${value}`, value })),
    from,
    to,
  };
  assert.equal(await saved({ type: "pieChart" }, parts), `d1,t,,1,°C,${(1 / 3) * 100}`);
});

test("every chart, map and history can be saved", async () => {
  const rows = { kind: "rows", rows: [{ ...source, time: from, value: 'a,"b"\nc' }], from, to };
  for (const [type, data] of Object.entries({ ...CHARTS, eventHistoryChart: rows, stateHistoryChart: rows })) {
    const { text } = await csv(page, await show(type, data));
    assert.ok(text.split("\r\n").length >= 3, type);
    if (data === rows) assert.ok(text.includes('"a,""b""\nc"'), text);
  }
});

test("text that a spreadsheet would run as a formula is escaped; numbers stay numbers", async () => {
  const formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("https://attacker.example")'];
  const rows = [...formulas, -1].map((value) => ({
    device: "=d",
    deviceName: "=cmd|'/c calc'!A1",
    capability: "@t",
    time: from,
    value,
  }));
  // A separate page, because Chromium blocks a page that saves more than ten files at once.
  const other = await visit();
  await draw(other, [
    {
      displayName: "it",
      configuration: { type: "eventHistoryChart", ...devices, queryRange },
      data: { kind: "rows", rows, from, to },
    },
  ]);
  const { text } = await csv(other, tile(other, "it"));
  await other.close();
  const cells = text
    .replace("\ufeff", "")
    .split("\r\n")
    .slice(1)
    .flatMap((line) => line.split(","))
    .map((cell) => cell.replace(/^"/, ""));
  for (const cell of cells)
    assert.ok(!/^[=+@\t\r]/.test(cell) && (!cell.startsWith("-") || cell === "-1"), JSON.stringify(cell));
  assert.ok(text.includes("'=1+1") && text.includes(",-1\r\n") && text.includes(`"'=HYPERLINK(""https`), text);
});

test("the arrow keys select one value after the other, Escape ends it", async () => {
  for (const [type, data] of Object.entries(CHARTS)) {
    const frame = await show(type, data);
    const plot = frame.locator("figure [tabindex='0']");
    assert.match(await plot.getAttribute("aria-label"), /of it.*arrow keys|Pie chart of it/);
    await plot.focus();
    await page.keyboard.press("Home");
    const first = await tooltip(frame).innerText();
    await page.keyboard.press("ArrowRight");
    const second = await tooltip(frame).innerText();
    assert.notEqual(first, second, type);
    assert.equal(await tooltip(frame).getAttribute("aria-live"), "polite");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await tooltip(frame).innerText(), first, type);
    await page.keyboard.press("End");
    assert.match(await tooltip(frame).innerText(), /4/, type);
    await page.keyboard.press("Escape");
    assert.equal(await tooltip(frame).count(), 0, type);
    await page.keyboard.press("Home");
    await plot.blur();
    assert.equal(await tooltip(frame).count(), 0, type);
  }
});

test("the pointer shows the value at its position", async () => {
  const at = async (frame, selector, x, y) => {
    const { width, height } = await frame.locator(selector).boundingBox();
    await frame.locator(selector).hover({ position: { x: width * x, y: height * y } });
    return (await words(tooltip(frame)))[0];
  };
  assert.equal(
    await at(await show("lineChart", CHARTS.lineChart), ".u-over", 0.5, 0.5),
    "Jan 31, 2026, 12:30 PM t 3 °C",
  );
  assert.equal(await at(await show("barChart", CHARTS.barChart), ".u-over", 0.6, 0.5), "Jan 31, 2026, 12:30 PM t 3 °C");
  assert.equal(
    await at(await show("heatMapChart", CHARTS.heatMapChart), ".lane-plot", 0.6, 0.5),
    "Jan 31, 2026, 12:30 PM t 3 °C",
  );
  assert.equal(
    await at(await show("stateChart", CHARTS.stateChart), ".lane-plot", 0.6, 0.5),
    "Jan 31, 2026, 12:30 PM, 15 min t 3 °C",
  );
  assert.equal(
    await at(await show("eventChart", CHARTS.eventChart), ".lane-plot", 0.501, 0.5),
    "Jan 31, 2026, 12:30 PM t 3 °C",
  );
  assert.equal(await at(await show("eventChart", CHARTS.eventChart), ".lane-plot", 0.6, 0.5), undefined);
  assert.equal(await at(await show("pieChart", CHARTS.pieChart), ".pie-plot", 0.5, 0.92), "d2 4 °C (80%)");
  assert.equal(await at(await show("pieChart", CHARTS.pieChart), ".pie-plot", 0.5, 0.5), undefined);
});

test("a chart that is removed under the pointer leaves no listener behind", async () => {
  await page.evaluate(() => {
    globalThis.listening = new Set();
    for (const [name, note] of [
      ["addEventListener", "add"],
      ["removeEventListener", "delete"],
    ]) {
      const original = document[name];
      document[name] = function (type, listener, ...rest) {
        listening[note](listener);
        return original.call(this, type, listener, ...rest);
      };
    }
  });
  const listening = () => page.evaluate(() => listening.size);
  for (const [type, data] of Object.entries(CHARTS)) {
    const frame = await show(type, data);
    const mark =
      { pieChart: ".pie-plot path >> nth=1", mapTelemetry: ".dot.last", lineChart: ".u-over", barChart: ".u-over" }[
        type
      ] ?? ".lane-plot";
    const { x, y, width, height } = await frame.locator(mark).boundingBox();
    // The box of a large slice has its middle in the hole of the ring, so the pointer goes to the slice's lower edge.
    await page.mouse.move(x + width * 0.501, y + height * (type === "pieChart" ? 0.96 : 0.5), { steps: 2 });
    await tooltip(frame).waitFor();
    assert.equal(await listening(), 1, type);
    await page.evaluate(() => {
      const dashboard = document.querySelector("iot-central-dashboard");
      const { parentElement } = dashboard;
      dashboard.remove();
      parentElement.append(dashboard);
    });
    assert.equal(await listening(), 0, type);
  }
});

test("a tooltip with long names stays in the page, also of a small tile", async () => {
  await draw(page, [
    {
      displayName: "it",
      configuration: { type: "lineChart", ...devices, queryRange },
      data: series([1, 2, 3, 4], { deviceName: "long ".repeat(30), capabilityName: "very ".repeat(30) }),
      width: 1,
      height: 1,
    },
  ]);
  const frame = tile(page, "it");
  await frame.locator(".plot").focus();
  await page.keyboard.press("End");
  const { x, y, width, height } = await tooltip(frame).boundingBox();
  const { width: right, height: bottom } = page.viewportSize();
  assert.ok(x >= 0 && y >= 0 && x + width <= right && y + height <= bottom);
});

test("a tooltip closes when its chart scrolls, and not when another element does", async () => {
  await draw(
    page,
    [1, 2, 3].map((nth) => ({
      displayName: `chart ${nth}`,
      configuration: { type: "lineChart", ...devices, queryRange },
      data: CHARTS.lineChart,
      height: 4,
    })),
  );
  const frame = tile(page, "chart 1");
  const scroll = (selector) =>
    page.evaluate(async (selector) => {
      const scroller =
        document.querySelector(selector) ??
        document.body.appendChild(
          Object.assign(document.createElement("textarea"), { id: "other", value: "line\n".repeat(99) }),
        );
      const scrolled = new Promise((done) => document.addEventListener("scroll", done, { capture: true, once: true }));
      scroller.scrollTop += 20;
      await scrolled;
    }, selector);
  await frame.locator(".plot").focus();
  await page.keyboard.press("End");
  await scroll("#other");
  assert.equal(await tooltip(frame).count(), 1);
  await scroll("html");
  assert.equal(await tooltip(frame).count(), 0);
  await page.evaluate(() => document.querySelector("#other").remove());
});

test("a chart shows the requested time range, or that of its data if the clocks disagree", async () => {
  const tips = async (asked) => {
    const frame = await show("eventChart", { ...CHARTS.eventChart, ...asked });
    return frame.locator(".moments").getAttribute("d");
  };
  assert.equal(await tips({ from, to }), "M0.00 1v8M250.00 1v8M500.00 1v8M750.00 1v8");
  assert.equal(await tips({ from: from - 3_600_000, to }), "M500.00 1v8M625.00 1v8M750.00 1v8M875.00 1v8");
  assert.equal(await tips({ from: to + 9e9, to: to + 9.1e9 }), "M0.00 1v8M333.33 1v8M666.67 1v8M1000.00 1v8");
});

test("the console stays empty", () => assert.deepEqual(page.complaints, []));

test("each field of an object has its own line in a table", async () => {
  const shock = { ...source, fields: [{ key: "peak", name: "Peak" }], time: from, value: { peak: 2, code: 7 } };
  const frame = await show("eventHistoryChart", { kind: "rows", rows: [shock], from, to });
  const displays = await frame
    .locator("td .field")
    .evaluateAll((all) => all.map((line) => getComputedStyle(line).display));
  assert.deepEqual(displays, ["block", "block"]);
});
