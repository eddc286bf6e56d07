/**
 * A column of a dashboard's grid with its gap, the page's margins, and the list beside it, in rem: as the style sheets
 * have them.
 */
const COLUMN = 6.25;
const MARGINS = 2.5;
const LIST = 14;
/** The narrowest window that has a list at its side, in rem. */
const NARROWEST = 60;

/**
 * The place of the list of dashboards: beside the dashboard, or a strip above it where the dashboard needs the room.
 */
export class Sidebar {
  #columns = 0;

  constructor() {
    addEventListener("resize", () => this.#apply());
    this.#apply();
  }

  /** Makes room for a dashboard of so many columns; 0 where none is shown. */
  makeRoom(columns: number): void {
    this.#columns = columns;
    this.#apply();
  }

  #apply(): void {
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const needed = Math.max(NARROWEST, LIST + MARGINS + this.#columns * COLUMN);
    document.body.dataset["list"] = document.documentElement.clientWidth < needed * rem ? "strip" : "column";
  }
}
