/** Caches formatters, because creating one is slow. */
function cached<T, O>(
  make: (locale: string | undefined, options: O) => T,
): (locale: string | undefined, options: O) => T {
  const cache = new Map<string, T>();
  return (locale, options) => {
    const key = JSON.stringify([locale, options]);
    const known = cache.get(key);
    if (known) return known;
    const created = make(locale, options);
    cache.set(key, created);
    return created;
  };
}

export const numbers = cached((locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options));

export const moments = cached(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
);
