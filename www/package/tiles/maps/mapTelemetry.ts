import type { MapTelemetryConfiguration } from "iotcentral-web";

import { mapTile } from "./map.ts";
import type { Renderer } from "../renderer.ts";

/** Where devices were, by their telemetry. */
export const mapTelemetry: Renderer<MapTelemetryConfiguration> = (host, configuration, context) => mapTile(host, configuration, context);
