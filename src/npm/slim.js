// The caller loads the module, from a source of its choice.
export * from "./dist/iotcentral_web.js";
export { default as init } from "./dist/iotcentral_web.js";
export * from "./format.js";
