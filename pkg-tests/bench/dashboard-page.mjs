// Runs in the browser, where the package is served at the root.
import { IotCentralClient, init } from "/slim.js";
import "/dist/element/index.js";
import { answer } from "./service.mjs";

const exports = await init({ module_or_path: "/dist/iotcentral_web_bg.wasm" });
const memory = Object.values(exports).find((value) => value instanceof WebAssembly.Memory);

const group = "g";
const devices = ["d1", "d2", "d3"];
const capabilities = [
  { capability: "a", aggregateFunction: "avg" },
  { capability: "b", aggregateFunction: "max" },
];
const one = (capability) => [{ capability, aggregateFunction: "max" }];
const queryRange = { type: "time", duration: "P1D", resolution: "PT10M" };
const series = { group, devices, capabilities, queryRange };
const PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
const CONFIGURATIONS = [
  ...[
    "lineChart",
    "barChart",
    "pieChart",
    "heatMapChart",
    "eventChart",
    "stateChart",
    "eventHistoryChart",
    "stateHistoryChart",
    "kpi",
  ].map((type) => ({ type, ...series })),
  { type: "lkv", group, devices, capabilities },
  { type: "property", group, devices, capabilities: one("p") },
  { type: "mapProperty", group, devices, capabilities: one("home"), zoomLevel: 3 },
  { type: "mapTelemetry", group, devices, capabilities: one("place"), zoomLevel: 3 },
  { type: "deviceCount", group },
  { type: "markdown", description: "# Shift\n\n- north\n- south\n\n| a | b |\n|---|---|\n| 1 | 2 |" },
  { type: "image", image: PIXEL },
  { type: "label", text: "Hall" },
  { type: "externalContent", sourceUrl: "https://elsewhere.invalid/" },
  { type: "dataExplorer", queryRange, query: "q" },
  { type: "command", group, device: "d1", command: "reboot" },
];

/** Returns tiles of all types in turn, five in a row. */
const tiles = (count) =>
  Array.from({ length: count }, (_, place) => ({
    displayName: `Tile ${place}`,
    x: (place % 5) * 2,
    y: Math.floor(place / 5) * 2,
    width: 2,
    height: 2,
    configuration: CONFIGURATIONS[place % CONFIGURATIONS.length],
  }));

/** Draws a dashboard of a hundred tiles, and refreshes it `refreshes` times. */
export async function measure(refreshes) {
  const element = document.createElement("iot-central-dashboard");
  element.client = new IotCentralClient("https://contoso.azureiotcentral.com", () => "token", {
    fetch: answer,
    rateLimit: { requestsPerSecond: 0, queriesPerSecond: 0 },
  });
  let updates = 0;
  element.addEventListener("tile-update", () => (updates += 1));
  element.addEventListener("tile-error", ({ detail }) => console.error(detail.error));
  document.body.append(element);

  // Loads chunks, fonts and the module first, so that they are not measured.
  element.dashboard = { displayName: "First", tiles: tiles(CONFIGURATIONS.length) };
  await settled(element, CONFIGURATIONS.length);

  const seen = [];
  const observer = new PerformanceObserver((list) => seen.push(...list.getEntries().map(({ duration }) => duration)));
  observer.observe({ type: "longtask" });
  const longTasks = async () => {
    await pause(100);
    return seen.splice(0);
  };

  const count = 100;
  const start = performance.now();
  element.dashboard = { displayName: "Hundred", tiles: tiles(count) };
  await settled(element, count);
  const drawnInMs = performance.now() - start;
  const drawing = await longTasks();

  const live = tiles(count).filter(
    ({ configuration }) => configuration.devices || configuration.type === "deviceCount",
  ).length;
  const refresh = async () => {
    const until = updates + live;
    element.refresh();
    while (updates < until) await pause(20);
  };
  const warmUp = Math.ceil(refreshes / 3);
  for (let round = 0; round < warmUp; round += 1) await refresh();
  const before = await sizes();
  await longTasks();
  const told = updates;
  let refreshing = [];
  for (let round = warmUp; round < refreshes; round += 1) {
    await refresh();
    refreshing = refreshing.concat(await longTasks());
  }
  return {
    tiles: count,
    drawnInMs,
    longTasks: { drawing, refreshing },
    refreshes: refreshes - warmUp,
    updates: updates - told,
    before,
    after: await sizes(),
  };
}

/** Waits until every tile shows its data. */
async function settled(element, count) {
  for (;;) {
    const frames = [...element.shadowRoot.querySelectorAll("article.tile")];
    const wrong = element.shadowRoot.querySelector(".card, article[data-state=error], article[data-state=nodata]");
    if (wrong) throw new Error(wrong.textContent);
    if (
      frames.length === count &&
      frames.every((frame) => frame.dataset.state === "ready" && frame.querySelector(":scope > .missing").hidden)
    )
      return;
    await pause(20);
  }
}

async function sizes() {
  await pause(500);
  return { module: memory.buffer.byteLength, ...(await globalThis.counted()) };
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
