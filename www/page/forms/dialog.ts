import { element } from "../../package/shared/dom.ts";
import { focusTitle } from "../shell.ts";
import { type FormOptions, form } from "./form.ts";

/** The options of a form in a dialog. */
export interface DialogOptions extends Omit<FormOptions, "before" | "signal" | "work"> {
  /** Does the work of the form. A function that it returns is called after the dialog has closed. */
  work: (signal: AbortSignal) => Promise<(() => void) | void>;
}

/** Opens a form in a dialog, which closes when the work is done. Escape and Cancel close it and abort the work. */
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
    // The browser returns the focus to the element that had it, unless that was removed.
    if (document.activeElement === document.body) focusTitle();
  });
  // A dialog belongs to the view that it was opened in: going back closes it.
  addEventListener("hashchange", () => dialog.close(), { signal: ending.signal });
  document.body.append(dialog);
  dialog.showModal();
}
