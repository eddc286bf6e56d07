// The whole package as one classic script: `iotcentral` in a page, and what `require` gives. The module is inside.

export * from "iotcentral-web/inline";
export { init, initSync } from "iotcentral-web/slim";
export * from "./element/index.ts";
export * from "./iframe/index.ts";
export { german } from "./messages/de.ts";
