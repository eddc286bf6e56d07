export * from "./dist/index.js";

/**
 * Loads the module, unless that was done. Clients do so by themselves, so that this is for an early start, and for
 * `validateDashboard`, `arrangeTiles` and `downsample` in a page that has no client yet.
 *
 * @throws IotCentralError `Module` where the module is not where the bundler or the server should have put it.
 */
export declare function load(): Promise<void>;
