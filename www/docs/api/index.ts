/** @module iotcentral-web */
export * from "iotcentral-web";
