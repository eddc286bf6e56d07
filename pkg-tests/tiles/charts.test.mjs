// Charts show the truth: exact labels, gaps as gaps, stable colours, and all data.
import assert from "node:assert/strict";
import { test } from "node:test";
import { devices, draw, queryRange, settled, table, visit, words } from "../support/gallery.mjs";
import { tile } from "../support/tiles.mjs";

const page = await visit();
await page.evaluate(() => {
  const { fillText, clearRect } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...rest) {
    (this.canvas.written ??= []).push({ text, x, y, align: this.textAlign });
    return fillText.call(this, text, x, y, ...rest);
  };
  CanvasRenderingContext2D.prototype.clearRect = function (x, y, ...rest) {
    if (x === 0 && y === 0) this.canvas.written = [];
    return clearRect.call(this, x, y, ...rest);
  };
});
const MINUTE = 60_000;
const from = Date.UTC(2026, 0, 31, 12);
const to = from + 60 * MINUTE;
const source = { device: "d1", capability: "t" };
const line = (capability, ...points) => ({
  ...source,
  capability,
  times: points.map(([minute]) => from + minute * MINUTE),
  values: points.map(([, value]) => value),
});
const show = async (type, data, more = {}, scene = {}) => {
  await draw(
    page,
    [
      {
        displayName: "it",
        configuration: { type, ...devices, queryRange, ...more.configuration },
        data: { from, to, ...data },
        ...more.place,
      },
    ],
    scene,
  );
  await settled(page);
  return tile(page, "it");
};
const chart = (series, more = {}, scene = {}) =>
  show("lineChart", { kind: "series", series, stepInMs: MINUTE, ...more.data }, more, scene);
const written = (frame, ...aligns) =>
  frame
    .locator("canvas")
    .evaluate(
      (canvas, aligns) =>
        canvas.written.filter(({ text, align }) => text && aligns.includes(align)).map(({ text }) => text),
      aligns,
    );

const number = (label) => {
  const [, digits, letter] = /^(-?[\d.,]+(?:E\d+)?)([KMB]?)/.exec(label);
  return Number(digits.replaceAll(",", "")) * { "": 1, K: 1e3, M: 1e6, B: 1e9 }[letter];
};
for (const [least, most] of [
  [10, 27],
  [0, 1],
  [0, 9],
  [19.2, 19.9],
  [0, 10_000],
  [900, 1600],
  [12_400_000, 12_480_000],
  [12_400_000, 12_400_900],
  [0.02, 0.2],
  [0.00001, 0.00004],
  [-7.5, 2.5],
  [1e9, 1.004e9],
  [1e21, 1.9e21],
]) {
  test(`labels from ${least} to ${most} are at their values, and no two are equal`, async () => {
    for (const height of [2, 3, 5]) {
      const frame = await chart([line("t", [0, least], [60, most])], { place: { height } });
      const labels = await written(frame, "right");
      assert.ok(labels.length > 1 && new Set(labels).size === labels.length, labels.join());
      const values = labels.map(number).sort((one, other) => one - other);
      const steps = values.slice(1).map((value, index) => value - values[index]);
      assert.ok(Math.max(...steps) - Math.min(...steps) < 1e-6 * Math.max(...values.map(Math.abs)), labels.join());
    }
  });
}

test("labels are exact in languages with other abbreviations", async () => {
  for (const locale of ["de-DE", "ja-JP", "hi-IN"]) {
    const labels = await written(
      await chart([line("t", [0, 0], [60, 60_000])], { place: { height: 5 } }, { locale }),
      "right",
    );
    assert.ok(labels.length > 2 && new Set(labels).size === labels.length, labels.join());
  }
});

test("a time axis without room shows its ends, and no label twice", async () => {
  for (const [type, data] of [
    ["lineChart", { kind: "series", series: [line("t", [0, 1], [60, 2])] }],
    ["stateChart", { kind: "states", lanes: [{ ...source, starts: [from], ends: [to], values: ["on"] }] }],
  ]) {
    const labels = async (more) => {
      const frame = await show(type, { ...data, ...more }, { place: { width: 1 } });
      return type === "lineChart" ? written(frame, "left", "center") : words(frame.locator(".time-axis span"));
    };
    const edge = [
      { displayName: "edge", configuration: { type: "label", text: "x" }, x: 8, y: 0, width: 1, height: 1 },
    ];
    await draw(page, edge);
    await page.setViewportSize({ width: 500, height: 900 });
    const short = await labels({});
    assert.ok(short.length >= 2 && new Set(short).size === short.length, `${type}: ${short.join()}`);
    await page.setViewportSize({ width: 1280, height: 1000 });
    for (const span of [2000, 40 * MINUTE, 30 * 60 * MINUTE, 72 * 60 * MINUTE, 20 * 1440 * MINUTE]) {
      const some = await labels({
        from: to - span,
        series: [line("t", [60 - span / MINUTE, 1], [60, 2])],
        lanes: [{ ...source, starts: [to - span], ends: [to], values: ["on"] }],
      });
      assert.ok(some.length >= 2 && new Set(some).size === some.length, `${type}: ${some.join()}`);
    }
  }
});

test("the axis of a day shows hours; without room both ends show day and hour", async () => {
  const day = 1440 * MINUTE;
  for (const [type, data] of [
    ["lineChart", { kind: "series", series: [line("t", [60 - 1500, 1], [60, 2])] }],
    ["stateChart", { kind: "states", lanes: [{ ...source, starts: [to - day], ends: [to], values: ["on"] }] }],
  ]) {
    const labels = async (span, width) => {
      const frame = await show(type, { ...data, from: to - span, to }, { place: { width } });
      return type === "lineChart" ? written(frame, "left", "center") : words(frame.locator(".time-axis span"));
    };
    const hours = await labels(day + 60 * MINUTE, 4);
    assert.ok(hours.some((label) => /^\d+:00 [AP]M$/.test(label)) && hours.includes("Jan 31"), hours.join());
    assert.deepEqual((await labels(1.5 * day, 4)).sort(), ["Jan 30, 1:00 AM", "Jan 31, 1:00 PM"], type);
  }
});

test("a label of the time axis does not touch those of the values", async () => {
  const frame = await chart([line("t", [0, 1], [60, 2])], { place: { width: 4 } });
  const [times, values] = await frame
    .locator("canvas")
    .evaluate(({ written }) =>
      ["center", "right"].map((align) => written.filter((each) => each.align === align && each.text).map(({ y }) => y)),
    );
  // The upper label ends at its height, the lower one is centred: half of 12 pixels, and two pixels between them.
  assert.ok(Math.min(...times) - Math.max(...values) >= 8, `${times} ${values}`);
});

test("the value axis changes sides with the page's direction", async () => {
  const frame = await chart([line("t", [0, 1], [60, 2])]);
  const side = () => frame.locator(".u-over").evaluate((over) => over.offsetLeft > 30);
  assert.equal(await side(), true, "values at the left");
  for (const [direction, isLeft] of [
    ["rtl", false],
    ["ltr", true],
  ]) {
    await page.evaluate((direction) => (document.querySelector("iot-central-dashboard").dir = direction), direction);
    await page.waitForFunction(
      (isLeft) =>
        document.querySelector("iot-central-dashboard").shadowRoot.querySelector(".u-over").offsetLeft > 30 === isLeft,
      isLeft,
      { timeout: 5000 },
    );
  }
  await page.evaluate(() => document.querySelector("iot-central-dashboard").removeAttribute("dir"));
});

/** Counts the pixels that have the colour of a series. */
const pixels = (frame, ...names) =>
  frame.evaluate((article, names) => {
    const canvas = article.querySelector("canvas");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return names.map((name) => {
      const probe = document.createElement("span");
      probe.style.color = `var(${name})`;
      article.append(probe);
      const color = getComputedStyle(probe)
        .color.match(/[\d.]+/g)
        .map(Number);
      probe.remove();
      let count = 0;
      for (let at = 0; at < data.length; at += 4)
        if (data[at + 3] > 200 && [0, 1, 2].every((part) => Math.abs(data[at + part] - color[part]) < 12)) count++;
      return count;
    });
  }, names);

test("a gap stays a gap beside another series, and a single value is visible", async () => {
  const sparse = line(
    "sparse",
    ...[0, 11, 22, 33, 44].flatMap((minute, index) => [
      [minute + 2, 20 + index],
      [minute + 3, NaN],
    ]),
  );
  const full = line("full", ...Array.from({ length: 60 }, (_, minute) => [minute, 7]));
  const [alone] = await pixels(await chart([sparse]), "--series-1");
  const [beside, one] = await pixels(await chart([sparse, line("one", [22, 12]), full]), "--series-1", "--series-2");
  assert.ok(beside > 20 && beside < 2 * alone, `${alone} alone, ${beside} beside another`);
  assert.ok(one > 8, `${one} of a series of one value`);
  const steady = line("steady", [0, 1], [30, 5], [60, 1]);
  const [drawn] = await pixels(await chart([steady, full]), "--series-1");
  assert.ok(drawn > 400, "a series with a wider spacing and no gap is a line");
});

test("a line takes over a colour that changes later", async () => {
  const frame = await chart([line("t", [0, 1], [60, 2])]);
  await page.evaluate(() =>
    document.querySelector("iot-central-dashboard").style.setProperty("--series-1", "rgb(1, 200, 3)"),
  );
  await page.waitForTimeout(200);
  assert.ok((await pixels(frame, "--series-1"))[0] > 200);
  await page.evaluate(() => document.querySelector("iot-central-dashboard").style.removeProperty("--series-1"));
});

test("colours of undeclared states differ, and don't depend on the other states in view", async () => {
  const colors = async (values, labels) => {
    const starts = values.map((_, index) => from + index * MINUTE);
    const lane = { ...source, starts, ends: [...starts.slice(1), to], values, ...(labels && { labels }) };
    const frame = await show("stateChart", { kind: "states", lanes: [lane] });
    return frame
      .locator("path[data-state-name]")
      .evaluateAll((all) => Object.fromEntries(all.map((path) => [path.dataset.stateName, path.style.fill])));
  };
  const made = ["idle", "run", "stop", "fault", "wash", "heat", "cool", "dry", "end", "wait", "open", "shut"];
  for (const labels of [undefined, { 0: "Off", 1: "On", 2: "Auto" }]) {
    const all = await colors([0, 1, 2, ...made], labels);
    assert.equal(new Set(Object.values(all)).size, made.length + 3, JSON.stringify(all));
    assert.deepEqual(await colors([...made, 2, 1, 0].reverse(), labels), all, "in any order");
    assert.deepEqual(await colors([0, 1, 2, ...made].reverse(), labels), all);
    // States with the same base colour have different tints of it.
    const plain = (color) => color.match(/^color-mix\(in oklab, (.+) \d+%, var\(--card\)\)$/)?.[1] ?? color;
    for (const state of made) {
      const alone = (await colors([state], labels))[state];
      assert.equal(alone, plain(alone));
      assert.equal(alone, plain(all[state]), `${state} alone, and among others`);
    }
    const some = await colors([...made.slice(6), true], labels);
    for (const state of made.slice(6)) assert.equal(plain(some[state]), plain(all[state]), `${state} beside true`);
  }
});

test("pieces of a lane that touch on the screen are one", async () => {
  const starts = Array.from({ length: 10_000 }, (_, index) => from + (index * 3_600_000) / 10_000);
  const values = starts.map((_, index) => ["running", "idle"][index % 2]);
  values[1500] = "fault";
  const lane = { ...source, starts, ends: [...starts.slice(1), to], values };
  const frame = await show("stateChart", { kind: "states", lanes: [lane] });
  const paths = await frame
    .locator("path[data-state-name]")
    .evaluateAll((all) => Object.fromEntries(all.map((path) => [path.dataset.stateName, path.getAttribute("d")])));
  assert.deepEqual(Object.keys(paths), ["running", "idle", "fault"]);
  assert.match(paths.running, /^M0\.00 1h1001\.30v8h-1001\.30z$/);
  assert.equal(paths.idle.split("M").length - 1, 1);
  assert.match(paths.fault, /^M150\.00 1h1\.50v8h-1\.50z$/, "as wide as can be seen");
});

test("a state's colour depends on its place in the enumeration, not on the order of states", async () => {
  const labels = { idle: "Idle", heating: "Heating", fault: "Fault" };
  const colors = async (values, more = {}) => {
    const lane = {
      ...source,
      starts: values.map((_, index) => from + index * MINUTE),
      ends: values.map((_, index) => from + (index + 1) * MINUTE),
      values,
      ...more,
    };
    const frame = await show("stateChart", { kind: "states", lanes: [lane] });
    return frame
      .locator("path[data-state-name]")
      .evaluateAll((all) => Object.fromEntries(all.map((path) => [path.dataset.stateName, path.style.fill])));
  };
  assert.deepEqual(await colors(["fault", "idle"], { labels }), { Fault: "var(--series-3)", Idle: "var(--series-1)" });
  assert.deepEqual(await colors(["heating"], { labels }), { Heating: "var(--series-2)" });
  assert.deepEqual(await colors([true]), { true: "var(--series-2)" });
  assert.deepEqual(await colors([true, false]), { true: "var(--series-2)", false: "var(--series-1)" });
  const one = await colors(["open", "closed"]);
  assert.deepEqual(await colors(["closed", "ajar"]).then(({ closed }) => closed), one.closed);
});

test("a pie says which values it can't show, and lists them", async () => {
  const pie = (values, configuration = {}) =>
    show(
      "pieChart",
      { kind: "categories", categories: values.map((value, index) => ({ ...source, device: `d${index}`, value })) },
      { configuration },
    );
  const all = await pie([-4, -2.5], { format: { legendEnabled: false } });
  assert.equal(await all.locator(".pie-note").innerText(), "Values below zero are no parts of a whole.");
  assert.deepEqual(await words(all.locator(".legend data")), ["-4.0", "-2.5"]);
  const some = await pie([4, -2]);
  assert.equal(await some.locator(".pie-note").innerText(), "Values below zero are not in the picture.");
  assert.equal(await (await pie([4, 2])).locator(".pie-note").isVisible(), false);
});

test("both ends of a heat map's shades have the same number of digits", async () => {
  const series = [line("t", [0, 47.41], [30, 76.3])];
  const frame = await show("heatMapChart", { kind: "series", stepInMs: 30 * MINUTE, series });
  assert.deepEqual(await words(frame.locator(".scale .range")), ["47.41 76.30"]);
});

test("long names that begin alike are shown to their ends, in lanes and legends", async () => {
  const named = ["river", "hill"].map((place) => ({
    ...source,
    device: place,
    deviceName: `Pump station at the ${place}`,
    capabilityName: "Maintenance",
  }));
  const lanes = named
    .flatMap((one) => [one, { ...one, capability: "a", capabilityName: "Alarm" }])
    .map((one) => ({ ...one, times: [from], values: [1] }));
  const pie = named.map((one, index) => ({ ...one, value: index + 1 }));
  for (const [type, data, selector] of [
    [
      "eventChart",
      { kind: "events", lanes: lanes.map(({ times, ...lane }) => ({ ...lane, starts: times, times })) },
      ".lane-names li",
    ],
    ["pieChart", { kind: "categories", categories: pie }, ".legend .name"],
  ]) {
    const frame = await show(type, data, { place: { width: 3, height: 2 } });
    const all = await frame
      .locator(selector)
      .evaluateAll((all) =>
        all.map((each) => [
          each.innerText,
          each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1,
        ]),
      );
    assert.ok(all.length > 1 && all.every(([, cut]) => !cut), JSON.stringify(all));
  }
});

test("numbers of a legend and of a tooltip have the same number of digits", async () => {
  const frame = await chart([line("a", [0, 21], [60, 21]), line("b", [0, 3], [60, 4.25])]);
  assert.deepEqual(await words(frame.locator(".legend data")), ["21.00", "4.25"]);
  await frame.locator(".plot").focus();
  await page.keyboard.press("Home");
  assert.deepEqual(await words(frame.locator(".readout:popover-open b")), ["21.00", "3.00"]);
});

test("a heat map has a scale for each capability", async () => {
  const frame = await show("heatMapChart", {
    kind: "series",
    stepInMs: 30 * MINUTE,
    series: [line("temperature", [0, 20], [30, 24]), line("pressure", [0, 990], [30, 1010])],
  });
  const cells = await frame
    .locator(".lane-plot path[class^=level]")
    .evaluateAll((all) => all.map((path) => (path.getAttribute("d").match(/M/g) ?? []).length));
  assert.deepEqual([cells.at(0), cells.at(-1)], [2, 2], "the least and the most of both");
  assert.deepEqual(await words(frame.locator(".scale .range")), ["temperature 20 24", "pressure 990 1,010"]);
});

test("a long legend leaves the plot its share of the tile", async () => {
  const lines = Array.from({ length: 10 }, (_, index) => ({
    ...line(`capability ${index}`, [0, index], [60, index]),
    capabilityName: `A capability with a long name ${index}`,
  }));
  const frame = await chart(lines, { place: { width: 3, height: 2 } });
  const [plot, body] = await Promise.all(
    [".plot", ".series-chart"].map((selector) => frame.locator(selector).evaluate(({ clientHeight }) => clientHeight)),
  );
  assert.ok(plot >= 0.55 * body, `${plot} of ${body}`);
  assert.ok(
    await frame.locator(".legend").evaluate((legend) => legend.scrollHeight > legend.clientHeight),
    "the others are scrolled to",
  );
});

for (const type of ["lineChart", "barChart"]) {
  test(`an entry of the legend hides its line of a ${type}, by pointer and keyboard, also in new data`, async () => {
    const series = [line("a", [0, 1], [30, 2], [59, 3]), line("b", [0, 1000], [30, 2000], [59, 3000])];
    const frame = await show(type, { kind: "series", series, stepInMs: 30 * MINUTE });
    const [a, b] = [frame.getByRole("button", { name: /^a / }), frame.getByRole("button", { name: /^b / })];
    assert.deepEqual([await a.getAttribute("aria-pressed"), await b.getAttribute("aria-pressed")], ["true", "true"]);
    await b.click();
    await settled(page);
    const most = async () => Math.max(...(await written(frame, "right")).map(number));
    const [shown, hidden] = await pixels(frame, "--series-1", "--series-2");
    assert.ok(hidden === 0 && shown > 100, `${shown} pixels, and ${hidden} of what is hidden`);
    assert.ok((await most()) < 10, "the scale is that of the line that is left");
    assert.match(await frame.locator(".plot").getAttribute("aria-label"), /b \(hidden\)\./);
    await frame.locator(".plot").focus();
    await page.keyboard.press("Home");
    assert.deepEqual(await words(frame.locator(".readout:popover-open li")), ["a 1"]);
    assert.deepEqual((await table(frame))[0], ["Time", "a", "b (hidden)"]);

    await b.focus();
    await page.evaluate(() => {
      const { dashboard } = document.querySelector("iot-central-dashboard");
      const times = Float64Array.of(...[0, 30, 59].map((minute) => Date.UTC(2026, 0, 31, 12, minute)));
      const series = ["a", "b"].map((capability, line) => {
        const values = Float64Array.of(...[1, 2, 4].map((value) => value * 1000 ** line));
        return { device: "d1", capability, times, values };
      });
      const data = { kind: "series", series, stepInMs: 1_800_000, from: times[0], to: times[0] + 3_600_000 };
      gallery.update(
        "it",
        data,
        dashboard.tiles.map((tile) => ({ tile })),
      );
    });
    await settled(page);
    assert.equal(await frame.locator("figure").getAttribute("data-last-value"), "4");
    assert.ok((await most()) < 10, "after new data");
    assert.ok(await b.evaluate((button) => button.matches(":focus")), "new data leaves the focus where it is");
    // Another time zone draws the dashboard again.
    await page.evaluate(() => {
      document.querySelector("iot-central-dashboard").timeZone = "Europe/Berlin";
    });
    await frame.locator('figure[data-points="6"]').waitFor();
    await settled(page);
    assert.equal(await b.getAttribute("aria-pressed"), "false");
    assert.ok((await most()) < 10, "drawn anew");
    await b.press("Space");
    await settled(page);
    assert.ok((await pixels(frame, "--series-2"))[0] > 0 && (await most()) > 1000);
    assert.deepEqual((await table(frame))[0], ["Time", "a", "b"]);
  });
}

test("the console stays empty", () => assert.deepEqual(page.complaints, []));
