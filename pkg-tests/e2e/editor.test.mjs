// Editing in <iot-central-dashboard editable>, by pointer and by keyboard.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { emulator, heard, markup, SCRIPT } from "../support/element.mjs";
import { embed, host } from "../support/embed.mjs";
import { TOKEN } from "../support/emulator.mjs";
import { alive, tile } from "../support/tiles.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const label = (displayName, x, y, rest) => ({
  displayName,
  x,
  y,
  width: 2,
  height: 2,
  configuration: { type: "label", text: displayName },
  ...rest,
});
/** A type and members that don't exist yet: an edit must not change them. */
const FUTURE = { later: [1.5, { a: null }] };

/** Creates a test's own dashboard: three labels in a row, and below them a tile of an unknown type. */
async function dashboard(id) {
  await emulator.put(id, {
    displayName: "Hall",
    tiles: [
      label("One", 0, 0, FUTURE),
      label("Two", 2, 0),
      label("Three", 4, 0),
      label("Four", 0, 2, { configuration: { type: "hologram", depth: 3, ...FUTURE } }),
    ],
  });
  return emulator.dashboard(id);
}

/** Opens a page with the dashboard, in edit mode. */
async function edit(id, { attributes = "", script = SCRIPT, ...options } = {}) {
  const page = await embed(await host(markup(id, `editable ${attributes}`), script), { now: null, ...options });
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("button", { name: "Add a tile" }).waitFor();
  await alive(page);
  return page;
}

const cover = (page, title) => tile(page, title).locator(".cover");
const places = (tiles) =>
  Object.fromEntries(tiles.map(({ displayName, x, y, width, height }) => [displayName, [x, y, width, height].join()]));
/** Returns the positions of tiles on the page, by title. */
const shown = (page) =>
  page
    .locator("article.tile")
    .evaluateAll((tiles) =>
      Object.fromEntries(
        tiles.map((tile) => [
          tile.querySelector("h2").title,
          ["x", "y", "width", "height"].map((name) => tile.style.getPropertyValue(`--${name}`)).join(),
        ]),
      ),
    );
const said = (page) => page.locator(".editor-bar [role=status]").innerText();
const START = { One: "0,0,2,2", Two: "2,0,2,2", Three: "4,0,2,2", Four: "0,2,2,2" };

/** Drags from the middle of an element by a distance in pixels, in steps. */
async function drag(page, locator, dx, dy) {
  const { x, y, width, height } = await locator.boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  for (let step = 1; step <= 5; step++)
    await page.mouse.move(x + width / 2 + (dx * step) / 5, y + height / 2 + (dy * step) / 5);
  await page.mouse.up();
}

test("titles stay above the content of their tiles in the editor", async () => {
  const configuration = { type: "deviceCount", group: "5f1c7a04-2d8e-4b53-9c61-70e8a1d94b01" };
  await emulator.put("titles", { displayName: "Hall", tiles: [label("Trucks", 0, 0, { configuration })] });
  const page = await edit("titles");
  const [title, content] = await tile(page, "Trucks")
    .locator("h2, .body")
    .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect()));
  assert.ok(title.bottom <= content.top, `the title ends at ${title.bottom}, the content begins at ${content.top}`);
  await page.close();
});

test("tiles are moved, resized, duplicated and removed by pointer; others make room; undo, redo and save work", async () => {
  const { etag } = await dashboard("pointer");
  const page = await edit("pointer");
  assert.deepEqual(await shown(page), START);
  const column = (await tile(page, "Two").boundingBox()).x - (await tile(page, "One").boundingBox()).x;

  // Within a cell, a pointer move changes only the tile's `translate`.
  await page.evaluate(() => {
    globalThis.changes = new Set();
    const board = document.querySelector("iot-central-dashboard").shadowRoot.querySelector(".board");
    const observer = new MutationObserver((records) =>
      records.forEach(({ target, type, attributeName }) =>
        changes.add(`${type} ${attributeName} of ${target.querySelector("h2")?.title}`),
      ),
    );
    observer.observe(board, { subtree: true, childList: true, attributes: true, characterData: true });
    globalThis.stop = () => observer.disconnect();
  });
  await drag(page, cover(page, "One"), 40, 30);
  assert.deepEqual([...(await page.evaluate(() => (stop(), [...changes])))].sort(), [
    "attributes class of One",
    "attributes style of One",
  ]);
  assert.deepEqual(await shown(page), START);
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
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("button", { name: "Edit" }).waitFor();

  const saved = await emulator.dashboard("pointer");
  assert.notEqual(saved.etag, etag);
  assert.deepEqual(
    saved.tiles.map(({ displayName }) => displayName),
    ["One", "Two", "Four", "Four"],
  );
  assert.deepEqual(places(saved.tiles.slice(0, 2)), { One: "2,0,2,2", Two: "2,2,2,2" });
  assert.deepEqual(saved.tiles[0].later, FUTURE.later);
  for (const { configuration } of saved.tiles.slice(2))
    assert.deepEqual(configuration, { type: "hologram", depth: 3, ...FUTURE });
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("the same by keyboard alone; Escape and Discard ask before they lose changes", async () => {
  await dashboard("keys");
  const page = await edit("keys");
  const focused = () =>
    page.evaluate(() => document.querySelector("iot-central-dashboard").shadowRoot.activeElement.ariaLabel);
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
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

  // Discard asks for confirmation; the default answer continues editing.
  await page.getByRole("button", { name: "Discard" }).press("Enter");
  await page.getByRole("dialog").waitFor();
  await press("Enter");
  assert.equal(await page.getByRole("button", { name: "Save", exact: true }).count(), 1);
  await page.getByRole("button", { name: "Save", exact: true }).press("Enter");
  await page.getByRole("button", { name: "Edit" }).waitFor();
  assert.deepEqual(places((await emulator.dashboard("keys")).tiles), { ...START, One: "2,0,2,2", Two: "2,2,2,2" });
  assert.equal(
    await page.evaluate(() => document.querySelector("iot-central-dashboard").shadowRoot.activeElement.textContent),
    "Edit",
  );
  assert.deepEqual(await heard(page, "save"), ["Hall"]);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("a role that may not write keeps its draft, sees the reason, and has no Edit from then on", async () => {
  await dashboard("role");
  const page = await edit("role", { script: SCRIPT.replace("iotcentral-emulator", "iotcentral-emulator-operator") });
  await cover(page, "Four").focus();
  await page.keyboard.press("ArrowDown");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("alert").filter({ hasText: "You may not change this dashboard" }).waitFor();
  assert.match(await page.getByRole("alert").innerText(), /Nothing is lost/);
  assert.equal((await shown(page)).Four, "0,3,2,2");
  assert.deepEqual(places((await emulator.dashboard("role")).tiles), START);
  // A dashboard that the page sets meanwhile waits. Back in the document, the draft is unchanged.
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
  const reason = page.getByText(/^You may not change this dashboard\. Your role lacks the permission/);
  await reason.waitFor();
  await alive(page);
  assert.equal(await page.getByRole("button", { name: "Edit" }).count(), 0);
  assert.equal(await page.getByRole("region").getAttribute("aria-label"), "Hall");
  assert.equal((await shown(page)).One, "2,0,2,2", "the dashboard that was set meanwhile");
  // A token of another role may save.
  await page.evaluate((token) => {
    document.querySelector("iot-central-dashboard").credential = () => token;
  }, TOKEN);
  await page.getByRole("button", { name: "Edit" }).waitFor();
  assert.equal(await reason.count(), 0);
  await page.close();
});

test("a save without an answer loses nothing, and the second save succeeds", async () => {
  await dashboard("away");
  const page = await edit("away");
  await cover(page, "One").focus();
  await page.keyboard.press("ArrowRight");
  let isAway = true;
  await page.route("**/api/dashboards/**", (route) => (isAway ? route.abort() : route.fallback()));
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("alert").filter({ hasText: "Nothing is lost" }).waitFor();
  assert.match(
    await page.getByRole("alert").innerText(),
    /not known whether the service has saved the changes\. Saving again is safe/,
  );
  // A person who cancels the save loses nothing: during the save, the draft can't change.
  let release = () => {};
  await page.route("**/api/dashboards/**", (route) => (release = () => route.fallback()));
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.keyboard.press("Control+z");
  assert.equal((await shown(page)).One, "1,0,2,2");
  assert.equal(await page.locator(".board").evaluate((board) => board.inert), true);
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("alert").filter({ hasText: "The save was canceled" }).waitFor();
  release();
  isAway = false;
  await page.unroute("**/api/dashboards/**");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("button", { name: "Edit" }).waitFor();
  assert.equal(places((await emulator.dashboard("away")).tiles).One, "1,0,2,2");
  await page.close();
});

test("two people edit at once: separate changes are merged; conflicts are shown side by side, and the person chooses", async () => {
  for (const [side, index] of [
    ["Yours", 0],
    ["Theirs", 1],
  ]) {
    const id = `together${index}`;
    const { tiles } = await dashboard(id);
    const page = await edit(id);
    for (const title of ["One", "Two"]) {
      await cover(page, title).focus();
      for (let step = 0; step < 4; step++) await page.keyboard.press("ArrowDown");
    }
    // The other person also moves Two, renames Three, and adds a tile.
    await emulator.patch(id, {
      tiles: [tiles[0], { ...tiles[1], y: 9 }, { ...tiles[2], displayName: "Drei" }, tiles[3], label("Five", 8, 8)],
    });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Another person has changed the same things").waitFor();
    assert.deepEqual(await dialog.locator("caption").allInnerTexts(), ["Two"]);
    assert.deepEqual(await dialog.locator("tbody tr").allInnerTexts(), ["y\t4\t9"]);
    await dialog.getByRole("radio", { name: side }).check();
    await dialog.getByRole("button", { name: "Save with these" }).click();
    await page.getByRole("button", { name: "Edit" }).waitFor();
    const saved = places((await emulator.dashboard(id)).tiles);
    assert.deepEqual(saved, {
      One: "0,4,2,2",
      Two: index === 0 ? "2,4,2,2" : "2,9,2,2",
      Drei: "4,0,2,2",
      Four: saved.Four,
      Five: "8,8,2,2",
    });
    assert.deepEqual(await heard(page, "conflict"), [undefined]);
    await page.close();
  }
});

test("a title change is one step of undo and part of the save; if both renamed the dashboard, the person chooses", async () => {
  await dashboard("name");
  const page = await edit("name");
  const title = page.getByLabel("Title of the dashboard");
  assert.equal(await title.inputValue(), "Hall");
  await title.press("End");
  await page.keyboard.type(" 7");
  await cover(page, "Four").press("ArrowDown");
  await page.getByRole("button", { name: "Undo" }).click();
  assert.deepEqual([await title.inputValue(), (await shown(page)).Four], ["Hall 7", "0,2,2,2"]);
  // All typed letters are one step of undo.
  await page.getByRole("button", { name: "Undo" }).click();
  assert.equal(await title.inputValue(), "Hall");
  for (let step = 0; step < 2; step++) await page.getByRole("button", { name: "Redo" }).click();
  assert.deepEqual([await title.inputValue(), (await shown(page)).Four], ["Hall 7", "0,3,2,2"]);
  await title.fill("");
  await page.locator(".editor-bar .finding").waitFor();
  assert.equal(await title.getAttribute("aria-invalid"), "true");
  await title.fill("Hall 8");
  assert.equal(await page.locator(".editor-bar .finding").isVisible(), false);
  assert.equal((await heard(page, "edit")).at(-1), "Hall 8");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("button", { name: "Edit" }).waitFor();
  const saved = await emulator.dashboard("name");
  assert.deepEqual([saved.displayName, places(saved.tiles).Four], ["Hall 8", "0,3,2,2"]);
  assert.equal(await page.getByRole("region").getAttribute("aria-label"), "Hall 8");

  for (const [side, name] of [
    ["Theirs", "Theirs 0"],
    ["Yours", "Mine 1"],
  ]) {
    await page.getByRole("button", { name: "Edit" }).click();
    await title.fill(name.replace("Theirs", "Mine"));
    await emulator.patch("name", { displayName: name.replace("Mine", "Theirs") });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Another person has changed the same things").waitFor();
    assert.deepEqual(await dialog.locator("caption").allInnerTexts(), ["Title of the dashboard"]);
    await dialog.getByRole("radio", { name: side }).check();
    await dialog.getByRole("button", { name: "Save with these" }).click();
    await page.getByRole("button", { name: "Edit" }).waitFor();
    assert.equal((await emulator.dashboard("name")).displayName, name);
  }
  // The console names the save that met a conflict.
  assert.deepEqual(
    page.complaints.filter((text) => !text.includes("412")),
    [],
  );
  await page.close();
});

test("a tile is added and configured by a form with immediate checks, and by its JSON", async () => {
  await dashboard("form");
  const page = await edit("form");
  await page.getByRole("button", { name: "Add a tile" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Line chart" }).click();
  const panel = page.getByRole("complementary", { name: "Settings of Line chart" });
  await panel.waitFor();
  // A missing member is reported at once, at the field and at the tile.
  await panel.getByText("is empty, so the tile shows nothing").waitFor();
  assert.equal(await tile(page, "Line chart").locator(".badge").innerText(), "2 warnings");
  const groups = panel.getByLabel("Device group");
  await page.waitForFunction(
    () =>
      document.querySelector("iot-central-dashboard").shadowRoot.querySelectorAll(".editor-panel select")[0].options
        .length > 1,
  );
  await groups.selectOption({ index: 1 });
  const devices = panel.getByRole("group", { name: "Devices" }).getByRole("checkbox");
  await devices.first().check();
  const values = panel.getByRole("group", { name: "Values to show" });
  await page.waitForFunction(
    () =>
      document.querySelector("iot-central-dashboard").shadowRoot.querySelector(".chosen + .field select").options
        .length > 1,
  );
  await values.getByLabel("Add").selectOption({ index: 1 });
  await values.getByLabel(/^Function of/).selectOption("max");
  await panel.getByLabel("Slices").selectOption("PT1H");
  await panel.getByLabel("Legend").uncheck();
  await panel.getByLabel("Title").fill("Climate");
  // All typed letters are one step of undo.
  await page.getByRole("button", { name: "Undo" }).click();
  await tile(page, "Line chart").waitFor();
  await page.getByRole("button", { name: "Redo" }).click();
  await tile(page, "Climate").waitFor();
  await page.locator("summary").click();
  const json = page.getByLabel("The tile as JSON");
  const written = JSON.parse(await json.inputValue());
  await json.fill("{");
  await page.getByText(/^This is not JSON/).waitFor();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  assert.equal(
    await json.evaluate((area) => area.matches(":focus")),
    true,
    "JSON that can't be read isn't left behind",
  );
  await json.fill(JSON.stringify({ ...written, width: 99 }));
  await page.getByText(/should be from 1 to 10/).waitFor();
  await json.fill(JSON.stringify({ ...written, width: 4, extra: [1.5] }));
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("button", { name: "Edit" }).waitFor();
  const { tiles } = await emulator.dashboard("form");
  const { id, x, y, configuration, ...rest } = tiles.at(-1);
  assert.deepEqual(rest, { displayName: "Climate", width: 4, height: 3, extra: [1.5] });
  const {
    group,
    devices: [device],
    capabilities,
    ...others
  } = configuration;
  assert.ok(group && device);
  assert.equal(capabilities[0].aggregateFunction, "max");
  assert.deepEqual(others, {
    type: "lineChart",
    queryRange: { type: "time", duration: "PT12H", resolution: "PT1H" },
    format: { legendEnabled: false },
  });
  await alive(page);
  assert.equal(await tile(page, "Climate").getAttribute("data-state"), "ready");
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("axe-core finds nothing serious in the form, in any scheme; the browser warns before changes are lost", async () => {
  await dashboard("axe");
  for (const [colorScheme, theme, width] of [
    ["light", "auto", 1280],
    ["dark", "auto", 390],
    ["light", "high-contrast", 768],
  ]) {
    const viewport = { width, height: 900 };
    const page = await edit("axe", { attributes: `theme="${theme}"`, colorScheme, isVisible: true, viewport });
    await page.evaluate(AXE);
    const findings = () =>
      page.evaluate(async () =>
        (await axe.run(document, { resultTypes: ["violations"] })).violations
          .filter(({ impact }) => impact === "serious" || impact === "critical")
          .map(({ id, nodes }) => [
            id,
            ...nodes.map(({ failureSummary, target }) => `${target.flat().join(" ")} ${failureSummary}`),
          ]),
      );
    await cover(page, "One").press("Enter");
    assert.deepEqual(await findings(), []);
    await page.keyboard.press("Escape");
    assert.match(
      await page.evaluate(() => document.querySelector("iot-central-dashboard").shadowRoot.activeElement.ariaLabel),
      /^One/,
    );
    await page.getByRole("button", { name: "Add a tile" }).click();
    assert.deepEqual(await findings(), []);
    await page.keyboard.press("Escape");

    const asked = () => page.evaluate(() => !dispatchEvent(new Event("beforeunload", { cancelable: true })));
    assert.equal(await asked(), false);
    await cover(page, "One").press("ArrowDown");
    assert.equal(await asked(), true);
    await page.keyboard.press("Control+z");
    assert.equal(await asked(), false);
    await page.close();
  }
});

test("in a right-to-left page arrow keys and drags go where they point; the texts are the page's", async () => {
  await dashboard("rtl");
  const german = `import { german } from "PACKAGE/dist/element/messages-de.js"; document.querySelector("iot-central-dashboard").messages = german;`;
  const page = await embed(await host(markup("rtl", `editable dir="rtl"`), SCRIPT + german), { now: null });
  await page.getByRole("button", { name: "Bearbeiten" }).click();
  await page.getByRole("button", { name: "Kachel hinzufügen" }).waitFor();
  await cover(page, "One").press("ArrowLeft");
  assert.equal((await shown(page)).One, "1,0,2,2");
  assert.match(await said(page), /^One: Spalte 2, Zeile 1\. 1 andere Kachel hat Platz gemacht\.$/);
  await page.keyboard.press("Control+z");
  const column = (await tile(page, "One").boundingBox()).x - (await tile(page, "Two").boundingBox()).x;
  await drag(page, cover(page, "One"), -column, 0);
  assert.equal((await shown(page)).One, "2,0,2,2");
  await page.close();
});

test("each type can be added, and has a form", async () => {
  await dashboard("types");
  const page = await edit("types");
  await page.getByRole("button", { name: "Add a tile" }).click();
  const names = await page.getByRole("dialog").locator(".types button").allInnerTexts();
  assert.equal(names.length, 20);
  await page.getByRole("button", { name: "Cancel" }).click();
  for (const name of names) {
    await page.getByRole("button", { name: "Add a tile" }).click();
    await page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
    const panel = page.getByRole("complementary", { name: `Settings of ${name}`, exact: true });
    await panel.waitFor();
    assert.ok((await panel.locator("input, select, textarea").count()) > 6, name);
  }
  // The last type is a map, which shows only places.
  const panel = page.getByRole("complementary", { name: "Settings of Telemetry map" });
  const offered = (label) => panel.getByLabel(label).locator("option").allInnerTexts();
  while ((await offered("Device group")).length === 1) await page.waitForTimeout(20);
  await panel.getByLabel("Device group").selectOption({ label: "Delivery truck - All devices" });
  while ((await offered("Add")).length === 1) await page.waitForTimeout(20);
  assert.deepEqual(await offered("Add"), ["Choose…", "Location"]);
  assert.equal(await page.locator("article.tile").count(), 24);
  assert.deepEqual(page.complaints, []);
  await page.close();
});
