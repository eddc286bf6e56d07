import type { EventHistoryChartConfiguration } from "iotcentral-web";
import type { Renderer } from "../renderer.ts";
import { historyTile } from "./history.ts";

/** Shows events as a table. */
export const eventHistoryChart: Renderer<EventHistoryChartConfiguration> = (host, { format = {} }, context) =>
  historyTile(host, format, context);
