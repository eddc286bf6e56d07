import type { LatestValue, LkvConfiguration } from "iotcentral-web";

import { element, foreign } from "./element.ts";
import { formatMoment, formatValue, trend, type Trend } from "./format.ts";
import { naming, type Naming } from "./naming.ts";
import type { Renderer } from "./renderer.ts";
import { setTextSize } from "./textSize.ts";

/** Last known values, each with the change since the one before. */
export const lkv: Renderer<LkvConfiguration> = (host, configuration) => {
  const list = element("ul", { class: "lkv" });
  list.classList.toggle("wrapped", configuration.format?.wordWrap ?? true);
  host.append(list);
  return {
    update(data) {
      if (data.kind !== "latest") return false;
      const parts = naming(data.values);
      list.replaceChildren(...data.values.map(value => item(value, configuration, parts)));
      return data.values.some(({ value }) => value !== undefined);
    },
  };
};

function item(latest: LatestValue, { format = {}, showTrend = true }: LkvConfiguration, parts: Naming): HTMLElement {
  const { device, capability, value, previous, timestamp } = latest;
  const shown = element(
    "data",
    { value: raw(value), "data-device": device, "data-capability": capability },
    foreign(formatValue(value, format)),
  );
  setTextSize(shown, format.textSize, format.unit);

  const line = element("p", { class: "value" }, shown);
  const change = showTrend ? trend(value, previous, format) : undefined;
  if (change) line.append(trendMark(change));

  const name = element("p", { class: "name", title: `${capability} of ${device}` });
  if (parts.capability) name.append(foreign(capability), " ");
  if (parts.device) name.append(foreign(device, { class: "device" }));

  if (timestamp === undefined) line.append(element("span", { class: "time" }, "None in the last day"));
  else line.append(element("time", { class: "time", datetime: new Date(timestamp).toISOString() }, formatMoment(timestamp)));
  return element("li", {}, name, line);
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

/** The value as a program reads it. */
function raw(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
