/** Returns the session storage; undefined if the browser forbids it. */
export function storage(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}

/** The key of running operations in the session storage, which applications/operations.ts resumes after a reload. */
export const OPERATIONS = "operations";
