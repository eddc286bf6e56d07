import type { Source } from "iotcentral-web";

/** The unit of a source's values; none for a count, since a count of temperatures is not a temperature. */
export function unitOf({ unit, aggregateFunction }: Pick<Source, "unit" | "aggregateFunction">): string | undefined {
  return aggregateFunction === "count" ? undefined : unit;
}

/** The unit that all sources share; undefined if they differ. */
export function commonUnit(sources: readonly Source[]): string | undefined {
  const units = new Set(sources.map(unitOf));
  return units.size === 1 ? [...units][0] : undefined;
}
