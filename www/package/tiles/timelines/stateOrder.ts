import type { StateLane } from "../data.ts";
import { SHADES } from "../parts/colors.ts";

/** Which state has which colour: the same whatever a window happens to hold, so that it stays after a reload too. */
export class StateOrder {
  readonly #places = new Map<string, number>();
  #declared = 0;

  /**
   * The names of enumerations come first, in the enumeration's order; then false and true; then what a device made up.
   */
  learn(lanes: readonly StateLane[], present: ReadonlySet<string>): void {
    const names = lanes.flatMap(({ labels }) => Object.values(labels ?? {}));
    const truths = lanes.some(({ labels, values }) => !labels && values.some((value) => typeof value === "boolean"))
      ? ["false", "true"]
      : [];
    for (const name of [...names, ...truths]) if (!this.#places.has(name)) this.#places.set(name, this.#declared++);
    const taken = new Set(this.#places.values());
    for (const state of [...present].sort()) {
      if (this.#places.has(state)) continue;
      // By its text, and the next that is free where two texts want the same.
      let place = this.#declared + (hashOf(state) % SHADES);
      for (let tries = 0; taken.has(place) && tries < SHADES; tries++)
        place = this.#declared + ((place - this.#declared + 1) % SHADES);
      this.#places.set(state, place);
      taken.add(place);
    }
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
