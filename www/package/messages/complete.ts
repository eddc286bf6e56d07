/** Completes a page's own messages: `whole` replaces missing ones and those of another type. */
export function filled<T>(whole: T, own: unknown): T {
  if (typeof whole !== "object" || whole === null) return typeof own === typeof whole ? (own as T) : whole;
  const given: Readonly<Record<string, unknown>> = typeof own === "object" && own !== null ? { ...own } : {};
  return Object.fromEntries(Object.entries(whole).map(([name, message]) => [name, filled(message, given[name])])) as T;
}
