import { element } from "../../package/shared/dom.ts";
import { focusTitle } from "../shell.ts";
import { type FormOptions, form } from "./form.ts";

/** A form in a dialog. */
export interface DialogOptions extends Omit<FormOptions, "before" | "signal" | "work"> {
  /** What is done with the form; the function that it gives is called when the dialog is closed. */
  work: (signal: AbortSignal) => Promise<(() => void) | void>;
}

/** Opens a dialog. It closes when its work is done, by Escape and by Cancel, which end the work. */
export function openDialog(title: string, options: DialogOptions): void {
  const ending = new AbortController();
  const cancel = element("button", { type: "button" }, "Cancel");
  const created = form({
    ...options,
    before: [cancel],
    signal: ending.signal,
    work: async (signal) => {
      const next = await options.work(signal);
      dialog.close();
      next?.();
    },
  });
  const dialog = element("dialog", { "aria-labelledby": "dialog-heading" }, created);
  created.prepend(element("h2", { id: "dialog-heading", dir: "auto" }, title));
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    ending.abort();
    dialog.remove();
    // The focus is back where it was, unless that is gone.
    if (document.activeElement === document.body) focusTitle();
  });
  document.body.append(dialog);
  dialog.showModal();
}
