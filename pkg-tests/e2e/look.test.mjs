// The page on narrow screens, in dark colours, and with chosen colours.
import assert from "node:assert/strict";
import { test } from "node:test";
import { drawn, expectNoComplaints, visit } from "../support/demo.mjs";
import { emulate, NOW } from "../support/emulator.mjs";

const ARTICLE = "dtmi:kkfvwa2xi:p7pyt5x3o";
const emulator = await emulate("--now", NOW);

test("a narrow screen has one column in reading order, and does not scroll sideways", async () => {
  const page = await visit(emulator.endpoint, { id: ARTICLE, viewport: { width: 390, height: 844 } });
  await drawn(page);
  const boxes = await page.locator("article.tile").evaluateAll((all) =>
    all.map((frame) => {
      const { left, top, width, bottom } = frame.getBoundingClientRect();
      return { id: frame.dataset.tileId, left, top, width, bottom };
    }),
  );
  assert.equal(new Set(boxes.map(({ left, width }) => `${left} ${width}`)).size, 1);
  for (const [index, { top }] of boxes.slice(1).entries()) assert.ok(top >= boxes[index].bottom, "two tiles overlap");
  const { tiles } = await emulator.dashboard(ARTICLE);
  assert.deepEqual(
    boxes.map(({ id }) => id),
    tiles.toSorted((one, other) => one.y - other.y || one.x - other.x).map(({ id }) => id),
  );
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the page scrolls sideways");
  await expectNoComplaints(page);
  await page.close();
});

test("on a phone texts and numbers are as high as their content, and pictures keep their height", async () => {
  const page = await visit(emulator.endpoint, {
    id: "dtmi:kkfvwa2xi:operations",
    viewport: { width: 390, height: 844 },
  });
  await drawn(page);
  const heights = Object.fromEntries(
    await page
      .locator("article.tile")
      .evaluateAll((all) => all.map((frame) => [frame.querySelector("h2").title, frame.offsetHeight])),
  );
  for (const title of ["Now in the lobby", "Monitors", "Shift", "On call"])
    assert.ok(heights[title] < 200, `${title}: ${heights[title]}`);
  for (const title of ["Temperature by room", "Where they are", "Humidity by room"])
    assert.ok(heights[title] >= 240, `${title}: ${heights[title]}`);
  const hidden = await page
    .locator("article.tile .body")
    .evaluateAll((bodies) => bodies.filter(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight).length);
  assert.equal(hidden, 0, "some tiles scroll");
  await page.close();
});

/** Returns the lightness of the page's background, of a tile and of the heading, from 0 to 1. */
const lightness = (page) =>
  page.evaluate(() => {
    const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const light = (colour) => {
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
      const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
      return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
    };
    const style = (selector, root = document) => getComputedStyle(root.querySelector(selector));
    const { shadowRoot } = document.querySelector("iot-central-dashboard");
    return {
      page: light(style("html").backgroundColor),
      tile: light(style("article.tile", shadowRoot).backgroundColor),
      text: light(style("#title").color),
    };
  });

const isDark = ({ page, tile, text }) => page < 0.2 && tile < 0.2 && text > 0.7;
const isLight = ({ page, tile, text }) => page > 0.8 && tile > 0.8 && text < 0.3;

for (const [colorScheme, isAsAsked, isOther] of [
  ["dark", isDark, isLight],
  ["light", isLight, isDark],
]) {
  test(`${colorScheme} colours come from the system, and the button switches`, async () => {
    const page = await visit(emulator.endpoint, { id: ARTICLE, colorScheme, reducedMotion: "reduce" });
    await drawn(page);
    assert.ok(isAsAsked(await lightness(page)), JSON.stringify(await lightness(page)));
    await page.locator("#theme").click();
    assert.ok(isOther(await lightness(page)), JSON.stringify(await lightness(page)));
    assert.equal(await page.locator("#theme").getAttribute("aria-pressed"), String(colorScheme === "light"));
    await expectNoComplaints(page);
    await page.close();
  });
}

for (const colorScheme of ["light", "dark"]) {
  test(`with high contrast in a ${colorScheme} system, page and dashboard use it, also in the scheme that the button chooses`, async () => {
    const page = await visit(emulator.endpoint, { id: ARTICLE, colorScheme, contrast: "more" });
    await drawn(page);
    /** Returns the colours of page and dashboard that `contrast.css` sets. */
    const colours = () =>
      page.evaluate(() =>
        [document.documentElement, document.querySelector("iot-central-dashboard")].map((element) => {
          const { backgroundColor, color } = getComputedStyle(element);
          return [backgroundColor, color];
        }),
      );
    const [black, white] = ["rgb(0, 0, 0)", "rgb(255, 255, 255)"];
    const of = { light: [white, black], dark: [black, white] };
    const other = colorScheme === "light" ? "dark" : "light";
    assert.deepEqual(await colours(), [of[colorScheme], of[colorScheme]]);
    await page.locator("#theme").click();
    assert.deepEqual(await colours(), [of[other], of[other]]);
    await page.close();
  });
}

test("drawings switch to forced colours, also in a page that was dark before", async () => {
  const types = ["pieChart", "heatMapChart", "stateChart"];
  const { tiles } = await emulator.dashboard("dtmi:contoso:tiles:all");
  await emulator.put("drawings", {
    displayName: "Drawings",
    tiles: tiles.filter(({ configuration }) => types.includes(configuration.type)),
  });
  const page = await visit(emulator.endpoint, { id: "drawings", colorScheme: "dark" });
  await drawn(page);
  /** Waits until the first series has this colour in all tiles, for less time than until new data redraws them. */
  const colored = (colour) =>
    page.waitForFunction(
      ([colour, count]) => {
        const { shadowRoot } = document.querySelector("iot-central-dashboard");
        const tiles = [...shadowRoot.querySelectorAll("article.tile")];
        const shown = tiles.filter((tile) =>
          [...tile.querySelectorAll(".view svg path")].some((path) => getComputedStyle(path).fill === colour),
        );
        const ramp = shadowRoot.querySelector(".ramp");
        return shown.length === count && getComputedStyle(ramp).backgroundImage.includes(colour);
      },
      [colour, types.length],
      { timeout: 5000 },
    );
  const [light, dark] = ["rgb(36, 88, 197)", "rgb(123, 168, 255)"];
  await colored(dark);
  await page.locator("#pause").click();
  for (const [colorScheme, forcedColors, colour] of [
    ["light", "active", light],
    ["dark", "active", dark],
    ["light", "active", light],
    ["dark", "none", dark],
  ]) {
    await page.emulateMedia({ colorScheme, forcedColors });
    await colored(colour);
  }
  await page.close();
});
