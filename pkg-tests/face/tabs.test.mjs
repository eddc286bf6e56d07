// Several tabs of one application: the service takes one query a second from all of them together.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { tabs, world } from "./world.mjs";

const context = await tabs();
after(() => context.close());

/**
 * Opens a tab whose queries are answered at once. `moments` are the times of the queries, in milliseconds since 1970.
 */
async function tab() {
  const page = await world([], { beside: context });
  await page.evaluate(() => {
    globalThis.moments = [];
    const { fetch } = globalThis;
    globalThis.fetch = (...request) => (moments.push(performance.timeOrigin + performance.now()), fetch(...request));
    globalThis.route = () => ({ json: { results: [] } });
    globalThis.ask = (count, options) =>
      Promise.all(Array.from({ length: count }, () => connect().query.run("SELECT x FROM y", options)));
  });
  return page;
}

/** A hook that blocks the page for a while, as the first call does on a slow machine. */
const slow = () => {
  for (const begin = performance.now(); performance.now() - begin < 200; );
};

/** Sends a query late in its slot, and another one. Returns the times of both. */
async function lateAndNext(page) {
  await page.evaluate(`globalThis.slow = ${slow}`);
  return page.evaluate(async () => {
    const late = connect({ onRequest: slow });
    await Promise.all([late.query.run("SELECT x FROM y"), connect().query.run("SELECT x FROM y")]);
    return moments;
  });
}

const close = (pages) => Promise.all(pages.map((page) => page.close()));

test("queries of two tabs are at least a second apart", async () => {
  const pages = [await tab(), await tab()];
  await Promise.all(pages.map((page) => page.evaluate(() => ask(3))));
  const each = await Promise.all(pages.map((page) => page.evaluate(() => moments)));
  const moments = each.flat().sort((a, b) => a - b);
  assert.deepEqual(
    each.map(({ length }) => length),
    [3, 3],
  );
  // The clocks of two pages differ slightly.
  for (const [place, moment] of moments.slice(1).entries()) assert.ok(moment - moments[place] > 950, String(moments));
  await close(pages);
});

test("a query that is sent late in its slot is also a second apart from the next", async () => {
  const page = await tab();
  const [first, second] = await lateAndNext(page);
  assert.ok(second - first > 950, `${second - first} ms`);
  await close([page]);
});

test("a tab that closes while it holds or awaits the lock blocks no other tab", async () => {
  const [closed, aborted, last] = [await tab(), await tab(), await tab()];
  await closed.evaluate(() => ask(1));
  const outcome = await aborted.evaluate(() => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    return caught(() => ask(1, { abortSignal: controller.signal }));
  });
  assert.equal(outcome.name, "AbortError");
  const asked = last.evaluate(() => ask(1));
  await closed.close();
  await asked;
  assert.deepEqual([await aborted.evaluate(() => moments.length), await last.evaluate(() => moments.length)], [0, 1]);
  assert.deepEqual(await last.evaluate(async () => (await navigator.locks.query()).pending), []);
  await close([aborted, last]);
});

test("without locks a tab keeps its own limit", async () => {
  for (const refuse of [
    () => Object.defineProperty(navigator, "locks", { value: undefined }),
    () =>
      Object.defineProperty(navigator, "locks", {
        value: {
          request: async () => {
            throw new DOMException("sandboxed", "SecurityError");
          },
        },
      }),
  ]) {
    const page = await tab();
    await page.evaluate(refuse);
    const [first, second] = await lateAndNext(page);
    assert.ok(second - first > 950, `${second - first} ms`);
    assert.deepEqual(page.complaints, []);
    await page.close();
  }
});
