import type { HTMLAttributes } from "svelte/elements";
import type { IotCentralDashboardElement } from "./element.js";
import type { Listeners, Properties } from "./frameworks.js";

export * from "./element.js";

/**
 * The attributes of `<iot-central-dashboard>` in a template: its properties or attributes, and its events as `onload`,
 * `ontile-update` and so on.
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
