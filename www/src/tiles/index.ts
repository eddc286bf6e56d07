import type { Tile } from "iotcentral-web";

import { offerTable } from "./actions.ts";
import { adopt } from "./adopt.ts";
import { command } from "./command.ts";
import { dataExplorer } from "./dataExplorer.ts";
import { deviceCount } from "./deviceCount.ts";
import { element } from "./element.ts";
import { eventHistoryChart } from "./eventHistoryChart.ts";
import { externalContent } from "./externalContent.ts";
import { image } from "./image.ts";
import { kpi } from "./kpi.ts";
import { label } from "./label.ts";
import { lkv } from "./lkv.ts";
import { placeholder } from "./placeholder.ts";
import { property } from "./property.ts";
import type { DrawnTile, Renderer, Renderers, TileContext, TileSurroundings } from "./renderer.ts";
import { stateHistoryChart } from "./stateHistoryChart.ts";
import css from "./tile.css?inline";

export type { Cell, DrawnTile, Renderer, Renderers, Table, TileContext, TileSurroundings } from "./renderer.ts";

/** The renderers of this package. Those with a library behind them are loaded when the first dashboard needs them. */
const builtIn: Renderers = {
  barChart: async (...tile) => (await import("./plots.ts")).barChart(...tile),
  command,
  dataExplorer,
  deviceCount,
  eventChart: async (...tile) => (await import("./timelines.ts")).eventChart(...tile),
  eventHistoryChart,
  externalContent,
  heatMapChart: async (...tile) => (await import("./timelines.ts")).heatMapChart(...tile),
  image,
  kpi,
  label,
  lineChart: async (...tile) => (await import("./plots.ts")).lineChart(...tile),
  lkv,
  mapProperty: async (...tile) => (await import("./maps.ts")).mapProperty(...tile),
  mapTelemetry: async (...tile) => (await import("./maps.ts")).mapTelemetry(...tile),
  markdown: async (...tile) => (await import("./markdown.ts")).markdown(...tile),
  pieChart: async (...tile) => (await import("./pieChart.ts")).pieChart(...tile),
  property,
  stateChart: async (...tile) => (await import("./timelines.ts")).stateChart(...tile),
  stateHistoryChart,
};

/** What a tile needs besides itself: data that has to be waited for, data but of no device, or nothing. */
export function needs({ configuration }: Tile): "data" | "devices" | "nothing" {
  switch (configuration.type) {
    case "lineChart":
    case "barChart":
    case "pieChart":
    case "heatMapChart":
    case "eventChart":
    case "eventHistoryChart":
    case "stateChart":
    case "stateHistoryChart":
    case "kpi":
    case "lkv":
    case "property":
    case "mapProperty":
    case "mapTelemetry":
      return configuration.devices.length > 0 && configuration.capabilities?.length ? "data" : "devices";
    case "deviceCount":
      return configuration.group ? "data" : "devices";
    default:
      return "nothing";
  }
}

/**
 * Draws a tile into an element that is on the page.
 *
 * @param renderers Renderers that take the place of the built-in ones, or draw other types.
 */
export async function drawTile(host: HTMLElement, tile: Tile, surroundings: TileSurroundings, renderers: Renderers = {}): Promise<DrawnTile> {
  const { displayName: title } = tile;
  const configuration = withoutNulls(tile.configuration);
  const context: TileContext = { ...surroundings, title, adopt: sheet => adopt(host, sheet) };
  context.adopt(css);
  const view = element("div", { class: "view" });
  host.append(view);
  const drawn = await rendererOf(configuration.type, renderers)(view, configuration, context);
  const refreshTable = offerTable(host, view, drawn, context);
  return {
    restyle: () => drawn.restyle?.(),
    destroy: () => drawn.destroy?.(),
    titled: drawn.titled ?? false,
    update(data, timing) {
      const something = drawn.update?.(data, timing) ?? true;
      refreshTable();
      return something;
    },
  };
}

/** A copy without the members that are null, which the service has for absent ones, so that they get their defaults. */
function withoutNulls<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutNulls) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, member]) => (member === null ? [] : [[name, withoutNulls(member)]]))) as T;
}

function rendererOf(type: string, renderers: Renderers): Renderer {
  const map = [renderers, builtIn].find(candidates => Object.hasOwn(candidates, type) && candidates[type]);
  // The compiler can't see that renderer and configuration belong together; both come from the same `type`.
  return (map?.[type] as Renderer | undefined) ?? placeholder;
}
