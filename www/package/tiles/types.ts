import type { TileConfiguration, TileDataKinds } from "iotcentral-web";

import { command } from "./content/command.ts";
import { dataExplorer } from "./content/dataExplorer.ts";
import { externalContent } from "./content/externalContent.ts";
import { image } from "./content/image.ts";
import { label } from "./content/label.ts";
import { eventHistoryChart } from "./history/eventHistoryChart.ts";
import { stateHistoryChart } from "./history/stateHistoryChart.ts";
import type { Renderer } from "./renderer.ts";
import { deviceCount } from "./values/deviceCount.ts";
import { kpi } from "./values/kpi.ts";
import { lkv } from "./values/lkv.ts";
import { property } from "./values/property.ts";

type TileType = TileConfiguration["type"];

type ConfigurationOf<T extends TileType> = Extract<TileConfiguration, { type: T }>;

/** What a tile must name before it shows data: devices with capabilities, or a group. `nothing`: it shows no data. */
type Needs<T extends TileType> = [TileDataKinds[T]] extends [never] ? "nothing" : ConfigurationOf<T> extends { devices: readonly string[] } ? "devices" : "group";

/** All that the element knows of a type of tile. */
interface Entry<T extends TileType> {
  /** What the type is called. */
  name: string;
  needs: Needs<T>;
  /** Its renderer. With a library behind it, or much of its own, it is in a chunk that the first such tile loads. */
  load: () => Renderer<ConfigurationOf<T>> | Promise<Renderer<ConfigurationOf<T>>>;
}

/** The one list of tile types: without an entry for each type, with what it needs, this doesn't compile. */
export const tileTypes = {
  barChart: { name: "Bar chart", needs: "devices", load: async () => (await import("./charts/plots.ts")).barChart },
  command: { name: "Command", needs: "nothing", load: () => command },
  dataExplorer: { name: "Saved query", needs: "nothing", load: () => dataExplorer },
  deviceCount: { name: "Device count", needs: "group", load: () => deviceCount },
  eventChart: { name: "Event chart", needs: "devices", load: async () => (await import("./timelines/timelines.ts")).eventChart },
  eventHistoryChart: { name: "Event history", needs: "devices", load: () => eventHistoryChart },
  externalContent: { name: "External content", needs: "nothing", load: () => externalContent },
  heatMapChart: { name: "Heat map", needs: "devices", load: async () => (await import("./timelines/timelines.ts")).heatMapChart },
  image: { name: "Image", needs: "nothing", load: () => image },
  kpi: { name: "KPI", needs: "devices", load: () => kpi },
  label: { name: "Label", needs: "nothing", load: () => label },
  lineChart: { name: "Line chart", needs: "devices", load: async () => (await import("./charts/plots.ts")).lineChart },
  lkv: { name: "Last known value", needs: "devices", load: () => lkv },
  mapProperty: { name: "Map of a property", needs: "devices", load: async () => (await import("./maps/maps.ts")).mapProperty },
  mapTelemetry: { name: "Map of telemetry", needs: "devices", load: async () => (await import("./maps/maps.ts")).mapTelemetry },
  markdown: { name: "Markdown", needs: "nothing", load: async () => (await import("./content/markdown.ts")).markdown },
  pieChart: { name: "Pie chart", needs: "devices", load: async () => (await import("./charts/pieChart.ts")).pieChart },
  property: { name: "Property", needs: "devices", load: () => property },
  stateChart: { name: "State chart", needs: "devices", load: async () => (await import("./timelines/timelines.ts")).stateChart },
  stateHistoryChart: { name: "State history", needs: "devices", load: () => stateHistoryChart },
} satisfies { [T in TileType]: Entry<T> };

/** Whether a type is one of the list: the service may invent others. */
export function isTileType(type: string): type is TileType {
  return Object.hasOwn(tileTypes, type);
}
