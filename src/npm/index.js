// The entry for browsers and bundlers: the module is a separate file, fetched for the first client and compiled while
// it arrives. Without top-level await, which older targets, service workers and some bundlers don't support.
import * as glue from "./dist/iotcentral_web.js";
import { lazily } from "./lazy.js";

export * from "./dist/iotcentral_web.js";
export * from "./format.js";

let loading;

export async function load() {
  if (isLoaded()) return;
  loading ??= compile();
  // The next call tries again: the file may be available by then.
  loading.catch(() => (loading = undefined));
  glue.initSync({ module: await loading });
}

/** Whether the glue has its module. Another entry that the page imports may have loaded it. */
function isLoaded() {
  try {
    glue.initSync();
    return true;
  } catch {
    return false;
  }
}

const lazy = (Class, known) => lazily(Class, isLoaded, load, known);

export const IotCentralClient = /* @__PURE__ */ lazy(glue.IotCentralClient, (endpoint) => ({ endpoint }));
export const ApplicationsClient = /* @__PURE__ */ lazy(glue.ApplicationsClient, (subscriptionId, _, options) => ({
  subscriptionId,
  endpoint: options?.endpoint ?? "https://management.azure.com",
}));

async function compile() {
  let address = "beside the script";
  try {
    // Bundlers find the file only by this form of the URL. During development, Vite before version 8 moves the scripts
    // of dependencies to another folder, but not their other files.
    const { href } = new URL("./dist/iotcentral_web_bg.wasm", import.meta.url);
    address = href.replace("/.vite/deps/", "/iotcentral-web/");
    // Test runners with a DOM run in Node, whose fetch doesn't support file: URLs.
    const files = address.startsWith("file:") && globalThis.process?.getBuiltinModule?.("node:fs");
    if (files) return await WebAssembly.compile(files.readFileSync(new URL(address)));
    const response = await fetch(address);
    if (!response.ok) throw new Error(`status ${response.status}`);
    const type = response.headers.get("Content-Type") ?? "";
    if (type.startsWith("text/html")) throw new Error("a page of HTML came instead");
    if (type.startsWith("application/wasm")) return await WebAssembly.compileStreaming(response);
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (cause) {
    throw new glue.IotCentralError(
      `The WebAssembly module ${address} could not be loaded: ${cause.message}. If the bundler left the file out, ` +
        "import iotcentral-web/inline, which needs none, or copy dist/iotcentral_web_bg.wasm there, " +
        "or pass its address to init of iotcentral-web/slim.",
      "Module",
      { cause },
    );
  }
}
