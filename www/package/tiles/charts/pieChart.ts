import type { PieChartConfiguration } from "iotcentral-web";
import { unitOf } from "../../format/units.ts";
import { MISSING } from "../../format/values.js";
import { element, isolated, svg } from "../../shared/dom.ts";
import type { Source } from "../data.ts";
import { seriesColor } from "../parts/colors.ts";
import { Inspector } from "../parts/inspector.ts";
import { capabilityOf, deviceOf, namesOf, titleOf } from "../parts/naming.ts";
import { describeChart } from "../parts/range.ts";
import { swatch } from "../parts/tooltip.ts";
import type { Renderer } from "../renderer.ts";
import css from "./pie.css?inline";

/** A slice of the pie. */
interface Slice {
  /** The value is NaN if it is unknown. */
  source: Source & { value: number };
  name: string;
  color: string;
  /** The slice's share of the total, in percent, as text. */
  part: string;
  /** Start and end as fractions of the circle, from the top clockwise. */
  start: number;
  end: number;
}

/** Outer and inner radius in units of the drawing. */
const [OUTER, INNER] = [98, 58];

/** Half the gap between two slices, in units of the drawing. */
const GAP = 1;

/**
 * Draws aggregates as shares of their total. Values that are not above zero have no slice, only an entry of the legend.
 */
export const pieChart: Renderer<PieChartConfiguration> = (host, { type, format: style = {}, queryRange }, context) => {
  const { format, messages, adopt } = context;
  adopt(css);
  const drawing = svg("svg", { viewBox: "-100 -100 200 200", "aria-hidden": "true" });
  const plot = element("div", { class: "pie-plot", tabindex: "0", role: "group" }, drawing);
  const legend = element("ul", { class: "legend" });
  const note = element("p", { class: "pie-note", hidden: "" });
  const figure = element("figure", { class: "pie-chart" }, plot, note);
  const hasLegend = style.legendEnabled ?? true;
  host.append(figure);

  const inspector = new Inspector(plot);
  let shown: readonly Slice[] = [];
  return {
    update(data) {
      if (data.kind !== "categories") return false;
      const categories = data.categories.map((source) => ({
        ...source,
        value: typeof source.value === "number" ? source.value : NaN,
      }));
      const write = (source: Slice["source"], abbreviateValue = true): string => {
        const same = categories.filter((other) => unitOf(other) === unitOf(source)).map(({ value }) => value);
        return format.alike(same, { unit: unitOf(source), abbreviateValue })(source.value);
      };
      const names = namesOf(categories, messages);
      const below = categories.filter(({ value }) => value < 0).length;
      note.hidden = below === 0;
      note.textContent = below === categories.length ? messages.chart.allBelowZero : messages.chart.belowZero;
      const total = categories.reduce((sum, source) => sum + weight(source), 0);
      let before = 0;
      shown = categories.map((source, index) => {
        const start = before;
        before += total > 0 ? weight(source) / total : 0;
        const part =
          source.value < 0 ? MISSING : format.number((before - start) * 100, { decimalPlaces: 0, unit: "%" });
        return { source, name: names[index] ?? "", color: seriesColor(index), part, start, end: before };
      });
      const slices = shown.filter(({ start, end }) => end > start);
      // The legend also appears if a value has no slice, since no other part of the tile shows that value.
      if (hasLegend || below > 0) figure.append(legend);
      else legend.remove();
      figure.classList.toggle("empty", slices.length === 0);
      const paths = slices.map((slice) => {
        const path = svg("path", {
          d: sector(slice.start, slice.end, slices.length > 1 ? GAP : 0),
          "data-value": slice.source.value,
        });
        path.style.setProperty("fill", slice.color);
        return path;
      });
      drawing.replaceChildren(...paths);
      legend.replaceChildren(
        ...shown.map((slice) => {
          const { device, capability } = slice.source;
          const value = element(
            "data",
            { value: String(slice.source.value), "data-device": device, "data-capability": capability },
            isolated(write(slice.source)),
          );
          return element(
            "li",
            { title: titleOf(slice.source, messages) },
            swatch(slice.color, "block"),
            isolated(slice.name, { class: "name" }),
            " ",
            value,
            " ",
            element("span", { class: "part" }, slice.part),
          );
        }),
      );
      const sentences = shown.map((slice) => messages.chart.part(slice.name, write(slice.source), slice.part));
      plot.setAttribute(
        "aria-label",
        [
          `${describeChart(context, type, queryRange, data)}.`,
          ...(below > 0 ? [note.textContent] : []),
          ...sentences,
        ].join(" "),
      );

      inspector.marks = {
        count: slices.length,
        at: (x, y) => {
          const { left, top, width, height } = plot.getBoundingClientRect();
          const scale = 200 / Math.min(width, height);
          const [right, down] = [(x - left - width / 2) * scale, (y - top - height / 2) * scale];
          const distance = Math.hypot(right, down);
          if (distance < INNER || distance > OUTER) return undefined;
          const turn = (Math.atan2(right, -down) / (2 * Math.PI) + 1) % 1;
          const index = slices.findIndex(({ start, end }) => turn >= start && turn < end);
          return index < 0 ? undefined : index;
        },
        point: (index) => {
          for (const [number, path] of paths.entries())
            path.classList.toggle("dimmed", index !== undefined && number !== index);
          const slice = index === undefined ? undefined : slices[index];
          if (!slice) return undefined;
          const { left, top, width, height } = plot.getBoundingClientRect();
          const scale = Math.min(width, height) / 200;
          const [right, down] = onCircle((slice.start + slice.end) / 2, (OUTER + INNER) / 2);
          const { name, color, source, part } = slice;
          const rows = [{ color, name, value: `${write(source, false)} (${part})` }];
          return { title: "", rows, x: left + width / 2 + right * scale, y: top + height / 2 + down * scale };
        },
      };
      return shown.some(({ source }) => Number.isFinite(source.value));
    },
    destroy: () => inspector.destroy(),
    table: () => ({
      columns: (["device", "capability", "aggregate", "value", "unit", "part"] as const).map(
        (name) => messages.table[name],
      ),
      rows: shown.map(({ source, start, end }) => [
        deviceOf(source),
        capabilityOf(source),
        source.aggregateFunction && messages.names.shortAggregate(source.aggregateFunction),
        source.value,
        unitOf(source),
        (end - start) * 100,
      ]),
    }),
  };
};

/** Returns the path of a slice of the ring. `gap` is cut off along both of its sides. */
function sector(start: number, end: number, gap: number): string {
  // An arc whose start equals its end draws nothing, so a full ring is two halves.
  if (end - start > 0.9999) return sector(0, 0.5, 0) + sector(0.5, 1, 0);
  const corner = (turn: number, radius: number, side: number): string => {
    // A slice thinner than the gap would vanish.
    const cut = Math.min(Math.asin(gap / radius) / (2 * Math.PI), (end - start) / 3);
    return onCircle(turn + side * cut, radius)
      .map((coordinate) => coordinate.toFixed(2))
      .join(" ");
  };
  const large = end - start > 0.5 ? 1 : 0;
  const [outerStart, outerEnd, innerEnd, innerStart] = [
    corner(start, OUTER, 1),
    corner(end, OUTER, -1),
    corner(end, INNER, -1),
    corner(start, INNER, 1),
  ];
  return `M${outerStart}A${OUTER} ${OUTER} 0 ${large} 1 ${outerEnd}L${innerEnd}A${INNER} ${INNER} 0 ${large} 0 ${innerStart}Z`;
}

function onCircle(turn: number, radius: number): [right: number, down: number] {
  return [radius * Math.sin(turn * 2 * Math.PI), -radius * Math.cos(turn * 2 * Math.PI)];
}

function weight({ value }: { value: number }): number {
  return Number.isFinite(value) && value > 0 ? value : 0;
}
