import type { Dashboard, DashboardConflict, IotCentralClient, IotCentralError } from "iotcentral-web";

import type { EditorMessages, Messages } from "../../messages/messages.ts";
import { explain } from "../explain.ts";
import type { History } from "./history.ts";

/** The outcome of a save. A failure leaves the draft as it was. */
export type Outcome = { saved: Dashboard } | { conflict: DashboardConflict } | { failure: Failure };

/** Why a save failed. */
interface Failure {
  title: string;
  advice: readonly string[];
  /** Whether the reader's role may not write the dashboard. */
  isForbidden?: boolean;
}

/** Saves the draft, merged with the changes that others have saved since the dashboard was read. */
export async function save(
  client: IotCentralClient,
  { base, dashboard }: History,
  abortSignal: AbortSignal,
  words: EditorMessages,
  messages: Messages,
): Promise<Outcome> {
  try {
    return { saved: await client.dashboards.edit(base, () => dashboard, { abortSignal }) };
  } catch (error) {
    const { canceled, unknown, kept } = words.failed;
    if (abortSignal.aborted) return { failure: { title: canceled, advice: [unknown, kept] } };
    const { conflict } = error as IotCentralError;
    return conflict ? { conflict } : { failure: failureOf(error as IotCentralError, client.endpoint, words, messages) };
  }
}

function failureOf(error: IotCentralError, endpoint: string, { failed }: EditorMessages, messages: Messages): Failure {
  const failureWith = (title: string, ...advice: string[]): Failure => ({ title, advice: [...advice, failed.kept] });
  if (error.statusCode === 403)
    return { ...failureWith(failed.forbidden.title, failed.forbidden.advice), isForbidden: true };
  if (error.statusCode === 404) return failureWith(failed.gone.title, failed.gone.advice);
  if (error.findings)
    return failureWith(
      failed.mistakes.title,
      failed.mistakes.advice,
      ...error.findings.map(({ pointer, message }) => `${pointer} ${message}`),
    );
  const { title, advice } = explain(error, endpoint, messages);
  const isUnknown = error.code === "Network" || error.code === "Timeout";
  return failureWith(title, advice, ...(isUnknown ? [failed.unknown] : []));
}
