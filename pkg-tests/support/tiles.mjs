// The tiles of an element, in a page or a frame.
import assert from "node:assert/strict";

/** Milliseconds that the slowest machine has for anything. */
const PATIENCE = 60_000;

/** The frame of a tile, by its title. */
export const tile = (page, title) => page.locator("article.tile").filter({ has: page.locator(`h2[title="${title}"]`) });

/** Waits until no tile is loading, nor shows only some of its devices. */
export function alive(frame, selector = "iot-central-dashboard") {
  return reached(
    frame,
    (selector) => {
      const tiles = [...(document.querySelector(selector)?.shadowRoot?.querySelectorAll("article.tile") ?? [])];
      return (
        tiles.length > 0 &&
        tiles.every((tile) => tile.dataset.state !== "loading" && tile.querySelector(":scope > .missing").hidden)
      );
    },
    selector,
  );
}

/**
 * Waits until a condition holds in a page or a frame. A page's clock that began at the test's `now` goes on meanwhile
 * as fast as its requests are answered: a dashboard of many tiles waits half a minute for one query a second.
 */
export async function reached(frame, condition, argument) {
  const page = "page" in frame ? frame.page() : frame;
  if (!page.pass) return frame.waitForFunction(condition, argument);
  const end = Date.now() + PATIENCE;
  while (!(await frame.evaluate(condition, argument))) {
    assert.ok(Date.now() < end, `not reached in ${PATIENCE} ms: ${condition}`);
    await page.pass(500);
  }
}
