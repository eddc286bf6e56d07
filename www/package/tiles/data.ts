/** What renderers draw, as the package has it. Only types: nothing of the module comes along. */
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
