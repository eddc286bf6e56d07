import type { EventHistoryChartConfiguration } from "iotcentral-web";

import { historyTile } from "./history.ts";
import type { Renderer } from "../renderer.ts";

/** Events as a table. */
export const eventHistoryChart: Renderer<EventHistoryChartConfiguration> = (host, { format = {} }, context) => historyTile(host, format, context);
