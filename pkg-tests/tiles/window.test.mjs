// A tile that fills the window, and returns.
import assert from "node:assert/strict";
import { test } from "node:test";
import { devices, draw, queryRange, visit } from "../support/gallery.mjs";

const page = await visit();
const from = Date.UTC(2026, 0, 31, 12);
const data = {
  kind: "series",
  series: [{ device: "1", capability: "t", times: [from, from + 1000], values: [1, 2] }],
  from,
  to: from + 2000,
};
const chart = (displayName) => ({ displayName, configuration: { type: "lineChart", ...devices, queryRange }, data });

test("a tile fills the window and returns: by its button, by Escape, and when it loses the focus", async () => {
  await draw(page, [chart("One"), chart("Two")]);
  const tile = page.locator("article.tile").first();
  const button = tile.getByRole("button", { name: "Fill the window" });
  const before = await tile.boundingBox();
  const { width, height } = page.viewportSize();
  const isFull = async () => {
    const box = await tile.boundingBox();
    return box.x === 0 && box.y === 0 && box.height === height && Math.abs(box.width - width) <= 20;
  };
  const plot = tile.locator("canvas");
  const leave = {
    "its button": () => button.click(),
    Escape: () => page.keyboard.press("Escape"),
    "the keyboard": () => page.keyboard.press("Tab"),
  };
  for (const [way, act] of Object.entries(leave)) {
    await button.click();
    assert.ok(await isFull(), way);
    assert.equal(await button.getAttribute("aria-pressed"), "true");
    await page.waitForFunction(
      (least) =>
        document.querySelector("iot-central-dashboard").shadowRoot.querySelector("canvas").getBoundingClientRect()
          .width > least,
      width / 2,
    );
    await act();
    // The tile's scrolling part has the focus before it leaves the tile.
    for (
      let presses = 0;
      way === "the keyboard" && presses < 3 && (await button.getAttribute("aria-pressed")) === "true";
      presses++
    )
      await act();
    assert.deepEqual(await tile.boundingBox(), before, way);
    assert.equal(await button.getAttribute("aria-pressed"), "false");
    assert.ok(await plot.isVisible());
  }
  assert.deepEqual(page.complaints, []);
});
