import type { Credential, Dashboard, IotCentralClient, IotCentralError, Source, Tile, TileConfiguration, TileData, TileDataKinds, TileTiming, TimeRange } from "./dist/index.js";
import type { Messages, PartialMessages } from "./dist/messages/messages.js";

export type { Messages, PartialMessages };

/**
 * `<iot-central-dashboard>`: a dashboard of IoT Central, alive. Importing this module defines the tag.
 *
 * It needs a `client`, or an `endpoint` and a `credential`; and a `dashboardId`, or a `dashboard`. What it is given may
 * change at any time. It reads nothing while it isn't in a document, and nothing but the dashboard itself while the page is
 * hidden or it is `paused`. Of a series it shows 2,000 points at most, as `downsample` keeps them.
 */
export declare class IotCentralDashboardElement extends HTMLElement {
  /** The application: `https://contoso.azureiotcentral.com`. Attribute `endpoint`. */
  endpoint: string | undefined;
  /** Which of its dashboards to show. Attribute `dashboard-id`. */
  dashboardId: string | undefined;
  /** How often last known values are read, in seconds, at least 1. Default 10. Attribute `refresh`. */
  refreshInSeconds: number | undefined;
  /** Colours: `auto`, the default, follows the system, high contrast too. Attribute `theme`. */
  theme: "auto" | "light" | "dark" | "high-contrast" | (string & {}) | undefined;
  /** How numbers and times are written, as BCP 47 has it. Default: the browser's; English where it is no language. Attribute `locale`. */
  locale: string | undefined;
  /** The IANA name of the time zone that times are shown in, such as `Europe/Berlin`. Default: the browser's. Attribute `time-zone`. */
  timeZone: string | undefined;
  /** Whether to read nothing for now; what is shown stays. Attribute `paused`. */
  paused: boolean;
  /** What opens the application. Not needed with a `client`. */
  credential: Credential | undefined;
  /** A client to use instead of one of its own, from whichever entry of this package. */
  client: IotCentralClient | undefined;
  /** The dashboard to show, where the page has read it already, or made it. */
  dashboard: Dashboard | undefined;
  /** Renderers that take the place of the built-in ones, or draw types that this package doesn't know. */
  renderers: Renderers | undefined;
  /** How far back all tiles look that have a time range. Default: each as far as it says itself. */
  timeRange: TimeRange | undefined;
  /** The element's own words in another language: `german` of `iotcentral-web/messages/de`, or yours. English takes the place of
   * missing ones. */
  messages: PartialMessages | undefined;
  /** Where maps get their pictures: a URL with `{z}`, `{x}` and `{y}`. Default: outlines of the land, with no server. Attribute `map-tiles`. */
  mapTiles: string | undefined;

  /** Reads all data now. Where the dashboard itself could not be read, that is tried again. */
  refresh(): void;

  addEventListener<K extends keyof IotCentralDashboardEventMap>(
    type: K,
    listener: (this: IotCentralDashboardElement, event: IotCentralDashboardEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof IotCentralDashboardEventMap>(
    type: K,
    listener: (this: IotCentralDashboardElement, event: IotCentralDashboardEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

/** Events of the element. None bubbles. */
export interface IotCentralDashboardEventMap extends Omit<HTMLElementEventMap, "load" | "error"> {
  /** A dashboard is on the page; its tiles are drawn and read from now on. */
  load: CustomEvent<{ dashboard: Dashboard }>;
  /** There is no dashboard to show: it could not be read, or the page forbids WebAssembly. The element says why. */
  error: CustomEvent<{ error: unknown }>;
  /** A tile has new data: the oldest was read at a moment, the next is due at another, in milliseconds since 1970. */
  "tile-update": CustomEvent<{ tile: Tile; readAt: number; dueAt: number }>;
  /** A tile has no new data because something failed, or, where there are `failures`, not of all its devices. The element
   * says so in the tile, and tries again. Parts that fail are told once, until they are others or for another reason. */
  "tile-error": CustomEvent<{ tile: Tile; error: IotCentralError; failures?: readonly { device: string; capability?: string; error: IotCentralError }[] }>;
  /** Somebody follows a link of a tile. `preventDefault()` keeps the browser from opening it. */
  navigate: CustomEvent<{ url: string; tile: Tile | undefined }>;
}

/** How a value becomes text. The first two are members of the service's text format. */
export interface NumberStyle {
  /** 1,700 becomes 1.7K. Default true. */
  abbreviateValue?: boolean | undefined;
  /** Digits behind the decimal point. Default: as many as are needed, within `mostPlaces`. */
  decimalPlaces?: number | undefined;
  /** Most digits behind the decimal point; a number below 1 has so many significant ones. Default 2. */
  mostPlaces?: number | undefined;
  /** A symbol to put behind numbers: `°C`. */
  unit?: string | undefined;
}

/** Writes numbers, values and times for one reader. */
export interface Format {
  /** The language, as BCP 47 has it. Undefined: the browser's. */
  readonly locale: string | undefined;
  /** The time zone of all times, as IANA names it. Undefined: the browser's. */
  readonly timeZone: string | undefined;
  /** A number with its unit: `1.7K hPa`. */
  number(value: number, style?: NumberStyle): string;
  /** Any value in one line. */
  value(value: unknown, style?: NumberStyle): string;
  /** A value of a source in one line: by the source's name for it, or with the source's unit. */
  reading(value: unknown, source: Source, style?: NumberStyle): string;
  /** A moment, in milliseconds since 1970, as time of day, with the date where it isn't today. */
  moment(milliseconds: number): string;
  /** A length of time by its two largest units: `2 hr 5 min`. */
  duration(milliseconds: number): string;
}

/** What the tiles of a dashboard have in common. */
export interface TileSurroundings {
  /** The application's address, for relative links. */
  endpoint: string;
  /** Runs commands. Without it a command tile can't. */
  client?: Pick<IotCentralClient, "devices"> | undefined;
  /** The language of numbers and times, as BCP 47 has it. Default: the browser's. */
  locale?: string | undefined;
  /** Writes numbers and times in that language. */
  format: Format;
  /** The words that the element itself uses. */
  messages: Messages;
  /** Where maps get their pictures: a URL with `{z}`, `{x}` and `{y}`. Default: outlines of the land alone. */
  mapTiles?: string | undefined;
}

/** What a renderer needs to know beside the tile's configuration. */
export interface TileContext extends TileSurroundings {
  /** The tile's title. */
  title: string;
  /** Adds a style sheet to the document or the shadow root that the tile is in. The same text is added once. */
  adopt(css: string): void;
}

/** A value of a table. Numbers, moments and other objects stay what they are: a page formats them for its reader, a file has
 * them in full, as ISO 8601 and JSON have them. */
export type Cell = string | number | Date | object | undefined;

/** What a tile shows, as rows. The newest is the first where they have times. */
export interface Table {
  columns: string[];
  rows: Cell[][];
}

/** A tile on the screen. Whatever has nothing to do leaves a member out. */
export interface DrawnTile<D extends TileData = TileData> {
  /** Shows new data. Returns whether there was anything to show. */
  update?(data: D, timing?: TileTiming): boolean;
  /** Takes up new colours: the scheme or the theme changed. */
  restyle?(): void;
  /** Lets go of what outlives the element: observers, listeners. */
  destroy?(): void;
  /** What the tile shows, as a table: then it can be read as one, and saved as CSV. Called when somebody asks for it. */
  table?(): Table;
  /** Whether the tile is a table already, so that it can only be saved. */
  tabular?: boolean;
  /** Whether the tile shows its title itself. */
  titled?: boolean;
}

/** The data of a tile with this configuration: of a `deviceCount`, `{ kind: "count", count }`. */
export type TileDataOf<C extends TileConfiguration> = Extract<TileData, { kind: TileDataKinds[C["type"]] }>;

/**
 * Draws one type of tile into the element it is handed, and nowhere else: the element is on the page, may be in a shadow
 * root, and belongs to this tile alone. Colours are the custom properties of the page (`--ink`, `--series-1`, …). Whatever
 * comes from the tile or its data is somebody's text: it must not become markup.
 *
 * What it throws, and what its `update` throws, is shown in place of the tile; the other tiles go on. It may be
 * asynchronous, to load a library first.
 */
export type Renderer<C extends TileConfiguration = TileConfiguration> = (
  host: HTMLElement,
  configuration: C,
  context: TileContext,
) => DrawnTile<TileDataOf<C>> | Promise<DrawnTile<TileDataOf<C>>>;

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
  [T in TileConfiguration["type"]]?: Renderer<Extract<TileConfiguration, { type: T }>>;
} & { [type: string]: Renderer<never> | undefined };

declare global {
  interface HTMLElementTagNameMap {
    "iot-central-dashboard": IotCentralDashboardElement;
  }
}
