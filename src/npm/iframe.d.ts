export * from "./dist/types/iframe/index.js";
