import { Tooltip, type TooltipRow } from "./tooltip.ts";

/** The description of a mark and its position in the window. */
export interface Place {
  title: string;
  rows: TooltipRow[];
  x: number;
  y: number;
}

/** The marks of a drawing in reading order. */
export interface Marks {
  readonly count: number;
  /** Returns the index of the mark at a position in the window. */
  at(x: number, y: number): number | undefined;
  /** Highlights a mark and returns its description; undefined highlights none. */
  point(index: number | undefined): Place | undefined;
}

/** Describes the marks of a drawing: the one at the pointer, or one after the other by the arrow keys. */
export class Inspector {
  readonly #host: HTMLElement;
  readonly #tooltip: Tooltip;
  #marks: Marks | undefined;
  #index: number | undefined;

  constructor(host: HTMLElement) {
    this.#host = host;
    this.#tooltip = new Tooltip(host);
    host.addEventListener("pointermove", ({ clientX, clientY }) => this.#show(this.#marks?.at(clientX, clientY)));
    host.addEventListener("pointerleave", () => this.#show(undefined));
    host.addEventListener("blur", () => this.#show(undefined));
    host.addEventListener("keydown", (event) => this.#move(event));
  }

  /** Sets the marks of new data. A tooltip stays while its mark stays in its place. */
  set marks(marks: Marks) {
    this.#marks = marks;
    if (this.#index !== undefined)
      this.#show(this.#index < marks.count && this.#host.matches(":focus, :hover") ? this.#index : undefined);
  }

  destroy(): void {
    this.#tooltip.hide();
  }

  #show(index: number | undefined): void {
    this.#index = index;
    const place = this.#marks?.point(index);
    if (place) this.#tooltip.show(place.title, place.rows, place.x, place.y);
    else this.#tooltip.hide();
  }

  #move(event: KeyboardEvent): void {
    const last = (this.#marks?.count ?? 0) - 1;
    // With Shift, the arrow keys pan a zoomed chart.
    if (last < 0 || event.target !== this.#host || event.shiftKey) return;
    const target = {
      ArrowLeft: Math.max((this.#index ?? last + 1) - 1, 0),
      ArrowRight: Math.min((this.#index ?? -1) + 1, last),
      Home: 0,
      End: last,
    }[event.key];
    if (event.key === "Escape") return this.#show(undefined);
    if (target === undefined) return;
    event.preventDefault();
    this.#show(target);
  }
}
