// The whole package as one classic script, with the WebAssembly module: `iotcentral` in a page, or for `require`.

export * from "iotcentral-web/inline";
export { init, initSync } from "iotcentral-web/slim";
export * from "./element/index.ts";
export * from "./iframe/index.ts";
export { german } from "./messages/de.ts";
