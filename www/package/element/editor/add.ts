import type { TileConfiguration } from "iotcentral-web";

import type { EditorMessages, Messages } from "../../messages/messages.ts";
import { element } from "../../shared/dom.ts";

type TileType = TileConfiguration["type"];

/** Has a person choose a type of tile. */
export function chooseType(host: HTMLElement, { add }: EditorMessages, { types }: Messages): Promise<TileType | undefined> {
  const dialog = element("dialog", { class: "question", "aria-labelledby": "add-tile" }, element("h2", { id: "add-tile" }, add.title));
  const choices = Object.entries(types).sort(([, one], [, other]) => one.localeCompare(other)).map(([type, name]) => {
    const choice = element("button", { type: "button" }, name);
    choice.addEventListener("click", () => dialog.close(type));
    return element("li", {}, choice);
  });
  const cancel = element("button", { type: "button" }, add.cancel);
  cancel.addEventListener("click", () => dialog.close());
  dialog.append(element("ul", { class: "types" }, ...choices), element("div", { class: "actions" }, cancel));
  host.append(dialog);
  dialog.showModal();
  return new Promise(resolve => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue ? (dialog.returnValue as TileType) : undefined);
    });
  });
}
