import type { PropertyConfiguration } from "iotcentral-web";
import { fitList } from "../parts/fit.ts";
import { naming } from "../parts/naming.ts";
import type { Renderer } from "../renderer.ts";
import css from "./values.css?inline";
import { valueItem, valueList, valueWriter } from "./values.ts";

/** Shows values of properties. */
export const property: Renderer<PropertyConfiguration> = (host, { format: style = {} }, context) => {
  context.adopt(css);
  const list = valueList("property", style);
  host.append(list);
  const fitted = fitList(list, context);
  return {
    update(data) {
      if (data.kind !== "properties") return false;
      const parts = naming(data.values);
      const write = valueWriter(data.values, style, context.format);
      fitted.show(data.values.map((value) => valueItem(value, write, parts, style, context)));
      return data.values.some(({ value }) => value !== undefined);
    },
    destroy: () => fitted.destroy(),
  };
};
