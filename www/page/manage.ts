import type { Dashboard, DashboardImportPlan, IotCentralClient } from "iotcentral-web";
import { parameter, setParameter } from "./address.ts";
import type * as Actions from "./dashboardActions.ts";
import { find } from "./find.ts";
import { addNotice, announce } from "./shell.ts";
import type * as Transfer from "./transfer.ts";

/** The page, as the actions on dashboards use it. */
export interface DashboardHost {
  client: () => IotCentralClient;
  /** The dashboard that is shown. */
  current: () => Dashboard | undefined;
  /** Called after a dashboard has changed or was created. The page shows a new dashboard. */
  changed: (dashboard: Dashboard, isNew?: boolean) => void;
  removed: (dashboard: Dashboard) => void;
  /** Called after an import. The page reads the list again, and shows the first imported dashboard. */
  imported: (plan: DashboardImportPlan) => void;
}

/** The number of dashboards from which on the list has a search field. */
const SEARCH_FROM = 12;

/** The buttons of the list and of the dashboard. The code of their dialogs is loaded when it is first used. */
export class Manager {
  readonly #host: DashboardHost;
  readonly #star = find("favorite", HTMLButtonElement);
  readonly #search = find("search", HTMLInputElement);
  readonly #list = find("dashboards");

  constructor(host: DashboardHost) {
    this.#host = host;
    find("new-dashboard").addEventListener("click", () => this.create());
    for (const name of ["rename", "copy", "embed", "remove"] as const) {
      find(`${name}-dashboard`).addEventListener("click", () =>
        this.#open((actions) => {
          const dashboard = host.current();
          if (dashboard) actions[name](dashboard, host);
        }),
      );
    }
    const transfer = (id: string, run: (transfer: typeof Transfer, dashboard: Dashboard | undefined) => void): void =>
      find(id).addEventListener("click", () =>
        load(import("./transfer.ts"), (transfer) => run(transfer, host.current())),
      );
    transfer("export-dashboard", ({ exportFile }, dashboard) => dashboard && exportFile(host, dashboard));
    transfer("export-dashboards", ({ exportFile }) => exportFile(host));
    find("import-dashboards").addEventListener("click", () => this.import());
    transfer("copy-to", ({ copyTo }, dashboard) => dashboard && copyTo(dashboard, host));
    this.#star.addEventListener("click", () => void this.#toggleFavorite());
    this.#search.addEventListener("input", () => this.filter());
    followMenu(find("menu", HTMLDetailsElement));
    followKiosk();
  }

  /** Asks for the name of a new dashboard, and creates it. */
  create(): void {
    this.#open(({ create }) => create(this.#host));
  }

  /** Asks for a file of dashboards, and imports them. */
  import(): void {
    load(import("./transfer.ts"), ({ importFile }) => importFile(this.#host));
  }

  /** Shows whether the dashboard is a favorite. */
  show(dashboard: Dashboard | undefined): void {
    this.#star.ariaPressed = String(dashboard?.favorite ?? false);
  }

  /** Shows only the entries that match the search field. */
  filter(): void {
    const entries = [...this.#list.querySelectorAll("li")];
    this.#search.hidden = entries.length < SEARCH_FROM;
    if (this.#search.hidden) this.#search.value = "";
    const wanted = this.#search.value.trim().toLocaleLowerCase();
    for (const entry of entries)
      entry.hidden = !entry.querySelector(".name")?.textContent?.toLocaleLowerCase().includes(wanted);
    for (const group of this.#list.querySelectorAll("ul")) {
      const heading = group.previousElementSibling;
      if (heading instanceof HTMLElement) heading.hidden = !group.querySelector("li:not([hidden])");
    }
    const found = entries.filter(({ hidden }) => !hidden).length;
    find("found").textContent =
      wanted === ""
        ? ""
        : found === 0
          ? "No dashboard has this name."
          : found === 1
            ? "1 dashboard"
            : `${found} dashboards`;
  }

  async #toggleFavorite(): Promise<void> {
    const dashboard = this.#host.current();
    if (!dashboard?.id) return;
    const favorite = !(dashboard.favorite ?? false);
    try {
      const { etag } = await this.#host.client().dashboards.update(dashboard.id, { favorite });
      // The object is the same, so that the element doesn't read the tiles again.
      this.#host.changed(Object.assign(dashboard, { favorite }, etag && { etag }));
      announce(favorite ? "Added to the favorites" : "Removed from the favorites");
    } catch (error) {
      const { problem } = await import("./forms/problem.ts");
      addNotice(problem(error, this.#host.client().endpoint).text);
    }
  }

  #open(run: (actions: typeof Actions) => void): void {
    load(import("./dashboardActions.ts"), run);
  }
}

/** Runs a function with a module, after loading it. */
function load<M>(module: Promise<M>, run: (module: M) => void): void {
  module.then(run, (error: unknown) => addNotice(`This could not be opened. ${String(error)}`));
}

/** Closes a menu on Escape, after a choice, and when focus or pointer leave it. */
function followMenu(menu: HTMLDetailsElement): void {
  const summary = menu.querySelector("summary");
  const close = (): void => {
    menu.open = false;
  };
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    close();
    summary?.focus();
  });
  menu.addEventListener("click", ({ target }) => {
    if (!(target instanceof HTMLButtonElement)) return;
    // A dialog that closes returns the focus here.
    summary?.focus();
    close();
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) close();
  });
  addEventListener("pointerdown", ({ target }) => {
    if (target instanceof Node && !menu.contains(target)) close();
  });
}

/** Toggles the kiosk mode, which shows the dashboard alone. The address stores it. */
function followKiosk(): void {
  const apply = (isKiosk: boolean): void => {
    document.body.toggleAttribute("data-kiosk", isKiosk);
    find("leave-kiosk").hidden = !isKiosk;
  };
  const leave = (): void => {
    setParameter("kiosk", undefined);
    apply(false);
    announce("Kiosk mode has ended.");
    find("main").focus();
  };
  find("kiosk").addEventListener("click", () => {
    setParameter("kiosk", "1");
    apply(true);
    announce("Kiosk mode: the dashboard alone. Press Escape to leave.");
    find("main").focus();
  });
  find("leave-kiosk").addEventListener("click", leave);
  addEventListener("keydown", ({ key, defaultPrevented }) => {
    if (
      key === "Escape" &&
      !defaultPrevented &&
      document.body.hasAttribute("data-kiosk") &&
      !document.querySelector("dialog[open]")
    )
      leave();
  });
  apply(parameter("kiosk") === "1");
}
