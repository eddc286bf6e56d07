// Runs in the browser. The package's clock stands still until `advance` moves it, so that half an hour takes a moment.
import { freeze } from "./freeze.js";

const channel = new MessageChannel();
const turns = [];
channel.port1.onmessage = () => turns.shift()?.();
const turn = () => new Promise((done) => channel.port2.postMessage(turns.push(done)));

/** Waits until everything has run that waits for no timer: a call of the client takes a few turns of the event loop. */
export function stop() {
  // Locks come from another process, whose clock goes on.
  Object.defineProperty(navigator, "locks", { value: undefined });
  freeze(Date.now(), async () => {
    for (let times = 0; times < 8; times += 1) await turn();
  });
}
