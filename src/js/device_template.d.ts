/** Something that devices of a template send, hold or do. */
export interface TemplateCapability {
  /** How tiles name it: modules and components in front, such as `thermostat.temperature`. */
  path: string;
  /** Its name in the reader's language; the last part of the path where the template has none. */
  displayName: string;
  /** Telemetry is what devices send, a property what devices or the application hold, a command what devices do. */
  kind: "telemetry" | "property" | "command";
  /** The sign of its unit, such as `°C`, or the unit's name where there is no sign. */
  unit?: string;
  /** The type of its values; absent of a command. */
  schema?: ValueSchema;
  /** What a command is told; absent where it is told nothing. */
  request?: SchemaField;
  /** What a command answers; absent where it answers nothing. */
  response?: ValueSchema;
}

/** The type of a value, as far as a form shows it. `string` includes dates, times and durations; `any` is what only JSON can say. */
export type ValueSchema =
  | { type: "number" | "boolean" | "string" | "geopoint" | "vector" | "any" }
  | { type: "enum"; values: readonly { value: string | number; name: string }[] }
  | { type: "object"; fields: readonly SchemaField[] };

/** A field of an object, or what a command is told. */
export interface SchemaField {
  /** Its key. */
  key: string;
  /** What it is called in the reader's language. */
  name: string;
  /** The type of its value. */
  schema: ValueSchema;
}
