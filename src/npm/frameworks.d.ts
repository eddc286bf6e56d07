import type { IotCentralDashboardEvents, IotCentralDashboardProperties } from "./element.js";

/** The properties of `<iot-central-dashboard>`, all optional. */
export type Properties = {
  [K in keyof IotCentralDashboardProperties]?: IotCentralDashboardProperties[K] | undefined;
};

/** The listeners for the events of `<iot-central-dashboard>`, by a framework's prefix and the event's name. */
export type Listeners<Prefix extends string> = {
  [K in keyof IotCentralDashboardEvents as `${Prefix}${K}`]?:
    | ((event: IotCentralDashboardEvents[K]) => void)
    | undefined;
};
