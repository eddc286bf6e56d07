/** A locale as `Intl` takes it, `en_US` too; undefined, which is the browser's, where somebody wrote what is none. */
export function localeOf(text: string | undefined): string | undefined {
  try {
    return text ? Intl.getCanonicalLocales(text.replaceAll("_", "-"))[0] : undefined;
  } catch {
    return undefined;
  }
}
