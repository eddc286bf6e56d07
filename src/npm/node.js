// Node: the module is read from disk, since its fetch knows no file: addresses.
import { readFileSync } from "node:fs";
import { initSync } from "./dist/iotcentral_web.js";

initSync({ module: readFileSync(new URL("./dist/iotcentral_web_bg.wasm", import.meta.url)) });

export * from "./dist/iotcentral_web.js";
export * from "./format.js";
