import type { MessageRange } from "../data.ts";
import type { TileContext } from "../renderer.ts";

/**
 * A sentence on the messages that the service had no room for, where there are any. `fate` says what became of them:
 * the rows are left out, or slices of time stand for them.
 */
export function leftOut(
  { completeFrom }: MessageRange,
  fate: "rows" | "slices",
  { format, messages }: TileContext,
): string | undefined {
  if (completeFrom === undefined) return undefined;
  return messages.leftOut[fate](format.moment(completeFrom));
}
