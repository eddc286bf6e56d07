// `cargo xtask bench`, in headless Chromium: bytes of a dashboard list in, plain JavaScript objects out; a line of a
// million points thinned out for a chart; the start of a fresh page; when each tile of a dashboard shows something;
// recovery from outages; frames and tasks of drawing; a dashboard of a hundred tiles, drawn and refreshed; long lists,
// many calls, an edit of many tiles, two tabs. With names, these alone: `cargo xtask bench start soak`; `soak` is an
// hour of refreshing.
//
// How to read the tables: all run in one page, in turn, over many rounds. Milliseconds depend on the machine and on
// what else it does, as min and max show; trust the ratios. Each is the median of the ratios within a round, so that a
// machine that slows down slows all of them: "to ours" is the time of a contestant divided by that of iotcentral-web.
// Where a call begins with `fetch`, what that takes alone is subtracted; "speed" is 1.00 for JSON.parse, which checks
// nothing.
//
// Fails where a bound is broken, but for those that are marked as open (○), which say why. With one name beyond Latin-1
// all contestants are slower: the engine then holds the text in two bytes a character.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { measureDashboard } from "./dashboard.mjs";
import { drawing } from "./drawing.mjs";
import { measureFirst } from "./first.mjs";
import { large } from "./large.mjs";
import { recovery } from "./recovery.mjs";
import { median, milliseconds, row, verdict } from "./report.mjs";
import { start } from "./start.mjs";

const SMALL = { dashboards: 1, scripts: "Latin", rounds: 41, callsPerRound: 50 };
const LARGE = { dashboards: 110, scripts: "Latin", rounds: 41, callsPerRound: 2 };
const LARGE_IN_ALL_SCRIPTS = { ...LARGE, scripts: "all scripts" };
const POINTS = { points: 1_000_000, maxPoints: 1000, rounds: 41, callsPerRound: 2 };
const [OURS, FETCH] = ["iotcentral-web", "fetch alone"];
/** The bound of a call whose answer is a page of 9 KB, in milliseconds, and why it is not reached. */
const [CALL_BOUND, CALL_OPEN] = [0.1, "ARCHITECTURE.md says what a call is made of"];
/** The bound of speed, relative to JSON.parse. */
const SPEED_BOUND = 0.5;
const BOUNDS = { "@azure/core-client": 3, "serde-wasm-bindgen": 1 };
const POINTS_BOUNDS = { downsample: 1, "downsample-lttb": 1, "downsample-lttb-ts": 1 };
/** How much the heap may grow over refreshes: engines keep compiled code. */
const HEAP_BOUND = 1.1;
/**
 * Seconds from the navigation until every tile shows data of which at least half is in view; and from the client's
 * first request until the first tile does.
 */
const [SHOWN_BOUND, FIRST_BOUND] = [6, 1];
/** Seconds from the last byte of the module to the demo's first tile, over a slow connection. */
const [SLOW_BOUND, SLOW_OPEN] = [
  0.5,
  "list, device, template and query follow one another (ARCHITECTURE.md, the page)",
];
/**
 * Seconds in addition to one second for each query, until tiles are complete: from the first query, and from a scroll.
 */
const [COMPLETE_BOUND, SCROLLED_BOUND] = [1, 2];
/** Why drawing a hundred tiles has longer tasks than the bound. */
const DRAWN_OPEN = "what is left is the browser's style and layout of ten new tiles";
/** The most runs of a dashboard's measurement. */
const RUNS = 5;

/** An hour at the element's interval of ten seconds. */
const SOAK_REFRESHES = 360;

/** The subjects in order. */
const SUBJECTS = { decoding, start, first, recovery, drawing, dashboard, large };
/** Subjects that run only by name, because they take long. */
const BY_NAME = { soak };

const wanted = process.argv.slice(2);
const all = { ...SUBJECTS, ...BY_NAME };
const unknown = wanted.filter((name) => !Object.hasOwn(all, name));
if (unknown.length > 0) throw new Error(`${unknown} is none of ${Object.keys(all).join(", ")}`);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  chromiumSandbox: process.getuid?.() !== 0,
  args: ["--js-flags=--expose-gc", "--enable-precise-memory-info"],
});
try {
  for (const name of wanted.length > 0 ? wanted : Object.keys(SUBJECTS)) await all[name](browser);
} finally {
  await browser.close();
}

/** Times decoders of a list of dashboards, and functions that reduce a line, side by side. */
async function decoding() {
  const bundle = await build({
    entryPoints: [fileURLToPath(new URL("page.mjs", import.meta.url))],
    alias: { "bench-serde": process.env.BENCH_SERDE },
    loader: { ".wasm": "binary" },
    bundle: true,
    minify: true,
    format: "iife",
    globalName: "bench",
    write: false,
  });
  const page = await browser.newPage();
  await page.addScriptTag({ content: bundle.outputFiles[0].text });
  const measure = (size) => page.evaluate((size) => globalThis.bench.run(size), size);
  const small = await measure(SMALL);
  print(small);
  const large = await measure(LARGE);
  print(large);
  print(await measure(LARGE_IN_ALL_SCRIPTS));
  const line = await page.evaluate((size) => globalThis.bench.runPoints(size), POINTS);
  printPoints(line);
  await page.close();
  const callMs = median(small.times[OURS]);
  verdict(
    callMs <= CALL_BOUND,
    `a call of ${small.bytes} bytes takes ${callMs.toFixed(3)} ms; the bound is ${CALL_BOUND}`,
    CALL_OPEN,
  );
  const speed = ratio(large.times, "JSON.parse", OURS);
  verdict(
    speed >= SPEED_BOUND,
    `a list of 1 MB has ${speed.toFixed(2)} of the speed of JSON.parse; the bound is ${SPEED_BOUND}`,
  );
  judge(large.times, BOUNDS);
  judge(line.times, POINTS_BOUNDS);
}

/** Measures drawing and refreshing a dashboard of a hundred tiles. */
async function dashboard() {
  // Other load on the machine makes tasks longer, never shorter, so the run with the shortest tasks counts.
  const dashboards = [];
  do {
    dashboards.push(await measureDashboard(browser));
    printDashboard(dashboards.at(-1));
  } while (dashboards.length < RUNS && !isFluent(dashboards));
  judgeTasks(dashboards);
  judgeMemory(dashboards);
}

/** Measures the memory of the same dashboard over an hour. Tasks are judged by the quietest of several runs. */
async function soak() {
  const found = await measureDashboard(browser, SOAK_REFRESHES);
  printDashboard(found);
  judgeMemory([found]);
}

/** Measures when each tile of a dashboard shows something. */
async function first() {
  const { first, slow, scrolled } = await measureFirst(browser);
  printTiles("first dashboard, 1280 × 900", first);
  printTiles("100 tiles, scrolled to the end", scrolled);
  judgeTiles(first, slow, scrolled);
}

function print({ bytes, scripts, losses, times }) {
  console.log();
  row(`${bytes.toLocaleString("en")} bytes, ${scripts}`, ["median ms", "min", "max", "speed", "to ours"]);
  for (const [name, samples] of Object.entries(times)) {
    const ratios = name === FETCH ? [] : [ratio(times, "JSON.parse", name), ratio(times, name, OURS)];
    row(name, [...milliseconds(samples), ...ratios.map((value) => value.toFixed(2))]);
  }
  console.log(
    `  equal objects from all${losses.map((name) => `; ${name} loses members that its model doesn't know`).join("")}`,
  );
}

function printPoints({ points, maxPoints, times }) {
  console.log();
  row(`${points.toLocaleString("en")} points to ${maxPoints}`, ["median ms", "min", "max", "to ours"]);
  for (const [name, samples] of Object.entries(times)) {
    row(name, [...milliseconds(samples), ratio(times, name, OURS).toFixed(2)]);
  }
}

function printDashboard({ tiles, drawnInMs, longTasks, refreshes, updates, before, after }) {
  const inMb = ({ heap, module, nodes, listeners }) => [
    ...[heap, module].map((bytes) => (bytes / 1e6).toFixed(1)),
    ...[nodes, listeners].map(String),
  ];
  console.log();
  const long = (tasks) => [String(tasks.length), Math.max(0, ...tasks).toFixed(0)];
  row(`${tiles} tiles of all types`, ["long tasks", "longest ms", "heap MB", "module MB", "nodes", "listeners"]);
  row(`drawn in ${drawnInMs.toFixed(0)} ms`, [...long(longTasks.drawing), ...inMb(before)]);
  row(`${refreshes} refreshes, ${updates} updates`, [...long(longTasks.refreshing), ...inMb(after)]);
}

function printTiles(name, { rows, bound, sent, fromMs, moduleMs, beginMs }) {
  const inSeconds = (ms) => (ms === undefined ? "never" : (ms / 1000).toFixed(1));
  console.log();
  row(name, ["in view", "queries", "first s", "complete s"]);
  for (const { title, part, queries, first, whole } of rows)
    row(title, [`${Math.round(part * 100)}%`, String(queries), inSeconds(first), inSeconds(whole)]);
  const scroll = fromMs > 0 ? `, scrolled at ${inSeconds(fromMs)} s` : "";
  console.log(
    `  ${sent} queries, ${bound} at least; first request at ${inSeconds(moduleMs)} s, first query at ${inSeconds(beginMs)} s${scroll}`,
  );
}

/** Checks the times of the dashboards. They depend on the clock at one query a second; only load delays them. */
function judgeTiles(first, slow, scrolled) {
  const latest = (rows, when) => Math.max(...rows.map((row) => row[when] ?? Infinity)) / 1000;
  const earliest = (rows) => Math.min(...rows.map(({ first = Infinity }) => first));
  const within = (seconds, most, what, open) =>
    verdict(seconds <= most, `${what} ${seconds.toFixed(2)} s; the bound is ${most.toFixed(1)}`, open);
  const { rows, moduleMs, beginMs } = first;
  within((earliest(rows) - moduleMs) / 1000, FIRST_BOUND, "the first tile with telemetry, after the module runs:");
  within(
    Math.min(...slow.map(({ rows, downloadedMs }) => earliest(rows) - downloadedMs)) / 1000,
    SLOW_BOUND,
    "over 10 Mbit/s and 40 ms, the demo's first tile with telemetry, after the module was downloaded:",
    SLOW_OPEN,
  );
  within(
    latest(
      rows.filter(({ part }) => part >= 0.5),
      "first",
    ),
    SHOWN_BOUND,
    "every tile in view by half shows something, after the navigation:",
  );
  within(
    latest(rows, "whole") - beginMs / 1000,
    first.bound + COMPLETE_BOUND,
    "every tile in view is complete, after the first query:",
  );
  within(
    latest(scrolled.rows, "whole") - scrolled.fromMs / 1000,
    scrolled.bound + SCROLLED_BOUND,
    "tiles that were scrolled into view are complete after",
  );
  for (const { sent, bound } of [first, scrolled])
    verdict(sent === bound, `${sent} queries for these tiles; fewer than ${bound} are impossible`);
}

/** Whether all tiles had data and no task was too long, in one of the runs. */
function isFluent(dashboards) {
  return dashboards.some(({ longTasks }) => longTasks.refreshing.length === 0);
}

function judgeTasks(dashboards) {
  const longest = Math.min(...dashboards.map(({ longTasks }) => longTasks.drawing.length));
  verdict(
    longest <= 1,
    `${longest} tasks above 50 ms while 100 tiles are drawn, in the quietest run; the bound is 1`,
    DRAWN_OPEN,
  );
  verdict(
    isFluent(dashboards),
    "no task above 50 ms while a dashboard that is drawn is refreshed, in the quietest run",
  );
}

function judgeMemory(dashboards) {
  // A leak shows in every run.
  const growth = Math.min(...dashboards.map(({ before, after }) => after.heap / before.heap));
  verdict(growth < HEAP_BOUND, `the heap is ${growth.toFixed(2)} times what it was; the bound is ${HEAP_BOUND}`);
  verdict(
    dashboards.every(({ before, after }) => after.module === before.module),
    "the module's memory is as large as it was",
  );
  for (const what of ["nodes", "listeners"]) {
    const more = Math.min(...dashboards.map(({ before, after }) => after[what] / before[what]));
    verdict(more < 1.01, `${more.toFixed(3)} times as many ${what} as before; the bound is 1.01`);
  }
}

function judge(times, bounds) {
  for (const [name, bound] of Object.entries(bounds)) {
    const found = ratio(times, name, OURS);
    verdict(found >= bound, `${OURS} is ${found.toFixed(2)} times as fast as ${name}; the bound is ${bound}`);
  }
}

/** The time of one contestant divided by that of another, without the time of the fetch. */
function ratio(times, name, other) {
  const fetching = FETCH in times ? median(times[FETCH]) : 0;
  return median(times[name].map((time, round) => (time - fetching) / (times[other][round] - fetching)));
}
