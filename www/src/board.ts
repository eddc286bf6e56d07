import type { Dashboard, DashboardFeed, IotCentralClient, Tile } from "iotcentral-web";

import { explain } from "./explain.ts";
import { Frame } from "./frame.ts";
import type { TileData } from "./tiles/data.ts";
import { element } from "./tiles/element.ts";
import { needs } from "./tiles/index.ts";

/** IoT Central's grid is at least this wide, in cells. */
const LEAST_COLUMNS = 6;

/** What the page wants to know of a board. */
export interface BoardEvents {
  /** New data came. */
  onData: () => void;
  /** A tile's data could not be had. */
  onError: () => void;
}

/** A dashboard on the screen: its tiles on their grid, fed with live data. */
export class Board {
  /** Whether any of its tiles shows data that is refreshed. */
  readonly live: boolean;
  readonly #frames: ReadonlyMap<Tile, Frame>;
  readonly #feed: DashboardFeed;

  /** Draws the dashboard as the only thing in `host`. */
  constructor(host: HTMLElement, client: IotCentralClient, dashboard: Dashboard, events: BoardEvents) {
    const tiles = (dashboard.tiles ?? []).toSorted((one, other) => one.y - other.y || one.x - other.x);
    this.live = tiles.some(tile => needs(tile) === "data");
    this.#frames = new Map(tiles.map((tile, index) => [tile, new Frame(tile, index)]));

    const grid = element("div", { class: "board" }, ...[...this.#frames.values()].map(frame => frame.element));
    const columns = Math.max(LEAST_COLUMNS, ...tiles.map(({ x, width }) => x + width));
    grid.style.setProperty("--columns", String(columns));
    grid.classList.toggle("wide", columns > LEAST_COLUMNS);
    host.replaceChildren(grid);

    for (const frame of this.#frames.values()) void frame.draw({ endpoint: client.endpoint, client });
    this.#feed = client.dashboards.watch(dashboard, {
      onTile: (tile, data) => {
        this.#frames.get(tile)?.show(data as TileData);
        events.onData();
      },
      onError: (tile, error) => {
        this.#frames.get(tile)?.fail(explain(error, client.endpoint));
        events.onError();
      },
    });
  }

  pause(): void {
    this.#feed.pause();
  }

  resume(): void {
    this.#feed.resume();
  }

  /** Takes up new colours. */
  restyle(): void {
    for (const frame of this.#frames.values()) frame.restyle();
  }

  /** Ends the feed and lets go of the tiles. */
  close(): void {
    this.#feed.close();
    for (const frame of this.#frames.values()) frame.destroy();
  }
}
