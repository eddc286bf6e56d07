export * from "./dist/element/index.js";
