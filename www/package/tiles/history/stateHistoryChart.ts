import type { StateHistoryChartConfiguration } from "iotcentral-web";
import type { Renderer } from "../renderer.ts";
import { historyTile } from "./history.ts";

/** Shows states as a table, each with its duration. */
export const stateHistoryChart: Renderer<StateHistoryChartConfiguration> = (host, { format = {} }, context) =>
  historyTile(host, format, context);
