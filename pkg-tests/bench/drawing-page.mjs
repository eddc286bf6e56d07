// Runs in the browser: forty charts that are scrolled, resized and dragged, and one chart of 100,000 points or 60,000
// states.

import { downsample, init } from "/slim.js";
import "/dist/element/index.js";

await init({ module_or_path: "/dist/iotcentral_web_bg.wasm" });

const WEEK = 7 * 24 * 60;
const DEVICES = 10;
/** The number of points that the element asks its feed for. */
const MOST_POINTS = 2000;
const capabilities = [{ capability: "a", aggregateFunction: "avg" }];
const chart = (place, devices) => ({
  id: `t${place}`,
  displayName: `Chart ${place}`,
  x: (place % 4) * 2,
  y: Math.floor(place / 4) * 2,
  width: 2,
  height: 2,
  configuration: {
    type: "lineChart",
    group: "g",
    devices,
    capabilities,
    queryRange: { type: "time", duration: "P7D", resolution: "PT1M" },
  },
});

/** Returns lines of `points` points. Different values of `first` make different lines. */
function lines(devices, points, first) {
  const from = Math.floor(Date.now() / 60_000) * 60_000 - points * 60_000;
  const series = devices.map((device, line) => ({
    device,
    capability: "a",
    times: Float64Array.from({ length: points }, (_, place) => from + place * 60_000),
    values: Float64Array.from({ length: points }, (_, place) => first + line + Math.sin(place / 50)),
  }));
  return { kind: "series", series, from, to: from + points * 60_000, stepInMs: 60_000 };
}

/** Shows a dashboard. `tell(tile, data)` passes data as its feed does. */
async function show(tiles) {
  const element = document.createElement("iot-central-dashboard");
  const dashboard = { id: "d", displayName: "Charts", etag: "1", tiles };
  let onTile;
  const feed = { pause() {}, resume() {}, refresh() {}, setVisible() {}, close() {} };
  const watch = (_, options) => {
    ({ onTile } = options);
    return feed;
  };
  element.client = { endpoint: "https://contoso.azureiotcentral.com", dashboards: { watch } };
  element.dashboard = dashboard;
  const loaded = new Promise((resolve) => element.addEventListener("load", resolve));
  document.body.replaceChildren(element);
  await loaded;
  const tell = (tile, data) => onTile(tile, data, { readAt: Date.now(), dueAt: Date.now() + 10_000 });
  return { element, tell };
}

const frame = () => new Promise(requestAnimationFrame);
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function drawn(element, count) {
  const isDrawn = () => element.shadowRoot.querySelectorAll("article[data-state=ready]").length === count;
  while (!isDrawn()) await pause(20);
  await pause(500);
}

/** Draws forty charts that can be edited. One of them gets new data ten times a second from now on. */
export async function drawForty() {
  const tiles = Array.from({ length: 40 }, (_, place) => chart(place, ["d"]));
  const { element, tell } = await show(tiles);
  for (const tile of tiles) tell(tile, lines(["d"], 1000, 0));
  await drawn(element, tiles.length);
  element.editable = true;
  let told = 0;
  setInterval(() => {
    told += 1;
    tell(tiles[told % tiles.length], lines(["d"], 1000, told));
  }, 100);
}

let isRecording = false;
let frames = [];

/** Starts to record the duration of each frame, in milliseconds, until `recorded`. */
export async function record() {
  frames = [];
  isRecording = true;
  let before = await frame();
  (async () => {
    while (isRecording) {
      const now = await frame();
      frames.push(now - before);
      before = now;
    }
  })();
}

export function recorded() {
  isRecording = false;
  return frames;
}

/** Scrolls to the end and back, one step each frame. */
export async function scroll() {
  const most = document.documentElement.scrollHeight - innerHeight;
  for (let count = 0; count <= 120; count += 1) {
    scrollTo(0, most * Math.sin((count / 120) * Math.PI));
    await frame();
  }
}

/** The most states that a feed reads of a capability. Consecutive states differ. */
const [LANES, STATES] = [6, 10_000];
const words = ["running", "idle", "blocked", "off"];

/** Returns lanes of `count` states. Different values of `first` make different lanes. */
function lanes(states, first) {
  const to = Math.floor(Date.now() / 60_000) * 60_000;
  const starts = Float64Array.from({ length: states }, (_, place) => to - (states - place) * 8000);
  const lane = (_, number) => ({
    device: `d${number}`,
    capability: "a",
    starts,
    ends: starts.map((start) => start + 8000),
    values: Array.from(starts, (_, place) => words[(first + number + place) % words.length]),
  });
  return { kind: "states", lanes: Array.from({ length: LANES }, lane), from: to - states * 8000, to };
}

/**
 * Draws a week of ten devices with a value a minute, reduced as by a feed, several times. Returns the longest task of
 * each round in milliseconds; 0 if none is above 50.
 */
export async function measurePoints(rounds) {
  const devices = Array.from({ length: DEVICES }, (_, place) => `d${place}`);
  const tile = { ...chart(0, devices), width: 8, height: 4 };
  const tasks = await measureTasks(tile, rounds, (round) => {
    const data = lines(devices, round < 0 ? 10 : WEEK, round);
    return () => {
      for (const line of data.series) Object.assign(line, downsample(line.times, line.values, MOST_POINTS));
      return data;
    };
  });
  return { marks: `${(DEVICES * WEEK).toLocaleString("en")} points`, tasks };
}

/** Draws the most states that a feed reads of six capabilities several times, and returns the longest tasks. */
export async function measureStates(rounds) {
  const { configuration, ...place } = chart(0, ["d"]);
  const tile = { ...place, width: 8, height: 4, configuration: { ...configuration, type: "stateChart" } };
  const tasks = await measureTasks(tile, rounds, (round) => {
    const data = lanes(round < 0 ? 10 : STATES, Math.max(round, 0));
    return () => data;
  });
  return { marks: `${(LANES * STATES).toLocaleString("en")} states`, tasks };
}

/** @param prepare Prepares the data of a round; round -1 is a warm-up. The function that it returns is measured. */
async function measureTasks(tile, rounds, prepare) {
  const { element, tell } = await show([tile]);
  tell(tile, prepare(-1)());
  await drawn(element, 1);
  const seen = [];
  const observer = new PerformanceObserver((list) => seen.push(...list.getEntries().map(({ duration }) => duration)));
  const tasks = [];
  for (let round = 0; round < rounds; round += 1) {
    const finish = prepare(round);
    await pause(300);
    seen.length = 0;
    observer.observe({ type: "longtask" });
    tell(tile, finish());
    await pause(500);
    tasks.push(Math.max(0, ...seen));
  }
  return tasks;
}
