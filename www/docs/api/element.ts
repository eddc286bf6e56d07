/** @module iotcentral-web/element */
export * from "iotcentral-web/element";
