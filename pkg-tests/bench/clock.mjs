// Runs in the browser: the package's clock stands still until `advance`, so that half an hour takes a moment.
import { freeze } from "./freeze.js";

const channel = new MessageChannel();
const turns = [];
channel.port1.onmessage = () => turns.shift()?.();
const turn = () => new Promise((done) => channel.port2.postMessage(turns.push(done)));

/** Lets what waits for no timer come to rest: a call of the client takes a few turns of the page. */
export function stop() {
  // A lock comes from another process, which has a clock of its own.
  Object.defineProperty(navigator, "locks", { value: undefined });
  freeze(Date.now(), async () => {
    for (let times = 0; times < 8; times += 1) await turn();
  });
}
