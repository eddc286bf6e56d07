import type { Tile } from "iotcentral-web";

import type { Messages } from "../messages/messages.ts";
import { element } from "../shared/dom.ts";
import { offerTable } from "./parts/actions.ts";
import { adopt } from "./parts/adopt.ts";
import { placeholder } from "./placeholder.ts";
import type { DrawnTile, Renderer, Renderers, TileContext, TileSurroundings } from "./renderer.ts";
import css from "./tile.css?inline";
import { isTileType, tileTypes } from "./types.ts";

export type {
  Cell,
  DrawnTile,
  Renderer,
  Renderers,
  Table,
  TileContext,
  TileSurroundings,
  TimeSpan,
} from "./renderer.ts";

/** What a tile needs besides itself: data that has to be waited for, data but of no device, or nothing. */
export function needs({ configuration }: Tile): "data" | "devices" | "nothing" {
  const need = isTileType(configuration.type) ? tileTypes[configuration.type].needs : "nothing";
  if (need === "nothing") return need;
  const { group, devices, capabilities } = configuration as {
    group?: string;
    devices?: readonly string[];
    capabilities?: readonly unknown[];
  };
  return (need === "group" ? group : devices?.length && capabilities?.length) ? "data" : "devices";
}

/** The code that draws a type of tile did not come. It may the next time. */
export class RendererNotLoaded extends Error {}

/** What draws a type of tile, loaded by now: one of `renderers`, of this package, or a placeholder. */
export async function rendererOf(type: string, renderers: Renderers, messages: Messages): Promise<Renderer> {
  const own = Object.hasOwn(renderers, type) ? renderers[type] : undefined;
  // The compiler can't see that renderer and configuration belong together; both come from the same `type`.
  if (own) return own as Renderer;
  return isTileType(type) ? ((await load(type, messages)) as Renderer) : placeholder;
}

async function load(type: keyof typeof tileTypes, { tile, types }: Messages): Promise<unknown> {
  let cause: unknown;
  try {
    const renderer = await tileTypes[type].load();
    if (renderer) return renderer;
  } catch (error) {
    cause = error;
  }
  throw new RendererNotLoaded(tile.notLoaded(types[type], cause instanceof Error ? cause.message : ""), { cause });
}

/** Draws a tile into an element that is on the page. */
export async function drawTile(
  host: HTMLElement,
  tile: Tile,
  renderer: Renderer,
  own: TileSurroundings & Pick<TileContext, "hidden">,
): Promise<DrawnTile> {
  const { displayName: title } = tile;
  const configuration = withoutNulls(tile.configuration);
  const context: TileContext = { ...own, title, adopt: (sheet) => adopt(host, sheet) };
  context.adopt(css);
  const view = element("div", { class: "view" });
  host.append(view);
  const drawn = await renderer(view, configuration, context);
  const refreshTable = offerTable(host, view, drawn, context);
  return {
    restyle: () => drawn.restyle?.(),
    zoom(span) {
      drawn.zoom?.(span);
      refreshTable();
    },
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
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => (member === null ? [] : [[name, withoutNulls(member)]])),
  ) as T;
}
