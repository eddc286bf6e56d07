import type { LineChartConfiguration } from "iotcentral-web";

import type { Renderer } from "../renderer.ts";
import { plotSeries } from "./series.ts";

/** Draws telemetry along time, as lines. */
export const lineChart: Renderer<LineChartConfiguration> = (host, configuration, context) =>
  plotSeries(host, configuration, context);
