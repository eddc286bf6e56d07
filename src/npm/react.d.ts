import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { IotCentralDashboardElement, IotCentralDashboardEvents, IotCentralDashboardProperties } from "./element.js";

export * from "./element.js";

/** What JSX gives `<iot-central-dashboard>`: its properties, and its own events as `onload`, `ontile-update` and so on. */
export type IotCentralDashboardProps = Omit<DetailedHTMLProps<HTMLAttributes<IotCentralDashboardElement>, IotCentralDashboardElement>, keyof IotCentralDashboardProperties> & {
  [K in keyof IotCentralDashboardProperties]?: IotCentralDashboardProperties[K] | undefined;
} & { [K in keyof IotCentralDashboardEvents as `on${K}`]?: ((event: IotCentralDashboardEvents[K]) => void) | undefined };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "iot-central-dashboard": IotCentralDashboardProps;
    }
  }
}
