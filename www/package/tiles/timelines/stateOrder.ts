import type { StateLane } from "../data.ts";
import { SHADES } from "../parts/colors.ts";

/**
 * Which state has which colour: the names of enumerations come first, in the enumeration's order, then false and true,
 * then what a device made up, by its text. It depends on neither when a state was seen nor which others a window holds,
 * but where two texts want the same colour: then the first of them in the alphabet has it.
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
    // Behind the declared ones, so that none has the colour of one of them.
    const free = declared.size < SHADES ? SHADES - declared.size : SHADES;
    const taken = new Set<number>();
    for (const state of [...this.#seen].sort()) {
      if (declared.has(state)) continue;
      let place = hashOf(state) % free;
      // When all are taken, colours come again.
      for (let tries = 0; taken.has(place) && tries < free; tries++) place = (place + 1) % free;
      taken.add(place);
      this.#places.set(state, declared.size + place);
    }
  }

  /** The states of a legend: declared ones as the enumeration has them, the others by the alphabet. */
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
