import type { DeviceCountConfiguration } from "iotcentral-web";

import { element } from "../../shared/dom.ts";
import { setRoom, setTextSize } from "../parts/textSize.ts";
import type { Renderer } from "../renderer.ts";
import css from "./values.css?inline";
import { numberStyle } from "./values.ts";

/** Shows the number of devices in a group. */
export const deviceCount: Renderer<DeviceCountConfiguration> = (
  host,
  { format: style = {} },
  { format, messages, adopt },
) => {
  adopt(css);
  const number = element("data");
  setTextSize(number, style.textSize, style.unit);
  const noun = element("span");
  host.append(element("p", { class: "count" }, number, " ", noun));
  return {
    update(data) {
      if (data.kind !== "count") return false;
      number.value = String(data.count);
      number.textContent = format.number(data.count, numberStyle(style));
      setRoom(number, number.textContent, false);
      noun.textContent = messages.values.devices(data.count);
      return true;
    },
  };
};
