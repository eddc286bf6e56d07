import type { BarChartConfiguration, LineChartConfiguration } from "iotcentral-web";
import uPlot from "uplot";
import uplotCss from "uplot/dist/uPlot.min.css?inline";
import type { Format, NumberStyle } from "../../format/format.ts";
import { commonUnit, unitOf } from "../../format/units.ts";
import { element } from "../../shared/dom.ts";
import type { Series, SeriesData } from "../data.ts";
import { repeats } from "../parts/colors.ts";
import { namesOf, titleOf } from "../parts/naming.ts";
import { seriesTable } from "../parts/seriesTable.ts";
import { spanOf, stepOf } from "../parts/span.ts";
import { type Mark, markOf, marksOf } from "../parts/thresholds.ts";
import { finishedFirst, withUnfinished } from "../parts/unfinished.ts";
import { within, Zoom } from "../parts/zoom.ts";
import type { DrawnTile, TileContext, TimeSpan } from "../renderer.ts";
import { Legend } from "./legend.ts";
import css from "./plot.css?inline";
import { createPlot, type Plot, type PlotData } from "./plot.ts";
import { Readout } from "./readout.ts";

/** A line of the chart: a series, its name, and its values. */
interface Line {
  /** The part of the series that the chart is zoomed to. */
  shown: Series;
  name: string;
  /** The values of `shown` without gaps. Unfinished slices count only if the series has no others. */
  finite: Float64Array;
  /** The key of the line in `hidden`, the reader's choice. */
  key: string;
}

type Writer = (value: number) => string;

/** Draws telemetry along time, as lines or as bars. */
export function plotSeries(
  host: HTMLElement,
  {
    type,
    format: { xAxisEnabled: xAxis = true, yAxisEnabled: yAxis = true, legendEnabled = true } = {},
  }: LineChartConfiguration | BarChartConfiguration,
  context: TileContext,
): DrawnTile {
  const { format, messages, adopt, hidden } = context;
  adopt(uplotCss);
  adopt(css);
  const bars = type === "barChart";
  const canvas = element("div", { class: "plot", tabindex: "0", role: "group" });
  const legend = new Legend((line) => {
    const key = lines[line]?.key ?? "";
    if (!hidden.delete(key)) hidden.add(key);
    draw();
  });
  const figure = element(
    "figure",
    { class: `series-chart ${bars ? "bar-chart" : "line-chart"}`, "data-points": "0" },
    canvas,
  );
  if (legendEnabled) figure.append(legend.element);
  host.append(figure);

  let plot: Plot | undefined;
  const zoom = new Zoom(
    canvas,
    context,
    () => (plot?.chart.over ?? canvas).getBoundingClientRect(),
    () => 1000 * (plot?.chart.data[0][plot.chart.cursor.idx ?? -1] ?? NaN),
  );
  figure.append(zoom.element);
  const readout = new Readout(canvas);
  let drawnUnit: string | undefined;
  let lines: Line[] = [];
  let last: SeriesData = { kind: "series", series: [] };
  let span: TimeSpan | undefined;

  /** Draws the last data. Returns whether there is anything to see. */
  const draw = (): boolean => {
    const own = namesOf(last.series, messages);
    const finished = last.series.map((each, index) => finishedFirst(each, own[index] ?? "", messages));
    // A bar can show that its slice is unfinished; a line can't.
    const drawn = finished.map(([series]) => (bars ? withUnfinished(series) : series));
    const shown = plotData({ ...last, series: drawn }, bars);
    const lasting = bars ? shown.step * 1000 : 0;
    lines = finished.map(([series, name], index) => ({
      shown: within(span, drawn[index] ?? series, lasting),
      name,
      finite: within(span, series, lasting).values.filter(Number.isFinite),
      key: keyOf(series),
    }));
    const points = drawn.reduce((sum, { values }) => sum + values.filter(Number.isFinite).length, 0);
    figure.dataset["points"] = String(points);
    figure.dataset["lastValue"] = String(lines[0]?.finite.at(-1) ?? "");
    // Lines of one unit have the same number of digits, in the legend and in the tooltip.
    const brief = writersOf(lines, ({ finite }) => [finite.at(-1) ?? NaN], format);
    legend.show(
      lines.map(({ shown: series, name, finite, key }, line) => ({
        name,
        title: titleOf(series, messages),
        device: series.device,
        capability: series.capability,
        last: finite.at(-1),
        written: brief[line]?.(finite.at(-1) ?? NaN) ?? "",
        kind: bars ? "block" : repeats(line) > 0 ? "dashed" : "",
        isShown: !hidden.has(key),
      })),
    );
    const all = writersOf(lines, ({ finite }) => Array.from(finite), format, { abbreviateValue: false });

    const everything = { from: shown.from * 1000, to: shown.to * 1000 };
    if (span) [shown.from, shown.to] = [span.from / 1000, span.to / 1000];
    zoom.show({ shown: span ?? everything, all: everything }, span !== undefined);
    canvas.setAttribute("aria-label", describe(type, lines, zoom.sentence, context));
    shown.hidden = new Set(lines.flatMap(({ key }, line) => (hidden.has(key) ? [line] : [])));
    [shown.marks, shown.bands] = marksOfAll(
      lines.filter(({ key }) => !hidden.has(key)),
      context,
    );
    shown.unfinished = last.series.map(
      ({ unfinished = [] }) => new Set(unfinished.map(({ time }) => time / 1000 + shown.step / 2)),
    );
    const half = bars ? shown.step / 2 : 0;
    readout.text = {
      names: lines.map(({ name }) => name),
      moment(seconds) {
        const moment = format.moment((seconds - half) * 1000);
        return bars && shown.unfinished.some((unfinished) => unfinished.has(seconds))
          ? messages.names.soFar(moment)
          : moment;
      },
      value(value, line) {
        const source = lines[line]?.shown;
        const mark = source && markOf(value, source, context);
        return [all[line]?.(value) ?? "", mark?.label].filter(Boolean).join(" · ");
      },
    };
    const unit = commonUnit(last.series);
    if (plot && plot.chart.series.length <= shown.table.length && unit === drawnUnit) {
      plot.show(shown);
    } else {
      plot?.destroy();
      const onCursor = (chart: uPlot, index: number | null): void => readout.show(chart, index);
      const onTurn = (): void => {
        plot?.destroy();
        plot = undefined;
        draw();
      };
      plot = createPlot(canvas, shown, { xAxis, yAxis, bars, unit, format, onTurn, onCursor });
      drawnUnit = unit;
      readout.follow(plot.chart);
    }
    return points > 0;
  };
  return {
    update(data) {
      if (data.kind !== "series") return false;
      last = data;
      return draw();
    },
    restyle: () => plot?.restyle(),
    zoom(next) {
      span = next;
      if (plot) draw();
    },
    destroy() {
      readout.destroy();
      plot?.destroy();
    },
    table() {
      const { columns, rows } = seriesTable(
        lines.map(({ shown }) => shown),
        messages,
      );
      const isHidden = (column: number): boolean => hidden.has(lines[column - 1]?.key ?? "");
      return {
        columns: columns.map((name, column) => (isHidden(column) ? messages.names.hidden(name) : name)),
        rows,
      };
    },
  };
}

/**
 * Returns the thresholds of all lines, ascending, and whether all lines have the same: bands of one line's thresholds
 * would be wrong for another.
 */
function marksOfAll(lines: readonly Line[], context: TileContext): [marks: Mark[], isCommon: boolean] {
  const lists = lines.map(({ shown }) => marksOf(shown, context));
  const marks = new Map(lists.flat().map((mark) => [JSON.stringify(mark), mark]));
  return [
    [...marks.values()].sort((one, other) => one.value - other.value),
    new Set(lists.map((list) => JSON.stringify(list))).size === 1,
  ];
}

/** Returns a key that is unique among the lines of a tile. */
function keyOf({ device, capability, aggregateFunction }: Series): string {
  return JSON.stringify([device, capability, aggregateFunction]);
}

/** Returns a number formatter for each line. Lines with the same unit have the same number of digits. */
function writersOf(
  lines: readonly Line[],
  valuesOf: (line: Line) => number[],
  format: Format,
  style: NumberStyle = {},
): Writer[] {
  const writers = new Map<string | undefined, Writer>();
  return lines.map(({ shown }) => {
    const unit = unitOf(shown);
    const writer =
      writers.get(unit) ??
      format.alike(lines.filter((other) => unitOf(other.shown) === unit).flatMap(valuesOf), { ...style, unit });
    writers.set(unit, writer);
    return writer;
  });
}

function plotData({ series, from = NaN, to = NaN, stepInMs }: SeriesData, bars: boolean): PlotData {
  const table = align(series);
  const times = table[0] as number[];
  const step = (stepInMs || stepOf([times]) || to - from || 1) / 1000;
  const shift = bars ? step / 2 : 0;
  const seconds = Array.from(times, (time) => time / 1000 + shift);
  const [start, end] = spanOf(from, to, [times[0] ?? NaN, (times.at(-1) ?? NaN) + 2000 * shift]);
  return {
    table: [seconds, ...table.slice(1)] as uPlot.AlignedData,
    from: start / 1000,
    to: end / 1000,
    step,
    hidden: new Set(),
    unfinished: [],
    marks: [],
    bands: false,
  };
}

/**
 * Puts series on one time axis. NaN becomes null, which is a gap until the next time of the same series. Lines pass
 * over times that only other series have.
 */
function align(series: readonly Series[]): uPlot.AlignedData {
  const tables = series.map(
    ({ times, values }): uPlot.AlignedData => [
      Array.from(times),
      Array.from(values, (value) => (Number.isFinite(value) ? value : null)),
    ],
  );
  // The mode of gaps: `NULL_EXPAND` of uPlot.
  return tables.length > 0
    ? uPlot.join(
        tables,
        tables.map(() => [0, 2]),
      )
    : [[]];
}

/** Describes the picture for screen readers. */
function describe(
  type: "lineChart" | "barChart",
  lines: readonly Line[],
  zoomed: string,
  context: TileContext,
): string {
  const { title, format, messages, hidden } = context;
  const { chart, names, types } = messages;
  const sentences = lines.map(({ name, finite, shown: series, key }) => {
    if (hidden.has(key)) return `${names.hidden(name)}.`;
    const last = finite.at(-1);
    if (last === undefined) return chart.noData(name);
    const [least, most] = finite.reduce(
      ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
      [last, last],
    );
    const until = series.times.at(-1);
    const write = (value: number): string => format.number(value, { unit: unitOf(series) });
    return chart.line(
      name,
      write(last),
      write(least),
      write(most),
      until === undefined ? undefined : format.moment(until),
    );
  });
  const marks = marksOfAll(
    lines.filter(({ key }) => !hidden.has(key)),
    context,
  )[0].map(({ sentence }) => sentence);
  return [`${chart.label(types[type], title, "")}.`, zoomed, ...sentences, ...marks, chart.keys, chart.zoomKeys]
    .filter(Boolean)
    .join(" ");
}
