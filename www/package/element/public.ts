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

/**
 * Stores the last data of dashboards, for example in IndexedDB or `sessionStorage`. A cache holds one person's data:
 * empty the cache when that person signs out.
 *
 * ```js
 * element.cache = {
 *   get: (key) => sessionStorage.getItem(key),
 *   set: (key, text) => sessionStorage.setItem(key, text),
 * };
 * ```
 */
export interface DashboardCache {
  /** Returns the text that was stored for a key, or a promise of it; any other value if there is none. */
  get(key: string): unknown;
  /** Stores a text under a key. */
  set(key: string, text: string): unknown;
}

/** The properties of the element. */
export interface IotCentralDashboardProperties {
  /** The address of the application, such as `https://contoso.azureiotcentral.com`. Attribute `endpoint`. */
  endpoint: string | undefined;
  /** The id of the dashboard to show. Attribute `dashboard-id`. */
  dashboardId: string | undefined;
  /** How often last known values are read, in seconds, at least 1. Default 10. Attribute `refresh`. */
  refreshInSeconds: number | undefined;
  /** The colours. `auto`, the default, follows the system, including its high contrast. Attribute `theme`. */
  theme: "auto" | "light" | "dark" | "high-contrast" | undefined;
  /**
   * The language in which numbers and times are written, as a BCP 47 tag. Default: the browser's language. English
   * replaces an invalid tag. Attribute `locale`.
   */
  locale: string | undefined;
  /**
   * The IANA name of the time zone that times are shown in, such as `Europe/Berlin`. Default: the browser's. Attribute
   * `time-zone`.
   */
  timeZone: string | undefined;
  /**
   * Whether to stop reading. The data on the screen stays. A dashboard that is set during the pause is read once.
   * Attribute `paused`.
   */
  paused: boolean;
  /**
   * Whether a person may edit the dashboard in place. A button opens the editor, which loads at that moment. The
   * dashboard needs an id. The element does not ask the service whether the person's role may write. Attribute
   * `editable`.
   */
  editable: boolean;
  /** The credential for the application, as for `IotCentralClient`. Not needed with a `client`. */
  credential: Credential | undefined;
  /**
   * The client to use. It may come from any entry of this package. Default: the element makes a client from `endpoint`
   * and `credential`.
   */
  client: IotCentralClient | undefined;
  /** The dashboard to show, if the page has read or made the dashboard already. Replaces `dashboardId`. */
  dashboard: Dashboard | undefined;
  /** Renderers that replace built-in ones, or draw types that this package does not know. */
  renderers: Renderers | undefined;
  /** The time range of all tiles that have one. Default: the time range of each tile. */
  timeRange: TimeRange | undefined;
  /**
   * The element's own words in another language: `german` of `iotcentral-web/messages/de`, or your own. English
   * replaces missing messages.
   */
  messages: PartialMessages | undefined;
  /**
   * Stores the last data of dashboards, so that they outlive the page. A dashboard that was shown before shows its
   * stored data at once, marked with the age, while new data is read. Default: the memory of the page, for the last ten
   * dashboards of each client.
   */
  cache: DashboardCache | undefined;
  /**
   * The server of map pictures: a URL with `{z}`, `{x}` and `{y}`. Default: outlines of the land, without a server.
   * Attribute `map-tiles`.
   */
  mapTiles: string | undefined;
  /**
   * For each capability, the values from which numbers are marked with a colour and a label: on KPI, last value and
   * property tiles, and as lines in line and bar charts. Thresholds belong to the page: an edit of the dashboard does
   * not save them.
   */
  thresholds: Thresholds | undefined;
  /**
   * The span of time that all charts with a time axis show, in milliseconds since 1970. Default: the time range of each
   * chart. A person zooms on a chart, which sets this property and fires `zoom`; the page may set it too. Showing
   * another dashboard resets it.
   */
  zoom: TimeSpan | undefined;
}

/**
 * The element `<iot-central-dashboard>`: a dashboard of IoT Central with live data. Importing this module defines the
 * tag.
 *
 * It needs a `client`, or an `endpoint` and a `credential`; and a `dashboardId`, or a `dashboard`. Every property may
 * change at any time. The element reads nothing while it is outside a document, and only the dashboard itself while the
 * page is hidden. While it is `paused`, it reads a new dashboard once. If the service gives no answer, the element
 * tries again by itself. A chart shows at most 2,000 points of a series, chosen as by `downsample`.
 *
 * ```js
 * import "iotcentral-web/element";
 *
 * const element = document.querySelector("iot-central-dashboard");
 * Object.assign(element, { endpoint: "https://contoso.azureiotcentral.com", dashboardId, credential });
 * element.addEventListener("tile-error", ({ detail }) => console.warn(detail.tile.displayName, detail.error.message));
 * ```
 */
export interface IotCentralDashboardElement extends HTMLElement, IotCentralDashboardProperties {
  /** Reads all data now; during a pause, once. Reads the dashboard again if that failed. */
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

/** The events of the element. They do not bubble. */
export interface IotCentralDashboardEvents {
  /** The dashboard has been read and is on the page. Its tiles are drawn from now on. */
  load: CustomEvent<{ dashboard: Dashboard }>;
  /** The dashboard could not be read, or the page forbids WebAssembly. The element shows the reason. */
  error: CustomEvent<{ error: unknown }>;
  /**
   * A tile has new data. `readAt` is when its oldest part was read, `dueAt` when the next reading is due, in
   * milliseconds since 1970. `missing` counts the devices that have not been read yet, and is absent once all have
   * been.
   */
  "tile-update": CustomEvent<{ tile: Tile; readAt: number; dueAt: number; missing?: number }>;
  /**
   * A tile could not be read; with `failures`, only some of its devices could not. The element shows this in the tile,
   * and tries again. Fires once per set of failures, and again when the failing parts or the reason change.
   */
  "tile-error": CustomEvent<{
    tile: Tile;
    error: IotCentralError;
    failures?: readonly { device: string; capability?: string; error: IotCentralError }[];
  }>;
  /**
   * A person starts to edit, changes the draft, or ends editing. `dashboard` is the current draft; `unsaved` says
   * whether the draft differs from the dashboard that was read.
   */
  edit: CustomEvent<{ dashboard: Dashboard; editing: boolean; unsaved: boolean }>;
  /**
   * A person has saved the dashboard. `dashboard` is the saved version, with the changes that others made meanwhile.
   */
  save: CustomEvent<{ dashboard: Dashboard }>;
  /** A save conflicts with changes of another person. The element shows both versions, and the person chooses. */
  conflict: CustomEvent<{ conflict: DashboardConflict }>;
  /** A person has zoomed all charts to a span of time, or has reset the zoom, and `zoom` is undefined. */
  zoom: CustomEvent<{ zoom: TimeSpan | undefined }>;
  /** The reader follows a link of a tile. `preventDefault()` keeps the browser from opening it. */
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
