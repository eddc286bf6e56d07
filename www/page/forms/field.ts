import { element } from "../../package/shared/dom.ts";

/** A form control. */
export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

let count = 0;

/** A control with its label, a hint, and room for an error. */
export function field(label: string, control: Control, hint: Node | string = ""): HTMLElement {
  control.id ||= `field-${++count}`;
  control.setAttribute("aria-describedby", `${control.id}-hint`);
  control.addEventListener("input", () => clearError(control));
  return element(
    "div",
    { class: "field" },
    element("label", { for: control.id }, label),
    control,
    element("p", { class: "error", id: `${control.id}-error`, role: "alert" }),
    element("p", { class: "hint", id: `${control.id}-hint` }, hint),
  );
}

/** A check box with its label. */
export function checkbox(label: string, control: HTMLInputElement, hint = ""): HTMLElement {
  const created = field(label, control, hint);
  control.type = "checkbox";
  created.classList.add("checkbox");
  return created;
}

/** A text input without autocorrection, history and capitalisation. */
export function input(name: string, attributes: Readonly<Record<string, string>> = {}): HTMLInputElement {
  return element("input", { name, autocomplete: "off", autocapitalize: "off", spellcheck: "false", ...attributes });
}

/** A list of choices. A chosen value that is not among the options is added to them. */
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

/** Shows a hint at a field. */
export function showHint(control: Control, text: string, state: "" | "good" | "waiting" = ""): void {
  const hint = part(control, ".hint");
  if (!hint) return;
  hint.textContent = text;
  hint.dataset["state"] = state;
}

/** Marks a field invalid, and shows the reason. */
export function showError(control: Control, why: string): void {
  const error = part(control, ".error");
  if (error) error.textContent = why;
  control.ariaInvalid = "true";
  control.setAttribute("aria-errormessage", `${control.id}-error`);
}

/** Removes the error of a field. */
export function clearError(control: Control): void {
  const error = part(control, ".error");
  if (error) error.textContent = "";
  control.ariaInvalid = null;
  control.removeAttribute("aria-errormessage");
}

function part(control: Control, selector: string): HTMLElement | null | undefined {
  return control.closest(".field")?.querySelector<HTMLElement>(selector);
}
