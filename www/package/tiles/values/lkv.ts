import type { LkvConfiguration } from "iotcentral-web";

import type { LatestValue } from "../data.ts";
import { element } from "../../shared/dom.ts";
import { formatMoment, formatShortMoment, trend, type Trend } from "../../format/format.ts";
import { naming } from "../parts/naming.ts";
import type { Renderer } from "../renderer.ts";
import { numberStyle, valueItem, valueList } from "./values.ts";
import css from "./values.css?inline";

/** Last known values, each with the change since the one before. */
export const lkv: Renderer<LkvConfiguration> = (host, { format = {}, showTrend = true }, { locale, adopt }) => {
  adopt(css);
  const list = valueList("lkv", format);
  host.append(list);
  return {
    update(data) {
      if (data.kind !== "latest") return false;
      const parts = naming(data.values);
      const items = data.values.map(latest => {
        // How far one name of an enumeration is from another says nothing.
        const change = showTrend && !latest.labels ? trend(latest.value, latest.previous, numberStyle(format, locale)) : undefined;
        return valueItem(latest, parts, format, locale, change && trendMark(change), timeMark(latest, locale));
      });
      list.replaceChildren(...items);
      return data.values.some(({ value }) => value !== undefined);
    },
  };
};

function timeMark({ value, timestamp }: LatestValue, locale: string | undefined): HTMLElement | undefined {
  if (value === undefined) return element("span", { class: "time" }, "None yet");
  if (timestamp === undefined) return undefined;
  return element("time", { class: "time", datetime: new Date(timestamp).toISOString(), title: formatMoment(timestamp, locale) }, formatShortMoment(timestamp, locale));
}

function trendMark({ direction, amount }: Trend): HTMLElement {
  const sign = { up: `▲ ${amount}`, down: `▼ ${amount}`, same: "±0" }[direction];
  const words = { up: `up ${amount}`, down: `down ${amount}`, same: "unchanged" }[direction];
  return element(
    "span",
    { class: "trend", "data-direction": direction, title: `${words} since the value before` },
    element("span", { "aria-hidden": "true" }, sign),
    element("span", { class: "visually-hidden" }, words),
  );
}
