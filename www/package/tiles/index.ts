import type { Tile } from "iotcentral-web";

import { offerTable } from "./parts/actions.ts";
import { adopt } from "./parts/adopt.ts";
import { command } from "./content/command.ts";
import { dataExplorer } from "./content/dataExplorer.ts";
import { deviceCount } from "./values/deviceCount.ts";
import { element } from "../shared/dom.ts";
import { eventHistoryChart } from "./history/eventHistoryChart.ts";
import { externalContent } from "./content/externalContent.ts";
import { image } from "./content/image.ts";
import { kpi } from "./values/kpi.ts";
import { label } from "./content/label.ts";
import { lkv } from "./values/lkv.ts";
import { placeholder } from "./placeholder.ts";
import { property } from "./values/property.ts";
import type { DrawnTile, Renderer, Renderers, TileContext, TileSurroundings } from "./renderer.ts";
import { stateHistoryChart } from "./history/stateHistoryChart.ts";
import css from "./tile.css?inline";

export type { Cell, DrawnTile, Renderer, Renderers, Table, TileContext, TileSurroundings } from "./renderer.ts";

/** The renderers of this package that are here at once. */
const builtIn: Renderers = {
  command,
  dataExplorer,
  deviceCount,
  eventHistoryChart,
  externalContent,
  image,
  kpi,
  label,
  lkv,
  property,
  stateHistoryChart,
};

const plots = (): Promise<Renderers> => import("./charts/plots.ts");
const maps = (): Promise<Renderers> => import("./maps/maps.ts");
const timelines = (): Promise<Renderers> => import("./timelines/timelines.ts");

/** Those with a library behind them, or much of their own: chunks that are loaded when the first dashboard needs them. */
const chunks: Readonly<Record<string, () => Promise<Renderers>>> = {
  barChart: plots,
  eventChart: timelines,
  heatMapChart: timelines,
  lineChart: plots,
  mapProperty: maps,
  mapTelemetry: maps,
  markdown: () => import("./content/markdown.ts"),
  pieChart: () => import("./charts/pieChart.ts"),
  stateChart: timelines,
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

/** What draws a type of tile, loaded by now: one of `renderers`, of this package, or a placeholder. */
export async function rendererOf(type: string, renderers: Renderers = {}): Promise<Renderer> {
  const of = (candidates: Renderers): unknown => (Object.hasOwn(candidates, type) ? candidates[type] : undefined);
  const chunk = Object.hasOwn(chunks, type) ? chunks[type] : undefined;
  // The compiler can't see that renderer and configuration belong together; both come from the same `type`.
  return ((of(renderers) ?? of(builtIn) ?? (chunk && of(await chunk()))) as Renderer | undefined) ?? placeholder;
}

/** Draws a tile into an element that is on the page. */
export async function drawTile(host: HTMLElement, tile: Tile, renderer: Renderer, surroundings: TileSurroundings): Promise<DrawnTile> {
  const { displayName: title } = tile;
  const configuration = withoutNulls(tile.configuration);
  const context: TileContext = { ...surroundings, title, adopt: sheet => adopt(host, sheet) };
  context.adopt(css);
  const view = element("div", { class: "view" });
  host.append(view);
  const drawn = await renderer(view, configuration, context);
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
