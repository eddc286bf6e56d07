import type { Finding } from "iotcentral-web";

import { element } from "../../shared/dom.ts";

type Input = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** A field with its label and its findings. */
export interface FormField {
  element: HTMLElement;
  /** The path of the member in the tile: `configuration/format/textSize`. */
  pointer: string;
  /** Shows findings about the member; an empty list removes them. */
  showFindings: (findings: readonly Pick<Finding, "message" | "severity">[]) => void;
}

let findingCount = 0;

/** Creates an input with a label. `isInline` puts the label after the input, as for check boxes. */
export function labelled(pointer: string, label: string, input: Input, isInline = false): FormField {
  const words = element("span", {}, label);
  return withFindings(
    pointer,
    element("label", { class: isInline ? "check" : "field" }, ...(isInline ? [input, words] : [words, input])),
    input,
  );
}

/** Creates a group of inputs with a common label. */
export function grouped(pointer: string, label: string, ...content: HTMLElement[]): FormField {
  const group = element("fieldset", {}, element("legend", {}, label), ...content);
  return withFindings(pointer, group, group);
}

function withFindings(pointer: string, content: HTMLElement, target: HTMLElement): FormField {
  const problem = element("p", { class: "finding", id: `finding-${findingCount++}`, hidden: "" });
  target.setAttribute("aria-describedby", problem.id);
  return {
    pointer,
    element: element("div", {}, content, problem),
    showFindings(findings) {
      const isError = findings.some(({ severity }) => severity === "error");
      problem.hidden = findings.length === 0;
      problem.textContent = findings.map(({ message }) => message).join("\n");
      problem.dataset["severity"] = isError ? "error" : "warning";
      if (isError) target.setAttribute("aria-invalid", "true");
      else target.removeAttribute("aria-invalid");
    },
  };
}

export function textInput(value: unknown, onInput: (value: string) => void, type = "text"): HTMLInputElement {
  const input = element("input", { type, dir: "auto", autocomplete: "off" });
  input.value = value === undefined || value === null ? "" : String(value);
  input.addEventListener("input", () => onInput(input.value));
  return input;
}

export function linesInput(value: unknown, onInput: (value: string) => void): HTMLTextAreaElement {
  const input = element("textarea", { rows: "5", dir: "auto" });
  input.value = typeof value === "string" ? value : "";
  input.addEventListener("input", () => onInput(input.value));
  return input;
}

/** Creates an input for a whole number, or `undefined` if it is empty or invalid. */
export function numberInput(
  value: unknown,
  { least, most }: { least?: number | undefined; most?: number | undefined },
  onInput: (value: number | undefined) => void,
): HTMLInputElement {
  const input = element("input", {
    type: "number",
    step: "1",
    ...(least !== undefined && { min: String(least) }),
    ...(most !== undefined && { max: String(most) }),
  });
  if (typeof value === "number") input.valueAsNumber = value;
  input.addEventListener("input", () => onInput(Number.isNaN(input.valueAsNumber) ? undefined : input.valueAsNumber));
  return input;
}

export function checkInput(value: boolean, onInput: (value: boolean) => void): HTMLInputElement {
  const input = element("input", { type: "checkbox" });
  input.checked = value;
  input.addEventListener("change", () => onInput(input.checked));
  return input;
}

/** Creates a list of choices. A current value that is not among the choices is added to them. */
export function selectInput(
  value: string | undefined,
  choices: readonly { value: string; name: string }[],
  onInput: (value: string) => void,
): HTMLSelectElement {
  const input = element("select", { dir: "auto" });
  fillSelect(input, value, choices);
  input.addEventListener("change", () => onInput(input.value));
  return input;
}

export function fillSelect(
  input: HTMLSelectElement,
  value: string | undefined,
  choices: readonly { value: string; name: string }[],
): void {
  const known =
    value === undefined || choices.some((choice) => choice.value === value)
      ? choices
      : [...choices, { value, name: value }];
  input.replaceChildren(...known.map((choice) => element("option", { value: choice.value }, choice.name)));
  if (value !== undefined) input.value = value;
}
