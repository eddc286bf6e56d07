export * from "./dist/index.js";

/**
 * Does nothing, because importing this entry has loaded the module. It exists so that the same code runs with
 * `iotcentral-web`.
 *
 * ```js
 * await load();
 * const findings = validateDashboard(board);
 * ```
 */
export declare function load(): Promise<void>;
