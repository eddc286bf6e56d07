import uPlot from "uplot";

import { repeats, seriesColor } from "../parts/colors.ts";
import { element } from "../../shared/dom.ts";
import { formatNumber, formatTick } from "../../format/format.ts";
import { atOnce, never } from "../../shared/slices.ts";

/** Pixels an axis label's character takes, about. */
const CHARACTER = 6.5;
/** The part of a slice that its bars fill. */
const BARS_FILL = 0.72;
/** How thick the outline of a hollow bar is, in pixels. */
const HOLLOW = 1.5;

/** Which parts of a plot to show, and how. */
export interface PlotOptions {
  lines: number;
  xAxis: boolean;
  yAxis: boolean;
  /** Bars instead of lines, each around its time. */
  bars: boolean;
  /** The unit of all values. */
  unit?: string | undefined;
  locale?: string | undefined;
  /** Called with the place in the data that the cursor is at, null when it leaves. */
  onCursor: (plot: uPlot, index: number | null) => void;
}

/** What a plot shows, in seconds. */
export interface PlotData {
  table: uPlot.AlignedData;
  from: number;
  to: number;
  /** How long a slice is; only bars need it. */
  step: number;
  /** The times of unfinished slices, a set a line: their bars are hollow. */
  unfinished: readonly ReadonlySet<number>[];
}

/** Colours and font a plot takes from the style sheet: a canvas doesn't know custom properties. */
interface Look {
  lines: string[];
  area: string;
  text: string;
  grid: string;
  font: string;
}

/** A plot that fills its host and follows its size. */
export interface Plot {
  readonly chart: uPlot;
  show(data: PlotData): void;
  restyle(): void;
  destroy(): void;
}

/** Draws lines or bars along time, in seconds since 1970. */
export function createPlot(host: HTMLElement, first: PlotData, options: PlotOptions): Plot {
  const { lines, xAxis, yAxis, bars, unit, locale } = options;
  let data = first;
  let look = readLook(host, lines);
  const axis = (show: boolean): uPlot.Axis => ({
    show,
    font: look.font,
    stroke: () => look.text,
    ticks: { show: false },
  });
  const series = (line: number): uPlot.Series => {
    const color = (): string => look.lines[line] ?? look.text;
    if (bars) return { fill: color, stroke: color, width: HOLLOW, points: { show: false }, paths: barPaths(line, lines, () => data) };
    const dash = repeats(line);
    return { width: 2, stroke: color, ...(lines === 1 && { fill: () => look.area }), ...(dash > 0 && { dash: [8 / dash, 4] }) };
  };
  const chart = new uPlot(
    {
      ...size(host),
      padding: [8, 20, xAxis ? 0 : 8, yAxis ? 0 : 8],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { show: !bars, size: 7 } },
      scales: {
        x: { range: () => [data.from, data.to] },
        ...(bars && { y: { range: (_, least, most) => fromZero(least, most) } }),
      },
      series: [{}, ...Array.from({ length: lines }, (_, line) => series(line))],
      axes: [
        { ...axis(xAxis), size: 28, space: 72, grid: { show: false }, values: timeLabels(locale) },
        { ...axis(yAxis), size: labelWidth, space: 32, grid: { stroke: () => look.grid, width: 1 }, values: numberLabels(unit, locale) },
      ],
      hooks: { setCursor: [plot => options.onCursor(plot, plot.cursor.idx ?? null)] },
    },
    data.table,
    host,
  );
  const observer = new ResizeObserver(([entry]) => {
    const { width = 0, height = 0 } = entry?.contentRect ?? {};
    atOnce(host, () => chart.setSize({ width: Math.max(width, 1), height: Math.max(height, 1) }));
  });
  observer.observe(host);
  return {
    chart,
    show(next) {
      data = next;
      chart.setData(data.table);
    },
    restyle() {
      look = readLook(host, lines);
      chart.redraw(false);
    },
    destroy() {
      never(host);
      observer.disconnect();
      chart.destroy();
    },
  };
}

/** The bars of one series: beside those of the others, all around the slice's middle. */
function barPaths(line: number, lines: number, data: () => PlotData): uPlot.Series.PathBuilder {
  return (chart, series, first, last) => {
    const [fill, stroke] = [new Path2D(), new Path2D()];
    const { step, unfinished } = data();
    const width = (step * BARS_FILL) / lines;
    const zero = chart.valToPos(0, "y", true);
    for (let index = first; index <= last; index++) {
      const [middle, value] = [chart.data[0][index], chart.data[series]?.[index]];
      if (middle === undefined || typeof value !== "number") continue;
      const start = middle + (line - lines / 2) * width;
      const left = chart.valToPos(start, "x", true);
      const right = chart.valToPos(start + width, "x", true);
      const top = chart.valToPos(value, "y", true);
      // A gap where there is room for one, and never thinner than can be seen.
      const gap = right - left > 4 ? 1 : 0;
      const path = unfinished[line]?.has(middle) ? stroke : fill;
      path.rect(left + gap / 2, Math.min(top, zero), Math.max(right - left - gap, 1), Math.max(Math.abs(zero - top), value === 0 ? 0 : 1));
    }
    return { fill, stroke };
  };
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

function readLook(host: HTMLElement, lines: number): Look {
  const colors = ["color-mix(in srgb, var(--series-1) 12%, transparent)", "var(--ink-soft)", "var(--line)"];
  const probes = [...colors, ...Array.from({ length: lines }, (_, line) => seriesColor(line))].map(color => {
    const probe = element("span", { class: "color-probe" });
    probe.style.setProperty("color", color);
    return probe;
  });
  host.append(...probes);
  // All are there before one is read, which costs the page one look at its styles.
  const [area = "", text = "", grid = "", ...series] = probes.map(probe => getComputedStyle(probe).color);
  const { fontFamily } = getComputedStyle(host);
  for (const probe of probes) probe.remove();
  return { lines: series, area, text, grid, font: `12px ${fontFamily}` };
}

const timeLabels = (locale: string | undefined): uPlot.Axis.DynamicValues => (chart, splits, __, ___, increment) => {
  const left = chart.bbox.left / devicePixelRatio;
  return splits.map(seconds => {
    const label = formatTick(seconds * 1000, increment * 1000, locale);
    // At the edge it would be cut.
    const [middle, half] = [left + chart.valToPos(seconds, "x"), (CHARACTER * label.length) / 2];
    return middle < half || middle + half > chart.width ? "" : label;
  });
};

const numberLabels = (unit: string | undefined, locale: string | undefined): uPlot.Axis.DynamicValues => (_, splits, __, ___, increment) => {
  const decimalPlaces = Math.max(0, Math.ceil(-Math.log10(increment) - 1e-9));
  const style = increment >= 1000 ? { unit, locale } : { abbreviateValue: false, decimalPlaces, unit, locale };
  return splits.map(value => formatNumber(value, style));
};

const labelWidth: uPlot.Axis.Size = (_, labels) =>
  CHARACTER * Math.max(2, ...((labels as string[] | null) ?? []).map(label => label.length)) + 16;
