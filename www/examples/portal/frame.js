// The extension: draws a dashboard with the tokens of the portal around it. It has no sign-in, cookies or storage.
import "./iotcentral-web/dist/element/index.js";
import { hostCredential } from "./iotcentral-web/dist/element/iframe.js";

const { endpoint, dashboardId, portal } = await (await fetch("settings.json")).json();

const element = document.createElement("iot-central-dashboard");
Object.assign(element, { endpoint, dashboardId, credential: hostCredential({ origin: portal }) });
document.body.append(element);
