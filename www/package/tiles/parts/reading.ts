import type { Described } from "../../format/format.ts";

/** An object in a table: read by its source's names for its fields, saved as it came. */
export class Reading {
  readonly value: object;
  readonly source: Described;

  constructor(value: object, source: Described) {
    this.value = value;
    this.source = source;
  }

  /** What a file has of it. */
  toJSON(): object {
    return this.value;
  }
}
