/**
 * Names that a reader knows, from the device and its template. Each is absent where it isn't known.
 */
export interface Source {
  device: string;
  deviceName?: string;
  /** As the tile names it, component in front: `thermostat.temperature`. */
  capability: string;
  capabilityName?: string;
  /** The symbol to show: `°C`. */
  unit?: string;
  /** What values of an enumeration are called, by the value as text. */
  labels?: Readonly<Record<string, string>>;
  aggregateFunction?: string;
}

/** A line, a row of bars or of cells. */
export interface Series extends Source {
  /** Milliseconds since 1970, ascending. For aggregates: when the slice begins. */
  times: Float64Array;
  /** A value for each time; NaN is a gap. */
  values: Float64Array;
}

export interface LatestValue extends Source {
  value?: unknown;
  timestamp?: number;
  previous?: unknown;
}

/** States of one capability, one after the other. */
export interface StateLane extends Source {
  starts: Float64Array;
  ends: Float64Array;
  values: unknown[];
}

export interface EventLane extends Source {
  times: Float64Array;
  values: unknown[];
}

export interface HistoryRow extends Source {
  time: number;
  /** When a state ended. */
  until?: number;
  value: unknown;
}

/** Where a device was; one point with the time NaN where only the place is known. */
export interface Track extends Source {
  times: Float64Array;
  lats: Float64Array;
  lons: Float64Array;
}

/** What a tile shows. Times are milliseconds since 1970. */
export type TileData =
  | { kind: "series"; series: Series[]; from: number; to: number; stepInMs?: number }
  | { kind: "latest"; values: LatestValue[] }
  | { kind: "kpi"; values: (Source & { value?: number })[]; from: number; to: number }
  | { kind: "categories"; categories: (Source & { value?: number })[]; from: number; to: number }
  | { kind: "states"; lanes: StateLane[]; from: number; to: number }
  | { kind: "events"; lanes: EventLane[]; from: number; to: number }
  | { kind: "rows"; rows: HistoryRow[]; from: number; to: number }
  | { kind: "points"; tracks: Track[] }
  | { kind: "count"; count: number }
  | { kind: "properties"; values: (Source & { value?: unknown })[] };

/** When the data was read, and when it will be again, in milliseconds since 1970. */
export interface TileTiming {
  readAt: number;
  dueAt: number;
}
