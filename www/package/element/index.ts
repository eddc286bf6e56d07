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

// On a server there is no registry. Lit leaves `customElements` behind, set to undefined.
if (!globalThis.customElements) Reflect.deleteProperty(globalThis, "customElements");
// A page may load two copies of the package. The first one defines the tag.
else if (!customElements.get(NAME)) customElements.define(NAME, DashboardElement);
