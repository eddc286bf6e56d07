export * from "./dist/index.js";

/**
 * Loads the module, unless it has been loaded. Clients load it by themselves. Call this to load it early, or for
 * `validateDashboard`, `arrangeTiles` and `downsample` in a page that has no client yet.
 *
 * ```js
 * await load();
 * const findings = validateDashboard(board);
 * ```
 *
 * @throws IotCentralError `Module` if the bundler or the server does not provide the file.
 */
export declare function load(): Promise<void>;
