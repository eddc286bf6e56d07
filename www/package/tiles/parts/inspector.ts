import { Tooltip, type TooltipRow } from "./tooltip.ts";

/** What there is to say of a mark, and where in the window. */
export interface Place {
  title: string;
  rows: TooltipRow[];
  x: number;
  y: number;
}

/** The marks of a drawing, in the order of reading. */
export interface Marks {
  readonly count: number;
  /** The mark at a place of the window. */
  at(x: number, y: number): number | undefined;
  /** Tells a mark from the others, and says what it is; undefined: none of them. */
  point(index: number | undefined): Place | undefined;
}

/** Tells what the marks of a drawing are, at the pointer or one after the other by the arrow keys. */
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

  /** The marks of new data. A tooltip stays where it is while its mark does. */
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
    // With Shift, the arrows may do something else.
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
