import type { Messages } from "../../messages/messages.ts";
import type { Source } from "../data.ts";

/** The parts of the names that are needed to tell sources apart: one device's values needn't repeat the device. */
export interface Naming {
  device: boolean;
  capability: boolean;
  aggregateFunction: boolean;
}

/** Finds out which parts differ. */
export function naming(sources: readonly Source[]): Naming {
  const differ = (part: keyof Source): boolean => new Set(sources.map((source) => source[part])).size > 1;
  const device = differ("device");
  return { device, capability: differ("capability") || !device, aggregateFunction: differ("aggregateFunction") };
}

/** What people call the device. */
export function deviceOf({ device, deviceName }: Source): string {
  return deviceName || device;
}

/** What people call the capability. */
export function capabilityOf({ capability, capabilityName }: Source): string {
  return capabilityName || capability;
}

/** Which capability of which device, by their ids: names are not unique. */
export function idOf({ capability, device }: Source, { names }: Messages): string {
  return names.capabilityOf(capability, device);
}

/**
 * A source's name in one line: `temperature`, `thermostat-1`, `temperature (max) · thermostat-1`, `max · thermostat-1`.
 */
export function nameOf(source: Source, parts: Naming, { names }: Messages): string {
  const aggregate =
    parts.aggregateFunction && source.aggregateFunction ? names.shortAggregate(source.aggregateFunction) : undefined;
  const capability = capabilityOf(source);
  const what =
    parts.capability && aggregate ? `${capability} (${aggregate})` : parts.capability ? capability : aggregate;
  return [what, parts.device && deviceOf(source)].filter(Boolean).join(" · ");
}

/** Names of sources that stand side by side. */
export function namesOf(sources: readonly Source[], messages: Messages): string[] {
  const parts = naming(sources);
  return sources.map((source) => nameOf(source, parts, messages));
}
