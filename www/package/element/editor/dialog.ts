import { element } from "../../shared/dom.ts";

/** The texts of a question. */
export interface Question {
  title: string;
  text?: string;
  yes: string;
  no: string;
}

/** Asks a question in a dialog inside `host`. Resolves to true for yes; closing the dialog means no. */
export function ask(
  host: HTMLElement,
  { title, text, yes, no }: Question,
  ...content: HTMLElement[]
): Promise<boolean> {
  const heading = element("h2", { id: "question" }, title);
  const refuse = element("button", { type: "button" }, no);
  const agree = element("button", { type: "button", class: "primary" }, yes);
  const dialog = element(
    "dialog",
    { class: "question", "aria-labelledby": "question" },
    heading,
    ...(text ? [element("p", {}, text)] : []),
    ...content,
    element("div", { class: "actions" }, refuse, agree),
  );
  // There is no `<form>`: a sandbox without `allow-forms` refuses even `method="dialog"`.
  refuse.addEventListener("click", () => dialog.close());
  agree.addEventListener("click", () => dialog.close("yes"));
  const answer = answerOf(host, dialog).then((given) => given === "yes");
  refuse.focus();
  return answer;
}

/**
 * Opens a dialog inside `host`. Resolves to its return value when it closes, empty if nothing was chosen, and removes
 * it.
 */
export function answerOf(host: HTMLElement, dialog: HTMLDialogElement): Promise<string> {
  host.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue);
    });
  });
}
