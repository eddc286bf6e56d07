import { element } from "../../shared/dom.ts";
import type { Series } from "../data.ts";
import type { TileContext, TimeSpan } from "../renderer.ts";
import css from "./zoom.css?inline";

/** Pixels that a pointer moves before its way is a span. */
const REACH = 5;
/** The shortest span, in milliseconds. */
const LEAST = 1000;
/** How much longer a span is after one key. */
const FACTORS: Readonly<Record<string, number>> = { "+": 0.5, "=": 0.5, "-": 2 };
/** Which part of a span one key moves it by. */
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -0.25, ArrowRight: 0.25 };

/** What a chart tells of its time axis. */
interface Axis {
  /** What the axis shows now. */
  shown: TimeSpan;
  /** What it shows without a zoom. */
  all: TimeSpan;
}

/**
 * Lets a person choose the span of time that a chart shows, by pointer or by keys, and end that. The dashboard hands
 * the span to all of its charts, which show it and say so here. uPlot's own selection knows neither keys nor fingers,
 * and charts of lanes have none.
 */
export class Zoom {
  /** Ends the zoom, and has a screen reader say what the chart shows. */
  readonly element: HTMLElement;
  readonly #host: HTMLElement;
  readonly #area: () => DOMRect;
  readonly #focus: () => number | undefined;
  readonly #context: TileContext;
  readonly #said = element("span", { class: "visually-hidden", role: "status" });
  readonly #reset: HTMLButtonElement;
  readonly #span = element("div", { class: "zoom-span" });
  #axis: Axis | undefined;
  #isZoomed = false;
  /** Whether the person has just chosen something on this chart: the others say nothing. */
  #isSaid = false;
  /** Where the pointer went down and where it is, in pixels of the area. */
  #way: { from: number; to: number } | undefined;

  /**
   * To be made before what else listens to the chart: while a span is being chosen, nothing else hears of the pointer.
   *
   * @param host The chart, which has the focus.
   * @param area Where its time axis begins and ends in the window.
   * @param focus The moment that is being read, which keys zoom in on.
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
      this.#to(undefined);
      host.focus();
    });
    this.element = element("div", { class: "zoom-bar" }, this.#said);
    host.addEventListener("pointerdown", (event) => this.#press(event));
    host.addEventListener("pointermove", (event) => this.#move(event));
    host.addEventListener("pointerup", () => this.#release());
    host.addEventListener("pointercancel", () => this.#cancel());
    host.addEventListener("dblclick", () => this.#to(undefined));
    host.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Takes what the chart shows from now on. */
  show(axis: Axis, isZoomed: boolean): void {
    this.#axis = axis;
    this.#isZoomed = isZoomed;
    if (!isZoomed) this.#reset.remove();
    else if (!this.#reset.isConnected) this.element.append(this.#reset);
    if (!this.#isSaid) return;
    this.#isSaid = false;
    this.#said.textContent = this.sentence || this.#context.messages.chart.zoomEnded;
  }

  /** Which span the chart shows, in words; empty without a zoom. */
  get sentence(): string {
    const { format, messages } = this.#context;
    const { from, to } = this.#axis?.shown ?? { from: NaN, to: NaN };
    return this.#isZoomed ? messages.chart.zoomed(format.moment(from), format.moment(to)) : "";
  }

  #to(span: TimeSpan | undefined): void {
    if (!span && !this.#isZoomed) return;
    this.#isSaid = true;
    // The chart is drawn later, and the next key may come first.
    this.#isZoomed = span !== undefined;
    if (this.#axis) this.#axis = { ...this.#axis, shown: span ?? this.#axis.all };
    this.#context.zoomTo(span);
  }

  #press({ button, isPrimary, clientX }: PointerEvent): void {
    const { left, width } = this.#area();
    const from = clientX - left;
    if (button === 0 && isPrimary && this.#axis && from >= 0 && from <= width) this.#way = { from, to: from };
  }

  #move(event: PointerEvent): void {
    const way = this.#way;
    if (!way || !event.isPrimary) return;
    const { left, width } = this.#area();
    way.to = Math.min(Math.max(event.clientX - left, 0), width);
    const isChosen = this.#span.isConnected || Math.abs(way.to - way.from) > REACH;
    if (!isChosen) return;
    event.stopImmediatePropagation();
    if (!this.#span.isConnected) {
      this.#host.setPointerCapture(event.pointerId);
      this.#host.querySelector<HTMLElement>(".readout:popover-open")?.hidePopover();
      this.#host.append(this.#span);
    }
    const start = Math.min(way.from, way.to) + left - this.#host.getBoundingClientRect().left;
    this.#span.style.setProperty("left", `${start}px`);
    this.#span.style.setProperty("width", `${Math.abs(way.to - way.from)}px`);
  }

  #release(): void {
    const [way, axis] = [this.#way, this.#axis];
    const isChosen = this.#span.isConnected;
    this.#cancel();
    if (!isChosen || !way || !axis || Math.abs(way.to - way.from) <= REACH) return;
    const { width } = this.#area();
    const { from, to } = axis.shown;
    const [start, end] = [Math.min(way.from, way.to), Math.max(way.from, way.to)].map(
      (pixels) => from + (pixels / width) * (to - from),
    ) as [number, number];
    this.#to(atLeast({ from: start, to: end }));
  }

  #cancel(): void {
    this.#way = undefined;
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
      // The first Escape closes the tooltip.
      return this.#isZoomed && !this.#host.querySelector(".readout:popover-open")
        ? () => this.#to(undefined)
        : undefined;
    }
    const { shown, all } = axis;
    const length = shown.to - shown.from;
    const factor = FACTORS[key];
    if (factor) return () => this.#to(scaled(axis, factor, this.#focus()));
    const step = shiftKey ? STEPS[key] : undefined;
    if (!step || !this.#isZoomed) return undefined;
    // Not beyond what there is to see.
    const by = Math.max(Math.min(step * length, all.to - shown.to), all.from - shown.from);
    return () => this.#to({ from: shown.from + by, to: shown.to + by });
  }
}

/** A span as many times as long, around a moment where there is one. Undefined: all that there is. */
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
  const more = Math.max(LEAST - (to - from), 0) / 2;
  return { from: from - more, to: to + more };
}

/** Whether something that lasts from `start` to `end` is in a span; all is where there is no zoom. */
export function isIn(span: TimeSpan | undefined, start: number, end = start): boolean {
  return !span || (start <= span.to && (end > span.from || start >= span.from));
}

/** The part of a series that is in a span; each of its values lasts so many milliseconds. */
export function within(span: TimeSpan | undefined, series: Series, lasting: number): Series {
  if (!span) return series;
  const isShown = (_: number, index: number): boolean => {
    const time = series.times[index] ?? NaN;
    return isIn(span, time, time + lasting);
  };
  return { ...series, times: series.times.filter(isShown), values: series.values.filter(isShown) };
}
