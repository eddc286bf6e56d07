import type { HTMLAttributes } from "svelte/elements";
import type { IotCentralDashboardElement } from "./element.js";
import type { Listeners, Properties } from "./frameworks.js";

export * from "./element.js";

/**
 * What a template gives `<iot-central-dashboard>`: its properties, by their names or as attributes, and its own events
 * as `onload`, `ontile-update` and so on.
 */
export type IotCentralDashboardProps = Omit<
  HTMLAttributes<IotCentralDashboardElement>,
  keyof Properties | keyof Listeners<"on">
> &
  Properties &
  Listeners<"on">;

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "iot-central-dashboard": IotCentralDashboardProps;
  }
}
