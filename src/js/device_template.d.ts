/** A capability of a device template: a telemetry, a property or a command. */
export interface TemplateCapability {
  /** The name that tiles use, with modules and components in front, such as `thermostat.temperature`. */
  path: string;
  /** The display name in the requested language; the last part of the path if the template has none. */
  displayName: string;
  /** Devices send telemetry and run commands; a property is reported by devices or stored by the application. */
  kind: "telemetry" | "property" | "command";
  /** The symbol of the unit, such as `°C`, or the unit's name if it has no symbol. */
  unit?: string;
  /** The type of the values; absent for a command. */
  schema?: ValueSchema;
  /** The argument of a command; absent if the command takes none. */
  request?: SchemaField;
  /** The type of a command's response; absent if the command has none. */
  response?: ValueSchema;
}

/**
 * The type of a value, in as much detail as a form needs. `string` includes dates, times and durations; `any`
 * includes all types that are not listed.
 */
export type ValueSchema =
  | { type: "number" | "boolean" | "string" | "geopoint" | "vector" | "any" }
  | { type: "enum"; values: readonly { value: string | number; name: string }[] }
  | { type: "object"; fields: readonly SchemaField[] };

/** A field of an object, or the argument of a command. */
export interface SchemaField {
  /** The key of the field. */
  key: string;
  /** The display name in the requested language. */
  name: string;
  /** The type of the field's value. */
  schema: ValueSchema;
}
