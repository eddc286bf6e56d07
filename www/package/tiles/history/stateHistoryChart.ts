import type { StateHistoryChartConfiguration } from "iotcentral-web";
import type { Renderer } from "../renderer.ts";
import { historyTile } from "./history.ts";

/** States as a table, each with how long it lasted. */
export const stateHistoryChart: Renderer<StateHistoryChartConfiguration> = (host, { format = {} }, context) =>
  historyTile(host, format, context);
