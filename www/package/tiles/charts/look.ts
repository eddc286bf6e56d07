import { element } from "../../shared/dom.ts";
import { seriesColor } from "../parts/colors.ts";
import type { Mark } from "../parts/thresholds.ts";

/** Colours and font that a plot reads from the style sheet: a canvas doesn't know custom properties. */
export interface Look {
  lines: string[];
  marks: string[];
  area: string;
  paper: string;
  text: string;
  grid: string;
  font: string;
}

/** Colours of the parts of a plot that are not lines. */
const OTHER_COLORS = [
  "color-mix(in srgb, var(--series-1) 12%, transparent)",
  "var(--ink-soft)",
  "var(--line)",
  "var(--card)",
];

/**
 * Reads the colours and the font of a plot from the style sheet, by probes: elements in the host that have these
 * colours. The probes stay in the host. When one of their colours changes, a CSS transition runs and fires an event.
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
  // Only its transition counts: its colour changes with the page's writing direction.
  probeOf("", "color-probe direction");
  // All probes are added before the first is read, so that the browser computes styles once.
  const [others, colors, marked] = [
    OTHER_COLORS.map((color) => probeOf(color)),
    Array.from({ length: lines }, (_, line) => probeOf(seriesColor(line))),
    // The page chose these colours, so forced colours replace them.
    marks.map(({ color }) => probeOf(color, "color-probe forced")),
  ].map((some) => some.map((probe) => getComputedStyle(probe).color)) as [string[], string[], string[]];
  const [area = "", text = "", grid = "", paper = ""] = others;
  return { lines: colors, marks: marked, area, text, grid, paper, font: `12px ${getComputedStyle(host).fontFamily}` };
}
