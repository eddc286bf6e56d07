import type { Source } from "iotcentral-web";

/** The unit of a source's values: a count of temperatures is no temperature. */
export function unitOf({ unit, aggregateFunction }: Pick<Source, "unit" | "aggregateFunction">): string | undefined {
  return aggregateFunction === "count" ? undefined : unit;
}

/** The unit that all of them have; undefined where they differ. */
export function commonUnit(sources: readonly Source[]): string | undefined {
  const units = new Set(sources.map(unitOf));
  return units.size === 1 ? [...units][0] : undefined;
}
