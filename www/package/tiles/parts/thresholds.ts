import { unitOf } from "../../format/units.ts";
import type { Source } from "../data.ts";
import type { Threshold, TileContext } from "../renderer.ts";

/** Functions whose results aren't values of the capability: a count of temperatures is not a temperature. */
const WITHOUT_THRESHOLDS = ["count", "sum"];

/** A threshold with its texts. */
export interface Mark extends Threshold {
  label: string;
  /** A sentence that tells from which value on the threshold marks; empty if it has none. */
  sentence: string;
}

/** Returns the thresholds of a source, ascending. */
export function marksOf(source: Source, { thresholds = {}, format, messages }: TileContext): Mark[] {
  const { capability, aggregateFunction = "" } = source;
  if (!Object.hasOwn(thresholds, capability) || WITHOUT_THRESHOLDS.includes(aggregateFunction)) return [];
  const marks = (thresholds[capability] ?? []).map(({ value, color, label }) => {
    const written = format.number(value, { unit: unitOf(source) });
    const sentence = label ? messages.chart.threshold(label, written) : `≥ ${written}.`;
    return { value, color, label: label || `≥ ${written}`, sentence: Number.isFinite(value) ? sentence : "" };
  });
  return marks.sort((one, other) => one.value - other.value);
}

/** Returns the highest threshold that a value has reached. */
export function markOf(value: unknown, source: Source, context: TileContext): Mark | undefined {
  return typeof value === "number" ? marksOf(source, context).findLast((mark) => value >= mark.value) : undefined;
}
