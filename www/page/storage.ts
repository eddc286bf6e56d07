/** The tab's storage; undefined where the browser keeps it from the page. */
export function storage(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}

/**
 * The name in the tab's storage of operations that are under way, which a reload goes on with
 * (applications/operations.ts).
 */
export const OPERATIONS = "operations";
