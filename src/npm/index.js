// Browsers and bundlers: the module is a file of its own, fetched and compiled while it streams in.
// Bundlers find the file by exactly this form of address.
import init from "./dist/iotcentral_web.js";

await init({ module_or_path: new URL("./dist/iotcentral_web_bg.wasm", import.meta.url) });

export * from "./dist/iotcentral_web.js";
export * from "./format.js";
