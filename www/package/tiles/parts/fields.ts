import type { Field } from "../../format/format.ts";
import { element, isolated } from "../../shared/dom.ts";

/** Returns the fields of an object, one line each. */
export function fieldLines(fields: readonly Field[]): HTMLElement[] {
  return fields.map(({ name, text }) =>
    element("span", { class: "field" }, isolated(name, { class: "field-name" }), " ", isolated(text)),
  );
}
