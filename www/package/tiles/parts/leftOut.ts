import type { MessageRange } from "../data.ts";
import type { TileContext } from "../renderer.ts";

/**
 * Returns a sentence about the messages that the service's answer had no room for, if there are any. `fate` tells
 * whether rows are missing, or slices of time stand for them.
 */
export function leftOut(
  { completeFrom }: MessageRange,
  fate: "rows" | "slices",
  { format, messages }: TileContext,
): string | undefined {
  if (completeFrom === undefined) return undefined;
  return messages.leftOut[fate](format.moment(completeFrom));
}
