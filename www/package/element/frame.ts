import type { Tile } from "iotcentral-web";
import { element, isolated } from "../shared/dom.ts";
import { cancel, schedule } from "../shared/slices.ts";
import type { TileData, TileTiming } from "../tiles/data.ts";
import {
  type DrawnTile,
  drawTile,
  needs,
  RendererNotLoaded,
  type Renderers,
  rendererOf,
  type TileSurroundings,
  type TimeSpan,
} from "../tiles/index.ts";
import { setRoom } from "../tiles/parts/textSize.ts";
import { withinGrid } from "./columns.ts";
import type { Explanation } from "./explain.ts";
import type { Trouble } from "./trouble.ts";

/** The part of a frame's context that all tiles of a board share. */
export interface Surroundings extends TileSurroundings {
  /** Renderers of the page, which replace built-in ones or draw other types. */
  renderers: Renderers;
  /** The parts of tiles that the reader has hidden, by configuration. It outlives a board. */
  hidden: WeakMap<object, Set<string>>;
}

/** The content of a frame: a skeleton, the tile, the reason for a failure, or a note that there is no data. */
type State = "loading" | "ready" | "error" | "nodata";

/** A tile's place on the board, with title and state. It catches exceptions of the tile's renderer. */
export class Frame {
  readonly element: HTMLElement;
  readonly #tile: Tile;
  readonly #header: HTMLElement;
  readonly #body = element("div", { class: "body" });
  readonly #note = element("div", { class: "note", hidden: "" });
  readonly #staleness = element("p", { class: "staleness", hidden: "" });
  readonly #missing = element("p", { class: "missing", hidden: "" });
  /** Pending changes of colours and of the zoom, separate from new data. */
  readonly #restyling = {};
  readonly #zooming = {};
  readonly #onChange: () => void;
  readonly #options: Surroundings;
  #drawn: DrawnTile | undefined;
  /** Data that has not been drawn. */
  #waiting: [data: TileData, timing: TileTiming | undefined, trouble: Trouble | undefined] | undefined;
  #shownAt: number | undefined;
  /** Whether the data is of an earlier board. */
  #recalled = false;
  /** Whether to draw again, because the renderer could not be loaded. */
  #retry = false;
  /**
   * Whether the browser skips the layout of the tile, because it is far from the window. Browsers that report it report
   * every tile as skipped at first.
   */
  #skipped = "oncontentvisibilityautostatechange" in HTMLElement.prototype;
  #destroyed = false;
  #span: TimeSpan | undefined;

  /** @param onChange Called after the content on the screen has changed. */
  constructor(tile: Tile, index: number, options: Surroundings, onChange: () => void) {
    this.#options = options;
    this.#onChange = onChange;
    const titleId = `tile-${index}`;
    this.#tile = tile;
    const title = element("h2", { id: titleId, title: tile.displayName }, isolated(tile.displayName));
    setRoom(title, tile.displayName, true);
    this.#header = element("header", { part: "tile-header" }, title, this.#staleness);
    this.element = element(
      "article",
      {
        class: "tile",
        part: "tile",
        "aria-labelledby": titleId,
        "data-tile-id": tile.id ?? "",
        "data-tile-type": tile.configuration.type,
      },
      this.#header,
      this.#body,
      this.#note,
      this.#missing,
    );
    this.place(tile);
    this.element.addEventListener("contentvisibilityautostatechange", (event) => {
      if (event.target !== this.element) return;
      this.#skipped = "skipped" in event && event.skipped === true;
      onChange();
    });
    this.#enter("loading");
  }

  /** Puts the frame on its cells of the grid. */
  place(tile: Tile): void {
    const { style } = this.element;
    for (const place of ["x", "y", "width", "height"] as const) {
      const value = String(withinGrid(tile[place]));
      // Setting the same value again would make the browser lay out a hundred tiles. The object model is used because a
      // strict content security policy forbids style attributes.
      if (style.getPropertyValue(`--${place}`) !== value) style.setProperty(`--${place}`, value);
    }
  }

  /** Draws the tile, and its data if there is some. The frame must be on the page, so that it has a size. */
  async draw(): Promise<void> {
    const { renderers, hidden: hiddenOf, ...surroundings } = this.#options;
    const { messages } = surroundings;
    const { configuration } = this.#tile;
    const hidden = hiddenOf.get(configuration) ?? new Set();
    hiddenOf.set(configuration, hidden);
    try {
      const renderer = await rendererOf(configuration.type, renderers, messages);
      await new Promise<void>((turn) => schedule(this, turn));
      if (this.#destroyed) return;
      this.#drawn = await drawTile(this.#body, this.#tile, renderer, { ...surroundings, hidden });
      if (this.#destroyed) return this.destroy();
      this.#header.classList.toggle("visually-hidden", this.#drawn.titled ?? false);
      if (this.#span) this.#drawn.zoom?.(this.#span);
      const need = needs(this.#tile);
      if (this.#waiting) schedule(this, () => this.#update());
      else if (need === "nothing") this.#enter("ready");
      else if (need === "devices") this.#enter("nodata", messages.tile.noDevices);
    } catch (error) {
      if (error instanceof RendererNotLoaded) this.#retry = true;
      this.#break(error);
    }
  }

  /** Shows data of an earlier board, with its age, until all of the tile has been read anew. */
  recall(data: TileData, timing: TileTiming): void {
    this.#waiting = [data, timing, undefined];
    this.#recalled = true;
  }

  /** Shows new data, and the failures of its parts. */
  show(data: TileData, timing?: TileTiming, trouble?: Trouble): void {
    if (this.#recalled && timing?.missing) return;
    this.#recalled = false;
    this.#waiting = [data, timing, trouble];
    const retry = this.#retry;
    this.#retry = false;
    if (this.#drawn) schedule(this, () => this.#update());
    else if (retry) void this.draw();
  }

  /** Says that reading failed. The data on the screen stays, marked as old. */
  fail(explanation: Explanation): void {
    const trouble = { reason: explanation.title, advice: explanation.advice, isOld: true };
    if (this.#waiting) {
      // Data that came before the failure is drawn first.
      this.#waiting[2] = trouble;
      if (this.#drawn) this.#update();
      return;
    }
    if (this.#shownAt === undefined) return this.#enter("error", explanation);
    this.#mark(this.#shownAt, trouble);
    this.#onChange();
  }

  /**
   * The parts that may overflow, and whether they do. Empty if reading their size would cost a layout.
   */
  get scrolling(): (readonly [part: Element, overflows: boolean])[] {
    if (this.#skipped) return [];
    return [this.#body, ...this.#body.querySelectorAll(".legend")].map((part) => {
      const { scrollHeight, clientHeight, scrollWidth, clientWidth } = part;
      return [part, scrollHeight > clientHeight || scrollWidth > clientWidth] as const;
    });
  }

  /** Draws with new colours. */
  restyle(): void {
    this.#schedule(this.#restyling, (drawn) => drawn.restyle?.());
  }

  /** Zooms the tile to a span of time, if it has a time axis. */
  zoom(span: TimeSpan | undefined): void {
    this.#span = span;
    this.#schedule(this.#zooming, (drawn) => drawn.zoom?.(span));
  }

  /** Ends the tile. An exception of its renderer does not stop the others from ending. */
  destroy(): void {
    this.#destroyed = true;
    cancel(this);
    cancel(this.#restyling);
    cancel(this.#zooming);
    try {
      this.#drawn?.destroy?.();
    } catch (error) {
      console.error("This tile could not be taken down", this.#tile.displayName, error);
    }
  }

  #schedule(key: object, work: (drawn: DrawnTile) => void): void {
    schedule(key, () => {
      try {
        if (this.#drawn) work(this.#drawn);
      } catch (error) {
        this.#break(error);
      }
    });
  }

  #update(): void {
    if (this.#destroyed || !this.#waiting) return;
    const [data, timing, trouble] = this.#waiting;
    this.#waiting = undefined;
    try {
      const something = this.#drawn?.update?.(data, timing) ?? true;
      this.#shownAt = timing?.readAt ?? Date.now();
      this.#mark(this.#shownAt, trouble);
      this.#count(timing?.missing ?? 0);
      this.#enter(something ? "ready" : "nodata", something ? undefined : this.#options.messages.tile.noData);
    } catch (error) {
      // The store may contain any text, which can fail to draw.
      if (this.#recalled) this.#enter("loading");
      else this.#break(error);
    }
  }

  /**
   * Shows or removes the line that says what could not be read and since when, or how old the data of an earlier board
   * is.
   */
  #mark(readAt: number, trouble: Trouble | undefined): void {
    this.element.toggleAttribute("data-stale", trouble?.isOld ?? this.#recalled);
    this.#staleness.hidden = !trouble && !this.#recalled;
    if (this.#staleness.hidden) return;
    const { format, messages } = this.#options;
    this.#staleness.title = trouble?.advice ?? "";
    if (!trouble) return this.#staleness.replaceChildren(messages.tile.recalled(format.moment(readAt)));
    const { subject, reason, since = true } = trouble;
    const words = messages.tile.trouble<Node>(
      subject ? isolated(subject) : undefined,
      since ? format.moment(readAt) : undefined,
      reason,
    );
    this.#staleness.replaceChildren(...words);
  }

  /** Shows how many devices have not been read. Screen readers hear of the tile's changes once all have been read. */
  #count(missing: number): void {
    const { format, messages } = this.#options;
    this.#missing.hidden = missing === 0;
    this.#missing.replaceChildren(
      element(
        "span",
        { class: "visually-hidden" },
        messages.tile.missing(missing, format.number(missing, { abbreviateValue: false })),
      ),
    );
    this.#body.ariaBusy = String(missing > 0 || this.#recalled);
  }

  #break(error: unknown): void {
    const { broken } = this.#options.messages.tile;
    console.error(broken, this.#tile.displayName, error);
    this.#shownAt = undefined;
    this.#enter("error", { title: broken, advice: error instanceof Error ? error.message : String(error) });
  }

  #enter(state: State, note?: Explanation): void {
    this.element.dataset["state"] = state;
    this.element.ariaBusy = String(state === "loading");
    this.#note.hidden = note === undefined;
    this.#note.replaceChildren(...(note ? explained(note) : []));
    this.#onChange();
  }
}

function explained({ title, advice }: Explanation): HTMLElement[] {
  return [element("p", { class: "what" }, title), element("p", { dir: "auto" }, advice)];
}
