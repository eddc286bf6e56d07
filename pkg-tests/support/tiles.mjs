// The tiles of an element, in a page or a frame.
import assert from "node:assert/strict";

/** The timeout of every wait, enough for a slow machine, in milliseconds. */
const PATIENCE = 60_000;

/** Returns the frame of a tile, by title. */
export const tile = (page, title) => page.locator("article.tile").filter({ has: page.locator(`h2[title="${title}"]`) });

/** Waits until all tiles show all of their devices. */
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
 * Waits until a condition holds in a page or a frame. Meanwhile a page's clock that starts at the test's `now` runs as
 * fast as requests are answered: a dashboard of many tiles needs half a minute at one query a second.
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
