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
type Needs<T extends TileType> = [TileDataKinds[T]] extends [never]
  ? "nothing"
  : ConfigurationOf<T> extends { devices: readonly string[] }
    ? "devices"
    : "group";

/** The entry of a tile type. The type's name is a message. */
interface Entry<T extends TileType> {
  needs: Needs<T>;
  /** Loads the renderer. One with a library, or with much code of its own, is a separate chunk. */
  load: () => Renderer<ConfigurationOf<T>> | Promise<Renderer<ConfigurationOf<T>>>;
}

/** The list of all tile types. A type without an entry is a compile error. */
export const tileTypes = {
  barChart: { needs: "devices", load: async () => (await import("./charts/plots.ts")).barChart },
  command: { needs: "nothing", load: () => command },
  dataExplorer: { needs: "nothing", load: () => dataExplorer },
  deviceCount: { needs: "group", load: () => deviceCount },
  eventChart: { needs: "devices", load: async () => (await import("./timelines/timelines.ts")).eventChart },
  eventHistoryChart: { needs: "devices", load: () => eventHistoryChart },
  externalContent: { needs: "nothing", load: () => externalContent },
  heatMapChart: { needs: "devices", load: async () => (await import("./timelines/timelines.ts")).heatMapChart },
  image: { needs: "nothing", load: () => image },
  kpi: { needs: "devices", load: () => kpi },
  label: { needs: "nothing", load: () => label },
  lineChart: { needs: "devices", load: async () => (await import("./charts/plots.ts")).lineChart },
  lkv: { needs: "devices", load: () => lkv },
  mapProperty: { needs: "devices", load: async () => (await import("./maps/maps.ts")).mapProperty },
  mapTelemetry: { needs: "devices", load: async () => (await import("./maps/maps.ts")).mapTelemetry },
  markdown: { needs: "nothing", load: async () => (await import("./content/markdown.ts")).markdown },
  pieChart: { needs: "devices", load: async () => (await import("./charts/pieChart.ts")).pieChart },
  property: { needs: "devices", load: () => property },
  stateChart: { needs: "devices", load: async () => (await import("./timelines/timelines.ts")).stateChart },
  stateHistoryChart: { needs: "devices", load: () => stateHistoryChart },
} satisfies { [T in TileType]: Entry<T> };

/** Whether a type is in the list. The service may introduce others. */
export function isTileType(type: string): type is TileType {
  return Object.hasOwn(tileTypes, type);
}
