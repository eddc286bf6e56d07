// The package in a CommonJS module, for the compiler only.
import iotcentral = require("iotcentral-web");

import { IotCentralDashboardElement, type Renderer } from "iotcentral-web/element";
import { hostCredential } from "iotcentral-web/iframe";
import { load } from "iotcentral-web/inline";
import { german } from "iotcentral-web/messages/de";
import { initSync } from "iotcentral-web/slim";

const central: iotcentral.IotCentralClient = new iotcentral.IotCentralClient(
  "https://contoso.azureiotcentral.com",
  hostCredential({ origin: "https://portal.example" }),
);
const element: IotCentralDashboardElement = new IotCentralDashboardElement();
element.client = central;
element.messages = german;
const renderer: Renderer = () => ({});
export = { load, initSync, renderer };
