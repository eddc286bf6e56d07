import type { StateLane } from "../data.ts";
import { SHADES, seriesColor } from "../parts/colors.ts";

/** The names of boolean states, in their order. */
const TRUTHS = ["false", "true"];

/**
 * Assigns colours to states: the names of enumerations come first, in the enumeration's order, then false and true,
 * then texts that devices sent, by a hash. A state's colour depends neither on when the state was seen nor on the other
 * states in view. Of texts with the same colour, all but the alphabetically first have a tint of it.
 */
export class StateOrder {
  readonly #seen = new Set<string>();
  #colors = new Map<string, string>();

  learn(lanes: readonly StateLane[], present: Iterable<string>): void {
    for (const state of present) this.#seen.add(state);
    const declared = new Set([...lanes.flatMap(({ labels }) => Object.values(labels ?? {})), ...TRUTHS]);
    this.#colors = new Map([...declared].map((state, place) => [state, seriesColor(place)]));
    // Hashed texts get colours behind those of declared states, so that they don't collide.
    const free = declared.size < SHADES ? SHADES - declared.size : SHADES;
    const uses = new Map<string, number>();
    for (const state of [...this.#seen].sort()) {
      if (declared.has(state)) continue;
      const color = seriesColor(declared.size + (hashOf(state) % free));
      const before = uses.get(color) ?? 0;
      uses.set(color, before + 1);
      const share = Math.round(100 * 0.6 ** before);
      this.#colors.set(state, before === 0 ? color : `color-mix(in oklab, ${color} ${share}%, var(--card))`);
    }
  }

  /** Returns the states of a legend: declared ones in the enumeration's order, then the others by the alphabet. */
  ordered(present: ReadonlySet<string>): string[] {
    return [...this.#colors.keys()].filter((state) => present.has(state));
  }

  colorOf(state: string): string {
    return this.#colors.get(state) ?? seriesColor(0);
  }
}

function hashOf(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index++) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) >>> 0;
  return hash;
}
