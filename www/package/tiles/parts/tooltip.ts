import { element, isolated } from "../../shared/dom.ts";

/** A line of a tooltip. */
export interface TooltipRow {
  /** Any CSS colour. */
  color?: string | undefined;
  name: string;
  value: string;
}

/** Pixels between the place a tooltip speaks of and its box. */
const DISTANCE = 12;
const MARGIN = 4;

/**
 * A box that tells what is at a place of a chart, inside the tile. It is a popover, so that what surrounds the chart
 * does not cut it. A reader who moves through the chart by keyboard hears it. Escape closes it, as the browser has it
 * for popovers, also where a pointer opened it.
 */
export class Tooltip {
  readonly #host: HTMLElement;
  readonly #box = element("div", { class: "readout", popover: "auto" });
  /** Where the chart was when the box was shown. */
  #place: DOMRect | undefined;
  // Something else may scroll, and word of a scroll comes when it is over: the pointer may have come since.
  readonly #hideOnScroll = (): void => {
    const { left, top } = this.#host.getBoundingClientRect();
    if (left !== this.#place?.left || top !== this.#place.top) this.hide();
  };

  /** @param host The chart, which has the focus while the keyboard moves through it. */
  constructor(host: HTMLElement) {
    this.#host = host;
    host.append(this.#box);
    host.addEventListener("focus", () => this.#box.setAttribute("aria-live", "polite"));
    host.addEventListener("blur", () => {
      this.#box.removeAttribute("aria-live");
      this.hide();
    });
  }

  /** Shows the box beside a place of the window. */
  show(title: string, rows: readonly TooltipRow[], x: number, y: number): void {
    this.#box.replaceChildren(
      ...(title ? [element("p", {}, isolated(title))] : []),
      element("ul", {}, ...rows.map(rowOf)),
    );
    if (!this.#box.matches(":popover-open")) {
      // The chart goes from left to right in every language; words about it don't.
      this.#box.dir = getComputedStyle(this.#host.parentElement ?? this.#host).direction;
      this.#box.showPopover();
      document.addEventListener("scroll", this.#hideOnScroll, { capture: true, passive: true });
    }
    this.#place = this.#host.getBoundingClientRect();
    const room = this.#room();
    this.#box.style.setProperty("max-width", `${room.width}px`);
    this.#box.style.setProperty("max-height", `${room.height}px`);
    const { width, height } = this.#box.getBoundingClientRect();
    const beside = x + DISTANCE + width <= room.right ? x + DISTANCE : x - DISTANCE - width;
    const left = Math.max(Math.min(beside, room.right - width), room.left);
    const top = Math.max(Math.min(y - height / 2, room.bottom - height), room.top);
    this.#box.style.setProperty("left", `${left}px`);
    this.#box.style.setProperty("top", `${top}px`);
  }

  /** What is in view of the tile; of the chart, where there is no tile around it. */
  #room(): DOMRect {
    const { left, top, right, bottom } = (this.#host.closest(".tile") ?? this.#host).getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const [x, y] = [Math.max(left, 0) + MARGIN, Math.max(top, 0) + MARGIN];
    return new DOMRect(x, y, Math.min(right, clientWidth) - MARGIN - x, Math.min(bottom, clientHeight) - MARGIN - y);
  }

  /** Also for a chart that is removed: Chromium fires no event when the element under the pointer is removed. */
  hide(): void {
    document.removeEventListener("scroll", this.#hideOnScroll, { capture: true });
    if (this.#box.matches(":popover-open")) this.#box.hidePopover();
  }
}

function rowOf({ color, name, value }: TooltipRow): HTMLElement {
  const row = element("li");
  if (color) row.append(swatch(color));
  row.append(isolated(name), " ", element("b", {}, isolated(value)));
  return row;
}

/** A piece of a colour, to explain what has that colour. */
export function swatch(color: string, kind = ""): HTMLElement {
  const created = element("span", { class: `swatch ${kind}`.trim(), "aria-hidden": "true" });
  created.style.setProperty("color", color);
  return created;
}
