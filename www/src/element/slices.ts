/** Milliseconds that drawing may take of an animation frame; the rest is the browser's, for layout and paint. */
const BUDGET = 8;

/** Work that is done in slices, an animation frame each, so that a hundred tiles never hold the page up. */
export class Slices {
  readonly #works = new Map<unknown, () => void>();
  #frame: number | undefined;

  /** Does something soon. Work for the same key that still waits is replaced: only the newest data is worth drawing. */
  add(key: unknown, work: () => void): void {
    this.#works.set(key, work);
    this.#frame ??= requestAnimationFrame(() => this.#run());
  }

  /** Forgets what waits. */
  close(): void {
    this.#works.clear();
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }

  #run(): void {
    const start = performance.now();
    try {
      for (const [key, work] of this.#works) {
        this.#works.delete(key);
        work();
        if (performance.now() - start > BUDGET) break;
      }
    } finally {
      // Also behind work that throws: what it says goes to the console, and the others still wait.
      this.#frame = this.#works.size > 0 ? requestAnimationFrame(() => this.#run()) : undefined;
    }
  }
}
