export * from "./dist/index.js";

/** The source of the module: its URL, an HTTP response with it, its bytes, or the compiled module. */
export type ModuleSource = string | URL | Request | Response | BufferSource | WebAssembly.Module;

/**
 * Loads the module. Await this before any other use of the package. Later calls do nothing.
 *
 * ```js
 * await init({ module_or_path: fetch("/iotcentral_web_bg.wasm") });
 * ```
 */
export declare function init(options: { module_or_path: ModuleSource | Promise<ModuleSource> }): Promise<unknown>;

/** Loads the module from its bytes, or from the compiled module, synchronously. */
export declare function initSync(options: { module: BufferSource | WebAssembly.Module }): unknown;
