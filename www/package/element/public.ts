// What a page sees of the element. Renderers and their data are described where they are (../tiles/renderer.ts).
import type {
  Credential,
  Dashboard,
  DashboardConflict,
  IotCentralClient,
  IotCentralError,
  Tile,
  TimeRange,
} from "iotcentral-web";

import type { PartialMessages } from "../messages/messages.ts";
import type { Renderers, Thresholds, TimeSpan } from "../tiles/renderer.ts";

/** A store for what dashboards showed last, as over IndexedDB or `sessionStorage`. It belongs to one person,
 * whose data it holds: empty it when that person signs out. */
export interface DashboardCache {
  /** The text that was kept for a key, or a promise of it; anything else where there is none. */
  get(key: string): unknown;
  /** Keeps a text. */
  set(key: string, text: string): unknown;
}

/** What the element can be given, as properties. */
export interface IotCentralDashboardProperties {
  /** The application: `https://contoso.azureiotcentral.com`. Attribute `endpoint`. */
  endpoint: string | undefined;
  /** Which of its dashboards to show. Attribute `dashboard-id`. */
  dashboardId: string | undefined;
  /** How often last known values are read, in seconds, at least 1. Default 10. Attribute `refresh`. */
  refreshInSeconds: number | undefined;
  /** Colours: `auto`, the default, follows the system, high contrast too. Attribute `theme`. */
  theme: "auto" | "light" | "dark" | "high-contrast" | undefined;
  /**
   * How numbers and times are written, as BCP 47 has it. Default: the browser's; English where it is no language.
   * Attribute `locale`.
   */
  locale: string | undefined;
  /**
   * The IANA name of the time zone that times are shown in, such as `Europe/Berlin`. Default: the browser's. Attribute
   * `time-zone`.
   */
  timeZone: string | undefined;
  /**
   * Whether to read nothing for now; what is shown stays. A dashboard that is set meanwhile is read once. Attribute
   * `paused`.
   */
  paused: boolean;
  /**
   * Whether a person may edit the dashboard here, where it has an id: a button opens the editor, which is loaded then.
   * Attribute `editable`.
   */
  editable: boolean;
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
  /**
   * The element's own words in another language: `german` of `iotcentral-web/messages/de`, or yours. English takes the
   * place of missing ones.
   */
  messages: PartialMessages | undefined;
  /**
   * Keeps what dashboards showed last beyond the life of the page. A dashboard that was seen before shows that at once,
   * marked with its age, while it is read anew. Default: the memory of the page, for the last ten dashboards of each
   * client.
   */
  cache: DashboardCache | undefined;
  /**
   * Where maps get their pictures: a URL with `{z}`, `{x}` and `{y}`. Default: outlines of the land, with no server.
   * Attribute `map-tiles`.
   */
  mapTiles: string | undefined;
  /** By capability, from which values on numbers are marked, with a colour and a label: on KPI, last value and property tiles, and as lines
   * of line and bar charts. They are the page's, and no part of the dashboard: an edit doesn't save them. */
  thresholds: Thresholds | undefined;
  /** The span of time that all charts with a time axis show, in milliseconds since 1970. Default: each its own. A person sets it on a
   * chart, which fires `zoom`; the page may set it too. Another dashboard ends it. */
  zoom: TimeSpan | undefined;
}

/**
 * `<iot-central-dashboard>`: a dashboard of IoT Central, alive. Importing this module defines the tag.
 *
 * It needs a `client`, or an `endpoint` and a `credential`; and a `dashboardId`, or a `dashboard`. What it is given may
 * change at any time. It reads nothing while it isn't in a document, and nothing but the dashboard itself while the
 * page is hidden. While it is `paused` it reads a new dashboard once. Where the service gives no answer, it tries again
 * by itself. Of a series it shows 2,000 points at most, as `downsample` keeps them.
 */
export interface IotCentralDashboardElement extends HTMLElement, IotCentralDashboardProperties {
  /** Reads all data now, once during a pause. Where the dashboard itself could not be read, that is tried again. */
  refresh(): void;

  addEventListener<K extends keyof IotCentralDashboardEventMap>(
    type: K,
    listener: (this: IotCentralDashboardElement, event: IotCentralDashboardEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof IotCentralDashboardEventMap>(
    type: K,
    listener: (this: IotCentralDashboardElement, event: IotCentralDashboardEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

/** The element's own events. None bubbles. */
export interface IotCentralDashboardEvents {
  /** A dashboard is on the page; its tiles are drawn and read from now on. */
  load: CustomEvent<{ dashboard: Dashboard }>;
  /** There is no dashboard to show: it could not be read, or the page forbids WebAssembly. The element says why. */
  error: CustomEvent<{ error: unknown }>;
  /**
   * A tile has new data: the oldest was read at a moment, the next is due at another, in milliseconds since 1970. In
   * the first seconds `missing` of its devices are still to be read; without it all have been.
   */
  "tile-update": CustomEvent<{ tile: Tile; readAt: number; dueAt: number; missing?: number }>;
  /**
   * A tile has no new data because something failed, or, where there are `failures`, not of all its devices. The
   * element says so in the tile, and tries again. Parts that fail are told once, until they are others or for another
   * reason.
   */
  "tile-error": CustomEvent<{
    tile: Tile;
    error: IotCentralError;
    failures?: readonly { device: string; capability?: string; error: IotCentralError }[];
  }>;
  /**
   * A person begins to edit, has changed something, or ends editing. `dashboard` is the draft as it is now; `unsaved`
   * says whether it differs from the one that was read.
   */
  edit: CustomEvent<{ dashboard: Dashboard; editing: boolean; unsaved: boolean }>;
  /** A person has saved the dashboard: as the service has it now, with what others changed meanwhile. */
  save: CustomEvent<{ dashboard: Dashboard }>;
  /** A save met other people's changes of the same. The element shows both versions, and the person chooses. */
  conflict: CustomEvent<{ conflict: DashboardConflict }>;
  /** A person has zoomed all charts to a span of time, or ended that: then `zoom` is undefined. */
  zoom: CustomEvent<{ zoom: TimeSpan | undefined }>;
  /** Somebody follows a link of a tile. `preventDefault()` keeps the browser from opening it. */
  navigate: CustomEvent<{ url: string; tile: Tile | undefined }>;
}

/** All events of the element. */
export interface IotCentralDashboardEventMap
  extends Omit<HTMLElementEventMap, keyof IotCentralDashboardEvents>,
    IotCentralDashboardEvents {}

declare global {
  interface HTMLElementTagNameMap {
    "iot-central-dashboard": IotCentralDashboardElement;
  }
}
