import { parameter, setParameter } from "./address.ts";
import { find } from "./find.ts";

type Scheme = "dark" | "light";
type Theme = Scheme | "high-contrast" | "auto";

const dark = matchMedia("(prefers-color-scheme: dark)");
const contrast = matchMedia("(prefers-contrast: more)");

/**
 * Follows the system's colours until the button chooses others, which the address keeps. `onChange` is told of the
 * element's theme. The system's contrast holds for both schemes: the element has it where the theme is neither "light"
 * nor "dark", and inherits the scheme of the page.
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
    // Two words for the same colours: a change makes the element draw its charts anew.
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
