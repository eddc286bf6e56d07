import type { Tile, TileConfiguration } from "iotcentral-web";

import { image } from "./image.ts";
import { lkv } from "./lkv.ts";
import { placeholder } from "./placeholder.ts";
import type { DrawnTile, Renderer } from "./renderer.ts";

export type { DrawnTile } from "./renderer.ts";

/** Type of tile → its renderer. */
export type Renderers = Partial<Record<string, Renderer>>;

type Kind = TileConfiguration["type"];
type Loaders = { [K in Kind]?: () => Promise<Renderer<Extract<TileConfiguration, { type: K }>>> };

/**
 * Type of tile → its renderer. To draw another type, add a line. A renderer with a library behind it is loaded when
 * the first dashboard needs it.
 */
const loaders: Loaders = {
  image: async () => image,
  lineChart: async () => (await import("./lineChart.ts")).lineChart,
  lkv: async () => lkv,
  markdown: async () => (await import("./markdown.ts")).markdown,
};

/** What a tile needs besides itself: data that has to be waited for, data but of no device, or nothing. */
export function needs({ configuration }: Tile): "data" | "devices" | "nothing" {
  if (configuration.type !== "lineChart" && configuration.type !== "lkv") return "nothing";
  return configuration.devices.length > 0 && configuration.capabilities?.length ? "data" : "devices";
}

/**
 * Draws a tile into an element.
 *
 * @param endpoint The application's address, for relative links.
 */
export async function drawTile(host: HTMLElement, tile: Tile, endpoint: string, renderers: Renderers = {}): Promise<DrawnTile> {
  const { configuration, displayName: title } = tile;
  const load = Object.hasOwn(loaders, configuration.type) ? loaders[configuration.type] : undefined;
  // The compiler can't see that renderer and configuration belong together; both come from the same `type`.
  const own = Object.hasOwn(renderers, configuration.type) ? renderers[configuration.type] : undefined;
  const render = own ?? (load ? ((await load()) as Renderer) : placeholder);
  return render(host, configuration, { title, endpoint });
}
