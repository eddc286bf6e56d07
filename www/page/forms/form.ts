import { element } from "../../package/shared/dom.ts";
import "../styles/views.css";
import { accept, type Control, refuse } from "./field.ts";
import { problem } from "./problem.ts";

/** What a form is for. */
export interface FormOptions {
  /** What the button says, and what it says while the work is done. */
  submit: string;
  busy: string;
  /** Fields, and elements between them. */
  body: readonly (Node | string)[];
  /** Buttons before that one. */
  before?: readonly Node[];
  /** The work deletes something. */
  isDangerous?: boolean;
  /** The address of the service that the work is for. */
  endpoint: () => string;
  /** The field that a place in what was sent belongs to. */
  fieldOf?: (place: string) => Control | undefined;
  /** What is done with the form. What it throws is said in the form, which keeps what was typed in. */
  work: (signal: AbortSignal) => Promise<void>;
  /** Ends the work. */
  signal: AbortSignal;
}

/** A form that says beside its fields what is wrong with them, and while it works, that it does. */
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
      if (control) refuse(control, text);
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

/** Says beside each field that isn't filled in as it should be what is wrong, and goes to the first. */
function check(form: HTMLFormElement): boolean {
  const controls = [...form.elements].filter(isControl);
  for (const control of controls) {
    if (control.validity.valid) continue;
    const { validity, validationMessage, dataset } = control;
    refuse(control, (!validity.valueMissing && !validity.customError && dataset["advice"]) || validationMessage);
  }
  for (const control of controls) if (control.validity.valid) accept(control);
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
