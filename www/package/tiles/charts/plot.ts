import uPlot from "uplot";
import type { Format } from "../../format/format.ts";
import { atOnce, cancel, schedule } from "../../shared/slices.ts";
import { repeats } from "../parts/colors.ts";
import type { Mark } from "../parts/thresholds.ts";
import { type Look, readLook } from "./look.ts";
import { drawBands, drawMarks } from "./marks.ts";

/** Average width of a character of an axis label, in pixels. */
const CHARACTER_WIDTH = 6.5;
const [HOUR, DAY] = [3600, 86_400];
/** Distances between labels of the time axis, in seconds. */
const TIME_STEPS = [
  ...[0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5, 10, 15, 30],
  ...[1, 5, 10, 15, 30].map((minutes) => minutes * 60),
  ...[1, 2, 3, 4, 6, 8, 12].map((hours) => hours * HOUR),
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 30, 60, 90, 180, 365].map((days) => days * DAY),
];
/** The fraction of a slice's width that its bars fill. */
const BARS_FILL = 0.72;
/** Line width of a hollow bar, in pixels. */
const HOLLOW_LINE_WIDTH = 1.5;

/** Which parts of a plot to show, and how. */
export interface PlotOptions {
  xAxis: boolean;
  yAxis: boolean;
  /** Draws bars instead of lines, each around the middle of its slice. */
  bars: boolean;
  /** The unit of all values. */
  unit?: string | undefined;
  format: Format;
  /** Called when the page's writing direction changes: the value axis changes sides, which needs a new plot. */
  onTurn: () => void;
  /** Called with the index of the data point at the cursor, or null when the cursor leaves. */
  onCursor: (plot: uPlot, index: number | null) => void;
}

/** The content of a plot. Times are in seconds. */
export interface PlotData {
  table: uPlot.AlignedData;
  from: number;
  to: number;
  /** The length of a slice. Only bars need it. */
  step: number;
  /** The indexes of the lines that are hidden. */
  hidden: ReadonlySet<number>;
  /** The times of unfinished slices, a set for each line: their bars are hollow. */
  unfinished: readonly ReadonlySet<number>[];
  /** Thresholds in ascending order, drawn as lines across the plot. */
  marks: readonly Mark[];
  /** Whether the area from each threshold up to the next is tinted with its colour. */
  bands: boolean;
}

/** A plot that fills its host and follows the size of the host. */
export interface Plot {
  readonly chart: uPlot;
  /** Shows new data, with at least as many lines as before. */
  show(data: PlotData): void;
  restyle(): void;
  destroy(): void;
}

/** Creates a plot of lines or bars along time, in seconds since 1970. */
export function createPlot(host: HTMLElement, first: PlotData, options: PlotOptions): Plot {
  const { xAxis, yAxis, bars, unit, format } = options;
  let data = first;
  const lines = (): number => data.table.length - 1;
  // In a right-to-left page the value axis is on the right. Time runs from left to right in every page.
  const isMirrored = (): boolean => getComputedStyle(host.parentElement ?? host).direction === "rtl";
  const mirrored = isMirrored();
  const probes = new Map<string, HTMLElement>();
  let look = readLook(host, probes, lines(), data.marks);
  const axis = (show: boolean): uPlot.Axis => ({
    show,
    font: look.font,
    stroke: () => look.text,
    ticks: { show: false },
  });
  const series = (line: number): uPlot.Series => {
    const color = (): string => look.lines[line] ?? look.text;
    const show = !data.hidden.has(line);
    if (bars) {
      const paths = barPaths(line, () => data);
      return { show, fill: color, stroke: color, width: HOLLOW_LINE_WIDTH, points: { show: false }, paths };
    }
    const dash = repeats(line);
    const points: uPlot.Series.Points = { size: 5, stroke: color, fill: color, filter: lonePoints };
    return {
      show,
      width: 2,
      stroke: color,
      points,
      ...(lines() === 1 && { fill: () => (lines() === 1 ? look.area : "transparent") }),
      ...(dash > 0 && { dash: [8 / dash, 4] }),
    };
  };
  const chart = new uPlot(
    {
      ...size(host),
      ...(format.timeZone && { tzDate: (seconds: number) => wallClock(seconds * 1000, format) }),
      padding: mirrored ? [8, yAxis ? 0 : 8, xAxis ? 0 : 8, 20] : [8, 20, xAxis ? 0 : 8, yAxis ? 0 : 8],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { show: !bars, size: 7 } },
      scales: {
        x: { range: () => [data.from, data.to] },
        ...(bars && { y: { range: (_, least, most) => fromZero(least, most) } }),
      },
      series: [{}, ...Array.from({ length: lines() }, (_, line) => series(line))],
      axes: [
        {
          ...axis(xAxis),
          size: 28,
          gap: 8,
          space: 72,
          grid: { show: false },
          incrs: timeSteps,
          values: timeLabels(format),
        },
        {
          ...axis(yAxis),
          side: mirrored ? 1 : 3,
          size: labelWidth,
          space: 32,
          grid: { stroke: () => look.grid, width: 1 },
          values: numberLabels(unit, format),
        },
      ],
      hooks: {
        setCursor: [(plot) => options.onCursor(plot, plot.cursor.idx ?? null)],
        drawAxes: [
          (plot) => {
            if (xAxis) labelEnds(plot, look, format);
            // Forced colours would give all bands the same colour.
            if (data.bands && !matchMedia("(forced-colors: active)").matches) drawBands(plot, data.marks, look);
          },
        ],
        draw: [(plot) => drawMarks(plot, data.marks, look)],
      },
    },
    data.table,
    host,
  );
  const observer = new ResizeObserver(([entry]) => {
    const { width = 0, height = 0 } = entry?.contentRect ?? {};
    atOnce(host, () => chart.setSize({ width: Math.max(width, 1), height: Math.max(height, 1) }));
  });
  observer.observe(host);
  const restyle = (): void => {
    if (isMirrored() !== mirrored) return options.onTurn();
    look = readLook(host, probes, lines(), data.marks);
    chart.redraw(false);
  };
  // Transitions of other elements bubble up to the host.
  const onTransition = ({ target }: TransitionEvent): void => {
    if ([...probes.values()].some((probe) => probe === target)) schedule(probes, restyle);
  };
  host.addEventListener("transitionend", onTransition);
  return {
    chart,
    show(next) {
      data = next;
      if (lines() >= chart.series.length || data.marks.length !== look.marks.length)
        look = readLook(host, probes, lines(), data.marks);
      for (let line = chart.series.length - 1; line < lines(); line++) chart.addSeries(series(line));
      for (let line = 0; line < lines(); line++) {
        const show = !data.hidden.has(line);
        if (chart.series[line + 1]?.show !== show) chart.setSeries(line + 1, { show }, false);
      }
      chart.setData(data.table);
    },
    restyle,
    destroy() {
      cancel(host);
      cancel(probes);
      host.removeEventListener("transitionend", onTransition);
      for (const probe of probes.values()) probe.remove();
      observer.disconnect();
      chart.destroy();
    },
  };
}

/**
 * Returns the values between two gaps, which a line can't show. Null, for all points, where uPlot has room for them.
 */
const lonePoints: uPlot.Series.Points.Filter = (chart, series, all) => {
  if (all) return null;
  const column = chart.data[series] ?? [];
  const lone: number[] = [];
  let run: number[] = [];
  // `undefined` marks a time that only other series have; it is not a gap.
  for (let index = 0; index <= column.length; index++) {
    const value = index < column.length ? column[index] : null;
    if (typeof value === "number") run.push(index);
    if (value !== null) continue;
    if (run.length === 1) lone.push(...run);
    run = [];
  }
  return lone;
};

/**
 * Draws the bars of one series, beside those of the other visible series, all around the middle of the slice.
 * `uPlot.paths.bars` draws one series per slice. Grouped bars need its `disp` layout: positions in fractions of the
 * plotting area, which the caller computes for each scale, with one path for fill and stroke. That takes as much code
 * as these rectangles, which can also be hollow for unfinished slices.
 */
function barPaths(line: number, data: () => PlotData): uPlot.Series.PathBuilder {
  return (chart, series, first, last) => {
    const [fill, stroke] = [new Path2D(), new Path2D()];
    const { table, step, hidden, unfinished } = data();
    const shown = Array.from({ length: table.length - 1 }, (_, index) => index).filter((index) => !hidden.has(index));
    const width = (step * BARS_FILL) / shown.length;
    const place = shown.indexOf(line) - shown.length / 2;
    const zero = chart.valToPos(0, "y", true);
    for (let index = first; index <= last; index++) {
      const [middle, value] = [chart.data[0][index], chart.data[series]?.[index]];
      if (middle === undefined || typeof value !== "number") continue;
      const start = middle + place * width;
      const left = chart.valToPos(start, "x", true);
      const right = chart.valToPos(start + width, "x", true);
      const top = chart.valToPos(value, "y", true);
      // One pixel between bars where there is room, and at least one pixel for each bar.
      const gap = right - left > 4 ? 1 : 0;
      const path = unfinished[line]?.has(middle) ? stroke : fill;
      path.rect(
        left + gap / 2,
        Math.min(top, zero),
        Math.max(right - left - gap, 1),
        Math.max(Math.abs(zero - top), value === 0 ? 0 : 1),
      );
    }
    return { fill, stroke };
  };
}

/** Returns a date whose fields in the time zone of this machine are those of the format's time zone. */
function wallClock(milliseconds: number, format: Format): Date {
  const shifted = new Date(milliseconds + format.offset(milliseconds));
  return new Date(shifted.getTime() + shifted.getTimezoneOffset() * 60_000);
}

function fromZero(least: number | null, most: number | null): uPlot.Range.MinMax {
  const low = Math.min(least ?? 0, 0);
  const high = Math.max(most ?? 0, 0);
  if (low === high) return [0, 1];
  const room = (high - low) * 0.08;
  return [low < 0 ? low - room : 0, high > 0 ? high + room : 0];
}

function size(host: HTMLElement): { width: number; height: number } {
  return { width: Math.max(host.clientWidth, 1), height: Math.max(host.clientHeight, 1) };
}

const timeLabels =
  (format: Format): uPlot.Axis.DynamicValues =>
  (chart, splits, __, ___, increment) => {
    const left = chart.bbox.left / devicePixelRatio;
    const written = new Set<string>();
    const labels = splits.map((seconds) => {
      const label = format.tick(seconds * 1000, increment * 1000);
      // A label at the edge would be cut. The hour that repeats when summer time ends is labelled once.
      const [middle, half] = [left + chart.valToPos(seconds, "x"), (CHARACTER_WIDTH * label.length) / 2];
      if (middle < half || middle + half > chart.width || written.has(label)) return "";
      written.add(label);
      return label;
    });
    // Instead of one or two labels, `labelEnds` writes both ends of the axis.
    return written.size > 2 ? labels : labels.map(() => "");
  };

/** Distances between labels. Beyond 30 hours these are whole days: hours of different days would read alike. */
const timeSteps = (_: uPlot, __: number, from: number, to: number): number[] =>
  TIME_STEPS.filter((step) => to - from <= 1.25 * DAY || step >= DAY);

/** Writes both ends of the time axis where there is no room for more labels. */
function labelEnds(chart: uPlot, look: Look, format: Format): void {
  const axis = chart.axes[0] as (uPlot.Axis & { _values?: readonly string[] }) | undefined;
  const { min, max } = chart.scales["x"] ?? {};
  if (!axis || min == null || max == null || axis._values?.some(Boolean)) return;
  const { ctx } = chart;
  const { left, top, width, height } = chart.bbox;
  ctx.save();
  ctx.font = look.font.replace("12px", `${12 * devicePixelRatio}px`);
  ctx.fillStyle = look.text;
  ctx.textBaseline = "top";
  const baseline = top + height + 8 * devicePixelRatio;
  const [first, last] = format.ends(min * 1000, max * 1000, ctx.canvas.width / devicePixelRatio / CHARACTER_WIDTH);
  // If both don't fit below the plot, they take the width of the canvas. If that is too narrow, only the end is
  // written.
  const needed = ctx.measureText(`${first}  ${last}`).width;
  const [start, end] = needed <= width ? [left, left + width] : [0, ctx.canvas.width];
  ctx.textAlign = "left";
  ctx.fillText(last, end - ctx.measureText(last).width, baseline);
  if (needed <= end - start) ctx.fillText(first, start, baseline);
  ctx.restore();
}

const numberLabels =
  (unit: string | undefined, format: Format): uPlot.Axis.DynamicValues =>
  (_, splits) =>
    format.steps(splits, unit);

const labelWidth: uPlot.Axis.Size = (_, labels) =>
  CHARACTER_WIDTH * Math.max(2, ...((labels as string[] | null) ?? []).map((label) => label.length)) + 16;
