// Runs in the browser: an application of IoT Central as a function in place of `fetch`, as quick as a network can be:
// an answer is a task of its own.

const MINUTES = { PT10M: 10, P1D: 1440 };
const PLACE = { lat: 47.6, lon: -122.1 };

/** Answers what a dashboard asks for. */
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

/** What a query of the feed's kind finds: values that wander, one row a slice, or as many as it takes at most. */
function rows(query) {
  const items = [...query.matchAll(/([\w().]+) AS (\w)/g)].map(([, item, alias]) => [item, alias]);
  const [, slice] = query.match(/GROUP BY WINDOW\((\w+)\)/) ?? [];
  const count = slice ? MINUTES.P1D / MINUTES[slice] : Number(query.match(/TOP (\d+)/)?.[1] ?? 1);
  const step = 60_000 * (MINUTES[slice] ?? 1);
  const now = Math.floor(Date.now() / step) * step;
  return Array.from({ length: count }, (_, place) => ({
    $ts: new Date(now - place * step).toISOString(),
    ...Object.fromEntries(items.map(([item, alias], column) => [alias, valueAt(item, place + column)])),
  }));
}

function valueAt(item, place) {
  if (item.includes("place")) return { lat: PLACE.lat + Math.sin(place / 9), lon: PLACE.lon + Math.cos(place / 7) };
  // States and events, which are asked for by their last value, change now and then.
  if (item.startsWith("LAST")) return `state ${Math.floor(place / 5) % 4}`;
  return 20 + 5 * Math.sin(place / 11);
}
