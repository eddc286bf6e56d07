import type { Dashboard, IotCentralClient } from "iotcentral-web";

import { statusOf } from "../package/shared/retry.ts";
import type { Connection } from "./connection.ts";

/** By connection and kind of dashboard: whether the token's role may write such dashboards. */
const known = new WeakMap<Connection, Map<string, Promise<boolean>>>();
const PATIENCE = 10_000;

/**
 * Returns whether the role of a connection's token may write a dashboard. The API does not return a user's own role, so
 * the page sends requests that other roles are refused. If the answers leave it open, returns true: a refused save
 * shows the reason.
 */
export function mayWrite(
  connection: Connection,
  client: IotCentralClient,
  { id = "", personal, organizations }: Dashboard,
): Promise<boolean> {
  const answers = known.get(connection) ?? new Map<string, Promise<boolean>>();
  known.set(connection, answers);
  // Permissions differ between personal and other dashboards, and between organizations.
  const kind = JSON.stringify([personal, organizations]);
  const answer = answers.get(kind) ?? ask(connection, client, id);
  answers.set(kind, answer);
  return answer;
}

async function ask({ endpoint, token }: Connection, client: IotCentralClient, id: string): Promise<boolean> {
  const abortSignal = AbortSignal.timeout(PATIENCE);
  try {
    // Only administrators may read API tokens, and they may write every dashboard.
    const headers = { Authorization: token.startsWith("Shared") ? token : `Bearer ${token}` };
    const tokens = await fetch(`${endpoint}/api/apiTokens?api-version=2022-07-31`, { headers, signal: abortSignal });
    if (tokens.ok) return true;
    // No version has this etag, so the service answers 412 and changes nothing.
    await client.dashboards.update(id, {}, { ifMatch: '"none"', abortSignal });
    return true;
  } catch (error) {
    return statusOf(error) !== 403;
  }
}
