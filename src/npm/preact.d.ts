import type { HTMLAttributes } from "preact";
import type { IotCentralDashboardElement } from "./element.js";
import type { Listeners, Properties } from "./frameworks.js";

export * from "./element.js";

/**
 * The attributes of `<iot-central-dashboard>` in JSX: its properties, and its events as `onload`, `ontile-update` and
 * so on.
 */
export type IotCentralDashboardProps = Omit<
  HTMLAttributes<IotCentralDashboardElement>,
  keyof Properties | keyof Listeners<"on">
> &
  Properties &
  Listeners<"on">;

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "iot-central-dashboard": IotCentralDashboardProps;
    }
  }
}
