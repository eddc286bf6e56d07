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

/** Returns what a tile waits for: data, the data of devices that it doesn't name yet, or nothing. */
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

/** The code of a renderer could not be loaded. The next attempt may succeed. */
export class RendererNotLoaded extends Error {}

/** Returns the renderer of a tile type, after loading it: one of `renderers`, a built-in one, or the placeholder. */
export async function rendererOf(type: string, renderers: Renderers, messages: Messages): Promise<Renderer> {
  const own = Object.hasOwn(renderers, type) ? renderers[type] : undefined;
  // TypeScript can't see that both belong to the same `type`, that of the tile.
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
  // A page's own renderer, in JavaScript, may return nothing.
  const drawn: DrawnTile = (await renderer(view, configuration, context)) ?? {};
  const refreshTable = offerTable(host, view, drawn, context);
  return {
    restyle() {
      // When forced colours start, Chromium draws SVG in the old colours until the drawing is added again.
      for (const drawing of view.querySelectorAll("svg, .ramp")) drawing.replaceWith(drawing);
      drawn.restyle?.();
    },
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

/** Returns a copy without null members, so that they get their defaults: the service writes null for absent members. */
function withoutNulls<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutNulls) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => (member === null ? [] : [[name, withoutNulls(member)]])),
  ) as T;
}
