import type { Tile, TileConfiguration } from "iotcentral-web";

import type { Source, TileData } from "../package/tiles/data.ts";

/** A tile and the data of its devices. */
export interface Fixture {
  tile: Tile;
  data?: TileData;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;
const to = Date.UTC(2026, 0, 31, 14, 30);
const from = to - 12 * HOUR;
const window = { from, to };
const day = { type: "time", duration: "PT12H", resolution: "PT10M" } as const;
const devices = { group: "all", devices: ["thermostat-1", "thermostat-2"] };

const source = (
  device: number,
  capability: string,
  capabilityName: string,
  unit?: string,
  aggregateFunction?: string,
): Source => ({
  device: `thermostat-${device}`,
  deviceName: ["Boiler room", "Hall 2, north", "Cold store"][device - 1] ?? `Thermostat ${device}`,
  capability,
  capabilityName,
  ...(unit && { unit }),
  ...(aggregateFunction && { aggregateFunction }),
});
const temperature = (device: number): Source => source(device, "temperature", "Temperature", "°C", "avg");

/** Returns a wave with a little noise, the same in every run. */
function wave(count: number, middle: number, height: number, phase: number): Float64Array {
  return Float64Array.from({ length: count }, (_, index) => {
    const noise = Math.sin(index * 12.9898 + phase * 78.233) * 43_758.5453;
    return middle + height * Math.sin(index / 9 + phase) + (noise - Math.floor(noise) - 0.5) * height * 0.3;
  });
}

function slices(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, index) => from + (index * 12 * HOUR) / count);
}

function withGap(values: Float64Array, start: number, end: number): Float64Array {
  return values.fill(NaN, start, end);
}

let row = 0;
let nextRow = 0;
let column = 0;
/** Places tiles from left to right, in rows of six cells. The tiles of a row have the same height. */
function tile(displayName: string, width: number, height: number, configuration: TileConfiguration): Tile {
  if (column + width > 6) {
    column = 0;
    row = nextRow;
  }
  nextRow = row + height;
  const placed = { id: `tile-${displayName}`, displayName, x: column, y: row, width, height, configuration };
  column += width;
  return placed;
}

const SQUARE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60"><rect width="120" height="60" rx="8" fill="#2458c5"/><circle cx="60" cy="30" r="18" fill="#ffffff"/></svg>`;
const capabilities = [{ capability: "temperature", aggregateFunction: "avg" }];

const track = (lat: number, lon: number, phase: number) => ({
  times: Float64Array.from({ length: 40 }, (_, index) => from + index * 15 * MINUTE),
  lats: Float64Array.from({ length: 40 }, (_, index) => lat + Math.sin(index / 7 + phase) * 1.4 + index * 0.05),
  lons: Float64Array.from({ length: 40 }, (_, index) => lon + Math.cos(index / 9 + phase) * 2.2 + index * 0.12),
});

const mode = (device: number): Source => source(device, "mode", "Mode");
const states = (device: number, words: string[], minutes: readonly number[]) => {
  const starts = minutes.map((minute) => from + minute * MINUTE);
  return {
    ...mode(device),
    starts: Float64Array.from(starts),
    ends: Float64Array.from([...starts.slice(1), to]),
    values: words,
  };
};
const alarms = (device: number, minutes: readonly number[]) => ({
  ...source(device, "alarm", "Alarm"),
  times: Float64Array.from(minutes, (minute) => from + minute * MINUTE),
  values: minutes.map((minute) => (minute % 2 ? "door open" : "overheated")),
});

/** All twenty types, with data as real dashboards have. */
export const fixtures: readonly Fixture[] = [
  { tile: tile("Warehouse 4", 2, 1, { type: "label", text: "Warehouse 4, Rotterdam" }) },
  {
    tile: tile("Devices", 1, 1, { type: "deviceCount", group: "all" }),
    data: { kind: "count", count: 1284 },
  },
  {
    tile: tile("Average temperature", 1, 1, {
      type: "kpi",
      ...devices,
      capabilities,
      queryRange: day,
      format: { decimalPlaces: 1 },
    }),
    data: { kind: "kpi", values: [{ ...temperature(1), value: 21.437 }], ...window },
  },
  {
    tile: tile("Restart", 2, 1, {
      type: "command",
      group: "all",
      command: "thermostat.restart",
      device: "thermostat-1",
    }),
  },
  {
    tile: tile("Temperature", 4, 3, { type: "lineChart", ...devices, capabilities, queryRange: day }),
    data: {
      kind: "series",
      series: [
        { ...temperature(1), times: slices(72), values: withGap(wave(72, 21, 3, 0), 40, 46) },
        { ...temperature(2), times: slices(72), values: wave(72, 24, 2, 2) },
      ],
      ...window,
      stepInMs: 10 * MINUTE,
    },
  },
  {
    tile: tile("Now", 2, 3, { type: "lkv", ...devices, capabilities, format: { decimalPlaces: 1 } }),
    data: {
      kind: "latest",
      values: [
        { ...temperature(1), value: 22.84, previous: 22.31, timestamp: to - 4000 },
        { ...temperature(2), value: 25.1, previous: 25.4, timestamp: to - 9000 },
        { ...source(1, "pressure", "Pressure", "hPa"), value: 101_325, previous: 101_325, timestamp: to - 4000 },
        { ...source(2, "location", "Location"), value: { lat: 51.92, lon: 4.48 }, timestamp: to - 60_000 },
      ],
    },
  },
  {
    tile: tile("Energy", 3, 2, { type: "barChart", ...devices, capabilities, queryRange: day }),
    data: {
      kind: "series",
      series: [
        { ...source(1, "energy", "Energy", "kWh", "sum"), times: slices(12), values: wave(12, 14, 6, 1) },
        { ...source(2, "energy", "Energy", "kWh", "sum"), times: slices(12), values: wave(12, 9, 5, 4) },
      ],
      ...window,
      stepInMs: HOUR,
    },
  },
  {
    tile: tile("Energy by device", 3, 2, { type: "pieChart", ...devices, capabilities, queryRange: day }),
    data: {
      kind: "categories",
      categories: [
        { ...source(1, "energy", "Energy", "kWh", "sum"), value: 1734 },
        { ...source(2, "energy", "Energy", "kWh", "sum"), value: 968 },
        { ...source(3, "energy", "Energy", "kWh", "sum"), value: 411.5 },
      ],
      ...window,
    },
  },
  {
    tile: tile("Temperature by slice", 3, 2, { type: "heatMapChart", ...devices, capabilities, queryRange: day }),
    data: {
      kind: "series",
      series: [1, 2, 3].map((device) => ({
        ...temperature(device),
        times: slices(48),
        values: withGap(wave(48, 20 + device, 4, device), 20, device === 2 ? 24 : 20),
      })),
      ...window,
      stepInMs: 15 * MINUTE,
    },
  },
  {
    tile: tile("Modes", 3, 2, { type: "stateChart", ...devices, capabilities, queryRange: day }),
    data: {
      kind: "states",
      lanes: [
        states(1, ["heating", "idle", "heating", "off", "idle"], [0, 140, 290, 330, 560]),
        states(2, ["off", "heating", "fault", "heating"], [0, 210, 480, 500]),
      ],
      ...window,
    },
  },
  {
    tile: tile("Alarms", 3, 2, { type: "eventChart", ...devices, capabilities, queryRange: day }),
    data: {
      kind: "events",
      lanes: [alarms(1, [12, 45, 46, 210, 333, 601]), alarms(2, [80, 95, 96, 97, 400, 412, 700])],
      ...window,
    },
  },
  {
    tile: tile("Latest alarms", 3, 2, { type: "eventHistoryChart", ...devices, capabilities, queryRange: day }),
    data: {
      kind: "rows",
      rows: [700, 601, 412, 400, 333, 210, 97, 96].map((minute, index) => ({
        ...source((index % 2) + 1, "alarm", "Alarm"),
        time: from + minute * MINUTE,
        value: minute % 2 ? "door open" : "overheated",
      })),
      ...window,
    },
  },
  {
    tile: tile("Mode history", 3, 2, { type: "stateHistoryChart", ...devices, capabilities, queryRange: day }),
    data: {
      kind: "rows",
      rows: [
        { ...mode(1), time: from + 560 * MINUTE, until: to, value: "idle" },
        { ...mode(1), time: from + 330 * MINUTE, until: from + 560 * MINUTE, value: "off" },
        { ...mode(1), time: from + 290 * MINUTE, until: from + 330 * MINUTE, value: "heating" },
        { ...mode(1), time: from + 140 * MINUTE, until: from + 290 * MINUTE, value: "idle" },
        { ...mode(1), time: from, until: from + 140 * MINUTE, value: "heating" },
      ],
      ...window,
    },
  },
  {
    tile: tile("Device", 3, 2, { type: "property", ...devices, capabilities }),
    data: {
      kind: "properties",
      values: [
        { ...source(1, "manufacturer", "Manufacturer"), value: "Contoso Heating, Ltd." },
        { ...source(1, "targetTemperature", "Target temperature", "°C"), value: 21.5 },
        { ...source(1, "eco", "Eco mode"), value: true },
        { ...source(1, "serial", "Serial number"), value: "CH-20-004711" },
      ],
    },
  },
  {
    tile: tile("Sites", 3, 3, { type: "mapProperty", ...devices, capabilities }),
    data: {
      kind: "points",
      tracks: [
        [51.92, 4.48],
        [47.64, -122.13],
        [1.35, 103.82],
      ].map(([lat = 0, lon = 0], index) => ({
        ...source(index + 1, "location", "Location"),
        times: Float64Array.of(NaN),
        lats: Float64Array.of(lat),
        lons: Float64Array.of(lon),
      })),
    },
  },
  {
    tile: tile("Trucks", 3, 3, { type: "mapTelemetry", ...devices, capabilities }),
    data: {
      kind: "points",
      tracks: [
        { ...source(1, "position", "Position"), ...track(48, 4, 0) },
        { ...source(2, "position", "Position"), ...track(51, 9, 2) },
      ],
    },
  },
  {
    tile: tile("Notes", 2, 2, {
      type: "markdown",
      description:
        "### Before you call\n\n1. Check the **boiler**\n2. Read the [manual](https://example.com/manual)\n\n- [x] Call the depot\n\n| Alarm | Means |\n|---|---|\n| 17 | door open |\n\n`restart` helps.",
    }),
  },
  {
    tile: tile("Logo", 1, 2, {
      type: "image",
      image: `data:image/svg+xml;base64,${btoa(SQUARE)}`,
      format: { backgroundColor: "#fff4dc", textColor: "#5c3300", showTitle: true },
    }),
  },
  { tile: tile("Weather", 2, 2, { type: "externalContent", sourceUrl: "https://weather.example/rotterdam" }) },
  { tile: tile("Query", 1, 2, { type: "dataExplorer", queryRange: day, query: "last-week" }) },
];
