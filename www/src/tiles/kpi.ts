import type { KpiConfiguration } from "iotcentral-web";

import { element, foreign } from "./element.ts";
import { describeRange } from "./format.ts";
import { naming } from "./naming.ts";
import type { Renderer } from "./renderer.ts";
import { valueItem, valueList } from "./values.ts";
import css from "./values.css?inline";

const FUNCTIONS: Readonly<Record<string, string>> = { avg: "Average", count: "Count", max: "Maximum", min: "Minimum", sum: "Sum" };

/** Aggregates over a span of time. */
export const kpi: Renderer<KpiConfiguration> = (host, { format = {}, queryRange }, { locale, adopt }) => {
  adopt(css);
  const list = valueList("kpi", format);
  const range = element("p", { class: "range" });
  host.append(list, range);
  return {
    update(data) {
      if (data.kind !== "kpi") return false;
      const parts = naming(data.values);
      list.replaceChildren(...data.values.map(value => valueItem(value, parts, format, locale, functionMark(value.aggregateFunction))));
      range.textContent = describeRange(queryRange, data);
      return data.values.some(({ value }) => value !== undefined);
    },
  };
};

function functionMark(name: string | undefined): HTMLElement | undefined {
  if (!name) return undefined;
  return foreign(Object.hasOwn(FUNCTIONS, name) ? (FUNCTIONS[name] ?? name) : name, { class: "function" });
}
