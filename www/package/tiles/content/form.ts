import type { ValueSchema } from "iotcentral-web";

import { MISSING } from "../../format/values.js";
import type { Messages } from "../../messages/messages.ts";
import { element } from "../../shared/dom.ts";

/** Input fields for a value. */
export interface Form {
  element: HTMLElement;
  /** Returns the entered value; undefined if the fields are empty. Throws an `InvalidInput` that says what is wrong. */
  read(): unknown;
}

/** A field holds an invalid entry. */
export class InvalidInput extends Error {}

/** Creates the fields for a value's schema. A value without fields of its own is entered as JSON. */
export function formFor(name: string, schema: ValueSchema, words: Messages["command"]): Form {
  switch (schema.type) {
    case "number": {
      const input = element("input", { type: "number", step: "any" });
      return field(name, input, () => {
        if (input.validity.badInput) throw new InvalidInput(words.noNumber);
        return input.value === "" ? undefined : input.valueAsNumber;
      });
    }
    case "string": {
      const input = element("input", { type: "text", dir: "auto" });
      return field(name, input, () => input.value || undefined);
    }
    case "boolean":
      return choice(
        name,
        [true, false].map((value) => ({ value, name: String(value) })),
      );
    case "enum":
      return choice(name, schema.values);
    case "object": {
      const fields = schema.fields.map(
        ({ key, name: title, schema: inner }) => [key, formFor(title, inner, words)] as const,
      );
      const group = element("fieldset", {}, element("legend", {}, name), ...fields.map(([, form]) => form.element));
      return {
        element: group,
        read() {
          const members = fields
            .map(([key, form]) => [key, form.read()] as const)
            .filter(([, value]) => value !== undefined);
          return members.length > 0 ? Object.fromEntries(members) : undefined;
        },
      };
    }
    case "geopoint":
    case "vector":
    case "any": {
      const input = element("textarea", { rows: "3", spellcheck: "false", placeholder: words.noRequest, dir: "ltr" });
      return field(name, input, () => {
        try {
          return input.value.trim() ? JSON.parse(input.value) : undefined;
        } catch {
          throw new InvalidInput(words.noJson);
        }
      });
    }
  }
}

/** Returns a device's answer in which values of enumerations are replaced by their names in the template. */
export function named(value: unknown, schema: ValueSchema | undefined): unknown {
  if (schema?.type === "enum") return schema.values.find((known) => known.value === value)?.name ?? value;
  if (schema?.type !== "object" || typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      named(member, schema.fields.find((field) => field.key === key)?.schema),
    ]),
  );
}

function choice(name: string, values: readonly { value: unknown; name: string }[]): Form {
  const options = values.map(({ name: title }, index) => element("option", { value: String(index) }, title));
  const select = element("select", {}, element("option", { value: "" }, MISSING), ...options);
  return field(name, select, () => (select.value === "" ? undefined : values[Number(select.value)]?.value));
}

/** Creates a field that marks itself invalid and takes the focus if reading it throws. */
function field(
  name: string,
  input: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement,
  value: () => unknown,
): Form {
  return {
    element: element("label", {}, name, input),
    read() {
      input.ariaInvalid = null;
      try {
        return value();
      } catch (error) {
        input.ariaInvalid = "true";
        input.focus();
        throw error;
      }
    },
  };
}
