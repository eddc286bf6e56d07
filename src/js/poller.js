/** Who wants to hear of a poller's progress. */
export class Listeners {
  #entries = new Set();

  /** What comes back takes the listener away again. */
  add(listener) {
    const entry = { listener };
    this.#entries.add(entry);
    return () => void this.#entries.delete(entry);
  }

  tell(state) {
    for (const { listener } of [...this.#entries]) {
      try {
        listener(state);
      } catch (thrown) {
        // The page's bug: it is shown, and the operation goes on.
        console.error("iotcentral-web: onProgress failed:", thrown);
      }
    }
  }
}
