import { parameter, setParameter } from "./address.ts";
import { find } from "./find.ts";

type Scheme = "dark" | "light";
type Theme = Scheme | "high-contrast" | "auto";

const dark = matchMedia("(prefers-color-scheme: dark)");
const contrast = matchMedia("(prefers-contrast: more)");

/**
 * Follows the system's colours until the person chooses others by the button; the address stores the choice. Calls
 * `onChange` with the element's theme. High contrast is the system's setting for both schemes: the element applies it
 * unless its theme is "light" or "dark", and inherits the page's scheme.
 */
export function followTheme(onChange: (theme: Theme) => void): void {
  const button = find("theme", HTMLButtonElement);
  const asked = parameter("theme");
  let chosen: Scheme | undefined = asked === "dark" || asked === "light" ? asked : undefined;
  const scheme = (): Scheme => chosen ?? (dark.matches ? "dark" : "light");
  const apply = (): void => {
    document.documentElement.dataset["theme"] = scheme();
    button.ariaPressed = String(scheme() === "dark");
    const background = getComputedStyle(document.documentElement).getPropertyValue("background-color");
    for (const meta of document.querySelectorAll<HTMLMetaElement>("meta[name=theme-color]")) meta.content = background;
    // Both values give the same colours here. The change of the value makes the element draw its charts again.
    const highContrast = scheme() === "dark" ? "high-contrast" : "auto";
    onChange(contrast.matches ? highContrast : scheme());
  };
  button.addEventListener("click", () => {
    chosen = scheme() === "dark" ? "light" : "dark";
    setParameter("theme", chosen);
    apply();
  });
  for (const query of [dark, contrast]) query.addEventListener("change", apply);
  apply();
}
