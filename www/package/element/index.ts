// The module `iotcentral-web/element`: importing it defines the tag.
import { IotCentralDashboardElement } from "./dashboard.ts";

const NAME = "iot-central-dashboard";

// On a server there are no tags, and Lit leaves an empty name behind.
if (!globalThis.customElements) Reflect.deleteProperty(globalThis, "customElements");
// A page may hold two copies of the package; the first one has the tag.
else if (!customElements.get(NAME)) customElements.define(NAME, IotCentralDashboardElement);

export { IotCentralDashboardElement };
