// Runs in the browser: an application of IoT Central as a function in place of `fetch`. An answer takes one task, as
// with the fastest possible network.

const MINUTES = { PT10M: 10, P1D: 1440 };
/** The number of rows in queries for all messages: states and events. */
const ALL = 10_000;
const PLACE = { lat: 47.6, lon: -122.1 };

/** Answers the requests of a dashboard. */
export async function answer(url, { body, signal } = {}) {
  await new Promise((resolve) => setTimeout(resolve));
  signal?.throwIfAborted();
  const { pathname } = new URL(url.url ?? url);
  const text = body && new TextDecoder().decode(typeof body === "string" ? new TextEncoder().encode(body) : body);
  return Response.json(answerTo(pathname, text));
}

function answerTo(path, body) {
  if (path === "/api/query") return { results: rows(JSON.parse(body).query) };
  if (path.startsWith("/api/deviceGroups/")) return { value: [{ id: "d1" }, { id: "d2" }, { id: "d3" }] };
  if (path.startsWith("/api/deviceTemplates/")) return { displayName: "Template", capabilityModel: { contents: [] } };
  if (path.endsWith("/properties")) return { p: "property", home: PLACE };
  if (path.includes("/telemetry/")) return { value: 1, timestamp: new Date().toISOString() };
  return { id: path.split("/").at(-1), displayName: "Device", template: "t" };
}

/** Returns the rows of a feed's query: varying values, one row for each time slice, or one message a minute. */
function rows(query) {
  const items = [...query.matchAll(/([\w().]+) AS (\w)/g)].map(([, item, alias]) => [item, alias]);
  const [, slice] = query.match(/GROUP BY WINDOW\((\w+)\)/) ?? [];
  const step = MINUTES[slice] ?? 1;
  const most = Number(query.match(/TOP (\d+)/)?.[1] ?? (slice ? ALL : 1));
  const count = Math.min(most, query.includes("WITHIN_WINDOW(P1D)") ? MINUTES.P1D / step : ALL);
  const valueAt = most === ALL && !slice ? stateAt : numberAt;
  const now = Math.floor(Date.now() / 60_000 / step) * 60_000 * step;
  return Array.from({ length: count }, (_, place) => ({
    $ts: new Date(now - place * step * 60_000).toISOString(),
    ...Object.fromEntries(items.map(([item, alias], column) => [alias, valueAt(place + column, item)])),
  }));
}

/** States and events change every few rows. */
const stateAt = (place) => `state ${Math.floor(place / 5) % 4}`;

function numberAt(place, item) {
  if (item.includes("place")) return { lat: PLACE.lat + Math.sin(place / 9), lon: PLACE.lon + Math.cos(place / 7) };
  return 20 + 5 * Math.sin(place / 11);
}
