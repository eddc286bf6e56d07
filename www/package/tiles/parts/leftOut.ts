import type { Format } from "../../format/format.ts";
import type { MessageRange } from "../data.ts";

/** A sentence on the messages that the service had no room for, where there are any; `fate` says what became of them. */
export function leftOut({ completeFrom }: MessageRange, fate: string, format: Format): string | undefined {
  if (completeFrom === undefined) return undefined;
  return `Messages before ${format.moment(completeFrom)} ${fate}: the service gives 10,000 at most.`;
}
