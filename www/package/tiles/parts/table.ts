import type { NumberStyle } from "../../format/format.ts";
import { MISSING } from "../../format/values.js";
import { element, isolated } from "../../shared/dom.ts";
import type { Cell, Table, TileContext } from "../renderer.ts";
import { fieldLines } from "./fields.ts";
import { Reading } from "./reading.ts";
import { hasId } from "./textSize.ts";

/** The number of rows in the page at first: as many as a tile shows, so that layout is fast. */
const FIRST_ROWS = 25;

/** Options of a table. */
export interface TableStyle extends NumberStyle {
  /** Whether long text wraps. Otherwise it is cut, and shown in full on hover. Default: true. */
  wrap?: boolean | undefined;
  /** Whether moments are written without their year, for a narrow table. */
  compact?: boolean | undefined;
}

/** The first rows of a table. */
export interface Excerpt extends Table {
  /** The number of rows of the whole table. Default: the number of `rows`. */
  count?: number;
  /** A note below the rows. */
  note?: string | undefined;
  /** The sort keys of each row, cell by cell. Default: the cells. */
  keys?: readonly (readonly Cell[])[];
}

/** The column and the direction of a sorted table. */
interface Order {
  column: number;
  direction: "ascending" | "descending";
}

/** A table that readers can sort. It shows its first rows, and a button that shows more. */
export class DataTable {
  /** Focusable, so that the keyboard can scroll it. The element stays the same when its content changes. */
  readonly element: HTMLElement;
  readonly #words: Pick<TileContext, "format" | "messages">;
  readonly #style: TableStyle;
  readonly #count = element("span");
  readonly #more = element("button", { type: "button" });
  readonly #hint = element("p", { class: "hint" }, this.#count, " ", this.#more);
  readonly #note = element("p", { class: "note" });
  readonly #head = element("thead");
  readonly #body = element("tbody");
  readonly #table: HTMLElement;
  /** The rows in the page, by their text. */
  readonly #shown = new Map<string, HTMLElement>();
  readonly #read: (most: number) => Excerpt;
  #names = "";
  #columns = "";
  /** The number formatter of each column. */
  #writers: ((value: number) => string)[] = [];
  #most = FIRST_ROWS;
  /** Undefined: rows are in the order of the data. */
  #order: Order | undefined;

  /** @param read Returns the table's first rows, at least `most` if there are so many. */
  constructor(
    label: string,
    read: (most: number) => Excerpt,
    words: Pick<TileContext, "format" | "messages">,
    style: TableStyle = {},
  ) {
    this.#read = read;
    this.#words = words;
    this.#style = style;
    this.#table = element("table", { "aria-label": label }, this.#head, this.#body);
    this.#table.classList.toggle("wrapped", style.wrap ?? true);
    this.element = element(
      "div",
      { class: "data-table", tabindex: "0", role: "group", "aria-label": label },
      this.#table,
      this.#hint,
      this.#note,
    );
    this.#more.addEventListener("click", () => {
      this.#most *= 2;
      this.update();
    });
  }

  /** Shows the current data. Unchanged rows stay in the page: they need no layout, and a selection in them survives. */
  update(): void {
    // Sorting needs all rows, not only those in the page.
    const excerpt = this.#read(this.#order ? Infinity : this.#most);
    const { columns, count = excerpt.rows.length, note, mostPlaces } = excerpt;
    const rows = this.#sorted(excerpt);
    // The numbers of a column have the same number of digits.
    const shown = rows.slice(0, this.#most);
    const numbers = columns.map((_, column) =>
      shown.flatMap((row) => (typeof row[column] === "number" ? [row[column]] : [])),
    );
    this.#writers = numbers.map((some) => this.#words.format.alike(some, { ...this.#style, mostPlaces }));
    // All rows are written anew if a column's name or number of digits changes.
    const heads = columns.map((column, index) => column + this.#writers[index]?.(1)).join();
    if (columns.join() !== this.#names) {
      this.#names = columns.join();
      this.#head.replaceChildren(element("tr", {}, ...columns.map((column, index) => this.#headOf(column, index))));
    }
    for (const [index, head] of this.#head.querySelectorAll("th").entries())
      head.ariaSort = this.#order?.column === index ? this.#order.direction : null;
    if (heads !== this.#columns) {
      this.#columns = heads;
      this.#body.replaceChildren();
      this.#shown.clear();
    }
    const asked = new Map<string, readonly Cell[]>();
    for (const row of shown) {
      let key = JSON.stringify(row.map((cell) => (cell instanceof Reading ? [cell.value, cell.source] : cell)));
      while (asked.has(key)) key += " ";
      asked.set(key, row);
    }
    for (const [key, row] of this.#shown) {
      if (asked.has(key)) continue;
      row.remove();
      this.#shown.delete(key);
    }
    let next = this.#body.firstChild;
    for (const [key, cells] of asked) {
      const row =
        this.#shown.get(key) ??
        element("tr", {}, ...cells.map((cell, column) => this.#cell(cell, this.#writers[column])));
      this.#shown.set(key, row);
      if (row === next) next = next.nextSibling;
      else this.#body.insertBefore(row, next);
    }
    this.#table.ariaRowCount = String(count + 1);

    this.#note.hidden = !note;
    this.#note.textContent = note ?? "";
    const hidden = count - asked.size;
    const { format, messages } = this.#words;
    const [some, all, more] = [asked.size, count, Math.min(hidden, this.#most)].map((rows) =>
      format.number(rows, { abbreviateValue: false }),
    ) as [string, string, string];
    this.#hint.hidden = hidden === 0;
    this.#count.textContent = messages.table.firstRows(some, all);
    this.#more.textContent = messages.table.showMore(more);
  }

  /** Creates a column's head, a button that sorts by it: ascending, then descending, then in the order of the data. */
  #headOf(name: string, column: number): HTMLElement {
    const sort = element("button", { type: "button", class: "sort" }, isolated(name));
    sort.addEventListener("click", () => {
      const direction = this.#order?.column === column ? this.#order.direction : undefined;
      this.#order =
        direction === "descending" ? undefined : { column, direction: direction ? "descending" : "ascending" };
      this.update();
    });
    return element("th", { scope: "col", title: name }, sort);
  }

  #sorted({ columns, rows, keys = rows }: Excerpt): readonly Cell[][] {
    const order = this.#order;
    if (!order || order.column >= columns.length) return rows;
    const collator = new Intl.Collator(this.#words.format.locale, { numeric: true });
    const sign = order.direction === "ascending" ? 1 : -1;
    const keyed = rows.map((row, index) => [row, keys[index]?.[order.column]] as const);
    return keyed.toSorted(([, one], [, other]) => compare(one, other, sign, collator)).map(([row]) => row);
  }

  #cell(cell: Cell, write: (value: number) => string = String): HTMLElement {
    const [{ format }, style] = [this.#words, this.#style];
    if (cell instanceof Date) {
      if (Number.isNaN(cell.getTime())) return element("td", {}, MISSING);
      const moment = format.moment(cell.getTime());
      const shown = style.compact ? format.shortMoment(cell.getTime()) : moment;
      return element(
        "td",
        { class: "moment" },
        element("time", { datetime: cell.toISOString(), title: moment }, shown),
      );
    }
    if (typeof cell === "number") {
      return element("td", { class: "number" }, element("data", { value: String(cell) }, write(cell)));
    }
    if (cell === undefined) return element("td", {}, MISSING);
    const plain = { ...style, unit: undefined };
    const fields = cell instanceof Reading ? format.fields(cell.value, cell.source, plain) : undefined;
    const text = cell instanceof Reading ? format.reading(cell.value, cell.source, plain) : format.value(cell, plain);
    // Words stay whole. Ids are broken: they would push other columns out of view.
    return element(
      "td",
      { ...(!(style.wrap ?? true) && { title: text }), ...(hasId(text) && { class: "long" }) },
      ...(fields && (style.wrap ?? true) ? fieldLines(fields) : [isolated(text)]),
    );
  }
}

/** Compares numbers and moments by value, the rest by text. Missing values come last in both directions. */
function compare(one: Cell, other: Cell, sign: number, collator: Intl.Collator): number {
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
  const [first, second] = [one instanceof Date ? one.getTime() : one, other instanceof Date ? other.getTime() : other];
  if (typeof first === "number" && typeof second === "number") return sign * (first - second);
  return sign * collator.compare(textOf(first), textOf(second));
}

function textOf(cell: Exclude<Cell, undefined>): string {
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
}
