import { arc, pie, type PieArcDatum } from "d3-shape";
import type { PieChartConfiguration } from "iotcentral-web";

import { seriesColor } from "./colors.ts";
import type { Source } from "./data.ts";
import { element, foreign, svg } from "./element.ts";
import { describeRange, formatNumber } from "./format.ts";
import { Inspector } from "./inspector.ts";
import { capabilityOf, deviceOf, idOf, namesOf } from "./naming.ts";
import css from "./pie.css?inline";
import type { Renderer } from "./renderer.ts";
import { swatch } from "./tooltip.ts";

/** A slice of the pie. */
interface Slice {
  source: Source & { value: number };
  name: string;
  color: string;
  /** Its part of the whole, in percent as the reader writes it. */
  part: string;
}

/** Outer and inner radius in the drawing's own units. */
const [OUTER, INNER] = [98, 58];

const shape = arc<PieArcDatum<Slice>>().outerRadius(OUTER).innerRadius(INNER).cornerRadius(3);

/** Aggregates as parts of a whole. What isn't above zero has no part of it, and stands in the legend alone. */
export const pieChart: Renderer<PieChartConfiguration> = (host, { format = {}, queryRange }, { title, locale, adopt }) => {
  adopt(css);
  const drawing = svg("svg", { viewBox: "-100 -100 200 200", "aria-hidden": "true" });
  const plot = element("div", { class: "pie-plot", tabindex: "0", role: "group" }, drawing);
  const legend = element("ul", { class: "legend" });
  const figure = element("figure", { class: "pie-chart" }, plot);
  if (format.legendEnabled ?? true) figure.append(legend);
  host.append(figure);

  const inspector = new Inspector(plot);
  let shown: readonly Slice[] = [];
  return {
    update(data) {
      if (data.kind !== "categories") return false;
      const write = ({ value, unit }: { value: number; unit?: string }): string => formatNumber(value, { unit, locale });
      const names = namesOf(data.categories);
      const total = data.categories.reduce((sum, { value }) => sum + weight(value), 0);
      shown = data.categories.map((source, index) => ({
        source,
        name: names[index] ?? "",
        color: seriesColor(index),
        part: `${formatNumber(total > 0 ? (weight(source.value) / total) * 100 : 0, { locale, decimalPlaces: 0 })}%`,
      }));
      const arcs = pie<Slice>().value(({ source }) => weight(source.value)).sort(null).padAngle(shown.length > 1 ? 0.015 : 0)([...shown]);
      const slices = arcs.filter(({ value }) => value > 0);
      const paths = slices.map(slice => {
        const path = svg("path", { d: shape(slice) ?? "", "data-value": slice.data.source.value });
        path.style.setProperty("fill", slice.data.color);
        return path;
      });
      drawing.replaceChildren(...paths);
      legend.replaceChildren(...shown.map(slice => {
        const { device, capability } = slice.source;
        const value = element("data", { value: String(slice.source.value), "data-device": device, "data-capability": capability }, write(slice.source));
        return element("li", { title: idOf(slice.source) }, swatch(slice.color, "block"), foreign(slice.name, { class: "name" }), " ", value, " ", element("span", { class: "part" }, slice.part));
      }));
      const sentences = shown.map(slice => `${slice.name}: ${write(slice.source)}, ${slice.part}.`);
      plot.setAttribute("aria-label", [`Pie chart of ${title}, ${describeRange(queryRange).toLowerCase()}.`, ...sentences].join(" "));

      inspector.marks = {
        count: slices.length,
        at: (x, y) => {
          const { left, top, width, height } = plot.getBoundingClientRect();
          const scale = 200 / Math.min(width, height);
          const [right, down] = [(x - left - width / 2) * scale, (y - top - height / 2) * scale];
          const distance = Math.hypot(right, down);
          if (distance < INNER || distance > OUTER) return undefined;
          // As d3 counts: from noon, clockwise.
          const angle = (Math.atan2(right, -down) + 2 * Math.PI) % (2 * Math.PI);
          const index = slices.findIndex(({ startAngle, endAngle }) => angle >= startAngle && angle < endAngle);
          return index < 0 ? undefined : index;
        },
        point: index => {
          for (const [number, path] of paths.entries()) path.classList.toggle("dimmed", index !== undefined && number !== index);
          const slice = index === undefined ? undefined : slices[index];
          if (!slice) return undefined;
          const { left, top, width, height } = plot.getBoundingClientRect();
          const scale = Math.min(width, height) / 200;
          const [right, down] = shape.centroid(slice);
          const { name, color, source, part } = slice.data;
          const rows = [{ color, name, value: `${formatNumber(source.value, { unit: source.unit, locale, abbreviateValue: false })} (${part})` }];
          return { title: "", rows, x: left + width / 2 + right * scale, y: top + height / 2 + down * scale };
        },
      };
      return shown.some(({ source }) => Number.isFinite(source.value));
    },
    table: () => ({
      columns: ["Device", "Capability", "Function", "Value", "Unit", "Part"],
      rows: shown.map(({ source, part }) => [deviceOf(source), capabilityOf(source), source.aggregateFunction, source.value, source.unit, part]),
    }),
  };
};

function weight(value: number): number {
  return Number.isFinite(value) && value > 0 ? value : 0;
}
