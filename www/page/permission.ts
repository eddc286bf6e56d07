import type { Dashboard, IotCentralClient } from "iotcentral-web";

import { statusOf } from "../package/shared/retry.ts";
import type { Connection } from "./connection.ts";

/** By the kind of dashboard, whether the role of a connection's token may write it. */
const known = new WeakMap<Connection, Map<string, Promise<boolean>>>();
const PATIENCE = 10_000;

/**
 * Whether the role of a connection's token may write a dashboard. The API does not tell a user's own role, so the page
 * asks for what other roles are refused. Where the service doesn't say, a person may try: a refused save says why.
 */
export function mayWrite(
  connection: Connection,
  client: IotCentralClient,
  { id = "", personal, organizations }: Dashboard,
): Promise<boolean> {
  const answers = known.get(connection) ?? new Map<string, Promise<boolean>>();
  known.set(connection, answers);
  // Roles tell personal dashboards from others, and organizations from each other.
  const kind = JSON.stringify([personal, organizations]);
  const answer = answers.get(kind) ?? ask(connection, client, id);
  answers.set(kind, answer);
  return answer;
}

async function ask({ endpoint, token }: Connection, client: IotCentralClient, id: string): Promise<boolean> {
  const abortSignal = AbortSignal.timeout(PATIENCE);
  try {
    // Administrators alone may read API tokens, and they may write everything.
    const headers = { Authorization: token.startsWith("Shared") ? token : `Bearer ${token}` };
    const tokens = await fetch(`${endpoint}/api/apiTokens?api-version=2022-07-31`, { headers, signal: abortSignal });
    if (tokens.ok) return true;
    // No version has this etag, so that the service answers 412 and changes nothing.
    await client.dashboards.update(id, {}, { ifMatch: '"none"', abortSignal });
    return true;
  } catch (error) {
    return statusOf(error) !== 403;
  }
}
