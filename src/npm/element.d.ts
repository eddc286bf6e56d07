export * from "./dist/types/element/index.js";
