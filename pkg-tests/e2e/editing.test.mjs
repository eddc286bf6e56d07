// The editor on the page: saved changes appear at once, and no click discards unsaved ones.
import assert from "node:assert/strict";
import { test } from "node:test";
import { connected, expectNoComplaints, visit } from "../support/demo.mjs";
import { emulate, NOW } from "../support/emulator.mjs";

const emulator = await emulate("--now", NOW);
const button = (page, name) => page.getByRole("button", { name, exact: true });
const label = (displayName, x) => ({
  displayName,
  x,
  y: 0,
  width: 2,
  height: 2,
  configuration: { type: "label", text: displayName },
});

test("changes stay until they are saved or discarded, and saved ones appear on the page", async () => {
  await emulator.put("hall", { displayName: "Hall", tiles: [label("One", 0), label("Two", 2)] });
  const page = await visit(emulator.endpoint, { id: "hall", now: null });
  await connected(page);
  await button(page, "Edit").click();
  await button(page, "Add a tile").waitFor();
  await page.locator("article.tile .cover").first().focus();
  await page.keyboard.press("ArrowDown");

  const hash = () => page.evaluate(() => location.hash);
  await page.locator("nav.dashboards a").first().click();
  await page.getByText("Save or discard the changes of “Hall” first.").first().waitFor();
  assert.equal(await hash(), "#hall");
  await page.locator("#open-connection").click();
  assert.equal(await page.locator("dialog[open]").count(), 0);
  // The draft survives another view.
  await page.locator('.views a[data-view="applications"]').click();
  await page.locator("#view table").waitFor();
  await page.goBack();
  await button(page, "Save").click();
  await page.waitForFunction(() =>
    document.querySelector("iot-central-dashboard").shadowRoot.querySelector(".edit-bar"),
  );
  const { tiles } = await emulator.dashboard("hall");
  assert.deepEqual(
    tiles.map(({ displayName, x, y }) => [displayName, x, y]),
    [
      ["One", 0, 1],
      ["Two", 2, 0],
    ],
  );

  await page.locator("nav.dashboards a").first().click();
  await page.waitForFunction(() => location.hash !== "#hall");
  await page.goBack();
  assert.equal(await hash(), "#hall");
  await page.waitForFunction(() => document.querySelector("iot-central-dashboard").dashboard.tiles[0].y === 1);
  await expectNoComplaints(page);
  await page.close();
});
