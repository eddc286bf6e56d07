// All views of applications, as one chunk.
import type { Connection } from "../connection.ts";
import { managementOf } from "./management.ts";
import { resume } from "./operations.ts";

export { showNewApplication } from "./create.ts";
export { showApplication } from "./details.ts";
export { showApplications } from "./list.ts";

/** Resumes the operations that were running before a reload, if that needs no token from the person. */
export function resumeOperations(connection: Connection): void {
  const management = managementOf(connection);
  if (management) resume(management);
}
