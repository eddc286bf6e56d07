// What a person edits in <iot-central-dashboard editable>: by pointer, and by keys alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { SCRIPT, emulator, heard, markup } from "../support/element.mjs";
import { embed, host } from "../support/embed.mjs";
import { alive, tile } from "../support/tiles.mjs";

const label = (displayName, x, y, rest) => ({ displayName, x, y, width: 2, height: 2, configuration: { type: "label", text: displayName }, ...rest });
/** A type to come, and members to come: an edit leaves them as they are. */
const FUTURE = { later: [1.5, { a: null }] };

/** A dashboard of its own for a test: three labels in a row, and a tile that this package doesn't know below. */
async function dashboard(id) {
  await emulator.put(id, {
    displayName: "Hall",
    tiles: [label("One", 0, 0, FUTURE), label("Two", 2, 0), label("Three", 4, 0), label("Four", 0, 2, { configuration: { type: "hologram", depth: 3, ...FUTURE } })],
  });
  return emulator.dashboard(id);
}

/** A page with the dashboard, in edit mode. */
async function edit(id, { attributes = "", script = SCRIPT, ...options } = {}) {
  const page = await embed(await host(markup(id, `editable ${attributes}`), script), { now: null, ...options });
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("button", { name: "Add a tile" }).waitFor();
  await alive(page);
  return page;
}

const cover = (page, title) => tile(page, title).locator(".cover");
const places = (tiles) => Object.fromEntries(tiles.map(({ displayName, x, y, width, height }) => [displayName, [x, y, width, height].join()]));
/** Where the tiles are on the page, by their titles. */
const shown = (page) => page.locator("article.tile").evaluateAll((tiles) => Object.fromEntries(tiles.map((tile) =>
  [tile.querySelector("h2").title, ["x", "y", "width", "height"].map((name) => tile.style.getPropertyValue(`--${name}`)).join()])));
const said = (page) => page.locator(".editor-bar [role=status]").innerText();
const START = { One: "0,0,2,2", Two: "2,0,2,2", Three: "4,0,2,2", Four: "0,2,2,2" };

/** Drags from the middle of an element by pixels, in steps. */
async function drag(page, locator, dx, dy) {
  const { x, y, width, height } = await locator.boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  for (let step = 1; step <= 5; step++) await page.mouse.move(x + width / 2 + (dx * step) / 5, y + height / 2 + (dy * step) / 5);
  await page.mouse.up();
}

test("tiles are moved, resized, duplicated and removed by pointer; what is in the way makes room; it is undone and done again, and saved", async () => {
  const { etag } = await dashboard("pointer");
  const page = await edit("pointer");
  assert.deepEqual(await shown(page), START);
  const column = (await tile(page, "Two").boundingBox()).x - (await tile(page, "One").boundingBox()).x;

  await drag(page, cover(page, "One"), column, 0);
  const afterMove = await shown(page);
  assert.equal(afterMove.One, "2,0,2,2");
  assert.equal(afterMove.Two, "2,2,2,2");
  assert.match(await said(page), /^One: column 3, row 1\. 1 other tile made room\.$/);
  await page.getByRole("button", { name: "Undo" }).click();
  assert.deepEqual(await shown(page), START);
  await page.getByRole("button", { name: "Redo" }).click();
  assert.deepEqual(await shown(page), afterMove);

  await drag(page, tile(page, "Four").locator(".corner"), -column / 2, 130);
  assert.equal((await shown(page)).Four, "0,2,1,3");
  await tile(page, "Three").hover();
  await tile(page, "Three").getByRole("button", { name: "Remove" }).click();
  await tile(page, "Four").hover();
  await tile(page, "Four").getByRole("button", { name: "Duplicate" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Edit" }).waitFor();

  const saved = await emulator.dashboard("pointer");
  assert.notEqual(saved.etag, etag);
  assert.deepEqual(saved.tiles.map(({ displayName }) => displayName), ["One", "Two", "Four", "Four"]);
  assert.deepEqual(places(saved.tiles.slice(0, 2)), { One: "2,0,2,2", Two: "2,2,2,2" });
  assert.deepEqual(saved.tiles[0].later, FUTURE.later);
  for (const { configuration } of saved.tiles.slice(2)) assert.deepEqual(configuration, { type: "hologram", depth: 3, ...FUTURE });
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("all of it by keys alone; Escape and Discard lose nothing without asking", async () => {
  await dashboard("keys");
  const page = await edit("keys");
  const focused = () => page.evaluate(() => document.querySelector("iot-central-dashboard").shadowRoot.activeElement.ariaLabel);
  const press = async (...keys) => { for (const key of keys) await page.keyboard.press(key); };
  await cover(page, "One").focus();
  assert.match(await focused(), /^One, Label: column 1, row 1, 2 wide, 2 high/);
  await press("ArrowUp");
  assert.equal(await said(page), "One is at the edge.");
  await press("ArrowRight", "ArrowRight", "ArrowDown");
  assert.match(await focused(), /^One, Label: column 3, row 2, /);
  assert.match(await said(page), /^One: column 3, row 2\./);
  await press("Shift+ArrowRight", "Shift+ArrowUp");
  assert.match(await focused(), /3 wide, 1 high/);
  await press("Control+z", "Control+z", "Control+z", "Control+z", "Control+z");
  assert.deepEqual(await shown(page), START);
  await press("Control+Shift+z", "Control+y");
  assert.equal((await shown(page)).One, "2,0,2,2");
  await press("Control+d");
  assert.equal(await page.locator("article.tile").count(), 5);
  await press("Delete");
  assert.equal(await page.locator("article.tile").count(), 4);

  // Discard asks, and the first answer is to go on.
  await page.getByRole("button", { name: "Discard" }).press("Enter");
  await page.getByRole("dialog").waitFor();
  await press("Enter");
  assert.equal(await page.getByRole("button", { name: "Save" }).count(), 1);
  await page.getByRole("button", { name: "Save" }).press("Enter");
  await page.getByRole("button", { name: "Edit" }).waitFor();
  assert.deepEqual(places((await emulator.dashboard("keys")).tiles), { ...START, One: "2,0,2,2", Two: "2,2,2,2" });
  assert.equal(await page.evaluate(() => document.querySelector("iot-central-dashboard").shadowRoot.activeElement.textContent), "Edit");
  assert.deepEqual(await heard(page, "save"), ["Hall"]);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("a role that may not write keeps its draft and reads why; a mistake is marked", async () => {
  await dashboard("role");
  const page = await edit("role", { script: SCRIPT.replace("iotcentral-emulator", "iotcentral-emulator-operator") });
  await cover(page, "Four").focus();
  await page.keyboard.press("ArrowDown");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").filter({ hasText: "You may not change this dashboard" }).waitFor();
  assert.match(await page.getByRole("alert").innerText(), /Nothing is lost/);
  assert.equal((await shown(page)).Four, "0,3,2,2");
  assert.deepEqual(places((await emulator.dashboard("role")).tiles), START);
  // What the page sets meanwhile waits; back in the document, the draft is still there.
  await page.evaluate((id) => {
    const element = document.querySelector("iot-central-dashboard");
    element.dashboardId = id;
    element.remove();
    document.querySelector("main").append(element);
  }, "keys");
  await alive(page);
  assert.equal((await shown(page)).Four, "0,3,2,2");
  await page.getByRole("button", { name: "Discard" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Discard" }).click();
  await page.getByRole("button", { name: "Edit" }).waitFor();
  await alive(page);
  assert.equal(await page.getByRole("region").getAttribute("aria-label"), "Hall");
  assert.equal((await shown(page)).One, "2,0,2,2", "the dashboard that was set meanwhile");
  await page.close();
});

test("the service goes away in the middle of a save: nothing is lost, and the second save does it", async () => {
  await dashboard("away");
  const page = await edit("away");
  await cover(page, "One").focus();
  await page.keyboard.press("ArrowRight");
  let isAway = true;
  await page.route("**/api/dashboards/**", (route) => (isAway ? route.abort() : route.fallback()));
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").filter({ hasText: "Nothing is lost" }).waitFor();
  assert.match(await page.getByRole("alert").innerText(), /not known; saving again is safe/);
  isAway = false;
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Edit" }).waitFor();
  assert.equal(places((await emulator.dashboard("away")).tiles).One, "1,0,2,2");
  await page.close();
});
