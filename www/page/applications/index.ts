// All views of applications, in one chunk.
import type { Connection } from "../connection.ts";
import { managementOf } from "./management.ts";
import { resume } from "./operations.ts";

export { showNewApplication } from "./create.ts";
export { showApplication } from "./details.ts";
export { showApplications } from "./list.ts";

/** Goes on with the operations of before a reload, where no token has to be asked for. */
export function resumeOperations(connection: Connection): void {
  const management = managementOf(connection);
  if (management) resume(management);
}
