// The module `iotcentral-web/element`: importing it defines the tag.
import { DashboardElement } from "./dashboard.ts";
import type { IotCentralDashboardElement as PublicElement } from "./public.ts";

export type { Format, NumberStyle } from "../format/format.ts";
export type { EditorMessages, Messages, PartialMessages, Translation } from "../messages/messages.ts";
export type * from "../tiles/renderer.ts";
export type * from "./public.ts";

export type IotCentralDashboardElement = PublicElement;
/** The class of `<iot-central-dashboard>`. Its type hides Lit, which implements it. */
export const IotCentralDashboardElement: { new (): IotCentralDashboardElement; prototype: IotCentralDashboardElement } =
  DashboardElement;

const NAME = "iot-central-dashboard";

// On a server there are no tags, and Lit leaves an empty name behind.
if (!globalThis.customElements) Reflect.deleteProperty(globalThis, "customElements");
// A page may hold two copies of the package; the first one has the tag.
else if (!customElements.get(NAME)) customElements.define(NAME, DashboardElement);
