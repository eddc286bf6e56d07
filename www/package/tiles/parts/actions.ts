import { element, svg } from "../../shared/dom.ts";
import type { DrawnTile, TileContext } from "../renderer.ts";
import { saveCsv } from "./csv.ts";
import { fillWindow } from "./fill.ts";
import { DataTable } from "./table.ts";

const TABLE_ICON = "M2.5 3.5h11v9h-11zM2.5 6.5h11M6.5 6.5v6";
const FILL_ICON = "M9.5 2.5h4v4M13 3l-4 4M6.5 13.5h-4v-4M3 13l4-4";
const SAVE_ICON = "M8 2.5v7M5 7l3 3 3-3M3 12.5h10";

/**
 * Adds the buttons in a tile's corner: show the data as a table, save it as a file, and fill the window with the tile.
 *
 * @param view The tile's drawing, which the table replaces.
 * @returns A function to call after new data.
 */
export function offerTable(
  host: HTMLElement,
  view: HTMLElement,
  drawn: DrawnTile,
  { title, format, messages }: TileContext,
): () => void {
  const read = drawn.table?.bind(drawn);
  if (!read) return () => {};
  const label = messages.table.dataOf(title);

  let table: DataTable | undefined;
  const toggle = iconButton(TABLE_ICON, messages.table.show);
  toggle.ariaPressed = "false";
  toggle.addEventListener("click", () => {
    if (table) {
      table.element.remove();
      table = undefined;
    } else {
      table = new DataTable(label, read, { format, messages }, { abbreviateValue: false });
      table.update();
      host.append(table.element);
    }
    view.classList.toggle("covered", table !== undefined);
    toggle.ariaPressed = String(table !== undefined);
  });
  const save = iconButton(SAVE_ICON, messages.table.save);
  save.addEventListener("click", () => saveCsv(read(), title || messages.table.file, format));
  const fill = iconButton(FILL_ICON, messages.table.fill);
  fill.classList.add("fill");
  fill.ariaPressed = "false";
  fill.addEventListener("click", () => {
    const tile = host.closest("article");
    if (tile) fillWindow(tile, (isFull) => (fill.ariaPressed = String(isFull)));
  });
  host.append(
    element(
      "div",
      { class: "tile-actions", role: "group", "aria-label": label },
      ...(drawn.tabular ? [] : [toggle]),
      save,
      fill,
    ),
  );
  return () => table?.update();
}

/** Creates a button that shows an icon; its label is the tooltip and the accessible name. */
export function iconButton(icon: string, label: string): HTMLButtonElement {
  const drawing = svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: icon }));
  return element("button", { type: "button", class: "icon-button", title: label, "aria-label": label }, drawing);
}
