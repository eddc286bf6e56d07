// Actions on dashboards and file uploads on the page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { connected, drawn, expectNoComplaints, recordCopies, visit } from "../support/demo.mjs";
import { emulate, NOW, TOKEN } from "../support/emulator.mjs";

const ARTICLE = "dtmi:kkfvwa2xi:p7pyt5x38";
const emulator = await emulate("--now", NOW);
const button = (page, name) => page.getByRole("button", { name, exact: true });
const title = (page) => page.locator("#title").innerText();
/** Returns the dashboard that the page's address names, as the emulator has it. */
const shown = (page) => emulator.dashboard(decodeURIComponent(new URL(page.url()).hash.slice(1)));

/** Opens the dashboard's menu and chooses an entry. */
async function choose(page, name) {
  await page.locator("#menu summary").click();
  await page.locator("#menu").getByRole("button", { name }).click();
}

/** Waits until the page has this heading. */
const titled = (page, text) =>
  page.waitForFunction((text) => document.querySelector("#title").textContent === text, text);

test("a dashboard is created, renamed, made a favorite, copied and deleted", async () => {
  const page = await visit(emulator.endpoint);
  await connected(page);
  await page.locator("#new-dashboard").click();
  await button(page, "Create").click();
  assert.equal(await page.getByLabel("Name", { exact: true }).getAttribute("aria-invalid"), "true");
  await page.keyboard.type("Hall 1");
  await page.keyboard.press("Enter");
  await titled(page, "Hall 1");
  const { id, displayName, tiles, favorite } = await shown(page);
  assert.deepEqual([displayName, tiles ?? [], favorite ?? false], ["Hall 1", [], false]);

  await choose(page, "Rename…");
  assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "Hall 1");
  await page.keyboard.type("Hall 2");
  await button(page, "Rename").click();
  await titled(page, "Hall 2");
  assert.equal((await emulator.dashboard(id)).displayName, "Hall 2");

  await page.locator("#favorite").click();
  await page.waitForSelector("#favorite[aria-pressed=true]");
  assert.equal((await emulator.dashboard(id)).favorite, true);
  assert.match(await page.locator(".entries ul").first().innerText(), /★\s*Hall 2/);

  await page.locator(`nav.dashboards a[data-dashboard-id="${ARTICLE}"]`).click();
  await titled(page, "My Dashboard");
  await choose(page, "Copy…");
  await button(page, "Copy").click();
  await titled(page, "My Dashboard (copy)");
  const plain = ({ tiles }) => tiles.map(({ id: _, ...tile }) => tile);
  const copy = await shown(page);
  assert.deepEqual(plain(copy), plain(await emulator.dashboard(ARTICLE)));

  await choose(page, "Delete…");
  await page.waitForFunction(() => document.activeElement.textContent === "Cancel");
  await button(page, "Delete").click();
  await page.waitForFunction(() => document.querySelector("#title").textContent !== "My Dashboard (copy)");
  await assert.rejects(emulator.dashboard(copy.id), /404/);
  assert.equal(await page.locator(`nav.dashboards a[data-dashboard-id="${copy.id}"]`).count(), 0);
  await expectNoComplaints(page);
  await page.close();
});

/** Connects the page as a role, by its dialog. */
async function connectAs(page, role) {
  await page.locator("#open-connection").click();
  await page.getByLabel("Token").fill(`${TOKEN}-${role}`);
  await button(page, "Connect").click();
  await page.waitForSelector("dialog#connection:not([open])", { state: "attached" });
}

test("a role that may not write sees the reason at the action, and loses nothing", async () => {
  const page = await visit(emulator.endpoint, { id: ARTICLE });
  await connected(page);
  await connectAs(page, "operator");
  await choose(page, "Copy…");
  await page.getByLabel("Name", { exact: true }).fill("Not mine");
  await button(page, "Copy").click();
  await page.getByText(/Your role doesn’t allow this: nothing was changed/).waitFor();
  assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "Not mine");
  await page.keyboard.press("Escape");
  assert.equal(await title(page), "My Dashboard");

  await page.locator("#favorite").click();
  await page.locator(".notice").filter({ hasText: "Your role doesn’t allow this" }).waitFor();
  assert.equal(
    await page.locator("#favorite").getAttribute("aria-pressed"),
    String((await emulator.dashboard(ARTICLE)).favorite ?? false),
  );
  await page.close();
});

test("only a role that may write sees Edit, Rename and Delete, and asking the service changes nothing", async () => {
  const { etag } = await emulator.dashboard(ARTICLE);
  for (const [role, status, expected] of [
    ["operator", 403, 0],
    ["builder", 412, 1],
  ]) {
    const page = await visit(emulator.endpoint, { id: ARTICLE });
    await button(page, "Edit").waitFor();
    const whileAsking = [];
    await page.route("**/api/dashboards/*", async (route) => {
      if (route.request().method() === "PATCH") whileAsking.push(await button(page, "Edit").count());
      await route.continue();
    });
    const answer = page.waitForResponse((response) => response.request().method() === "PATCH");
    await connectAs(page, role);
    assert.equal((await answer).status(), status);
    await drawn(page);
    if (expected) await button(page, "Edit").waitFor();
    assert.deepEqual([...whileAsking, await button(page, "Edit").count()], [0, expected], role);
    await page.getByText("More", { exact: true }).click();
    const shown = await page.locator("#menu button:visible").allInnerTexts();
    assert.deepEqual(
      ["Rename…", "Copy…", "Delete…"].map((name) => shown.includes(name)),
      [expected === 1, true, expected === 1],
      role,
    );
    await page.close();
  }
  assert.equal((await emulator.dashboard(ARTICLE)).etag, etag);
});

test("Edit is in the row of the heading, and the board does not move", async () => {
  const page = await visit(emulator.endpoint, { id: ARTICLE });
  await drawn(page);
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    const [edit, title, toolbar, board] = await Promise.all(
      [button(page, "Edit"), page.locator("#title"), page.locator(".toolbar"), page.locator(".board")].map((each) =>
        each.boundingBox(),
      ),
    );
    const right = ({ x, width }) => x + width;
    assert.ok(edit.y >= title.y - 4 && edit.y < title.y + title.height, `${width}: ${JSON.stringify([edit, title])}`);
    assert.ok(right(title) <= edit.x && Math.abs(right(edit) - right(board)) < 1);
    assert.ok(right(toolbar) <= edit.x || toolbar.y >= edit.y + edit.height);
    assert.ok(board.y - (toolbar.y + toolbar.height) < 24);
  }
  await page.close();
});

test("the search filters the list, works by keyboard, and shows the number of results", async () => {
  const page = await visit(emulator.endpoint);
  await connected(page);
  const all = await page.locator("nav.dashboards li:visible").count();
  await page.locator("#search").fill("operat");
  assert.deepEqual(await page.locator("nav.dashboards li:visible .name").allInnerTexts(), ["Contoso operations"]);
  assert.equal(await page.locator("#found").innerText(), "1 dashboard");
  await page.locator("#search").fill("nowhere");
  assert.equal(await page.locator("#found").innerText(), "No dashboard has this name.");
  await page.locator("#search").fill("");
  assert.equal(await page.locator("nav.dashboards li:visible").count(), all);
  await page.close();
});

test("going back closes a dialog; a dashboard of one tile has “1 tile”; only kiosk=1 is a kiosk", async () => {
  const tiles = [{ displayName: "A", x: 0, y: 0, width: 2, height: 2, configuration: { type: "label", text: "A" } }];
  await emulator.put("single", { displayName: "Single", tiles });
  const page = await visit(emulator.endpoint, { id: ARTICLE });
  await connected(page);
  await page.evaluate(() => history.replaceState(null, "", `${location.search}&kiosk=0${location.hash}`));
  await page.reload();
  await connected(page);
  assert.ok(await page.locator("#refresh").isVisible());
  await page.locator(`nav.dashboards a[data-dashboard-id="single"]`).click();
  await titled(page, "Single");
  assert.equal(await page.locator("#announcements").innerText(), "Single, 1 tile");
  assert.match(await page.locator(`nav.dashboards a[data-dashboard-id="single"]`).textContent(), / 1 tile$/);
  await choose(page, "Delete…");
  const dialog = page.locator("dialog[open]");
  assert.match(await dialog.innerText(), /with its 1 tile\. /);
  await page.goBack();
  await titled(page, "My Dashboard");
  assert.equal(await dialog.count(), 0);

  await choose(page, "Rename…");
  await page.getByLabel("Name", { exact: true }).fill("  ");
  await button(page, "Rename").click();
  await page.getByText("A name has at least one character.").waitFor();
  await emulator.remove("single");
  await page.close();
});

test("kiosk mode shows the dashboard alone, also by a link, until Escape", async () => {
  const page = await visit(emulator.endpoint, { id: ARTICLE });
  await drawn(page);
  await choose(page, "Kiosk");
  const controls = page.locator(".top, nav.dashboards, #refresh, #menu");
  assert.deepEqual(await controls.evaluateAll((all) => all.filter((one) => one.checkVisibility()).length), 0);
  assert.equal(new URL(page.url()).searchParams.get("kiosk"), "1");
  await page.reload();
  await connected(page);
  assert.deepEqual(await controls.evaluateAll((all) => all.filter((one) => one.checkVisibility()).length), 0);
  assert.ok(await page.locator("#title").isVisible());
  await page.keyboard.press("Escape");
  await page.locator("#refresh").waitFor();
  assert.equal(new URL(page.url()).searchParams.get("kiosk"), null);
  await page.close();
});

test("a link to a tile scrolls to the tile", async () => {
  const tile = (await emulator.dashboard(ARTICLE)).tiles.at(-1).id;
  const page = await visit(emulator.endpoint, { id: `${ARTICLE}/${tile}` });
  await connected(page);
  await page.waitForFunction(
    (tile) => document.querySelector("iot-central-dashboard")?.shadowRoot.activeElement?.dataset.tileId === tile,
    tile,
  );
  assert.equal(await title(page), "My Dashboard");
  await page.close();
});

test("the tag to embed a dashboard can be copied", async () => {
  const page = await visit(emulator.endpoint, { id: ARTICLE, prepare: recordCopies });
  await connected(page);
  await choose(page, "Embed…");
  await button(page, "Copy").click();
  const [copied] = await page.evaluate(() => globalThis.copied);
  assert.match(
    copied,
    new RegExp(
      `^<iot-central-dashboard endpoint="${emulator.endpoint}" dashboard-id="${ARTICLE}"></iot-central-dashboard>`,
    ),
  );
  await expectNoComplaints(page);
  await page.close();
});

test("file uploads are set up, changed, replaced and deleted; the connection string is never shown", async () => {
  const page = await visit(emulator.endpoint, { id: "/file-uploads" });
  await connected(page);
  // The service has no configuration.
  await page.getByText("No file uploads yet").waitFor();
  assert.match(page.complaints.splice(0).join(), /404/);
  const secret = page.getByLabel("Connection string");
  const string =
    "DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=c2VjcmV0c2VjcmV0c2VjcmV0;EndpointSuffix=core.windows.net";
  await secret.fill(string);
  await page.getByLabel("Container").fill("Not A Container");
  await button(page, "Set up file uploads").click();
  await page.getByText(/lower-case letters/).waitFor();
  assert.equal(await secret.inputValue(), string);
  await page.getByLabel("Container").fill("uploads");
  await button(page, "Set up file uploads").click();
  await page.getByText("Pending…").waitFor();
  while (!(await page.getByText("In use", { exact: true }).isVisible())) await page.pass(500);
  assert.equal(await secret.inputValue(), "");
  assert.ok(!(await page.content()).includes("c2VjcmV0"));

  await page.getByLabel("Lifetime").selectOption("6 hours");
  await button(page, "Save").click();
  await page.getByText("Pending…").waitFor();
  while (!(await page.getByText("In use", { exact: true }).isVisible())) await page.pass(500);
  const { container, sasTtl } = await emulator.get("fileUploads");
  assert.deepEqual([container, sasTtl], ["uploads", "PT6H"]);

  await button(page, "Delete…").click();
  await button(page, "Delete").click();
  await page.getByText("No file uploads yet").waitFor();
  assert.match(page.complaints.splice(0).join(), /404/);
  await expectNoComplaints(page);
  await page.close();
});
