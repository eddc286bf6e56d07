import { element, isolated } from "../../shared/dom.ts";
import { seriesColor } from "../parts/colors.ts";
import { swatch } from "../parts/tooltip.ts";

/** A line's entry in a legend. */
export interface LegendEntry {
  name: string;
  /** The names in full, and the ids of the device and the capability behind them. */
  title: string;
  device: string;
  capability: string;
  /** The line's last value as a number. `written` holds the same value as text. */
  last: number | undefined;
  written: string;
  /** The look of the swatch: `block`, `dashed`, or empty for a solid line. */
  kind: string;
  isShown: boolean;
}

/** The legend of a chart. Each entry is a button that hides its line or shows it again. */
export class Legend {
  readonly element = element("ul", { class: "legend" });
  readonly #toggle: (line: number) => void;
  /** Buttons are reused, so that new data doesn't take the focus away. */
  readonly #buttons: HTMLButtonElement[] = [];

  constructor(toggle: (line: number) => void) {
    this.#toggle = toggle;
  }

  show(entries: readonly LegendEntry[]): void {
    for (const button of this.#buttons.splice(entries.length)) button.parentElement?.remove();
    for (const [line, entry] of entries.entries()) {
      const button = this.#buttons[line] ?? this.#add(line);
      const { device, capability, last } = entry;
      const value = element(
        "data",
        { value: String(last ?? ""), "data-device": device, "data-capability": capability },
        isolated(entry.written),
      );
      button.title = entry.title;
      button.ariaPressed = String(entry.isShown);
      button.replaceChildren(swatch(seriesColor(line), entry.kind), isolated(entry.name), " ", value);
    }
  }

  #add(line: number): HTMLButtonElement {
    const button = element("button", { type: "button" });
    button.addEventListener("click", () => this.#toggle(line));
    this.#buttons.push(button);
    this.element.append(element("li", {}, button));
    return button;
  }
}
