import type { MapTelemetryConfiguration } from "iotcentral-web";
import type { Renderer } from "../renderer.ts";
import { mapTile } from "./map.ts";

/** Shows where devices were, by their telemetry. */
export const mapTelemetry: Renderer<MapTelemetryConfiguration> = (host, configuration, context) =>
  mapTile(host, configuration, context);
