import type { StateLane } from "../data.ts";
import { SHADES } from "../parts/colors.ts";

/**
 * Assigns colours to states: the names of enumerations come first, in the enumeration's order, then false and true,
 * then texts that devices sent, by a hash. A state's colour depends neither on when the state was seen nor on the other
 * states in view, unless the hashes of two texts collide: then the alphabetically first keeps the colour.
 */
export class StateOrder {
  readonly #seen = new Set<string>();
  #hasTruths = false;
  #places = new Map<string, number>();

  learn(lanes: readonly StateLane[], present: Iterable<string>): void {
    for (const state of present) this.#seen.add(state);
    this.#hasTruths ||= lanes.some(
      ({ labels, values }) => !labels && values.some((value) => typeof value === "boolean"),
    );
    const names = lanes.flatMap(({ labels }) => Object.values(labels ?? {}));
    const declared = new Set([...names, ...(this.#hasTruths ? ["false", "true"] : [])]);
    this.#places = new Map([...declared].map((state, place) => [state, place]));
    // Hashed texts get colours behind those of declared states, so that they don't collide.
    const free = declared.size < SHADES ? SHADES - declared.size : SHADES;
    const taken = new Set<number>();
    for (const state of [...this.#seen].sort()) {
      if (declared.has(state)) continue;
      let place = hashOf(state) % free;
      // If all colours are taken, they repeat.
      for (let tries = 0; taken.has(place) && tries < free; tries++) place = (place + 1) % free;
      taken.add(place);
      this.#places.set(state, declared.size + place);
    }
  }

  /** Returns the states of a legend: declared ones in the enumeration's order, then the others by colour. */
  ordered(present: ReadonlySet<string>): string[] {
    return [...this.#places.keys()].filter((state) => present.has(state));
  }

  placeOf(state: string): number {
    return this.#places.get(state) ?? 0;
  }
}

function hashOf(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index++) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) >>> 0;
  return hash;
}
