// Runs in the browser: all contestants in turn, over many rounds.

/** Rounds that go by uncounted: engines compile what is hot while it runs. */
const WARM_UP = 5;

/** Times all contestants, functions by name. Returns milliseconds a call by name, one of each round. */
export async function race(contestants, { rounds, callsPerRound }) {
  const names = Object.keys(contestants);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < WARM_UP + rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      // Another contestant comes first in each round, and the garbage of one is collected before the next.
      const name = names[(round + turn) % names.length];
      globalThis.gc();
      const start = performance.now();
      for (let call = 0; call < callsPerRound; call++) await contestants[name]();
      if (round >= WARM_UP) times[name].push((performance.now() - start) / callsPerRound);
    }
  }
  return times;
}
