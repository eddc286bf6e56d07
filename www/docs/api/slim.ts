/** @module iotcentral-web/slim */
export { init, initSync, type ModuleSource } from "iotcentral-web/slim";
