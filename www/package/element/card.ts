import { element } from "../shared/dom.ts";
import type { Explanation } from "./explain.ts";

/** A button on a card. */
export interface Action {
  label: string;
  run: () => void;
}

/** A card in place of a dashboard that is missing or could not be read. The first action is the primary one. */
export function card({ title, advice }: Explanation, actions: readonly Action[] = []): HTMLElement {
  const created = element(
    "section",
    { class: "card", part: "card" },
    element("h2", { dir: "auto" }, title),
    element("p", { dir: "auto" }, advice),
  );
  if (actions.length > 0) created.append(element("div", { class: "actions" }, ...actions.map(button)));
  return created;
}

function button({ label, run }: Action, index: number): HTMLElement {
  const created = element("button", { type: "button", ...(index === 0 && { class: "primary" }) }, label);
  created.addEventListener("click", run);
  return created;
}
