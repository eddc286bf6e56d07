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
