import type { TileConfiguration } from "iotcentral-web";

import { element, foreign } from "./element.ts";
import type { Renderer } from "./renderer.ts";

const NAMES: Partial<Record<TileConfiguration["type"], string>> = {
  kpi: "KPI",
  mapProperty: "Map of a property",
  mapTelemetry: "Map of telemetry",
  eventHistoryChart: "Event history",
  stateHistoryChart: "State history",
};

/** A tile of a type that isn't drawn yet, or that the service invented after this page was written. */
export const placeholder: Renderer = (host, { type }) => {
  const name = element("p", { class: "what" }, foreign(inWords(type)));
  host.append(element("div", { class: "blank" }, name, element("p", { class: "hint" }, "This page doesn’t draw this type of tile yet.")));
  return {};
};

/** `heatMapChart` → `Heat map chart`. */
function inWords(type: string): string {
  if (Object.hasOwn(NAMES, type)) return NAMES[type as TileConfiguration["type"]] ?? type;
  const words = type.replace(/(?<=[a-z\d])(?=[A-Z])/g, " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
