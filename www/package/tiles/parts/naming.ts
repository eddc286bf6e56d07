import type { Messages } from "../../messages/messages.ts";
import type { Source } from "../data.ts";

/** The parts of a name that tell sources apart: the values of one device needn't repeat the device. */
export interface Naming {
  device: boolean;
  capability: boolean;
  aggregateFunction: boolean;
}

/** Finds out which parts differ between sources. */
export function naming(sources: readonly Source[]): Naming {
  const differ = (part: keyof Source): boolean => new Set(sources.map((source) => source[part])).size > 1;
  const device = differ("device");
  return { device, capability: differ("capability") || !device, aggregateFunction: differ("aggregateFunction") };
}

/** Returns the name of a source's device, or its id. */
export function deviceOf({ device, deviceName }: Source): string {
  return deviceName || device;
}

/** Returns the name of a source's capability, or its path. */
export function capabilityOf({ capability, capabilityName }: Source): string {
  return capabilityName || capability;
}

/** Returns the names of capability and device in full, which a tile may cut, and their ids: names are not unique. */
export function titleOf(source: Source, { names }: Messages): string {
  const { capability, device } = source;
  return [
    ...new Set([names.capabilityOf(capabilityOf(source), deviceOf(source)), names.capabilityOf(capability, device)]),
  ].join("\n");
}

/**
 * Returns a source's name on one line: `temperature`, `thermostat-1`, `temperature (max) · thermostat-1`, or `max ·
 * thermostat-1`.
 */
export function nameOf(source: Source, parts: Naming, { names }: Messages): string {
  const aggregate =
    parts.aggregateFunction && source.aggregateFunction ? names.shortAggregate(source.aggregateFunction) : undefined;
  const capability = capabilityOf(source);
  const what =
    parts.capability && aggregate ? `${capability} (${aggregate})` : parts.capability ? capability : aggregate;
  return [what, parts.device && deviceOf(source)].filter(Boolean).join(" · ");
}

/** Returns the names of sources that are shown together. */
export function namesOf(sources: readonly Source[], messages: Messages): string[] {
  const parts = naming(sources);
  return sources.map((source) => nameOf(source, parts, messages));
}
