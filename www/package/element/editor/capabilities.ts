import { define, listOf, objectOf, objectsOf, resolve, textOf, type Json } from "../../tiles/content/template.ts";

/** Something that devices of a template have. */
export interface CapabilityDescription {
  /** As tiles name it, component in front: `thermostat.temperature`. */
  path: string;
  /** What people call it. */
  name: string;
  kind: "telemetry" | "property" | "command";
}

/** How deep interfaces may lie in each other, and how many capabilities are read. */
const MOST_DEPTH = 8;
const MOST = 2000;

const KINDS = { Telemetry: "telemetry", Property: "property", Command: "command" } as const;

/** All that a device template describes. */
export function capabilitiesOf(template: Json, locale: string): CapabilityDescription[] {
  const found: CapabilityDescription[] = [];
  const model = objectOf(template["capabilityModel"]);
  if (!model) return found;
  const definitions = new Map<string, Json>();
  define(model, definitions, 0);
  const read = (shape: Json, path: string, title: string, depth: number): void => {
    if (depth > MOST_DEPTH) return;
    for (const content of objectsOf(shape["contents"])) {
      if (typeof content["name"] !== "string" || found.length >= MOST) continue;
      const inner = path + content["name"];
      const name = title + (textOf(content["displayName"], locale) ?? content["name"]);
      const types = listOf(content["@type"]);
      const type = (["Telemetry", "Property", "Command"] as const).find(type => types.includes(type));
      if (type) found.push({ path: inner, name, kind: KINDS[type] });
      else for (const part of [...listOf(content["schema"]), ...listOf(content["target"])]) {
        const component = resolve(part, definitions);
        if (component) read(component, `${inner}.`, `${name} / `, depth + 1);
      }
    }
    for (const part of listOf(shape["extends"])) {
      const extended = resolve(part, definitions);
      if (extended) read(extended, path, title, depth + 1);
    }
  };
  read(model, "", "", 0);
  return found;
}
