import type { Messages } from "../../messages/messages.ts";
import { element, isolated, svg } from "../../shared/dom.ts";
import type { Source } from "../data.ts";
import { Inspector, type Place } from "../parts/inspector.ts";
import { namesOf, titleOf } from "../parts/naming.ts";
import { spanOf } from "../parts/span.ts";
import { isIn, Zoom } from "../parts/zoom.ts";
import type { TileContext, TimeSpan } from "../renderer.ts";
import css from "./lanes.css?inline";
import { TimeAxis } from "./timeAxis.ts";

/** The width of the drawing in its own units, which is stretched to the available width. */
const WIDTH = 1000;
/** The height of a lane in units of the drawing, and the space above and below its marks. */
const HEIGHT = 10;
const MARGIN = 1;
/** The smallest width of a block, in units of the drawing. */
const THINNEST = 1.5;
/** The largest distance between the pointer and the mark that it selects, in pixels. */
const HIT_DISTANCE = 8;
/** The height of a lane whose name has room for two lines, in pixels. */
const TWO_LINE_HEIGHT = 27;

/** A lane: marks along time, ascending. */
export interface Lane {
  source: Source;
  starts: ArrayLike<number>;
  /** The ends of the marks. For marks without a duration these are their starts. */
  ends: ArrayLike<number>;
}

/** The content of a chart of lanes. */
export interface LaneData {
  lanes: readonly Lane[];
  from: number;
  to: number;
  /** A note below the drawing. */
  note?: string | undefined;
  /** Returns the paths of the marks. */
  paths: (geometry: Geometry) => SVGElement[];
  describe: (lane: number, mark: number) => Omit<Place, "x" | "y">;
}

/** Parts of the chart that can be left out. */
export interface LaneOptions {
  xAxis?: boolean | undefined;
  yAxis?: boolean | undefined;
}

/** Converts times and lanes to coordinates of the drawing. */
export class Geometry {
  readonly #from: number;
  readonly #span: number;
  readonly #shown: TimeSpan;

  constructor(from: number, to: number) {
    this.#from = from;
    this.#span = Math.max(to - from, 1);
    this.#shown = { from, to };
  }

  x(time: number): number {
    return Math.min(Math.max((time - this.#from) / this.#span, 0), 1) * WIDTH;
  }

  time(part: number): number {
    return this.#from + part * this.#span;
  }

  /**
   * Returns the path of ascending blocks in a lane, each wide enough to be visible. Skips blocks that are out of view
   * or whose time is not a number. Joins blocks that touch, so that ten thousand blocks make a short path.
   */
  blocks(lane: number, spans: readonly TimeSpan[]): string {
    let path = "";
    let [left, right] = [NaN, NaN];
    const height = HEIGHT - 2 * MARGIN;
    const end = (): void => {
      const width = right - left;
      if (width > 0)
        path += `M${left.toFixed(2)} ${lane * HEIGHT + MARGIN}h${width.toFixed(2)}v${height}h${(-width).toFixed(2)}z`;
    };
    for (const { from, to } of spans) {
      const start = this.x(from);
      const stop = Math.max(this.x(to), start + THINNEST);
      if (!isIn(this.#shown, from, to) || Number.isNaN(stop)) continue;
      if (start <= right) {
        right = Math.max(right, stop);
        continue;
      }
      end();
      [left, right] = [start, stop];
    }
    end();
    return path;
  }

  /** Returns the path of a moment in a lane. */
  stroke(lane: number, time: number): string {
    if (!isIn(this.#shown, time)) return "";
    const x = this.x(time);
    return Number.isNaN(x) ? "" : `M${x.toFixed(2)} ${lane * HEIGHT + MARGIN}v${HEIGHT - 2 * MARGIN}`;
  }
}

/** A chart of lanes along time, with their names beside them. */
export class LaneChart {
  readonly #names = element("ol", { class: "lane-names", "aria-hidden": "true" });
  readonly #drawing = svg("svg", { preserveAspectRatio: "none", "aria-hidden": "true" });
  readonly #plot = element("div", { class: "lane-plot", tabindex: "0", role: "group" }, this.#drawing);
  readonly #chart = element("div", { class: "lanes" });
  readonly #note = element("p", { class: "note" });
  readonly #axis: TimeAxis | undefined;
  /** Reports the height after the page's layout. The names don't influence it. */
  readonly #observer = new ResizeObserver(([entry]) => {
    const { height = 0 } = entry?.contentRect ?? {};
    this.#names.classList.toggle("high", height >= TWO_LINE_HEIGHT * this.#names.childElementCount);
  });
  readonly #zoom: Zoom;
  readonly #inspector: Inspector;
  readonly #messages: Messages;
  #span: TimeSpan | undefined;
  /** The last data and label, to draw them again. */
  #last: [data: LaneData, label: string] | undefined;

  constructor(host: HTMLElement, kind: string, context: TileContext, { xAxis = true, yAxis = true }: LaneOptions = {}) {
    const { format, messages, adopt } = context;
    adopt(css);
    this.#messages = messages;
    this.#zoom = new Zoom(this.#plot, context, () => this.#plot.getBoundingClientRect());
    this.#inspector = new Inspector(this.#plot);
    if (yAxis) this.#chart.append(this.#names);
    this.#observer.observe(this.#plot);
    this.#chart.append(this.#plot);
    if (xAxis) {
      this.#axis = new TimeAxis(format);
      this.#chart.append(this.#axis.element);
    }
    host.append(
      element(
        "figure",
        { class: `lane-chart ${kind}` },
        element("div", { class: "lanes-view" }, this.#chart),
        this.#note,
        this.#zoom.element,
      ),
    );
  }

  /** Zooms to a span of time; undefined shows everything. */
  zoom(span: TimeSpan | undefined): void {
    this.#span = span;
    if (this.#last) this.show(...this.#last);
  }

  /** Whether a part of a mark is in the visible span. */
  isShown(start: number, end = start): boolean {
    return isIn(this.#span, start, end);
  }

  /** @param label The text for screen readers. */
  show(data: LaneData, label: string): void {
    this.#last = [data, label];
    const edges = data.lanes.flatMap(({ starts, ends }) => [starts[0] ?? NaN, ends[ends.length - 1] ?? NaN]);
    const [first, last] = spanOf(data.from, data.to, edges);
    const all = { from: first, to: last };
    const { from, to } = this.#span ?? all;
    this.#zoom.show({ shown: { from, to }, all }, this.#span !== undefined);
    const { note, paths, describe } = data;
    const parts = data.lanes.map((lane) => partOf(lane, this.#span));
    const lanes = parts.map(({ lane }) => lane);
    const names = namesOf(
      lanes.map(({ source }) => source),
      this.#messages,
    );
    this.#names.replaceChildren(
      ...lanes.map(({ source }, index) =>
        element("li", { title: titleOf(source, this.#messages) }, isolated(names[index] ?? "")),
      ),
    );
    const { keys, zoomKeys } = this.#messages.chart;
    this.#plot.setAttribute("aria-label", [label, this.#zoom.sentence, keys, zoomKeys].filter(Boolean).join(" "));
    this.#chart.style.setProperty("--lanes", String(lanes.length));
    this.#drawing.setAttribute("viewBox", `0 0 ${WIDTH} ${Math.max(lanes.length, 1) * HEIGHT}`);
    this.#axis?.show(from, to);
    this.#note.hidden = !note;
    this.#note.textContent = note ?? "";

    const geometry = new Geometry(from, to);
    const current = svg("path", { class: "current" });
    this.#drawing.replaceChildren(...paths(geometry), current);
    this.#inspector.marks = {
      count: lanes.reduce((sum, { starts }) => sum + starts.length, 0),
      at: (x, y) => markAt(lanes, geometry, this.#plot.getBoundingClientRect(), x, y),
      point: (index) => {
        const [lane, mark] = placeOf(lanes, index) ?? [];
        current.removeAttribute("d");
        const shown = lane === undefined ? undefined : lanes[lane];
        if (lane === undefined || mark === undefined || !shown) return undefined;
        const start = shown.starts[mark] ?? from;
        const end = shown.ends[mark] ?? start;
        current.setAttribute(
          "d",
          end > start ? geometry.blocks(lane, [{ from: start, to: end }]) : geometry.stroke(lane, start),
        );
        const { left, top, width, height } = this.#plot.getBoundingClientRect();
        const middle = (geometry.x(start) + geometry.x(end)) / 2;
        return {
          ...describe(lane, mark + (parts[lane]?.before ?? 0)),
          x: left + (middle / WIDTH) * width,
          y: top + ((lane + 0.5) / lanes.length) * height,
        };
      },
    };
  }

  destroy(): void {
    this.#inspector.destroy();
    this.#observer.disconnect();
    this.#axis?.destroy();
  }
}

/** Returns the marks of a lane that overlap a span, and the number of marks before them. */
function partOf({ source, starts, ends }: Lane, span: TimeSpan | undefined): { lane: Lane; before: number } {
  const shown = Array.from(starts, (start, mark) => isIn(span, start, ends[mark]));
  const [first, end] = [shown.indexOf(true), shown.lastIndexOf(true) + 1];
  const cut = (times: ArrayLike<number>): number[] => (first < 0 ? [] : Array.from(times).slice(first, end));
  return { lane: { source, starts: cut(starts), ends: cut(ends) }, before: Math.max(first, 0) };
}

/** Returns the index of the mark that covers a position in the window, or the nearest within `HIT_DISTANCE`. */
function markAt(lanes: readonly Lane[], geometry: Geometry, box: DOMRect, x: number, y: number): number | undefined {
  const number = Math.floor(((y - box.top) / box.height) * lanes.length);
  const lane = lanes[number];
  if (!lane || box.width === 0) return undefined;
  const time = geometry.time((x - box.left) / box.width);
  const reach = geometry.time(HIT_DISTANCE / box.width) - geometry.time(0);
  const next = firstAfter(lane.starts, time);
  let best: number | undefined;
  let distance = reach;
  for (const mark of [next - 1, next]) {
    const [start, end] = [lane.starts[mark], lane.ends[mark]];
    if (start === undefined || end === undefined) continue;
    const away = Math.max(start - time, time - end, 0);
    if (away > distance) continue;
    best = mark;
    distance = away;
  }
  if (best === undefined) return undefined;
  return lanes.slice(0, number).reduce((sum, { starts }) => sum + starts.length, best);
}

function placeOf(lanes: readonly Lane[], index: number | undefined): [lane: number, mark: number] | undefined {
  let rest = index ?? Infinity;
  for (const [number, { starts }] of lanes.entries()) {
    if (rest < starts.length) return [number, rest];
    rest -= starts.length;
  }
  return undefined;
}

/** Returns the index of the first of ascending times that is after `time`. */
function firstAfter(times: ArrayLike<number>, time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? Infinity) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
