import { unitOf } from "../../format/units.ts";
import type { Source } from "../data.ts";
import type { Threshold, TileContext } from "../renderer.ts";

/** The functions whose results aren't values of the capability: a count of temperatures is no temperature. */
const OTHER = ["count", "sum"];

/** A threshold as readers see it. */
export interface Mark extends Threshold {
  label: string;
  /** From which value on it marks, in words; empty where there is none. */
  sentence: string;
}

/** The thresholds of a source, ascending. */
export function marksOf(source: Source, { thresholds = {}, format, messages }: TileContext): Mark[] {
  const { capability, aggregateFunction = "" } = source;
  if (!Object.hasOwn(thresholds, capability) || OTHER.includes(aggregateFunction)) return [];
  const marks = (thresholds[capability] ?? []).map(({ value, color, label }) => {
    const written = format.number(value, { unit: unitOf(source) });
    const sentence = label ? messages.chart.threshold(label, written) : `≥ ${written}.`;
    return { value, color, label: label || `≥ ${written}`, sentence: Number.isFinite(value) ? sentence : "" };
  });
  return marks.sort((one, other) => one.value - other.value);
}

/** The highest threshold that a value has reached. */
export function markOf(value: unknown, source: Source, context: TileContext): Mark | undefined {
  return typeof value === "number" ? marksOf(source, context).findLast((mark) => value >= mark.value) : undefined;
}
