import { element } from "../../shared/dom.ts";
import { seriesColor } from "../parts/colors.ts";
import type { Mark } from "../parts/thresholds.ts";

/** Colours and font a plot takes from the style sheet: a canvas doesn't know custom properties. */
export interface Look {
  lines: string[];
  marks: string[];
  area: string;
  paper: string;
  text: string;
  grid: string;
  font: string;
}

/** Colours of a plot that are no line's. */
const OTHER_COLORS = [
  "color-mix(in srgb, var(--series-1) 12%, transparent)",
  "var(--ink-soft)",
  "var(--line)",
  "var(--card)",
];

/**
 * Reads what a plot takes from the style sheet, by elements in the host that have its colours. These elements stay:
 * when one of their colours changes, it does so by a transition, which fires an event.
 */
export function readLook(
  host: HTMLElement,
  probes: Map<string, HTMLElement>,
  lines: number,
  marks: readonly Mark[],
): Look {
  const probeOf = (color: string, kind = "color-probe"): HTMLElement => {
    const key = `${kind} ${color}`;
    const probe = probes.get(key) ?? element("span", { class: kind });
    if (!probes.has(key)) {
      probe.style.setProperty("color", color);
      probes.set(key, probe);
      host.append(probe);
    }
    return probe;
  };
  // Not read: its colour changes with the direction that the page reads in.
  probeOf("", "color-probe direction");
  // All are there before the first is read: one style look.
  const [others, colors, marked] = [
    OTHER_COLORS.map((color) => probeOf(color)),
    Array.from({ length: lines }, (_, line) => probeOf(seriesColor(line))),
    // The page chose them, so that they give way where the system forces its colours.
    marks.map(({ color }) => probeOf(color, "color-probe forced")),
  ].map((some) => some.map((probe) => getComputedStyle(probe).color)) as [string[], string[], string[]];
  const [area = "", text = "", grid = "", paper = ""] = others;
  return { lines: colors, marks: marked, area, text, grid, paper, font: `12px ${getComputedStyle(host).fontFamily}` };
}
