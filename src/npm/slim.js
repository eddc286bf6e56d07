// The caller loads the module, from a source of its choice.
import initAsync, { initSync } from "./dist/iotcentral_web.js";

export * from "./dist/iotcentral_web.js";
export * from "./format.js";

/** Compiles bytes in this thread, which takes 2 ms: another thread would take 1 to 3 ms longer to answer. */
export async function init(options) {
  const source = await options?.module_or_path;
  const isAtHand = source instanceof WebAssembly.Module || source instanceof ArrayBuffer || ArrayBuffer.isView(source);
  try {
    if (isAtHand) return initSync({ module: source });
  } catch (error) {
    // Older browsers compile at most 4 KB in the page's thread.
    if (!(error instanceof RangeError)) throw error;
  }
  return initAsync(options);
}
