/** The data types that renderers draw, from the package. These are types only, so the module is not bundled. */
export type {
  DataRange,
  EventLane,
  HistoryRow,
  LatestValue,
  MessageRange,
  Series,
  SeriesData,
  Source,
  StateLane,
  TileData,
  TileFailure,
  TileTiming,
  Track,
  UnfinishedSlice,
} from "iotcentral-web";
