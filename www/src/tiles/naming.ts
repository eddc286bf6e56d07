/** What a value or a line is of. */
interface Source {
  device: string;
  capability: string;
  aggregateFunction?: string;
}

/** The parts of the names that are needed to tell sources apart: one device's values needn't repeat the device. */
export interface Naming {
  device: boolean;
  capability: boolean;
  aggregateFunction: boolean;
}

/** Finds out which parts differ. */
export function naming(sources: readonly Source[]): Naming {
  const differ = (part: keyof Source): boolean => new Set(sources.map(source => source[part])).size > 1;
  const device = differ("device");
  return { device, capability: differ("capability") || !device, aggregateFunction: differ("aggregateFunction") };
}

/** A source's name in one line: `temperature`, `thermostat-1`, `temperature (max) · thermostat-1`, `max · thermostat-1`. */
export function nameOf(source: Source, parts: Naming): string {
  const { device, capability, aggregateFunction } = source;
  const aggregate = parts.aggregateFunction ? aggregateFunction : undefined;
  const what = parts.capability && aggregate ? `${capability} (${aggregate})` : parts.capability ? capability : aggregate;
  return [what, parts.device && device].filter(Boolean).join(" · ");
}
