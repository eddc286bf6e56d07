import type { Dashboard, IotCentralClient, MalformedItem } from "iotcentral-web";

import { element, isolated } from "../package/shared/dom.ts";

/** The result of reading the list of dashboards. */
export interface DashboardList {
  /** Sorted by name, the favorites first */
  dashboards: Dashboard[];
  /** Dashboards that could not be read. */
  malformed: MalformedItem[];
  /** The error that ended the list early, if there was one. */
  failure?: unknown;
}

/** Reads all dashboards. Keeps those that came before a failure; throws a failure before the first one. */
export async function loadDashboards(client: IotCentralClient, abortSignal: AbortSignal): Promise<DashboardList> {
  const list: DashboardList = { dashboards: [], malformed: [] };
  try {
    const onMalformed = (item: MalformedItem): void => void list.malformed.push(item);
    for await (const dashboard of client.dashboards.list({ abortSignal, onMalformed })) list.dashboards.push(dashboard);
  } catch (failure) {
    if (abortSignal.aborted || list.dashboards.length === 0) throw failure;
    list.failure = failure;
  }
  list.dashboards = sorted(list.dashboards);
  return list;
}

/** Returns a copy of the list with a new version of one dashboard. */
export function withDashboard(dashboards: readonly Dashboard[], dashboard: Dashboard): Dashboard[] {
  return sorted([...dashboards.filter(({ id }) => id !== dashboard.id), dashboard]);
}

/** Lists the dashboards in the navigation. */
export function showList(navigation: HTMLElement, dashboards: readonly Dashboard[]): void {
  const favorites = dashboards.filter(({ favorite }) => favorite);
  const others = dashboards.filter(({ favorite }) => !favorite);
  navigation.replaceChildren(
    ...group("Favorites", favorites),
    ...group(favorites.length > 0 ? "Others" : "All", others),
  );
}

/** Marks the current dashboard in the navigation. */
export function markCurrent(navigation: HTMLElement, id: string | undefined): void {
  for (const link of navigation.querySelectorAll("a")) {
    if (id !== undefined && link.dataset["dashboardId"] === id) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  revealCurrent(navigation);
}

/** Scrolls the list to the current dashboard. `scrollIntoView` would scroll the document as well. */
export function revealCurrent(list: HTMLElement): void {
  const entry = list.querySelector("[aria-current]");
  if (!entry) return;
  const [shown, wanted] = [list.getBoundingClientRect(), entry.getBoundingClientRect()];
  const missing = (start: number, end: number): number => Math.max(0, end) || Math.min(0, start);
  list.scrollBy(
    missing(wanted.left - shown.left, wanted.right - shown.right),
    missing(wanted.top - shown.top, wanted.bottom - shown.bottom),
  );
}

function group(label: string, dashboards: readonly Dashboard[]): HTMLElement[] {
  if (dashboards.length === 0) return [];
  return [element("h3", {}, label), element("ul", {}, ...dashboards.map(entry))];
}

function entry(dashboard: Dashboard): HTMLElement {
  const { id = "", displayName, favorite } = dashboard;
  const link = element(
    "a",
    { href: `#${id}`, "data-dashboard-id": id },
    isolated(displayName, { class: "name", title: displayName }),
  );
  if (favorite) link.prepend(element("span", { class: "star", "aria-hidden": "true" }, "★"));
  const title = countOfTiles(dashboard);
  const count = String(dashboard.tiles?.length ?? 0);
  const word = element("span", { class: "visually-hidden" }, title.slice(count.length));
  link.append(" ", element("span", { class: "count", title }, count, word));
  return element("li", {}, link);
}

/** Returns how many tiles a dashboard has, in words. */
export function countOfTiles({ tiles = [] }: Dashboard): string {
  return tiles.length === 1 ? "1 tile" : `${tiles.length} tiles`;
}

function sorted(dashboards: readonly Dashboard[]): Dashboard[] {
  return dashboards.toSorted(byFavoriteAndName);
}

function byFavoriteAndName(one: Dashboard, other: Dashboard): number {
  return (
    Number(other.favorite ?? false) - Number(one.favorite ?? false) || one.displayName.localeCompare(other.displayName)
  );
}
