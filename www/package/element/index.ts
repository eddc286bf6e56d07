// The module `iotcentral-web/element`: importing it defines the tag.
import { IotCentralDashboardElement } from "./dashboard.ts";

const NAME = "iot-central-dashboard";

// A page may hold two copies of the package; the first one has the tag.
if (!customElements.get(NAME)) customElements.define(NAME, IotCentralDashboardElement);

export { IotCentralDashboardElement };
