/** @module iotcentral-web/react */
export type { IotCentralDashboardProps } from "iotcentral-web/react";
