import { element, isolated } from "../../shared/dom.ts";
import { setRoom } from "./textSize.ts";

/** Creates the placeholder of a tile without content: the name of the missing content, and the reason. */
export function blank(what: string, ...rest: readonly HTMLElement[]): HTMLElement {
  const shown = element("p", { class: "what", title: what }, isolated(what));
  setRoom(shown, what, true);
  return element("div", { class: "blank" }, shown, ...rest);
}
