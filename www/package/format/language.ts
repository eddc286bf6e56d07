/**
 * A language as `Intl` takes it, from one as people write it: `en_US` too. English where that is none (`C`, as the
 * browser of a kiosk has it, or an empty text): `Intl` would throw. Absent stays absent, which is the browser's
 * language.
 */
export function languageOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    return Intl.getCanonicalLocales(text.replaceAll("_", "-"))[0] ?? "en";
  } catch {
    return "en";
  }
}
