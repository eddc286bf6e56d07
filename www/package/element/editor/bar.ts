import type { Finding } from "iotcentral-web";

import type { EditorMessages } from "../../messages/messages.ts";
import { element } from "../../shared/dom.ts";
import { labelled, textInput } from "./inputs.ts";

/** The actions of the bar. */
export interface BarActions {
  rename: (title: string) => void;
  add: () => void;
  undo: () => void;
  redo: () => void;
  save: () => void;
  close: () => void;
}

/** The state that the bar shows. */
export interface BarState {
  /** The dashboard's title, and the findings about it. */
  title: string;
  findings: readonly Finding[];
  canUndo: boolean;
  canRedo: boolean;
  isChanged: boolean;
  isSaving: boolean;
  /** Summaries of the draft's findings. */
  mistakes: readonly string[];
}

/** The toolbar above a dashboard that is being edited, with the state of the draft. */
export class Bar {
  readonly element: HTMLElement;
  /** The parent of dialogs, which inherit the bar's language and styles. */
  readonly dialogs = element("div");
  readonly #words: EditorMessages["bar"];
  readonly #title: HTMLInputElement;
  readonly #titleField;
  readonly #add: HTMLButtonElement;
  readonly #undo: HTMLButtonElement;
  readonly #redo: HTMLButtonElement;
  readonly #save: HTMLButtonElement;
  readonly #close: HTMLButtonElement;
  readonly #state = element("span", { class: "state" });
  readonly #problem = element("div", { class: "problem", role: "alert" });
  readonly #announcement = element("p", { class: "visually-hidden", role: "status" });

  constructor(actions: BarActions, words: EditorMessages, helpId: string) {
    this.#words = words.bar;
    this.#add = button(words.bar.add, actions.add);
    this.#undo = button(words.bar.undo, actions.undo);
    this.#redo = button(words.bar.redo, actions.redo);
    this.#close = button(words.bar.close, actions.close);
    this.#save = button(words.bar.save, actions.save);
    this.#save.classList.add("primary");
    this.#title = textInput("", actions.rename);
    this.#titleField = labelled("/displayName", words.bar.title, this.#title);
    const help = element("p", { id: helpId, hidden: "" }, words.tile.keys);
    const buttons = element(
      "div",
      { class: "buttons", role: "group", "aria-label": words.bar.label },
      this.#add,
      this.#undo,
      this.#redo,
      this.#state,
      this.#close,
      this.#save,
    );
    this.element = element(
      "div",
      { class: "editor-bar" },
      this.#titleField.element,
      buttons,
      this.#problem,
      this.#announcement,
      help,
      this.dialogs,
    );
  }

  focus(): void {
    this.#add.focus();
  }

  update({ title, findings, canUndo, canRedo, isChanged, isSaving, mistakes }: BarState): void {
    // Setting an equal value would move the caret to the end.
    if (this.#title.value !== title) this.#title.value = title;
    this.#title.readOnly = isSaving;
    this.#titleField.showFindings(findings);
    enable(this.#add, !isSaving);
    enable(this.#undo, canUndo && !isSaving);
    enable(this.#redo, canRedo && !isSaving);
    enable(this.#save, isChanged && !isSaving);
    this.#save.textContent = isSaving ? this.#words.saving : this.#words.save;
    this.#close.textContent = isSaving ? this.#words.cancel : isChanged ? this.#words.discard : this.#words.close;
    this.#state.textContent = [isChanged ? this.#words.changed : this.#words.unchanged, ...mistakes].join(" · ");
  }

  /** Announces sentences to screen readers. */
  announce(...sentences: readonly string[]): void {
    this.#announcement.textContent = sentences.join(" ");
  }

  /** Shows why a save failed; without arguments, removes that. */
  showFailure(title?: string, ...advice: readonly string[]): void {
    this.#problem.replaceChildren(
      ...(title === undefined
        ? []
        : [element("strong", {}, title), ...advice.map((text) => element("p", { dir: "auto" }, text))]),
    );
  }
}

/** Sets `aria-disabled`: `disabled` would take the focus from a button that was just pressed. */
function enable(target: HTMLButtonElement, isEnabled: boolean): void {
  target.ariaDisabled = isEnabled ? null : "true";
}

function button(label: string, run: () => void): HTMLButtonElement {
  const created = element("button", { type: "button" }, label);
  created.addEventListener("click", () => {
    if (!created.ariaDisabled) run();
  });
  return created;
}
