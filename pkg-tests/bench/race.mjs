// Runs in the browser: times contestants in turn, over many rounds.

/** Rounds that are not counted: engines optimise code while it runs. */
const WARM_UP = 5;

/** Times functions by name. Returns milliseconds a call by name, one number for each round. */
export async function race(contestants, { rounds, callsPerRound }) {
  const names = Object.keys(contestants);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < WARM_UP + rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      // The order rotates each round, and garbage is collected between contestants.
      const name = names[(round + turn) % names.length];
      globalThis.gc();
      const start = performance.now();
      for (let call = 0; call < callsPerRound; call++) await contestants[name]();
      if (round >= WARM_UP) times[name].push((performance.now() - start) / callsPerRound);
    }
  }
  return times;
}
