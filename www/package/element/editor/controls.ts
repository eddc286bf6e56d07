import type { Finding } from "iotcentral-web";
import type { Format } from "../../format/format.ts";
import type { EditorMessages, Messages } from "../../messages/messages.ts";
import { element } from "../../shared/dom.ts";
import { iconButton } from "../../tiles/parts/actions.ts";
import type { DraftTile } from "./history.ts";

const CONFIGURE_ICON = "M3 13l.6-2.8 7.2-7.2 2.2 2.2-7.2 7.2zM9.3 4.5l2.2 2.2";
const DUPLICATE_ICON = "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3";
const REMOVE_ICON = "M4 4l8 8M12 4l-8 8";

/** The actions on a tile. */
export interface TileActions {
  /** Called when a pointer is pressed on the tile (`move`) or on its corner (`resize`). */
  press: (event: PointerEvent, kind: "move" | "resize") => void;
  key: (event: KeyboardEvent) => void;
  configure: () => void;
  duplicate: () => void;
  remove: () => void;
}

export interface Words {
  messages: Messages;
  words: EditorMessages;
  format: Format;
}

/**
 * The controls over a tile that is being edited: a button that takes pointer and keyboard input, tools, and the corner.
 */
export class Controls {
  readonly cover: HTMLButtonElement;
  readonly #badge = element("p", { class: "badge", hidden: "" });
  readonly #element: HTMLElement;

  constructor(actions: TileActions, { words: { tile } }: Words, helpId: string) {
    this.cover = element("button", { type: "button", class: "cover", "aria-describedby": helpId });
    this.cover.addEventListener("pointerdown", (event) => actions.press(event, "move"));
    this.cover.addEventListener("keydown", actions.key);
    this.cover.addEventListener("click", actions.configure);
    // The tools are for pointers. The keyboard has shortcuts for them: a hundred tiles would have four hundred tab
    // stops.
    const tools = element(
      "div",
      { class: "tools" },
      tool(CONFIGURE_ICON, tile.configure, actions.configure),
      tool(DUPLICATE_ICON, tile.duplicate, actions.duplicate),
      tool(REMOVE_ICON, tile.remove, actions.remove),
    );
    const corner = element("div", { class: "corner", "aria-hidden": "true" });
    corner.addEventListener("pointerdown", (event) => actions.press(event, "resize"));
    this.#element = element("div", { class: "controls" }, this.cover, tools, corner, this.#badge);
  }

  /** Puts the controls on a frame. */
  attach(frame: HTMLElement): void {
    if (this.#element.parentElement === frame) return;
    for (const content of frame.children) if (content instanceof HTMLElement) content.inert = true;
    frame.append(this.#element);
  }

  /** Updates the accessible name, with the tile's position, and shows the tile's findings. */
  update(
    { tile }: DraftTile,
    isChosen: boolean,
    findings: readonly Finding[],
    { messages, words, format }: Words,
  ): void {
    const number = (value: number): string => format.number(value, { abbreviateValue: false });
    const place = words.tile.place(
      titleOf(tile, words),
      typeOf(tile.configuration.type, messages),
      number(tile.x + 1),
      number(tile.y + 1),
      number(tile.width),
      number(tile.height),
    );
    const errors = findings.filter(({ severity }) => severity === "error");
    const shown = errors.length > 0 ? errors : findings;
    const mistakes = words.bar[errors.length > 0 ? "mistakes" : "warnings"](shown.length, number(shown.length));
    this.cover.ariaLabel = shown.length > 0 ? `${place}. ${mistakes}` : place;
    this.cover.ariaPressed = String(isChosen);
    this.#badge.hidden = shown.length === 0;
    this.#badge.textContent = mistakes;
    this.#badge.dataset["severity"] = errors.length > 0 ? "error" : "warning";
    this.#badge.title = shown.map(({ pointer, message }) => `${pointer} ${message}`).join("\n");
  }
}

export function titleOf(tile: { displayName: string }, words: EditorMessages): string {
  return tile.displayName || words.tile.untitled;
}

/** The name of a tile type; an unknown type is its own name. */
export function typeOf(type: string, { types }: Messages): string {
  return Object.hasOwn(types, type) ? types[type as keyof typeof types] : type;
}

function tool(icon: string, label: string, run: () => void): HTMLButtonElement {
  const button = iconButton(icon, label);
  button.tabIndex = -1;
  button.addEventListener("click", run);
  return button;
}
