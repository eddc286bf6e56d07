/** Caches formatters, because creating one is slow. */
function kept<T, O>(
  make: (locale: string | undefined, options: O) => T,
): (locale: string | undefined, options: O) => T {
  const made = new Map<string, T>();
  return (locale, options) => {
    const key = JSON.stringify([locale, options]);
    const known = made.get(key);
    if (known) return known;
    const created = make(locale, options);
    made.set(key, created);
    return created;
  };
}

export const numbers = kept((locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options));

export const moments = kept((locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options));
