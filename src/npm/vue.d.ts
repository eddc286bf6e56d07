import type { DefineComponent, HTMLAttributes } from "vue";
import type { IotCentralDashboardEvents } from "./element.js";
import type { Properties } from "./frameworks.js";

export * from "./element.js";

type Own = Properties & {
  [K in keyof IotCentralDashboardEvents as `on${Camelized<K>}`]?:
    | ((event: IotCentralDashboardEvents[K]) => void)
    | undefined;
};

/** Turns `tile-update` into `TileUpdate`. */
type Camelized<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${Capitalize<First>}${Camelized<Rest>}`
  : Capitalize<Name>;

/**
 * The attributes of `<iot-central-dashboard>` in a template: its properties, and its events as `@load`, `@tile-update`
 * and so on.
 */
export type IotCentralDashboardProps = Omit<HTMLAttributes, keyof Own> & Own;

declare module "vue" {
  interface GlobalComponents {
    "iot-central-dashboard": DefineComponent<IotCentralDashboardProps>;
  }
}
