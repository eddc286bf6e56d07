import type { LineChartConfiguration } from "iotcentral-web";

import type { Renderer } from "../renderer.ts";
import { plotSeries } from "./series.ts";

/** Telemetry along time. */
export const lineChart: Renderer<LineChartConfiguration> = (host, configuration, context) =>
  plotSeries(host, configuration, context);
