import type { IotCentralClient, TileConfiguration, TileDataOf } from "iotcentral-web";

import type { Format } from "../format/format.ts";
import type { Messages } from "../messages/messages.ts";
import type { TileData, TileTiming } from "./data.ts";

/** A span of time, in milliseconds since 1970. */
export interface TimeSpan {
  from: number;
  to: number;
}

/** From which value on a number is marked, up to the next threshold of its capability. */
export interface Threshold {
  /** The least value, in the capability's own unit. `-Infinity`: all below the next threshold. */
  value: number;
  /** Any CSS colour, also a custom property of the element: `var(--danger)`. */
  color: string;
  /** What the mark means, in a word or two: `Too hot`. Default: `≥` and the value. */
  label?: string | undefined;
}

/** Thresholds by capability, as tiles name it: `thermostat.temperature`. */
export type Thresholds = Readonly<Record<string, readonly Threshold[]>>;

/** What the tiles of a dashboard have in common. */
export interface TileSurroundings {
  /** The application's address, for relative links. */
  endpoint: string;
  /** Runs commands. Without it a command tile can't. */
  client?: Pick<IotCentralClient, "devices" | "deviceTemplates"> | undefined;
  /** The language of numbers and times, as BCP 47 has it. Default: the browser's. */
  locale?: string | undefined;
  /** Writes numbers and times in that language. */
  format: Format;
  /** The words that the element itself uses. */
  messages: Messages;
  /** Where maps get their pictures: a URL with `{z}`, `{x}` and `{y}`. Default: outlines of the land alone. */
  mapTiles?: string | undefined;
  /** The thresholds that numbers are marked by. */
  thresholds?: Thresholds | undefined;
  /** Has all charts of the dashboard show a span of time; undefined: each its own, as before. */
  zoomTo: (span: TimeSpan | undefined) => void;
}

/** What a renderer needs to know beside the tile's configuration. */
export interface TileContext extends TileSurroundings {
  /** The tile's title. */
  title: string;
  /**
   * What the reader has hidden of the tile, by keys of the renderer's own. The set outlives the drawing, so that a tile
   * that is drawn anew hides the same.
   */
  hidden: Set<string>;
  /** Adds a style sheet to the document or the shadow root that the tile is in. The same text is added once. */
  adopt(css: string): void;
}

/**
 * A value of a table. Numbers, moments and other objects stay what they are: a page formats them for its reader, a file
 * has them in full, as ISO 8601 and JSON have them.
 */
export type Cell = string | number | Date | object | undefined;

/** What a tile shows, as rows. The newest is the first where they have times. */
export interface Table {
  columns: string[];
  rows: Cell[][];
  /** How many decimal places a number has at most. Default: 2, or two significant digits where all are below 1. */
  mostPlaces?: number | undefined;
}

/** A tile on the screen. Whatever has nothing to do leaves a member out. */
export interface DrawnTile<D extends TileData = TileData> {
  /** Shows new data. Returns whether there was anything to show. */
  update?(data: D, timing?: TileTiming): boolean;
  /** Takes up new colours: the scheme or the theme changed. */
  restyle?(): void;
  /** Shows a span of time from now on, with the next data too; undefined: all of it. */
  zoom?(span: TimeSpan | undefined): void;
  /** Lets go of what outlives the element: observers, listeners. */
  destroy?(): void;
  /**
   * What the tile shows, as a table: then it can be read as one, and saved as CSV. Called when somebody asks for it.
   */
  table?(): Table;
  /** Whether the tile is a table already, so that it can only be saved. */
  tabular?: boolean;
  /** Whether the tile shows its title itself. */
  titled?: boolean;
}

/**
 * Draws one type of tile into the element it is handed, and nowhere else: the element is on the page, may be in a
 * shadow root, and belongs to this tile alone. Colours are the custom properties of the page (`--ink`, `--series-1`,
 * …). Whatever comes from the tile or its data is somebody's text: it must not become markup.
 *
 * What it throws, and what its `update` throws, is shown in place of the tile; the other tiles go on. It may be
 * asynchronous, to load a library first.
 */
export type Renderer<C extends TileConfiguration = TileConfiguration> = Draw<C, TileDataOf<C["type"]>>;

/**
 * A renderer by its two types apart: before version 7, TypeScript compares renderers by them, and gets `TileDataOf`
 * wrong.
 */
type Draw<C, Data extends TileData> = (
  host: HTMLElement,
  configuration: C,
  context: TileContext,
) => DrawnTile<Data> | Promise<DrawnTile<Data>>;

/**
 * Type of tile → its renderer. One of your own takes the place of a built-in one, or draws a type this package doesn't
 * know:
 *
 * ```js
 * dashboard.renderers = {
 *   deviceCount: (host, configuration, { title, adopt }) => {
 *     adopt(".count { font-size: 4rem }");
 *     const count = host.appendChild(document.createElement("p"));
 *     count.className = "count";
 *     return { update: (data) => { count.textContent = String(data.count); return true; } };
 *   },
 * };
 * ```
 */
export type Renderers = {
  [T in TileConfiguration["type"]]?: Draw<Extract<TileConfiguration, { type: T }>, TileDataOf<T>>;
} & { [type: string]: Draw<never, never> | undefined };
