import type { TileConfiguration } from "iotcentral-web";

import type { EditorMessages, Messages } from "../../messages/messages.ts";
import { element } from "../../shared/dom.ts";
import { answerOf } from "./dialog.ts";

type TileType = TileConfiguration["type"];

/** Asks the person for a type of tile. */
export function chooseType(
  host: HTMLElement,
  { add }: EditorMessages,
  { types }: Messages,
): Promise<TileType | undefined> {
  const dialog = element(
    "dialog",
    { class: "question", "aria-labelledby": "add-tile" },
    element("h2", { id: "add-tile" }, add.title),
  );
  const choices = Object.entries(types)
    .sort(([, one], [, other]) => one.localeCompare(other))
    .map(([type, name]) => {
      const choice = element("button", { type: "button" }, name);
      choice.addEventListener("click", () => dialog.close(type));
      return element("li", {}, choice);
    });
  const cancel = element("button", { type: "button" }, add.cancel);
  cancel.addEventListener("click", () => dialog.close());
  dialog.append(element("ul", { class: "types" }, ...choices), element("div", { class: "actions" }, cancel));
  return answerOf(host, dialog).then((type) => (type ? (type as TileType) : undefined));
}
