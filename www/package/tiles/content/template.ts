/** A command as the template of its device describes it. */
export interface CommandDescription {
  /** What people call it. */
  name: string | undefined;
  /** What it is told; undefined: nothing. */
  request: { name: string; schema: Schema } | undefined;
  /** What it answers. */
  response: Schema | undefined;
}

/** The type of a value, as far as a form shows it; `any` is what only JSON can say. */
export type Schema =
  | { type: "number" | "boolean" | "string" | "any" }
  | { type: "enum"; values: readonly { value: string | number; name: string }[] }
  | { type: "object"; fields: readonly { key: string; name: string; schema: Schema }[] };

type Json = Readonly<Record<string, unknown>>;

/** How deep interfaces and objects may lie in each other. */
const MOST_DEPTH = 8;
const NUMBERS = new Set(["double", "float", "integer", "long"]);

/**
 * Finds a command in a device template.
 *
 * @param path The command as tiles name it, components in front: `thermostat.reboot`.
 * @param locale The reader's language.
 */
export function describeCommand(template: { capabilityModel?: unknown }, path: string, locale: string): CommandDescription | undefined {
  const model = objectOf(template.capabilityModel);
  if (!model) return undefined;
  const definitions = new Map<string, Json>();
  define(model, definitions, 0);
  const command = find(model, path.split("."), definitions, 0);
  if (!command) return undefined;
  const request = objectOf(command["request"]);
  const response = objectOf(command["response"]);
  const read = (schema: unknown): Schema => schemaOf(schema, definitions, locale, 0);
  return {
    name: textOf(command["displayName"], locale),
    request: request && { name: textOf(request["displayName"], locale) ?? String(request["name"] ?? ""), schema: read(request["schema"]) },
    response: response && read(response["schema"]),
  };
}

/** A device's answer with the names that the template has for values of enumerations. */
export function named(value: unknown, schema: Schema | undefined): unknown {
  if (schema?.type === "enum") return schema.values.find(known => known.value === value)?.name ?? value;
  const object = objectOf(value);
  if (schema?.type !== "object" || !object) return value;
  return Object.fromEntries(Object.entries(object).map(([key, member]) => [key, named(member, schema.fields.find(field => field.key === key)?.schema)]));
}

/** Notes what an interface defines by id: itself, its `schemas`, and the interfaces in it. */
function define(shape: Json, definitions: Map<string, Json>, depth: number): void {
  if (depth > MOST_DEPTH) return;
  for (const known of [shape, ...objectsOf(shape["schemas"])]) {
    if (typeof known["@id"] === "string") definitions.set(known["@id"], known);
  }
  const inner = objectsOf(shape["contents"]).flatMap(content => [...objectsOf(content["schema"]), ...objectsOf(content["target"])]);
  for (const each of [...objectsOf(shape["extends"]), ...inner]) if ("contents" in each) define(each, definitions, depth + 1);
}

function find(shape: Json, path: readonly string[], definitions: ReadonlyMap<string, Json>, depth: number): Json | undefined {
  if (depth > MOST_DEPTH) return undefined;
  const [first, ...rest] = path;
  for (const content of objectsOf(shape["contents"])) {
    if (content["name"] !== first) continue;
    if (rest.length === 0) {
      if (listOf(content["@type"]).includes("Command")) return content;
      continue;
    }
    for (const inner of [...listOf(content["schema"]), ...listOf(content["target"])]) {
      const found = resolve(inner, definitions);
      const command = found && find(found, rest, definitions, depth + 1);
      if (command) return command;
    }
  }
  for (const extended of listOf(shape["extends"])) {
    const found = resolve(extended, definitions);
    const command = found && find(found, path, definitions, depth + 1);
    if (command) return command;
  }
  return undefined;
}

function schemaOf(schema: unknown, definitions: ReadonlyMap<string, Json>, locale: string, depth: number): Schema {
  const known = resolve(schema, definitions);
  if (!known || depth > MOST_DEPTH) {
    if (typeof schema !== "string") return { type: "any" };
    return { type: NUMBERS.has(schema) ? "number" : schema === "boolean" ? "boolean" : /^(string|date|time|dateTime|duration)$/.test(schema) ? "string" : "any" };
  }
  const types = listOf(known["@type"]);
  if (types.includes("Enum")) {
    const values = objectsOf(known["enumValues"]).flatMap(({ enumValue: value, displayName, name }) =>
      typeof value === "string" || typeof value === "number" ? [{ value, name: textOf(displayName, locale) ?? String(name ?? value) }] : []);
    return { type: "enum", values };
  }
  if (!types.includes("Object")) return { type: "any" };
  const fields = objectsOf(known["fields"]).flatMap(({ name: key, displayName, schema: inner }) =>
    typeof key === "string" ? [{ key, name: textOf(displayName, locale) ?? key, schema: schemaOf(inner, definitions, locale, depth + 1) }] : []);
  return { type: "object", fields };
}

/** A text, or the one of several that suits the reader: in that language, in English, or in any. */
function textOf(text: unknown, locale: string): string | undefined {
  if (typeof text === "string") return text || undefined;
  const texts = Object.entries(objectOf(text) ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== "");
  const base = (language: string): string => language.toLowerCase().split("-")[0] ?? "";
  const match = texts.find(([language]) => language.toLowerCase() === locale.toLowerCase())
    ?? texts.find(([language]) => base(language) === base(locale))
    ?? texts.find(([language]) => base(language) === "en");
  return (match ?? texts[0])?.[1];
}

/** What an id stands for; an object is itself. */
function resolve(value: unknown, definitions: ReadonlyMap<string, Json>): Json | undefined {
  return typeof value === "string" ? definitions.get(value) : objectOf(value);
}

/** The items of a list, or the only one: JSON-LD has both. */
function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

function objectsOf(value: unknown): Json[] {
  return listOf(value).map(objectOf).filter(each => each !== undefined);
}

function objectOf(value: unknown): Json | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}
