import { find } from "./find.ts";

const dark = matchMedia("(prefers-color-scheme: dark)");

/** Follows the system's colours until the button chooses others, for as long as the page is open. */
export function followTheme(onChange: (theme: "dark" | "light") => void): void {
  const button = find("theme", HTMLButtonElement);
  let chosen: boolean | undefined;
  const apply = (): void => {
    const isDark = chosen ?? dark.matches;
    const theme = isDark ? "dark" : "light";
    document.documentElement.dataset["theme"] = theme;
    button.ariaPressed = String(isDark);
    const background = getComputedStyle(document.documentElement).getPropertyValue("background-color");
    for (const meta of document.querySelectorAll<HTMLMetaElement>("meta[name=theme-color]")) meta.content = background;
    onChange(theme);
  };
  button.addEventListener("click", () => {
    chosen = !(chosen ?? dark.matches);
    apply();
  });
  dark.addEventListener("change", apply);
  apply();
}
