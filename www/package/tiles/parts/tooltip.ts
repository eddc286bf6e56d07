import { element, isolated } from "../../shared/dom.ts";

/** A line of a tooltip. */
export interface TooltipRow {
  /** Any CSS colour. */
  color?: string | undefined;
  name: string;
  value: string;
}

/** Pixels between a tooltip and the position that it describes. */
const DISTANCE = 12;
const MARGIN = 4;

/**
 * A box inside a tile that describes a position of a chart. It is a popover, so that nothing around the chart clips it.
 * Screen readers announce it while the keyboard moves through the chart. Escape closes it, as browsers do for popovers,
 * even if a pointer opened it.
 */
export class Tooltip {
  readonly #host: HTMLElement;
  readonly #box = element("div", { class: "readout", popover: "auto" });
  /** The chart's position when the box was shown. */
  #place: DOMRect | undefined;
  // Another part of the page may have scrolled. The event comes after the scroll, when the pointer may be back.
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

  /** Shows the box beside a position in the window. */
  show(title: string, rows: readonly TooltipRow[], x: number, y: number): void {
    this.#box.replaceChildren(
      ...(title ? [element("p", {}, isolated(title))] : []),
      element("ul", {}, ...rows.map(rowOf)),
    );
    if (!this.#box.matches(":popover-open")) {
      // Charts run from left to right in every language; their texts don't.
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

  /** Returns the part of the tile that is in view, or of the chart if there is no tile around it. */
  #room(): DOMRect {
    const { left, top, right, bottom } = (this.#host.closest(".tile") ?? this.#host).getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const [x, y] = [Math.max(left, 0) + MARGIN, Math.max(top, 0) + MARGIN];
    return new DOMRect(x, y, Math.min(right, clientWidth) - MARGIN - x, Math.min(bottom, clientHeight) - MARGIN - y);
  }

  /** Must also be called for a removed chart: Chromium fires no event when it removes the element under the pointer. */
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

/** Creates a small area of a colour, to explain its meaning. */
export function swatch(color: string, kind = ""): HTMLElement {
  const created = element("span", { class: `swatch ${kind}`.trim(), "aria-hidden": "true" });
  created.style.setProperty("color", color);
  return created;
}
