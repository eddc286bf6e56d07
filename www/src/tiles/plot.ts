import uPlot from "uplot";

import { element } from "./element.ts";
import { formatNumber } from "./format.ts";

/** How many series colours the style sheet names: `--series-1` and so on. */
const COLORS = 8;
const SECONDS_PER_DAY = 86_400;
/** Pixels an axis label's character takes, about. */
const CHARACTER = 7;

/** Which parts of a plot to show. */
export interface PlotOptions {
  lines: number;
  xAxis: boolean;
  yAxis: boolean;
  /** Called with the place in the data that the cursor is at, null when it leaves. */
  onCursor: (plot: uPlot, index: number | null) => void;
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
  restyle(): void;
  destroy(): void;
}

/** Draws lines along time, in seconds since 1970. */
export function createPlot(host: HTMLElement, data: uPlot.AlignedData, options: PlotOptions): Plot {
  let look = readLook(host, options.lines);
  const axis = (show: boolean): uPlot.Axis => ({
    show,
    font: look.font,
    stroke: () => look.text,
    grid: { stroke: () => look.grid, width: 1 },
    ticks: { show: false },
  });
  const chart = new uPlot(
    {
      ...size(host),
      padding: [8, 20, options.xAxis ? 0 : 8, options.yAxis ? 0 : 8],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
      series: [{}, ...Array.from({ length: options.lines }, (_, line) => series(line, options.lines === 1, () => look))],
      axes: [
        { ...axis(options.xAxis), size: 28, space: 72, values: timeLabels },
        { ...axis(options.yAxis), size: labelWidth, space: 32, values: numberLabels },
      ],
      hooks: { setCursor: [plot => options.onCursor(plot, plot.cursor.idx ?? null)] },
    },
    data,
    host,
  );
  const observer = new ResizeObserver(() => chart.setSize(size(host)));
  observer.observe(host);
  return {
    chart,
    restyle() {
      look = readLook(host, options.lines);
      chart.redraw(false);
    },
    destroy() {
      observer.disconnect();
      chart.destroy();
    },
  };
}

/** The custom property that colours a line, and whether its colour is taken by another line already. */
export function lineStyle(line: number): { color: string; repeats: number } {
  return { color: `var(--series-${(line % COLORS) + 1})`, repeats: Math.floor(line / COLORS) };
}

function series(line: number, alone: boolean, look: () => Look): uPlot.Series {
  const { repeats } = lineStyle(line);
  return {
    width: 2,
    stroke: () => look().lines[line] ?? look().text,
    ...(alone && { fill: () => look().area }),
    ...(repeats > 0 && { dash: [8 / repeats, 4] }),
  };
}

function size(host: HTMLElement): { width: number; height: number } {
  return { width: Math.max(host.clientWidth, 1), height: Math.max(host.clientHeight, 1) };
}

function readLook(host: HTMLElement, lines: number): Look {
  const probe = element("span", { class: "color-probe" });
  host.append(probe);
  const computed = getComputedStyle(probe);
  const resolve = (color: string): string => {
    probe.style.setProperty("color", color);
    return computed.color;
  };
  const look = {
    lines: Array.from({ length: lines }, (_, line) => resolve(lineStyle(line).color)),
    area: resolve("color-mix(in srgb, var(--series-1) 12%, transparent)"),
    text: resolve("var(--ink-soft)"),
    grid: resolve("var(--line)"),
    font: `12px ${computed.fontFamily}`,
  };
  probe.remove();
  return look;
}

const timeLabels: uPlot.Axis.DynamicValues = (_, splits, __, ___, increment) =>
  splits.map(seconds => {
    const moment = new Date(seconds * 1000);
    const midnight = moment.getHours() === 0 && moment.getMinutes() === 0 && moment.getSeconds() === 0;
    if (increment >= SECONDS_PER_DAY || midnight) return moment.toLocaleDateString(undefined, { day: "numeric", month: "short" });
    return moment.toLocaleTimeString(undefined, { timeStyle: increment < 60 ? "medium" : "short" });
  });

const numberLabels: uPlot.Axis.DynamicValues = (_, splits, __, ___, increment) => {
  const decimalPlaces = Math.max(0, Math.ceil(-Math.log10(increment) - 1e-9));
  return splits.map(value => formatNumber(value, increment >= 1000 ? {} : { abbreviateValue: false, decimalPlaces }));
};

const labelWidth: uPlot.Axis.Size = (_, labels) =>
  CHARACTER * Math.max(2, ...((labels as string[] | null) ?? []).map(label => label.length)) + 16;
