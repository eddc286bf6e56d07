import type { Tile, TileConfiguration } from "iotcentral-web";

/** A member of a tile with its own input. Other members can be edited in the tile's JSON. */
export interface Field {
  /** The path in the configuration: `format.textSize`. The editor's message of the same name is the label. */
  path: string;
  kind:
    | "text"
    | "lines"
    | "url"
    | "flag"
    | "number"
    /** Choices that the application provides: a group, its devices, one device, and their capabilities. */
    | "group"
    | "devices"
    | "device"
    | "telemetry"
    | "aggregates"
    | "properties"
    | "command"
    | "range"
    | "range or count"
    | "unit";
  /** The type of values that a tile can show, if only one: maps show places. */
  schema?: "geopoint";
  /** The default value of an absent member. */
  fallback?: string | number | boolean;
  least?: number;
  most?: number;
}

type TileType = TileConfiguration["type"];

/** The editor's entry for a tile type. */
interface Entry {
  /** Width and height of a new tile, in cells. */
  size: readonly [number, number];
  /** The configuration of a new tile, without `type`. */
  fresh: Readonly<Record<string, unknown>>;
  fields: readonly Field[];
}

const range = { type: "time", duration: "PT12H", resolution: "PT30M" };
const source = { group: "", devices: [], capabilities: [] };

const from = (kind: Field["kind"], schema?: "geopoint"): Field[] => [
  { path: "group", kind: "group" },
  { path: "devices", kind: "devices" },
  { path: "capabilities", kind, ...(schema && { schema }) },
];
const flag = (path: string, fallback = true): Field => ({ path, kind: "flag", fallback });
const size = (path: string, unit: string): Field[] => [
  { path, kind: "number", least: 0, most: 200 },
  { path: unit, kind: "unit", fallback: "pt" },
];
const queryRange: Field = { path: "queryRange", kind: "range" };

const text: Field[] = [
  flag("format.abbreviateValue"),
  { path: "format.decimalPlaces", kind: "number", least: 0, most: 20 },
  flag("format.wordWrap"),
  ...size("format.textSize", "format.unit"),
];
const axes = [flag("format.xAxisEnabled"), flag("format.yAxisEnabled"), flag("format.legendEnabled")];

const chart: Entry = {
  size: [3, 3],
  fresh: { ...source, queryRange: range },
  fields: [...from("aggregates"), queryRange, ...axes],
};
const timeline: Entry = {
  size: [3, 2],
  fresh: { ...source, queryRange: range },
  fields: [...from("telemetry"), queryRange],
};
const report: Entry = {
  size: [3, 3],
  fresh: { ...source, queryRange: range },
  fields: [...from("telemetry"), queryRange, ...text],
};
const map = (kind: Field["kind"]): Entry => ({
  size: [3, 3],
  fresh: source,
  fields: [...from(kind, "geopoint"), { path: "zoomLevel", kind: "number", least: 0, most: 24 }],
});

/** The list of members that can be edited, by tile type. */
export const tileFields: Readonly<Record<TileType, Entry>> = {
  lineChart: { ...chart, fields: [...from("aggregates"), { path: "queryRange", kind: "range or count" }, ...axes] },
  barChart: chart,
  pieChart: { ...chart, size: [2, 2] },
  heatMapChart: chart,
  eventChart: timeline,
  stateChart: timeline,
  eventHistoryChart: report,
  stateHistoryChart: report,
  kpi: { size: [1, 1], fresh: { ...source, queryRange: range }, fields: [...from("aggregates"), queryRange, ...text] },
  lkv: { size: [1, 1], fresh: source, fields: [...from("telemetry"), flag("showTrend"), ...text] },
  property: { size: [2, 2], fresh: source, fields: [...from("properties"), ...text] },
  mapProperty: map("properties"),
  mapTelemetry: map("telemetry"),
  deviceCount: { size: [1, 1], fresh: { group: "" }, fields: [{ path: "group", kind: "group" }, ...text] },
  markdown: {
    size: [2, 2],
    fresh: { description: "" },
    fields: [
      { path: "description", kind: "lines" },
      { path: "href", kind: "url" },
    ],
  },
  image: {
    size: [2, 2],
    fresh: {},
    fields: [
      { path: "image", kind: "text" },
      { path: "href", kind: "url" },
      flag("format.fitImage"),
      flag("format.showTitle", false),
      { path: "format.backgroundColor", kind: "text" },
      { path: "format.textColor", kind: "text" },
      ...size("format.textSize", "format.textSizeUnit"),
    ],
  },
  label: {
    size: [2, 1],
    fresh: { text: "" },
    fields: [{ path: "text", kind: "lines" }, ...size("textSize", "textSizeUnit"), flag("wordWrap")],
  },
  externalContent: { size: [3, 3], fresh: { sourceUrl: "" }, fields: [{ path: "sourceUrl", kind: "url" }] },
  dataExplorer: { size: [3, 3], fresh: { queryRange: range }, fields: [{ path: "query", kind: "text" }, queryRange] },
  command: {
    size: [1, 1],
    fresh: { group: "", device: "", command: "" },
    fields: [
      { path: "group", kind: "group" },
      { path: "device", kind: "device" },
      { path: "command", kind: "command" },
    ],
  },
};

/** Creates a tile of a type. */
export function freshTile(type: TileType, displayName: string): Tile {
  const {
    size: [width, height],
    fresh,
  } = tileFields[type];
  return {
    displayName,
    x: 0,
    y: 0,
    width,
    height,
    configuration: { type, ...structuredClone(fresh) } as TileConfiguration,
  };
}

/** Returns the fields of a type; none for an unknown type. */
export function fieldsOf(type: string): readonly Field[] {
  return Object.hasOwn(tileFields, type) ? tileFields[type as TileType].fields : [];
}

type Json = Readonly<Record<string, unknown>>;

export function read(configuration: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (at, name) => (typeof at === "object" && at !== null ? (at as Json)[name] : undefined),
      configuration,
    );
}

/**
 * Returns a copy with another value at a path. `undefined` removes the member, and each object that becomes empty: the
 * service rejects an empty format.
 */
export function written(configuration: unknown, path: string, value: unknown): unknown {
  const [name = "", ...rest] = path.split(".");
  const { [name]: was, ...others } = (
    typeof configuration === "object" && configuration !== null ? configuration : {}
  ) as Json;
  const now = rest.length > 0 ? written(was, rest.join("."), value) : value;
  const isEmpty = rest.length > 0 && Object.keys(now as Json).length === 0;
  return now === undefined || isEmpty ? others : { ...(configuration as Json), [name]: now };
}
