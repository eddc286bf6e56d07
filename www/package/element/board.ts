import type { Dashboard, DashboardFeed, IotCentralClient, IotCentralError, Tile, WatchOptions } from "iotcentral-web";
import { element } from "../shared/dom.ts";
import { cancel, schedule } from "../shared/slices.ts";
import type { TileData, TileFailure, TileTiming } from "../tiles/data.ts";
import type { TimeSpan } from "../tiles/index.ts";
import { columnsOf, MIN_COLUMNS } from "./columns.ts";
import { explain } from "./explain.ts";
import { Frame, type Surroundings } from "./frame.ts";
import { keyOf, type Seen } from "./seen.ts";
import { signatureOf, troubleOf } from "./trouble.ts";

/** How many tiles are added to the page at once: as many as one animation frame can lay out. */
const BATCH = 10;

/** What a board needs, and the functions that it calls. */
export interface BoardOptions extends Surroundings {
  client: IotCentralClient;
  /** The data that the dashboard showed before, and shows now. */
  seen: Seen;
  /** The options of the feed. */
  watch: Pick<WatchOptions, "refreshIntervalInMs" | "timeRange" | "maxPoints" | "locale">;
  /** Called with new data of a tile. */
  onTile: (tile: Tile, timing: TileTiming) => void;
  /** Called when a tile, or with `failures` some of its parts, could not be read. */
  onError: (tile: Tile, error: IotCentralError, failures?: readonly TileFailure[]) => void;
}

/** A dashboard on the screen: the frames of its tiles on the grid, and the feed of their data. */
export class Board {
  readonly element: HTMLElement;
  readonly dashboard: Dashboard;
  readonly #options: BoardOptions;
  #frames: ReadonlyMap<Tile, Frame>;
  /** The number of frames so far, which gives each frame a unique id. */
  #frameCount = 0;
  /** The signature of the failures that were reported last, by tile. */
  readonly #reported = new Map<Tile, string>();
  readonly #resizing = new ResizeObserver(() => this.#scheduleMeasuring());
  /** The tiles in view, which the feed reads first. */
  readonly #visible = new Set<Tile>();
  readonly #intersecting = new IntersectionObserver((entries) => this.#updateVisible(entries));
  #feed: DashboardFeed | undefined;
  #drawn = false;
  #paused = false;
  #span: TimeSpan | undefined;
  #closed = false;

  /** Makes the frames. Nothing is drawn or read before `draw` and `start`. */
  constructor(dashboard: Dashboard, options: BoardOptions) {
    const tiles = (dashboard.tiles ?? []).toSorted((one, other) => one.y - other.y || one.x - other.x);
    this.dashboard = dashboard;
    this.#options = options;
    this.#frames = new Map(tiles.map((tile) => [tile, this.#frame(tile)]));

    this.element = element("div", { class: "board", part: "board" });
    this.#widen(tiles);

    const keys = new Set(tiles.map(keyOf));
    for (const key of options.seen.tiles.keys()) if (!keys.has(key)) options.seen.tiles.delete(key);
  }

  /** Draws the tiles with their previous data. The board must be on the page, so that tiles have a size. */
  draw(): void {
    if (this.#drawn) return;
    this.#drawn = true;
    this.#resizing.observe(this.element);
    this.#place([...this.#frames.values()]);
  }

  /** Draws the tiles and reads their data. */
  start(): void {
    this.draw();
    this.#watch(this.dashboard);
  }

  /**
   * Shows other tiles, while the dashboard is edited. A tile whose title and configuration object are the same keeps
   * its frame.
   */
  update(tiles: readonly Tile[]): void {
    const old = new Map([...this.#frames].map((kept) => [kept[0].configuration, kept]));
    const added: Frame[] = [];
    this.#frames = new Map(
      tiles.map((tile) => {
        const kept = old.get(tile.configuration);
        if (kept?.[0].displayName === tile.displayName) {
          old.delete(tile.configuration);
          kept[1].place(tile);
          return kept;
        }
        const frame = this.#frame(tile);
        added.push(frame);
        return [tile, frame];
      }),
    );
    this.#widen(tiles);
    for (const [tile, frame] of old.values()) {
      frame.destroy();
      frame.element.remove();
      this.#visible.delete(tile);
    }
    if (!this.#feed || old.size + added.length === 0) return;
    this.#place(added);
    this.#feed.close();
    this.#watch({ ...this.dashboard, tiles: [...this.#frames.keys()] });
    if (!this.#paused) return;
    this.paused = true;
    this.refresh();
  }

  /** The frame of a tile: the one that was made for its configuration, or that `update` gave to the tile. */
  frameOf({ configuration }: Tile): HTMLElement | undefined {
    for (const [tile, frame] of this.#frames) if (tile.configuration === configuration) return frame.element;
    return undefined;
  }

  #frame(tile: Tile): Frame {
    const frame = new Frame(tile, this.#frameCount++, this.#options, () => this.#scheduleMeasuring());
    const seen = this.#options.seen.tiles.get(keyOf(tile));
    if (seen) frame.recall(...seen);
    if (this.#span) frame.zoom(this.#span);
    return frame;
  }

  #widen(tiles: readonly Tile[]): void {
    const columns = columnsOf({ tiles });
    this.element.style.setProperty("--columns", String(columns));
    this.element.classList.toggle("wide", columns > MIN_COLUMNS);
  }

  #watch(dashboard: Dashboard): void {
    const { client, watch, onError } = this.#options;
    this.#feed = client.dashboards.watch(dashboard, {
      ...watch,
      onTile: (tile, data, timing) => this.#show(tile, data, timing),
      onError: (tile, error) => {
        if (!tile) return;
        this.#frames.get(tile)?.fail(explain(error, client.endpoint, this.#options.messages));
        onError(tile, error);
      },
    });
    // The observer is called in the next frame, and the first query may have been sent by then.
    for (const [tile, frame] of this.#frames) if (isInView(frame.element)) this.#visible.add(tile);
    this.#feed.setVisible(this.#visible);
  }

  /** Pauses the feed, or resumes it. */
  set paused(paused: boolean) {
    this.#paused = paused;
    if (paused) this.#feed?.pause();
    else this.#feed?.resume();
  }

  get client(): IotCentralClient {
    return this.#options.client;
  }

  get started(): boolean {
    return this.#feed !== undefined;
  }

  /** Reads everything now. */
  refresh(): void {
    this.#feed?.refresh();
  }

  /** The tile that a frame shows. */
  tileOf(shown: EventTarget | undefined): Tile | undefined {
    for (const [tile, frame] of this.#frames) if (frame.element === shown) return tile;
    return undefined;
  }

  /** Draws all tiles with new colours. */
  restyle(): void {
    for (const frame of this.#frames.values()) frame.restyle();
  }

  /** Zooms all charts to a span of time; `undefined` resets them. */
  zoom(span: TimeSpan | undefined): void {
    this.#span = span;
    for (const frame of this.#frames.values()) frame.zoom(span);
  }

  /** Closes the feed and ends the tiles. */
  close(): void {
    this.#feed?.close();
    this.#closed = true;
    this.#resizing.disconnect();
    this.#intersecting.disconnect();
    cancel(this);
    cancel(this.element);
    for (const frame of this.#frames.values()) frame.destroy();
  }

  /** Tells the feed which tiles came into view, and which left it. */
  #updateVisible(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const tile = this.tileOf(target);
      if (tile && isIntersecting) this.#visible.add(tile);
      else if (tile) this.#visible.delete(tile);
    }
    this.#feed?.setVisible(this.#visible);
  }

  /** Puts frames on the page, the first of them now. */
  #place(frames: readonly Frame[]): void {
    const batch = frames.slice(0, BATCH);
    this.element.append(...batch.map((frame) => frame.element));
    for (const frame of batch) {
      this.#intersecting.observe(frame.element);
      void frame.draw();
    }
    if (frames.length > BATCH) schedule(this.element, () => this.#place(frames.slice(BATCH)));
  }

  /** Shows a tile's data. If a part could not be read, the feed delivers the last data of this part. */
  #show(tile: Tile, data: TileData, timing: TileTiming): void {
    const { seen, onTile, onError } = this.#options;
    const failures = timing?.failures ?? [];
    const trouble = troubleOf(data, failures, this.#options);
    this.#frames.get(tile)?.show(data, timing, trouble);
    if (!trouble?.isOld) onTile(tile, timing);
    // Failures are not stored, since they may be over when the data is shown again.
    if (timing && !timing.missing) seen.tiles.set(keyOf(tile), [data, { readAt: timing.readAt, dueAt: timing.dueAt }]);

    const signature = signatureOf(failures);
    const isNew = signature !== this.#reported.get(tile);
    this.#reported.set(tile, signature);
    const [first] = failures;
    if (first && isNew) onError(tile, first.error, trouble?.isOld ? undefined : failures);
  }

  /** Makes tiles that scroll focusable, after all sizes are read: a single layout. */
  #scheduleMeasuring(): void {
    if (this.#closed) return;
    // Scheduled again, so that it runs after the drawing that is scheduled.
    cancel(this);
    schedule(this, () => {
      const scrolling = [...this.#frames.values()].flatMap((frame) => frame.scrolling);
      for (const [part, overflows] of scrolling) {
        if (overflows) part.setAttribute("tabindex", "0");
        else part.removeAttribute("tabindex");
      }
    });
  }
}

function isInView(shown: Element): boolean {
  const { top, bottom } = shown.getBoundingClientRect();
  return shown.isConnected && bottom > 0 && top < innerHeight;
}
