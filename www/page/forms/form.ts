import { element } from "../../package/shared/dom.ts";
import "../styles/views.css";
import { type Control, clearError, showError } from "./field.ts";
import { problem } from "./problem.ts";

/** The options of a form. */
export interface FormOptions {
  /** The text of the submit button, and its text during the work. */
  submit: string;
  busy: string;
  /** Fields, and elements between them */
  body: readonly (Node | string)[];
  /** Buttons before the submit button */
  before?: readonly Node[];
  /** Whether the work deletes something */
  isDangerous?: boolean;
  /** Returns the address of the service, for explanations of errors. */
  endpoint: () => string;
  /** Returns the field for a part of the request that the service rejected. */
  fieldOf?: (place: string) => Control | undefined;
  /** Does the work of the form. An error is shown in the form, which keeps its input. */
  work: (signal: AbortSignal) => Promise<void>;
  /** Aborts the work. */
  signal: AbortSignal;
}

/** A form that shows errors at its fields, and that its work is in progress. */
export function form({
  submit,
  busy,
  body,
  before = [],
  isDangerous = false,
  endpoint,
  fieldOf,
  work,
  signal,
}: FormOptions): HTMLFormElement {
  const button = element("button", { type: "submit", class: isDangerous ? "primary danger" : "primary" }, submit);
  const failure = element("p", { class: "error", role: "alert" });
  const created = element(
    "form",
    { novalidate: "" },
    ...body,
    failure,
    element("div", { class: "actions" }, ...before, button),
  );
  let isWorking = false;

  const run = async (): Promise<void> => {
    if (isWorking || !check(created)) return;
    failure.textContent = "";
    isWorking = true;
    button.ariaDisabled = "true";
    button.textContent = busy;
    try {
      await work(signal);
    } catch (error) {
      if (signal.aborted) return;
      const { text, place } = problem(error, endpoint());
      const control = place === undefined ? undefined : fieldOf?.(place);
      if (control) showError(control, text);
      else failure.textContent = text;
      (control ?? button).focus();
    } finally {
      isWorking = false;
      button.ariaDisabled = null;
      button.textContent = submit;
    }
  };
  created.addEventListener("submit", (event) => {
    event.preventDefault();
    void run();
  });
  return created;
}

/** Marks invalid fields and focuses the first. Returns whether all are valid. */
function check(form: HTMLFormElement): boolean {
  const controls = [...form.elements].filter(isControl);
  for (const control of controls) {
    if (control.validity.valid) continue;
    const { validity, validationMessage, dataset } = control;
    showError(control, (!validity.valueMissing && !validity.customError && dataset["advice"]) || validationMessage);
  }
  for (const control of controls) if (control.validity.valid) clearError(control);
  const first = controls.find(({ validity }) => !validity.valid);
  first?.focus();
  return first === undefined;
}

function isControl(element: Element): element is Control {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLSelectElement ||
    element instanceof HTMLTextAreaElement
  );
}
