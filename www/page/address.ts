/**
 * A view of the page, from the hash of the address. Ids of dashboards contain no slash, so names of other views begin
 * with one.
 */
export type Route =
  | { view: "dashboard"; id: string; tile?: string }
  | { view: "fileUploads" }
  | { view: "applications" }
  | { view: "newApplication" }
  | { view: "application"; group: string; name: string };

/** Returns the view that a hash names, or the dashboards if the hash is unknown. */
export function routeOf(hash: string): Route {
  const [first = "", ...parts] = hash.slice(1).split("/").map(decode);
  if (first) return { view: "dashboard", id: first, ...(parts[0] && { tile: parts[0] }) };
  const [view, group, name] = parts;
  if (view === "file-uploads") return { view: "fileUploads" };
  if (view !== "applications") return { view: "dashboard", id: "" };
  if (group && name) return { view: "application", group, name };
  return { view: group === "new" ? "newApplication" : "applications" };
}

/** Returns the link to an application of the subscription. */
export function applicationLink(group: string, name: string): string {
  return `#/applications/${encodeURIComponent(group)}/${encodeURIComponent(name)}`;
}

/** Returns a parameter of the page's address. */
export function parameter(name: string): string | undefined {
  return new URLSearchParams(location.search).get(name) ?? undefined;
}

/** Sets or removes a parameter of the page's address, so that links and reloads keep it. */
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
