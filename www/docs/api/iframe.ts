/** @module iotcentral-web/iframe */
export * from "iotcentral-web/iframe";
