import type { JSX } from "solid-js";
import type { IotCentralDashboardElement } from "./element.js";
import type { Listeners, Properties } from "./frameworks.js";

export * from "./element.js";

/**
 * The attributes of `<iot-central-dashboard>` in JSX: its properties, and its events as `on:load`, `on:tile-update` and
 * so on.
 */
export type IotCentralDashboardProps = Omit<
  JSX.HTMLAttributes<IotCentralDashboardElement>,
  keyof Properties | keyof Listeners<"on:">
> &
  Properties &
  Listeners<"on:">;

declare module "solid-js" {
  namespace JSX {
    interface IntrinsicElements {
      "iot-central-dashboard": IotCentralDashboardProps;
    }
  }
}
