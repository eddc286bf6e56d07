// The caller says where the module comes from, and when.
export * from "./dist/iotcentral_web.js";
export { default as init } from "./dist/iotcentral_web.js";
export * from "./format.js";
