/**
 * A view of the page, as the part of the address behind `#` names it. Ids of dashboards hold no slash, so that names of
 * views begin with one.
 */
export type Route =
  | { view: "dashboard"; id: string; tile?: string }
  | { view: "fileUploads" }
  | { view: "applications" }
  | { view: "newApplication" }
  | { view: "application"; group: string; name: string };

/** The view that a location's hash names. An unknown one is the dashboards. */
export function routeOf(hash: string): Route {
  const [first = "", ...parts] = hash.slice(1).split("/").map(decode);
  if (first) return { view: "dashboard", id: first, ...(parts[0] && { tile: parts[0] }) };
  const [view, group, name] = parts;
  if (view === "file-uploads") return { view: "fileUploads" };
  if (view !== "applications") return { view: "dashboard", id: "" };
  if (group && name) return { view: "application", group, name };
  return { view: group === "new" ? "newApplication" : "applications" };
}

/** A link to an application of the subscription. */
export function applicationLink(group: string, name: string): string {
  return `#/applications/${encodeURIComponent(group)}/${encodeURIComponent(name)}`;
}

/** What the page's address says of a name. */
export function parameter(name: string): string | undefined {
  return new URLSearchParams(location.search).get(name) ?? undefined;
}

/** Keeps a value in the page's address, so that links and reloads have it, or takes it out. */
export function setParameter(name: string, value: string | undefined): void {
  const address = new URL(location.href);
  if (value) address.searchParams.set(name, value);
  else address.searchParams.delete(name);
  history.replaceState(null, "", address);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
