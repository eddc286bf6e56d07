export * from "./dist/element/iframe.js";
