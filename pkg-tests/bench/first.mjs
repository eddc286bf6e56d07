// When each tile shows something, at one query a second: the emulator's first dashboard in a window of 1280 × 900, the
// same on the demo page over a slow connection, and a hundred tiles that are scrolled to the end after 1.5 seconds. The
// service is the emulator.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { demoFileAt, fileAt } from "./dashboard.mjs";

const TOKEN = "iotcentral-emulator";
const FIRST = "dtmi:kkfvwa2xi:operations";
const SCROLLED_AT_MS = 1_500;
/** 10 Mbit/s, with a latency of 40 ms. */
const SLOW = { offline: false, latency: 40, downloadThroughput: 10e6 / 8, uploadThroughput: 10e6 / 8 };
/** How often the slow connection is measured: the quietest run counts. */
const SLOW_RUNS = 3;
/** The time after which the measurement fails, in milliseconds. */
const GIVE_UP_MS = 60_000;

/** A page with a dashboard. The element is the package's. */
const page = (endpoint, id) => `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>bench</title>
  <iot-central-dashboard endpoint="${endpoint}" dashboard-id="${id}"></iot-central-dashboard>
  <script type="module">
    import "/dist/element/index.js";
    document.querySelector("iot-central-dashboard").credential = () => "${TOKEN}";
  </script>`;

/** Runs in a page before its scripts. `seen` holds when tiles showed something, and when they showed everything. */
function watchTiles() {
  globalThis.seen = {};
  const record = ({ detail: { tile, missing } }) => {
    const times = (seen[tile.displayName] ??= { first: performance.now() });
    if (!missing) times.whole ??= performance.now();
  };
  addEventListener("tile-update", record, true);
  globalThis.frames = () => [
    ...(document.querySelector("iot-central-dashboard")?.shadowRoot?.querySelectorAll("article.tile") ?? []),
  ];
  // Returns which fraction of each tile is in view, by title.
  globalThis.parts = () =>
    Object.fromEntries(
      frames().map((frame) => {
        const { top, bottom, height } = frame.getBoundingClientRect();
        return [frame.querySelector("h2").title, (Math.min(bottom, innerHeight) - Math.max(top, 0)) / height];
      }),
    );
}

/** Measures the dashboards. */
export function measureFirst(browser) {
  return withService(async (address, emulator) => {
    const pageOf = (id) => `${address}?id=${id}`;
    const dashboard = await emulator.get(`dashboards/${FIRST}`);
    const first = await look(browser, pageOf(FIRST), dashboard);
    const slow = [];
    for (let run = 0; run < SLOW_RUNS; run += 1)
      slow.push(
        await look(browser, `${address}demo/?endpoint=${emulator.endpoint}#${FIRST}`, dashboard, {
          connection: SLOW,
          isEnough: (rows) => rows.some(({ first }) => first),
        }),
      );
    const scrolled = await look(
      browser,
      pageOf("hundred"),
      await emulator.put("dashboards/hundred", { displayName: "Hundred", tiles: hundred() }),
      { scrolledAtMs: SCROLLED_AT_MS },
    );
    return { first, slow, scrolled };
  });
}

/** Counts the queries that `tabs` tabs with the same dashboard send together in `seconds` seconds. */
export function countQueries(browser, tabs, seconds) {
  return withService(async (address, emulator) => {
    const few = hundred()
      .slice(0, 5)
      .map((tile) => ({ ...tile, configuration: { ...tile.configuration, type: "lkv" } }));
    const { id } = await emulator.put("dashboards/few", { displayName: "Few", tiles: few });
    const context = await browser.newContext();
    try {
      let queries = 0;
      context.on(
        "request",
        (request) =>
          (queries += new URL(request.url()).pathname === "/api/query" && request.method() === "POST" ? 1 : 0),
      );
      for (let tab = 0; tab < tabs; tab += 1) await (await context.newPage()).goto(`${address}?id=${id}`);
      await pause(seconds * 1000);
      return queries;
    } finally {
      await context.close();
    }
  });
}

/** Calls `work` with the address of a page that shows dashboards, and with the emulator that it reads. */
async function withService(work) {
  const emulator = await start();
  // Served from this machine, because the emulator refuses pages of other hosts.
  const server = createServer(async ({ url }, response) => {
    const { pathname, searchParams } = new URL(url, "http://localhost");
    const { contentType, body } =
      pathname === "/"
        ? { contentType: "text/html", body: page(emulator.endpoint, searchParams.get("id")) }
        : pathname.startsWith("/demo/")
          ? await demoFileAt(pathname.slice("/demo/".length))
          : await fileAt(pathname);
    response.writeHead(200, { "Content-Type": contentType, "Content-Encoding": "gzip" }).end(gzipSync(body));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  try {
    return await work(`http://127.0.0.1:${server.address().port}/`, emulator);
  } finally {
    server.close();
    await emulator.stop();
  }
}

/**
 * Returns when the tiles in view showed their devices, in milliseconds since the navigation. `sent` are the queries
 * from `fromMs` until these tiles were complete, the first of them at `beginMs`; `bound` is the smallest possible
 * number of queries; `downloadedMs` is the time of the module's last byte, `moduleMs` that of the client's first
 * request.
 */
async function look(browser, url, { tiles }, { scrolledAtMs, connection, isEnough = isComplete } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const shown = await context.newPage();
    await shown.addInitScript(watchTiles);
    if (connection) {
      const session = await context.newCDPSession(shown);
      await session.send("Network.enable");
      await session.send("Network.emulateNetworkConditions", connection);
    }
    await shown.goto(url);
    const fromMs = scrolledAtMs ? await scrollToEnd(shown, tiles.length, scrolledAtMs) : 0;
    let rows = [];
    let bound = 0;
    for (const end = Date.now() + GIVE_UP_MS; Date.now() < end && !isEnough(rows); await pause(100)) {
      const [part, seen] = await shown.evaluate(() => [parts(), seen]);
      const live = tiles.filter(
        ({ displayName, configuration }) => part[displayName] > 0 && configuration.devices?.length,
      );
      rows = live.map((tile) => ({
        title: tile.displayName,
        part: part[tile.displayName],
        queries: queriesOf([tile]),
        ...seen[tile.displayName],
      }));
      bound = queriesOf(live);
    }
    const last = Math.max(...rows.map(({ whole = Infinity }) => whole));
    const requests = await shown.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .map(({ name, startTime, responseEnd }) => [new URL(name).pathname, startTime, responseEnd]),
    );
    const queries = requests
      .filter(([name, time]) => name === "/api/query" && time > fromMs && time < last)
      .map(([, time]) => time);
    return {
      rows,
      bound,
      sent: queries.length,
      fromMs,
      downloadedMs: requests.find(([name]) => name.endsWith(".wasm"))?.[2],
      moduleMs: Math.min(...requests.filter(([name]) => name.startsWith("/api/")).map(([, time]) => time)),
      beginMs: Math.min(...queries),
    };
  } finally {
    await context.close();
  }
}

const isComplete = (rows) => rows.length > 0 && rows.every(({ whole }) => whole);

/**
 * Scrolls a page to its end once all tiles are on the page and `atMs` is over, half way between two queries: a query
 * that was chosen before the scroll would otherwise be sent after it. Returns the time of the scroll.
 */
async function scrollToEnd(page, tiles, atMs) {
  const scrolled = await page.waitForFunction(
    ([tiles, atMs]) => {
      const now = performance.now();
      const ages = performance
        .getEntriesByType("resource")
        .filter(({ name }) => new URL(name).pathname === "/api/query")
        .map(({ startTime }) => now - startTime);
      const age = Math.min(...ages);
      if (now < atMs || frames().length < tiles || age < 300 || age > 700) return false;
      scrollTo(0, document.documentElement.scrollHeight);
      return now;
    },
    [tiles, atMs],
  );
  return scrolled.jsonValue();
}

/**
 * Returns the smallest possible number of queries: a query reads one device over one time range, with at most fifteen
 * items. Tiles that show the last points share a query only if it is the same. Properties and device counts need no
 * query.
 */
function queriesOf(tiles) {
  const items = new Map();
  for (const {
    configuration: { type, devices = [], capabilities = [], queryRange: { duration, resolution, count } = {} },
  } of tiles) {
    if (["property", "mapProperty", "deviceCount"].includes(type)) continue;
    const names = capabilities.map(({ capability, aggregateFunction }) =>
      [capability, ...(duration ? [aggregateFunction] : [])].join(" "),
    );
    const kind =
      {
        lkv: "last",
        kpi: "total",
        pieChart: "total",
        stateChart: "rows",
        stateHistoryChart: "rows",
        eventChart: "rows",
        eventHistoryChart: "rows",
      }[type] ?? "slices";
    const window =
      count || type === "mapTelemetry"
        ? ["points", ...names.toSorted()]
        : [kind, duration, kind === "slices" && resolution];
    for (const device of devices) {
      const key = JSON.stringify([device, window]);
      for (const name of names) items.set(key, (items.get(key) ?? new Set()).add(name));
    }
  }
  return [...items.values()].reduce((sum, { size }) => sum + Math.ceil(size / 15), 0);
}

/**
 * A hundred charts with different time ranges, so that each needs its own query. Only a lenient emulator accepts them.
 */
function hundred() {
  return Array.from({ length: 100 }, (_, place) => ({
    displayName: `Chart ${place}`,
    x: (place % 4) * 2,
    y: Math.floor(place / 4) * 2,
    width: 2,
    height: 2,
    configuration: {
      type: "lineChart",
      group: "g",
      devices: [`thermostat-0${1 + (place % 5)}`],
      capabilities: [{ capability: "temperature", aggregateFunction: "avg" }],
      queryRange: { type: "time", duration: `PT${60 + place}M`, resolution: "PT1M" },
    },
  }));
}

/** Starts an emulator. Returns its API. */
async function start() {
  const program = spawn(process.env.EMULATOR, ["--port", "0", "--lenient"], { stdio: ["ignore", "pipe", "ignore"] });
  const endpoint = await new Promise((listening, failed) => {
    program.on("error", failed).on("exit", (code) => failed(new Error(`the emulator ended with ${code}`)));
    createInterface(program.stdout).on("line", (line) => line.startsWith("listening on ") && listening(line.slice(13)));
  });
  const api = async (path, options) => {
    const headers = { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/json" };
    const response = await fetch(`${endpoint}/api/${path}?api-version=2022-10-31-preview`, { headers, ...options });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  return {
    endpoint,
    get: (path) => api(path),
    put: (path, body) => api(path, { method: "PUT", body: JSON.stringify(body) }),
    async stop() {
      program.removeAllListeners("exit");
      const over = once(program, "exit");
      program.kill();
      await over;
    },
  };
}
