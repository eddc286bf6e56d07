import type { IotCentralDashboardEvents, IotCentralDashboardProperties } from "./element.js";

/** The properties of `<iot-central-dashboard>`, each of which a template may leave out. */
export type Properties = {
  [K in keyof IotCentralDashboardProperties]?: IotCentralDashboardProperties[K] | undefined;
};

/** Listeners to the events of `<iot-central-dashboard>`, as a framework names them: a prefix and the event's name. */
export type Listeners<Prefix extends string> = {
  [K in keyof IotCentralDashboardEvents as `${Prefix}${K}`]?:
    | ((event: IotCentralDashboardEvents[K]) => void)
    | undefined;
};
