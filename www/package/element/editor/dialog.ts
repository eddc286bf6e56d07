import { element } from "../../shared/dom.ts";

/** What a question has to say. */
export interface Question {
  title: string;
  text?: string;
  yes: string;
  no: string;
}

/** Asks a person, in a dialog inside `host`. Closing it without an answer means no. */
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
  // No form: in a sandbox without forms even one that goes nowhere is refused.
  refuse.addEventListener("click", () => dialog.close());
  agree.addEventListener("click", () => dialog.close("yes"));
  const answer = answerOf(host, dialog).then((given) => given === "yes");
  refuse.focus();
  return answer;
}

/**
 * Opens a dialog inside `host`, and gives what it was closed with: empty where nothing was chosen. Then the dialog is
 * gone.
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
