import { Page } from "./page.js";

/** How many answers a page keeps for a feed, of how many characters each, and for how long, in milliseconds. */
const MOST = 64;
const LONGEST = 1 << 18;
const KEPT_MS = 300_000;

/** How long a page waits for another page's answer: as long as a request of a feed may take. */
const WAIT_MS = 15_000;

/** How long a claim outlives its answer: the message with the answer may take longer than the release of the lock. */
const LINGER_MS = 100;

/**
 * The answers to queries that the pages of an origin share. Messages go through a channel whose name only pages with
 * the same secret can compute. A query is claimed by a lock. Any script of the origin can list the names of locks, so a
 * lock's name is another hash than the channel's.
 */
export class Answers {
  /**
   * Resolves to `[atMs, body]` if a page has received an answer after `sinceMs`. Otherwise resolves once this page has
   * claimed the query, to a function that passes an answer on to the other pages. An abort of `signal` ends the claim,
   * an abort of `feed` closes the channel. Rejects if the page cannot share, as an insecure one, or if another page
   * holds the claim for too long.
   */
  static async claim(feed, secret, query, sinceMs, signal) {
    const [name, lock] = await Promise.all([secret, secret + query].map(hash));
    signal.throwIfAborted();
    // The name changes with the token.
    if (feed.channel?.name !== name) {
      feed.channel?.close();
      feed.channel = open(name);
      feed.onabort = () => feed.channel.close();
    }
    const { channel } = feed;
    return new Promise((resolve, reject) => {
      const look = () => {
        const known = channel.known.get(lock);
        if (known?.[0] > sinceMs) resolve(known);
      };
      const hold = () =>
        new Promise((release) => {
          signal.onabort = () => setTimeout(release, LINGER_MS);
          resolve((body) => channel.keep(lock, Page.elapsed(), body, true));
        });
      look();
      channel.addEventListener("message", look, { signal });
      Page.sleep(WAIT_MS, signal).then(reject);
      navigator.locks.request(lock, { signal }, hold).catch(reject);
    });
  }
}

/** Opens a channel, and asks the other pages for the answers that they have received. */
function open(name) {
  const channel = new BroadcastChannel(name);
  /** `[atMs, body, isOwn]` by the name of the query's lock, oldest first. */
  const known = new Map();
  const post = ([lock, [atMs, body, isOwn]]) =>
    isOwn && channel.postMessage({ lock, body, sentMs: Date.now() - Page.elapsed() + atMs });
  channel.keep = (lock, ...answer) => {
    if (answer[1].length > LONGEST) return;
    known.delete(lock);
    known.set(lock, answer);
    post([lock, answer]);
    for (const [lock, [atMs]] of known) if (known.size > MOST || Page.elapsed() - atMs > KEPT_MS) known.delete(lock);
  };
  channel.onmessage = ({ data }) => {
    const { lock, body, sentMs } = data ?? {};
    if (lock) channel.keep(lock, Page.elapsed() - Math.max(0, Date.now() - Number(sentMs)), String(body));
    else [...known].forEach(post);
  };
  channel.known = known;
  // Node would not end while the channel is open.
  channel.unref?.();
  channel.postMessage(null);
  return channel;
}

/** Returns the SHA-256 hash of a text, as text. */
const hash = async (text) =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))).join();
