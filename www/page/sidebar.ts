/** The widths of a grid column with its gap, of the page's margins, and of the list, in rem, as in the style sheets. */
const COLUMN = 6.25;
const MARGINS = 2.5;
const LIST = 14;
/** The narrowest window that shows the list beside the dashboard, in rem. */
const NARROWEST = 60;

/** Places the list of dashboards: beside the dashboard, or as a strip above a dashboard that needs the width. */
export class Sidebar {
  #columns = 0;

  constructor() {
    addEventListener("resize", () => this.#apply());
    this.#apply();
  }

  /** Adapts to the number of columns of a dashboard; 0 without one. */
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
