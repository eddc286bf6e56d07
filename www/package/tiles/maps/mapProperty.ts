import type { MapPropertyConfiguration } from "iotcentral-web";

import { mapTile } from "./map.ts";
import type { Renderer } from "../renderer.ts";

/** Where devices are, by a property. */
export const mapProperty: Renderer<MapPropertyConfiguration> = (host, configuration, context) => mapTile(host, configuration, context);
