export * from "./dist/index.js";

/** What `init` makes the module from: its address, an answer that holds it, its bytes, or the compiled module. */
export type ModuleSource = string | URL | Request | Response | BufferSource | WebAssembly.Module;

/** Loads the module. Await it once, before anything else of this package is used; later calls do nothing. */
export declare function init(options: { module_or_path: ModuleSource | Promise<ModuleSource> }): Promise<unknown>;

/** Loads the module from its bytes, or from the compiled module, before it returns. */
export declare function initSync(options: { module: BufferSource | WebAssembly.Module }): unknown;
