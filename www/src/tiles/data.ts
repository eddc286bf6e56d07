import type { IotCentralError, TileTiming as Timing } from "iotcentral-web";

/** What renderers draw, as the package has it. Only types: nothing of the module comes along. */
export type { EventLane, HistoryRow, LatestValue, Series, SeriesData, Source, StateLane, TileData, Track } from "iotcentral-web";

/** A part of a tile that could not be read: what it gave before is still in the data. */
export interface TileFailure {
  device: string;
  /** Absent: all that the tile shows of the device. */
  capability?: string;
  error: IotCentralError;
}

export type TileTiming = Timing & { failures?: readonly TileFailure[] };
