import type { LkvConfiguration } from "iotcentral-web";
import type { Trend } from "../../format/format.ts";
import type { Messages } from "../../messages/messages.ts";
import { element } from "../../shared/dom.ts";
import type { LatestValue } from "../data.ts";
import { fitList } from "../parts/fit.ts";
import { naming } from "../parts/naming.ts";
import type { Renderer, TileContext } from "../renderer.ts";
import css from "./values.css?inline";
import { numberStyle, valueItem, valueList, valueWriter } from "./values.ts";

/** Shows last known values, each with its change since the value before. */
export const lkv: Renderer<LkvConfiguration> = (host, { format: style = {}, showTrend = true }, context) => {
  const { format, messages, adopt } = context;
  adopt(css);
  const list = valueList("lkv", style);
  host.append(list);
  const fitted = fitList(list, context);
  return {
    update(data) {
      if (data.kind !== "latest") return false;
      const parts = naming(data.values);
      const write = valueWriter(data.values, style, format);
      const items = data.values.map((latest) => {
        // A difference between two values of an enumeration means nothing.
        const change =
          showTrend && !latest.labels ? format.trend(latest.value, latest.previous, numberStyle(style)) : undefined;
        return valueItem(
          latest,
          write,
          parts,
          style,
          context,
          change && trendMark(change, messages),
          timeMark(latest, context),
        );
      });
      fitted.show(items);
      return data.values.some(({ value }) => value !== undefined);
    },
    destroy: () => fitted.destroy(),
  };
};

function timeMark({ value, timestamp }: LatestValue, { format, messages }: TileContext): HTMLElement | undefined {
  if (value === undefined) return element("span", { class: "time" }, messages.values.none);
  if (timestamp === undefined) return undefined;
  return element(
    "time",
    { class: "time", datetime: new Date(timestamp).toISOString(), title: format.moment(timestamp) },
    format.shortMoment(timestamp),
  );
}

function trendMark({ direction, amount }: Trend, { values }: Messages): HTMLElement {
  const sign = { up: `▲ ${amount}`, down: `▼ ${amount}`, same: "±0" }[direction];
  const words = { up: values.up(amount), down: values.down(amount), same: values.same }[direction];
  return element(
    "span",
    { class: "trend", "data-direction": direction, title: values.since(words) },
    element("span", { "aria-hidden": "true" }, sign),
    element("span", { class: "visually-hidden" }, words),
  );
}
