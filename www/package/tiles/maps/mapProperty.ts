import type { MapPropertyConfiguration } from "iotcentral-web";
import type { Renderer } from "../renderer.ts";
import { mapTile } from "./map.ts";

/** Shows where devices are, by a property. */
export const mapProperty: Renderer<MapPropertyConfiguration> = (host, configuration, context) =>
  mapTile(host, configuration, context);
