import type { Described } from "../../format/format.ts";

/** An object in a table. The table shows it with its source's names for the fields; files contain it unchanged. */
export class Reading {
  readonly value: object;
  readonly source: Described;

  constructor(value: object, source: Described) {
    this.value = value;
    this.source = source;
  }

  /** The object as files contain it. */
  toJSON(): object {
    return this.value;
  }
}
