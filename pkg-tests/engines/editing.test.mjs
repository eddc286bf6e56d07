// Editing by pointer and keyboard in an engine other than Chromium: the packed package with the emulator.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BRIEF, emulator, markup, SCRIPT } from "../support/element.mjs";
import { engine } from "../support/engines.mjs";
import { host } from "../support/page.mjs";

/** Keys in WebDriver's notation */
const [RIGHT, DOWN, ENTER, ESCAPE] = ["\uE014", "\uE015", "\uE007", "\uE00C"];

const page = await engine();

const label = (displayName, x) => ({
  displayName,
  ...{ x, y: 0, width: 2, height: 2 },
  configuration: { type: "label", text: displayName },
});

/** Returns the middle of an element, in the window. */
const middleOf = (selector, index = 0) =>
  page.run(
    (selector, index) => {
      const all = document.querySelector("iot-central-dashboard").shadowRoot.querySelectorAll(selector);
      const { left, top, width, height } = all[index].getBoundingClientRect();
      return [left + width / 2, top + height / 2];
    },
    selector,
    index,
  );
const focus = (selector) =>
  page.run(
    (selector) => document.querySelector("iot-central-dashboard").shadowRoot.querySelector(selector).focus(),
    selector,
  );
const reached = (selector) =>
  page.reached(
    (selector) => document.querySelector("iot-central-dashboard")?.shadowRoot?.querySelector(selector),
    selector,
  );
const places = async () =>
  (await emulator.dashboard("engine")).tiles.map(({ displayName, x, y, width, height }) =>
    [displayName, x, y, width, height].join(),
  );

test("a tile is moved by pointer and another by keyboard, and both are saved", async () => {
  await emulator.put("engine", { displayName: "Hall", tiles: [label("One", 0), label("Two", 2)] });
  await page.open(await host(markup("engine", "editable"), SCRIPT));
  await reached(".edit-bar button");
  await focus(".edit-bar button");
  await page.press(ENTER);
  await reached(".editor-bar button.primary");
  // The tile's cover is under the pointer.
  await page.reached(() => {
    const { shadowRoot } = document.querySelector("iot-central-dashboard");
    return [...shadowRoot.querySelectorAll("article")].every((article) => {
      const { left, top } = article.getBoundingClientRect();
      return shadowRoot.elementFromPoint(left + 20, top + 60)?.matches(".cover");
    });
  });

  const [one, two] = [await middleOf("article.tile", 0), await middleOf("article.tile", 1)];
  const column = (two[0] - one[0]) / 2;
  await page.drag(one, [one[0] + 4 * column, one[1]]);
  await focus("article:nth-child(2) .cover");
  await page.press(DOWN, DOWN, RIGHT);
  await page.picture(`${process.env.ENGINE}-editing`);
  await focus(".editor-bar button.primary");
  await page.press(ENTER);
  await reached(".edit-bar button");
  assert.deepEqual((await places()).sort(), ["One,4,0,2,2", "Two,3,2,2,2"]);
});

test("dragging over a chart zooms all charts, and Escape resets the zoom", async () => {
  const { tiles } = await emulator.dashboard(BRIEF);
  const chart = tiles.find(({ configuration }) => configuration.type === "lineChart");
  const others = tiles.filter(({ configuration }) => configuration.type === "stateChart");
  const placed = [chart, ...others].map((tile, index) => ({ ...tile, x: 0, y: 4 * index, width: 4, height: 4 }));
  await emulator.put("zoom", { displayName: "Hall", tiles: placed });
  await page.open(await host(markup("zoom"), SCRIPT));
  await reached('figure[data-points]:not([data-points="0"]) .u-over');
  const [left, right] = await page.run(() => {
    const plot = document.querySelector("iot-central-dashboard").shadowRoot.querySelector(".u-over");
    const { x, y, width, height } = plot.getBoundingClientRect();
    return [0.25, 0.75].map((part) => [x + part * width, y + height / 2]);
  });
  await page.drag(left, right);
  await page.reached(
    (charts) =>
      document.querySelector("iot-central-dashboard").shadowRoot.querySelectorAll(".zoom-bar button").length === charts,
    placed.length,
  );
  await page.picture(`${process.env.ENGINE}-zoom`);
  await page.press(ESCAPE);
  await page.reached(() => document.querySelector("iot-central-dashboard").zoom === undefined);
});
