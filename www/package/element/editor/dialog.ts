import { element } from "../../shared/dom.ts";

/** What a question has to say. */
export interface Question {
  title: string;
  text?: string;
  yes: string;
  no: string;
}

/** Asks a person, in a dialog inside `host`. Whatever closes it without an answer is a no. */
export function ask(host: HTMLElement, { title, text, yes, no }: Question, ...content: HTMLElement[]): Promise<boolean> {
  const heading = element("h2", { id: "question" }, title);
  const refuse = element("button", { type: "button" }, no);
  const agree = element("button", { type: "button", class: "primary" }, yes);
  const dialog = element("dialog", { class: "question", "aria-labelledby": "question" }, heading, ...(text ? [element("p", {}, text)] : []), ...content, element("div", { class: "actions" }, refuse, agree));
  // No form: in a sandbox without forms even one that goes nowhere is refused.
  refuse.addEventListener("click", () => dialog.close());
  agree.addEventListener("click", () => dialog.close("yes"));
  host.append(dialog);
  dialog.showModal();
  refuse.focus();
  return new Promise(resolve => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}
