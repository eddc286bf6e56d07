import { element } from "../../shared/dom.ts";
import type { Series } from "../data.ts";
import type { TileContext, TimeSpan } from "../renderer.ts";
import css from "./zoom.css?inline";

/** How far a pointer moves before it selects a span, in pixels. */
const DRAG_THRESHOLD = 5;
/** The shortest span, in milliseconds. */
const MIN_SPAN = 1000;
/** The factor by which a key changes the length of the span. */
const ZOOM_FACTORS: Readonly<Record<string, number>> = { "+": 0.5, "=": 0.5, "-": 2 };
/** How far a key moves the span, as a fraction of its length. */
const PAN_STEPS: Readonly<Record<string, number>> = { ArrowLeft: -0.25, ArrowRight: 0.25 };

/** The time axis of a chart. */
interface Axis {
  /** The span that is shown. */
  shown: TimeSpan;
  /** The span without a zoom. */
  all: TimeSpan;
}

/**
 * Lets a person zoom a chart to a span of time, by pointer or keyboard, and reset the zoom. The dashboard passes the
 * span to all of its charts, and each calls `show` with it. uPlot's own selection supports neither keyboards nor touch,
 * and charts of lanes have none.
 */
export class Zoom {
  /** The button that resets the zoom, and the text that screen readers announce. */
  readonly element: HTMLElement;
  readonly #host: HTMLElement;
  readonly #area: () => DOMRect;
  readonly #focus: () => number | undefined;
  readonly #context: TileContext;
  readonly #announcement = element("span", { class: "visually-hidden", role: "status" });
  readonly #reset: HTMLButtonElement;
  readonly #span = element("div", { class: "zoom-span" });
  #axis: Axis | undefined;
  #isZoomed = false;
  /** Whether the person zoomed by this chart: the other charts announce nothing. */
  #isOwn = false;
  /** The start and the current position of a drag, in pixels from the left of the area. */
  #drag: { from: number; to: number } | undefined;

  /**
   * Create it before other listeners of the chart: during a drag it stops the pointer's events.
   *
   * @param host The chart, which has the focus.
   * @param area Returns the area of the time axis in the window.
   * @param focus Returns the moment at the cursor, which keys zoom in on.
   */
  constructor(
    host: HTMLElement,
    context: TileContext,
    area: () => DOMRect,
    focus: () => number | undefined = () => undefined,
  ) {
    context.adopt(css);
    this.#host = host;
    this.#area = area;
    this.#focus = focus;
    this.#context = context;
    this.#reset = element("button", { type: "button" }, context.messages.chart.resetZoom);
    this.#reset.addEventListener("click", () => {
      this.#zoomTo(undefined);
      host.focus();
    });
    this.element = element("div", { class: "zoom-bar" }, this.#announcement);
    host.addEventListener("pointerdown", (event) => this.#press(event));
    host.addEventListener("pointermove", (event) => this.#move(event));
    host.addEventListener("pointerup", () => this.#release());
    host.addEventListener("pointercancel", () => this.#cancel());
    host.addEventListener("dblclick", () => this.#zoomTo(undefined));
    host.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Sets the axis that the chart shows now. */
  show(axis: Axis, isZoomed: boolean): void {
    this.#axis = axis;
    this.#isZoomed = isZoomed;
    if (!isZoomed) this.#reset.remove();
    else if (!this.#reset.isConnected) this.element.append(this.#reset);
    if (!this.#isOwn) return;
    this.#isOwn = false;
    this.#announcement.textContent = this.sentence || this.#context.messages.chart.zoomEnded;
  }

  /** The zoomed span in words; empty without a zoom. */
  get sentence(): string {
    const { format, messages } = this.#context;
    const { from, to } = this.#axis?.shown ?? { from: NaN, to: NaN };
    return this.#isZoomed ? messages.chart.zoomed(format.moment(from), format.moment(to)) : "";
  }

  #zoomTo(span: TimeSpan | undefined): void {
    if (!span && !this.#isZoomed) return;
    this.#isOwn = true;
    // Updated at once, because the next key may be pressed before the chart is drawn.
    this.#isZoomed = span !== undefined;
    if (this.#axis) this.#axis = { ...this.#axis, shown: span ?? this.#axis.all };
    this.#context.zoomTo(span);
  }

  #press({ button, isPrimary, clientX }: PointerEvent): void {
    const { left, width } = this.#area();
    const from = clientX - left;
    if (button === 0 && isPrimary && this.#axis && from >= 0 && from <= width) this.#drag = { from, to: from };
  }

  #move(event: PointerEvent): void {
    const drag = this.#drag;
    if (!drag || !event.isPrimary) return;
    const { left, width } = this.#area();
    drag.to = Math.min(Math.max(event.clientX - left, 0), width);
    const isChosen = this.#span.isConnected || Math.abs(drag.to - drag.from) > DRAG_THRESHOLD;
    if (!isChosen) return;
    event.stopImmediatePropagation();
    if (!this.#span.isConnected) {
      this.#host.setPointerCapture(event.pointerId);
      this.#host.querySelector<HTMLElement>(".readout:popover-open")?.hidePopover();
      this.#host.append(this.#span);
    }
    const start = Math.min(drag.from, drag.to) + left - this.#host.getBoundingClientRect().left;
    this.#span.style.setProperty("left", `${start}px`);
    this.#span.style.setProperty("width", `${Math.abs(drag.to - drag.from)}px`);
  }

  #release(): void {
    const [drag, axis] = [this.#drag, this.#axis];
    const isChosen = this.#span.isConnected;
    this.#cancel();
    if (!isChosen || !drag || !axis || Math.abs(drag.to - drag.from) <= DRAG_THRESHOLD) return;
    const { width } = this.#area();
    const { from, to } = axis.shown;
    const [start, end] = [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to)].map(
      (pixels) => from + (pixels / width) * (to - from),
    ) as [number, number];
    this.#zoomTo(atLeast({ from: start, to: end }));
  }

  #cancel(): void {
    this.#drag = undefined;
    this.#span.remove();
  }

  #key(event: KeyboardEvent): void {
    const run = event.target === this.#host ? this.#keys(event) : undefined;
    if (!run) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    run();
  }

  #keys({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): (() => void) | undefined {
    const axis = this.#axis;
    if (!axis || ctrlKey || metaKey || altKey) return undefined;
    if (key === "Escape") {
      if (this.#span.isConnected) return () => this.#cancel();
      // The first Escape closes the tooltip, the second resets the zoom.
      return this.#isZoomed && !this.#host.querySelector(".readout:popover-open")
        ? () => this.#zoomTo(undefined)
        : undefined;
    }
    const { shown, all } = axis;
    const length = shown.to - shown.from;
    const factor = ZOOM_FACTORS[key];
    if (factor) return () => this.#zoomTo(scaled(axis, factor, this.#focus()));
    const step = shiftKey ? PAN_STEPS[key] : undefined;
    if (!step || !this.#isZoomed) return undefined;
    // Stays within the span without a zoom.
    const by = Math.max(Math.min(step * length, all.to - shown.to), all.from - shown.from);
    return () => this.#zoomTo({ from: shown.from + by, to: shown.to + by });
  }
}

/** Returns a span scaled by a factor around a moment, by default its middle. Undefined: the span without a zoom. */
function scaled({ shown, all }: Axis, factor: number, moment = NaN): TimeSpan | undefined {
  const { from, to } = shown;
  const middle = moment >= from && moment <= to ? moment : (from + to) / 2;
  const span = atLeast({ from: middle - (middle - from) * factor, to: middle + (to - middle) * factor });
  if (factor < 1) return span;
  const wide = { from: Math.max(span.from, all.from), to: Math.min(span.to, all.to) };
  const isAll = wide.from <= all.from && wide.to >= all.to;
  return isAll || wide.from >= wide.to ? undefined : wide;
}

function atLeast({ from, to }: TimeSpan): TimeSpan {
  const more = Math.max(MIN_SPAN - (to - from), 0) / 2;
  return { from: from - more, to: to + more };
}

/** Whether the time from `start` to `end` overlaps a span; true without a span. */
export function isIn(span: TimeSpan | undefined, start: number, end = start): boolean {
  return !span || (start <= span.to && (end > span.from || start >= span.from));
}

/** Returns the part of a series that overlaps a span. Each value lasts for `lasting` milliseconds. */
export function within(span: TimeSpan | undefined, series: Series, lasting: number): Series {
  if (!span) return series;
  const isShown = (_: number, index: number): boolean => {
    const time = series.times[index] ?? NaN;
    return isIn(span, time, time + lasting);
  };
  return { ...series, times: series.times.filter(isShown), values: series.values.filter(isShown) };
}
