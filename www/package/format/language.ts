/**
 * Returns a language tag that `Intl` accepts, also for `en_US`. English replaces an invalid tag, since `Intl` would
 * throw: browsers of kiosks report `C`, and an attribute may be empty. Undefined, the browser's language, stays
 * undefined.
 */
export function languageOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    return Intl.getCanonicalLocales(text.replaceAll("_", "-"))[0] ?? "en";
  } catch {
    return "en";
  }
}
