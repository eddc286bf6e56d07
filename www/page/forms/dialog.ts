import { element } from "../../package/shared/dom.ts";
import { focusTitle } from "../shell.ts";
import { type FormOptions, form } from "./form.ts";

/** A form in a dialog. It closes when its work is done, by Escape and by Cancel, which end the work. */
export function openDialog(title: string, options: Omit<FormOptions, "before" | "signal">): void {
  const ending = new AbortController();
  const cancel = element("button", { type: "button" }, "Cancel");
  const created = form({
    ...options,
    before: [cancel],
    signal: ending.signal,
    work: async (signal) => {
      await options.work(signal);
      dialog.close();
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
