// The tiles of an element, in a page or a frame.

/** The frame of a tile, by its title. */
export const tile = (page, title) => page.locator("article.tile").filter({ has: page.locator(`h2[title="${title}"]`) });

/** Waits until no tile is loading. */
export async function alive(frame, selector = "iot-central-dashboard") {
  await frame.waitForFunction((selector) => {
    const tiles = [...(document.querySelector(selector)?.shadowRoot?.querySelectorAll("article.tile") ?? [])];
    return tiles.length > 0 && tiles.every((tile) => tile.dataset.state !== "loading");
  }, selector);
}
