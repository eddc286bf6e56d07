// Pages of a list of dashboards as the service sends them: all twenty tile types, names in one or several scripts, and
// members that no model knows. They are the same in every run.

/** Members that the service's OpenAPI description doesn't have. */
export const UNKNOWN = new Set(["lastModifiedBy", "accentColor", "conditionalFormats"]);

/**
 * Returns a page of dashboards as JSON text, about 9 KB each. With a single name beyond Latin-1, an engine stores the
 * whole text with two bytes a character, which slows every reader down.
 */
export function page(length, scripts) {
  const random = generator(1, NAMES[scripts]);
  const value = Array.from({ length }, () => dashboard(random));
  return JSON.stringify({ value, nextLink: "https://contoso.azureiotcentral.com/api/dashboards?%24skiptoken=100" });
}

const LATIN = ["Cold store 3, overview", "Kühlraum Süd", "Température du hall", "Línea 4"];
const NAMES = { Latin: LATIN, "all scripts": [...LATIN, "Насосная станция", "冷蔵庫の温度", "🌡️ 4"] };
const CAPABILITIES = ["temperature", "humidity", "thermostat.targetTemperature", "GPS.location", "vibration.rms"];
const NOTES =
  "## On call\n\n- **Pump** stalls above 80 °C: see the [runbook](https://contoso.example/runbooks/pump)\n" +
  '- Ask for "Line 4" at the gate\n\n| shift | phone |\n|---|---|\n| day | 0100 |\n| night | 0199 |\n';

const TILES = {
  lineChart: (random) => ({
    ...source(random),
    queryRange: random.pick([{ type: "count", count: 100 }, time(random)]),
    format: chart,
  }),
  barChart: (random) => ({ ...source(random), queryRange: time(random), format: chart }),
  pieChart: (random) => ({ ...source(random), queryRange: time(random), format: chart }),
  heatMapChart: (random) => ({ ...source(random), queryRange: time(random), format: chart }),
  eventChart: (random) => ({ ...source(random), queryRange: time(random) }),
  stateChart: (random) => ({ ...source(random), queryRange: time(random) }),
  eventHistoryChart: (random) => ({ ...source(random), queryRange: time(random), format: text(random) }),
  stateHistoryChart: (random) => ({ ...source(random), queryRange: time(random), format: text(random) }),
  kpi: (random) => ({ ...source(random), queryRange: time(random), format: text(random) }),
  lkv: (random) => ({ ...source(random), showTrend: true, format: text(random) }),
  property: (random) => ({ ...source(random), format: text(random) }),
  mapProperty: (random) => ({ ...source(random), zoomLevel: random.below(25) }),
  mapTelemetry: (random) => ({ ...source(random), zoomLevel: random.below(25) }),
  deviceCount: (random) => ({ group: random.uuid(), format: text(random) }),
  markdown: (random) => ({ description: NOTES, href: "/devices", image: random.uuid() }),
  image: (random) => ({ image: random.uuid(), href: "https://contoso.example/", format: image }),
  label: (random) => ({ text: random.name(), textSize: 24, textSizeUnit: "pt", wordWrap: true }),
  externalContent: () => ({ sourceUrl: "https://contoso.example/status?site=cold-store&embed=1" }),
  dataExplorer: (random) => ({ queryRange: time(random), query: random.uuid() }),
  command: (random) => ({ group: random.uuid(), command: "pump.restart", device: random.id() }),
};

const chart = { xAxisEnabled: true, yAxisEnabled: true, legendEnabled: false };
const image = {
  backgroundColor: "#FFFFFF",
  fitImage: true,
  showTitle: false,
  textColor: "#333",
  textSize: 0,
  textSizeUnit: "px",
};

function dashboard(random) {
  return {
    id: `dtmi:${random.id()}:${random.id()}`,
    displayName: random.name(),
    tiles: Object.keys(TILES).map((type, place) => tile(type, place, random)),
    personal: false,
    favorite: random.below(2) === 1,
    organizations: ["seattle"],
    etag: `"${random.uuid()}"`,
    lastModifiedBy: { displayName: "Zoë Müller", id: random.uuid() },
  };
}

function tile(type, place, random) {
  const configuration = { type, ...TILES[type](random) };
  if (random.below(4) === 0)
    configuration.conditionalFormats = [{ above: 80.5, color: "#D13438", label: random.name() }];
  return {
    id: random.uuid(),
    displayName: random.name(),
    configuration,
    x: (place % 4) * 2,
    y: Math.floor(place / 4) * 2,
    width: 2,
    height: 2,
    ...(random.below(4) === 0 && { accentColor: "#0078D4" }),
  };
}

const source = (random) => ({
  group: random.uuid(),
  devices: Array.from({ length: 1 + random.below(3) }, random.id),
  capabilities: Array.from({ length: 1 + random.below(3) }, () => ({
    capability: random.pick(CAPABILITIES),
    aggregateFunction: random.pick(["avg", "min", "max", "sum", "count"]),
  })),
});
const time = (random) => ({
  type: "time",
  duration: random.pick(["PT1H", "P1D", "P1W"]),
  resolution: random.pick(["PT1M", "PT1H"]),
});
const text = (random) => ({
  abbreviateValue: false,
  wordWrap: true,
  decimalPlaces: random.below(4),
  textSize: 11.5,
  unit: "pt",
});

/** A linear congruential generator (Numerical Recipes). Its numbers become ids, so they need no better randomness. */
function generator(state, names) {
  const below = (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const letters = (length, base) => Array.from({ length }, () => below(base).toString(base)).join("");
  return {
    below,
    name: () => names[below(names.length)],
    pick: (choices) => choices[below(choices.length)],
    id: () => letters(10, 36),
    uuid: () => [8, 4, 4, 4, 12].map((length) => letters(length, 16)).join("-"),
  };
}
