/** @module iotcentral-web/messages/de */
export * from "iotcentral-web/messages/de";
