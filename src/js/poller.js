/** The progress listeners of a poller. */
export class Listeners {
  #entries = new Set();

  /** Returns a function that removes the listener. */
  add(listener) {
    const entry = { listener };
    this.#entries.add(entry);
    return () => void this.#entries.delete(entry);
  }

  /** Calls all listeners. */
  notify(state) {
    for (const { listener } of [...this.#entries]) {
      try {
        listener(state);
      } catch (thrown) {
        // A listener that throws is a bug of the page: it is logged, and the operation continues.
        console.error("iotcentral-web: onProgress failed:", thrown);
      }
    }
  }
}
