import type { StateHistoryChartConfiguration } from "iotcentral-web";

import { historyTile } from "./history.ts";
import type { Renderer } from "../renderer.ts";

/** States as a table, each with how long it lasted. */
export const stateHistoryChart: Renderer<StateHistoryChartConfiguration> = (host, { format = {} }, context) => historyTile(host, format, context);
