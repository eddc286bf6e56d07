import type { HTMLAttributes } from "preact";
import type { IotCentralDashboardElement } from "./element.js";
import type { Listeners, Properties } from "./frameworks.js";

export * from "./element.js";

/**
 * What JSX gives `<iot-central-dashboard>`: its properties, and its own events as `onload`, `ontile-update` and so on.
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
