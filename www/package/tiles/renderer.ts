import type { IotCentralClient, TileConfiguration, TileDataOf } from "iotcentral-web";

import type { Format } from "../format/format.ts";
import type { Messages } from "../messages/messages.ts";
import type { TileData, TileTiming } from "./data.ts";

/** A span of time, in milliseconds since 1970. */
export interface TimeSpan {
  from: number;
  to: number;
}

/** A limit from which numbers are marked, up to the next threshold of the same capability. */
export interface Threshold {
  /** The lowest value, in the unit of the capability. `-Infinity` marks all values below the next threshold. */
  value: number;
  /** Any CSS colour, also a custom property of the element: `var(--danger)`. */
  color: string;
  /** The meaning of the mark, in a word or two: `Too hot`. Default: `≥` and the value. */
  label?: string | undefined;
}

/**
 * Thresholds by capability, as tiles name it: `thermostat.temperature`.
 *
 * ```js
 * element.thresholds = { "thermostat.temperature": [{ value: 26, color: "var(--danger)", label: "Too hot" }] };
 * ```
 */
export type Thresholds = Readonly<Record<string, readonly Threshold[]>>;

/** The part of a context that all tiles of a dashboard share. */
export interface TileSurroundings {
  /** The application's address, for relative links. */
  endpoint: string;
  /** The client that runs commands. Without a client a command tile can't run its command. */
  client?: Pick<IotCentralClient, "devices" | "deviceTemplates"> | undefined;
  /** The language of numbers and times, as BCP 47 has it. Default: the browser's. */
  locale?: string | undefined;
  /** Writes numbers and times in the language of `locale`. */
  format: Format;
  /** The element's own words. */
  messages: Messages;
  /** Where maps get their pictures: a URL with `{z}`, `{x}` and `{y}`. Default: outlines of the land alone. */
  mapTiles?: string | undefined;
  /** The thresholds that numbers are marked by. */
  thresholds?: Thresholds | undefined;
  /** Zooms all charts of the dashboard to a span of time; `undefined` resets each to its own time range. */
  zoomTo: (span: TimeSpan | undefined) => void;
}

/** The context of a tile: all that a renderer gets beside the tile's configuration. */
export interface TileContext extends TileSurroundings {
  /** The tile's title. */
  title: string;
  /**
   * The parts of the tile that the reader has hidden, by keys that the renderer chooses. The set outlives the drawing,
   * so that a redrawn tile hides the same parts.
   */
  hidden: Set<string>;
  /**
   * Adds a style sheet to the document or shadow root that contains the tile. Adding the same text again does nothing.
   */
  adopt(css: string): void;
}

/**
 * A value of a table. Keep numbers, dates and other objects unformatted: the table view formats them for the reader,
 * and the CSV file contains them in full, as ISO 8601 and JSON.
 */
export type Cell = string | number | Date | object | undefined;

/** The content of a tile as rows. Rows with times begin with the newest. */
export interface Table {
  columns: string[];
  rows: Cell[][];
  /** How many decimal places a number has at most. Default: 2, or two significant digits where all are below 1. */
  mostPlaces?: number | undefined;
}

/** A tile on the screen. A renderer leaves out the members that it does not need. */
export interface DrawnTile<D extends TileData = TileData> {
  /** Shows new data. Returns whether there was anything to show. */
  update?(data: D, timing?: TileTiming): boolean;
  /** Draws with new colours, after the scheme or the theme changed. */
  restyle?(): void;
  /** Zooms to a span of time, for later data too; `undefined` shows the whole time range. */
  zoom?(span: TimeSpan | undefined): void;
  /** Ends everything that outlives the element, such as observers and listeners. */
  destroy?(): void;
  /**
   * Returns the content of the tile as a table, which gives the tile a table view and a CSV file. Called when the
   * reader opens the table or saves the file.
   */
  table?(): Table;
  /** Whether the tile is a table already, so that it can only be saved. */
  tabular?: boolean;
  /** Whether the tile shows its title itself. */
  titled?: boolean;
}

/**
 * Draws one type of tile into the element that it is given, and nowhere else. The element is on the page, may be in a
 * shadow root, and belongs to this tile alone. Colours are custom properties (`--ink`, `--series-1`, …). Texts of the
 * tile and its data are untrusted: they must not become markup.
 *
 * An exception of a renderer, or of its `update`, is shown in place of the tile; other tiles are not affected. A
 * renderer may be asynchronous, for example to load a library first.
 */
export type Renderer<C extends TileConfiguration = TileConfiguration> = Draw<C, TileDataOf<C["type"]>>;

/**
 * A renderer with its data type as a parameter of its own: TypeScript before version 7 compares renderers by their type
 * parameters, and evaluates `TileDataOf` wrongly.
 */
type Draw<C, Data extends TileData> = (
  host: HTMLElement,
  configuration: C,
  context: TileContext,
) => DrawnTile<Data> | Promise<DrawnTile<Data>>;

/**
 * The renderer of each tile type. Your own renderer replaces a built-in one, or draws a type that this package does not
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
