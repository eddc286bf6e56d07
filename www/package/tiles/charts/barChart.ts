import type { BarChartConfiguration } from "iotcentral-web";

import type { Renderer } from "../renderer.ts";
import { plotSeries } from "./series.ts";

/** Draws telemetry that is aggregated by slices of time, as bars. */
export const barChart: Renderer<BarChartConfiguration> = (host, configuration, context) =>
  plotSeries(host, configuration, context);
