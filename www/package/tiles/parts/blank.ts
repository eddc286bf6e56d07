import { element, isolated } from "../../shared/dom.ts";
import { setRoom } from "./textSize.ts";

/** Makes the placeholder of a tile that has nothing to draw: what it would show, and the reason. */
export function blank(what: string, ...rest: readonly HTMLElement[]): HTMLElement {
  const shown = element("p", { class: "what", title: what }, isolated(what));
  setRoom(shown, what, true);
  return element("div", { class: "blank" }, shown, ...rest);
}
