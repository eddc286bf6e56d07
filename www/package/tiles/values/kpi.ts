import type { KpiConfiguration } from "iotcentral-web";
import { element, isolated } from "../../shared/dom.ts";
import type { Source } from "../data.ts";
import { fitList } from "../parts/fit.ts";
import { naming } from "../parts/naming.ts";
import { describeRange } from "../parts/range.ts";
import type { Renderer, TileContext } from "../renderer.ts";
import css from "./values.css?inline";
import { valueItem, valueList, valueWriter } from "./values.ts";

/** Shows aggregates over a span of time. */
export const kpi: Renderer<KpiConfiguration> = (host, { format: style = {}, queryRange }, context) => {
  context.adopt(css);
  const list = valueList("kpi", style);
  const range = element("p", { class: "range" });
  host.append(list, range);
  const fitted = fitList(list, context);
  return {
    update(data) {
      if (data.kind !== "kpi") return false;
      const parts = naming(data.values);
      const mark = parts.aggregateFunction ? (value: Source) => functionMark(value, context) : () => undefined;
      const write = valueWriter(data.values, style, context.format);
      fitted.show(data.values.map((value) => valueItem(value, write, parts, style, context, mark(value))));
      // A function that all values share is named once, if the tile is large enough.
      const common = parts.aggregateFunction || !data.values[0] ? undefined : functionMark(data.values[0], context);
      const words = describeRange(context, queryRange, data);
      range.replaceChildren(common ?? "", common && words ? " · " : "", words);
      return data.values.some(({ value }) => value !== undefined);
    },
    destroy: () => fitted.destroy(),
  };
};

function functionMark({ aggregateFunction: name }: Source, { messages }: TileContext): HTMLElement | undefined {
  if (!name) return undefined;
  return isolated(messages.names.aggregate(name), { class: "function" });
}
