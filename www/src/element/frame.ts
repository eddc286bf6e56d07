import type { Tile } from "iotcentral-web";

import type { TileData, TileTiming } from "../tiles/data.ts";
import { element, foreign } from "../tiles/element.ts";
import { formatMoment } from "../tiles/format.ts";
import { drawTile, needs, type DrawnTile, type Renderers, type TileSurroundings } from "../tiles/index.ts";
import type { Explanation } from "./explain.ts";

/** What all tiles of a board are drawn with. */
export interface Surroundings extends TileSurroundings {
  /** Renderers that take the place of ours, or draw other types. */
  renderers: Renderers;
}

/** What a frame shows: a skeleton, the tile, why there is no tile, or that its devices sent nothing. */
type State = "loading" | "ready" | "error" | "nodata";

const NO_DATA: Explanation = { title: "No data", advice: "The devices sent nothing in the time this tile looks at." };
const NO_DEVICES: Explanation = { title: "Nothing chosen", advice: "This tile names no device, or nothing to show of it." };
const BROKEN = "This tile can’t be drawn";

/** A tile's place on the board, with its title and its state. Whatever happens to the tile stays inside. */
export class Frame {
  readonly element: HTMLElement;
  readonly #tile: Tile;
  readonly #header: HTMLElement;
  readonly #body = element("div", { class: "body" });
  readonly #note = element("div", { class: "note", hidden: "" });
  readonly #staleness = element("p", { class: "staleness", hidden: "" });
  #drawn: DrawnTile | undefined;
  /** Data that came while the renderer was still loading. */
  #waiting: [data: TileData, timing: TileTiming | undefined] | undefined;
  #shownAt: number | undefined;
  #destroyed = false;

  constructor(tile: Tile, index: number) {
    const titleId = `tile-${index}`;
    this.#tile = tile;
    this.#header = element("header", { part: "tile-header" }, element("h2", { id: titleId, title: tile.displayName }, foreign(tile.displayName)), this.#staleness);
    this.element = element(
      "article",
      { class: "tile", part: "tile", "aria-labelledby": titleId, "data-tile-id": tile.id ?? "", "data-tile-type": tile.configuration.type },
      this.#header,
      this.#body,
      this.#note,
    );
    // Through the object model: a strict content security policy refuses style attributes.
    for (const place of ["x", "y", "width", "height"] as const) this.element.style.setProperty(`--${place}`, String(tile[place]));
    this.#enter("loading");
  }

  /** Draws the tile. It must be on the page already, so that it has a size. */
  async draw({ renderers, ...surroundings }: Surroundings): Promise<void> {
    if (this.#destroyed) return;
    try {
      const drawn = await drawTile(this.#body, this.#tile, surroundings, renderers);
      this.#drawn = drawn;
      if (this.#destroyed) return this.destroy();
      this.#header.classList.toggle("visually-hidden", drawn.titled ?? false);
      const need = needs(this.#tile);
      if (this.#waiting) this.show(...this.#waiting);
      else if (need === "nothing") this.#enter("ready");
      else if (need === "devices") this.#enter("nodata", NO_DEVICES);
    } catch (error) {
      this.#break(error);
    }
  }

  /** Shows new data. */
  show(data: TileData, timing?: TileTiming): void {
    if (this.#destroyed) return;
    this.#waiting = [data, timing];
    if (!this.#drawn) return;
    try {
      const something = this.#drawn.update?.(data, timing) ?? true;
      this.#shownAt = timing?.readAt ?? Date.now();
      this.#staleness.hidden = true;
      this.element.removeAttribute("data-stale");
      this.#enter(something ? "ready" : "nodata", something ? undefined : NO_DATA);
    } catch (error) {
      this.#break(error);
    }
  }

  /** Says that new data could not be had. What is shown stays, marked as old. */
  fail(explanation: Explanation): void {
    if (this.#shownAt === undefined) return this.#enter("error", explanation);
    this.#staleness.textContent = `Since ${formatMoment(this.#shownAt)}: ${explanation.title}`;
    this.#staleness.title = explanation.advice;
    this.#staleness.hidden = false;
    this.element.dataset["stale"] = "";
  }

  /** The parts that may hold more than they have room for, and whether they do. */
  get scrolling(): (readonly [part: Element, overflows: boolean])[] {
    return [this.#body, ...this.#body.querySelectorAll(".legend")].map(part => {
      const { scrollHeight, clientHeight, scrollWidth, clientWidth } = part;
      return [part, scrollHeight > clientHeight || scrollWidth > clientWidth] as const;
    });
  }

  /** Takes up new colours. */
  restyle(): void {
    try {
      this.#drawn?.restyle?.();
    } catch (error) {
      this.#break(error);
    }
  }

  /** Lets go of the tile. What its renderer throws here keeps nobody from leaving. */
  destroy(): void {
    this.#destroyed = true;
    try {
      this.#drawn?.destroy?.();
    } catch (error) {
      console.error("This tile could not be taken down", this.#tile.displayName, error);
    }
  }

  #break(error: unknown): void {
    console.error(BROKEN, this.#tile.displayName, error);
    this.#shownAt = undefined;
    this.#enter("error", { title: BROKEN, advice: error instanceof Error ? error.message : String(error) });
  }

  #enter(state: State, note?: Explanation): void {
    this.element.dataset["state"] = state;
    this.element.ariaBusy = String(state === "loading");
    this.#note.hidden = note === undefined;
    this.#note.replaceChildren(...(note ? explained(note) : []));
  }
}

function explained({ title, advice, command }: Explanation): HTMLElement[] {
  const words = [element("p", { class: "what" }, title), element("p", { dir: "auto" }, advice)];
  return command ? [...words, element("code", {}, command)] : words;
}
