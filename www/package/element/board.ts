import type { Dashboard, DashboardFeed, IotCentralClient, IotCentralError, Tile, WatchOptions } from "iotcentral-web";
import { element } from "../shared/dom.ts";
import { cancel, schedule } from "../shared/slices.ts";
import type { TileData, TileFailure, TileTiming } from "../tiles/data.ts";
import type { TimeSpan } from "../tiles/index.ts";
import { columnsOf, LEAST_COLUMNS } from "./columns.ts";
import { explain } from "./explain.ts";
import { Frame, type Surroundings } from "./frame.ts";
import { keyOf, type Seen } from "./seen.ts";
import { signatureOf, troubleOf } from "./trouble.ts";

/** Tiles that are put on the page at once: what is laid out within an animation frame. */
const BATCH = 10;

/** What a board is made of, and whom it tells. */
export interface BoardOptions extends Surroundings {
  client: IotCentralClient;
  /** What was shown of the dashboard, and what it shows now. */
  seen: Seen;
  /** How the feed reads. */
  watch: Pick<WatchOptions, "refreshIntervalInMs" | "timeRange" | "maxPoints" | "locale">;
  /** New data came. */
  onTile: (tile: Tile, timing: TileTiming) => void;
  /** A tile's data could not be had; with `failures`, parts of it. */
  onError: (tile: Tile, error: IotCentralError, failures?: readonly TileFailure[]) => void;
}

/** A dashboard on the screen: its tiles on their grid, fed with live data. */
export class Board {
  readonly element: HTMLElement;
  readonly dashboard: Dashboard;
  readonly #options: BoardOptions;
  #frames: ReadonlyMap<Tile, Frame>;
  /** How many frames were made: each has an id of its own. */
  #made = 0;
  /** What failed of each tile, as it was told last. */
  readonly #told = new Map<Tile, string>();
  readonly #resizing = new ResizeObserver(() => this.#measureSoon());
  /** The tiles in view, which the feed reads first. */
  readonly #visible = new Set<Tile>();
  readonly #intersecting = new IntersectionObserver((entries) => this.#see(entries));
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

  /** Draws the tiles with what they showed before. The board must be on the page by now, so that tiles have a size. */
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
   * Shows other tiles, of a dashboard that is being edited. One with the same title and the very same configuration
   * keeps its frame.
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

  /** The frame of a tile: of the one that it was made for, or that took its place by `update`. */
  frameOf({ configuration }: Tile): HTMLElement | undefined {
    for (const [tile, frame] of this.#frames) if (tile.configuration === configuration) return frame.element;
    return undefined;
  }

  #frame(tile: Tile): Frame {
    const frame = new Frame(tile, this.#made++, this.#options, () => this.#measureSoon());
    const seen = this.#options.seen.tiles.get(keyOf(tile));
    if (seen) frame.recall(...seen);
    if (this.#span) frame.zoom(this.#span);
    return frame;
  }

  #widen(tiles: readonly Tile[]): void {
    const columns = columnsOf({ tiles });
    this.element.style.setProperty("--columns", String(columns));
    this.element.classList.toggle("wide", columns > LEAST_COLUMNS);
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
    // The observer speaks in the next frame, when the first query may be under way.
    for (const [tile, frame] of this.#frames) if (isInView(frame.element)) this.#visible.add(tile);
    this.#feed.setVisible(this.#visible);
  }

  /** Lets the feed rest or go on. */
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

  /** Takes up new colours. */
  restyle(): void {
    for (const frame of this.#frames.values()) frame.restyle();
  }

  /** Has all charts show a span of time. */
  zoom(span: TimeSpan | undefined): void {
    this.#span = span;
    for (const frame of this.#frames.values()) frame.zoom(span);
  }

  /** Ends the feed and lets go of the tiles. */
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
  #see(entries: readonly IntersectionObserverEntry[]): void {
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

  /** Shows data, new or not: the feed hands over what it has when something of it fails, too. */
  #show(tile: Tile, data: TileData, timing: TileTiming): void {
    const { seen, onTile, onError } = this.#options;
    const failures = timing?.failures ?? [];
    const trouble = troubleOf(data, failures, this.#options);
    this.#frames.get(tile)?.show(data, timing, trouble);
    if (!trouble?.isOld) onTile(tile, timing);
    // Not its failures: these are of now.
    if (timing && !timing.missing) seen.tiles.set(keyOf(tile), [data, { readAt: timing.readAt, dueAt: timing.dueAt }]);

    const signature = signatureOf(failures);
    const isNews = signature !== this.#told.get(tile);
    this.#told.set(tile, signature);
    const [first] = failures;
    if (first && isNews) onError(tile, first.error, trouble?.isOld ? undefined : failures);
  }

  /** Lets the keyboard get at tiles that scroll. All are read before one is changed, which costs one layout. */
  #measureSoon(): void {
    if (this.#closed) return;
    // Behind all that is still to be drawn.
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
