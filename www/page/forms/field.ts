import { element } from "../../package/shared/dom.ts";

/** What a person fills in. */
export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

let count = 0;

/** A control with its label, what helps to fill it in, and room for what is wrong with it. */
export function field(label: string, control: Control, hint: Node | string = ""): HTMLElement {
  control.id ||= `field-${++count}`;
  control.setAttribute("aria-describedby", `${control.id}-hint`);
  control.addEventListener("input", () => accept(control));
  return element(
    "div",
    { class: "field" },
    element("label", { for: control.id }, label),
    control,
    element("p", { class: "error", id: `${control.id}-error`, role: "alert" }),
    element("p", { class: "hint", id: `${control.id}-hint` }, hint),
  );
}

/** A field that is ticked. */
export function checkbox(label: string, control: HTMLInputElement, hint = ""): HTMLElement {
  const created = field(label, control, hint);
  control.type = "checkbox";
  created.classList.add("checkbox");
  return created;
}

/** A text field. It isn't corrected, remembered or capitalised. */
export function input(name: string, attributes: Readonly<Record<string, string>> = {}): HTMLInputElement {
  return element("input", { name, autocomplete: "off", autocapitalize: "off", spellcheck: "false", ...attributes });
}

/** A choice of values with their names; one that is chosen and isn't among them is added. */
export function select(
  name: string,
  options: readonly (readonly [value: string, name: string])[],
  chosen = "",
): HTMLSelectElement {
  const known = options.some(([value]) => value === chosen);
  const all = known || !chosen ? options : [...options, [chosen, chosen] as const];
  const created = element("select", { name }, ...all.map(([value, text]) => element("option", { value }, text)));
  if (chosen) created.value = chosen;
  return created;
}

/** Says beside a field what helps to fill it in. */
export function suggest(control: Control, text: string, state: "" | "good" | "waiting" = ""): void {
  const hint = part(control, ".hint");
  if (!hint) return;
  hint.textContent = text;
  hint.dataset["state"] = state;
}

/** Says beside a field what is wrong with it. */
export function refuse(control: Control, why: string): void {
  const error = part(control, ".error");
  if (error) error.textContent = why;
  control.ariaInvalid = "true";
  control.setAttribute("aria-errormessage", `${control.id}-error`);
}

/** Takes back what was said to be wrong with a field. */
export function accept(control: Control): void {
  const error = part(control, ".error");
  if (error) error.textContent = "";
  control.ariaInvalid = null;
  control.removeAttribute("aria-errormessage");
}

function part(control: Control, selector: string): HTMLElement | null | undefined {
  return control.closest(".field")?.querySelector<HTMLElement>(selector);
}
