import type { BarChartConfiguration } from "iotcentral-web";

import type { Renderer } from "../renderer.ts";
import { plotSeries } from "./series.ts";

/** Aggregates of slices of time. */
export const barChart: Renderer<BarChartConfiguration> = (host, configuration, context) =>
  plotSeries(host, configuration, context);
