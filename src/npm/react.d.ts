import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { IotCentralDashboardElement } from "./element.js";
import type { Listeners, Properties } from "./frameworks.js";

export * from "./element.js";

/**
 * The attributes of `<iot-central-dashboard>` in JSX: its properties, and its events as `onload`, `ontile-update` and
 * so on.
 */
export type IotCentralDashboardProps = Omit<
  DetailedHTMLProps<HTMLAttributes<IotCentralDashboardElement>, IotCentralDashboardElement>,
  keyof Properties
> &
  Properties &
  Listeners<"on">;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "iot-central-dashboard": IotCentralDashboardProps;
    }
  }
}
