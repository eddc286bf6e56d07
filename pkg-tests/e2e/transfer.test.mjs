// Moving dashboards by the page: as files, and from one emulator to another.
import assert from "node:assert/strict";
import { test } from "node:test";
import { contentOf } from "../support/browser.mjs";
import { connected, expectNoComplaints, visit } from "../support/demo.mjs";
import { emulate, NOW, TOKEN } from "../support/emulator.mjs";

const [from, into] = await Promise.all([emulate("--now", NOW), emulate("--now", NOW)]);

const button = (page, name) => page.getByRole("button", { name, exact: true });

async function open({ endpoint }, options) {
  const page = await visit(endpoint, options);
  await connected(page);
  return page;
}

/** Opens a menu by its summary and presses one of its buttons. */
async function choose(page, menu, name) {
  await page.locator(`#${menu} summary`).click();
  await button(page, name).click();
}

/** Checks the page. A tile may show a page of the web, which tests can't reach. */
const checkPage = (page, wanted = /example\.com/) =>
  expectNoComplaints(page, { complaints: page.complaints.map(() => wanted) });

/** Returns a dashboard without the members that the service sets. */
const meaning = ({ id, etag: _, tiles = [], ...rest }) => ({
  id,
  ...rest,
  tiles: tiles.map(({ id: _, ...tile }) => tile),
});

/** Saves a file by the page. Returns its name and content. */
async function saved(page, press) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return { name: download.suggestedFilename(), text: await contentOf(download) };
}

/** Returns a file for a file input. */
const file = (text) => ({ name: "file.json", mimeType: "application/json", buffer: Buffer.from(text) });

test("all dashboards are moved to another application: equal there, and without a secret in the file", async () => {
  const page = await open(from);
  await choose(page, "menu", "Export all dashboards…");
  const { name, text } = await saved(page, () => button(page, "Save file").click());
  assert.match(name, /\.dashboards\.json$/);
  assert.ok(!text.includes(TOKEN) && !text.includes(new URL(from.endpoint).host), "a secret or an address in a file");
  await checkPage(page);
  await page.close();

  const before = (await into.dashboards()).filter(({ personal }) => !personal);
  for (const { id } of before) await into.remove(id);
  const there = await open(into);
  // The application has no dashboards.
  await button(there, "Import dashboards…").click();
  await there.getByLabel("File", { exact: true }).setInputFiles(file(text));
  await button(there, "Show plan").click();
  const plan = there.getByRole("dialog", { name: /^Import into/ });
  await plan.waitFor();
  assert.equal(await plan.locator(".plan li", { hasText: "is created" }).count(), before.length);
  assert.equal((await into.dashboards()).filter(({ personal }) => !personal).length, 0, "a plan writes nothing");
  await button(there, "Import").click();
  await plan.waitFor({ state: "detached" });
  const after = (await into.dashboards()).filter(({ personal }) => !personal);
  assert.deepEqual(after.map(meaning).toSorted(byId), before.map(meaning).toSorted(byId));
  await there.locator(`#dashboards a[aria-current=page]`).waitFor();

  // The second import finds all of them.
  await choose(there, "menu", "Import dashboards…");
  await there.getByLabel("File", { exact: true }).setInputFiles(file(text));
  await button(there, "Show plan").click();
  await plan.waitFor();
  assert.equal(await plan.locator(".plan li", { hasText: "exists already" }).count(), before.length);
  await there.keyboard.press("Escape");
  await checkPage(there);
  await there.close();
});

test("the import asks for unknown references, by keyboard alone", async () => {
  const page = await open(from);
  const [{ id, displayName }] = (await from.dashboards()).filter(({ tiles }) => tiles?.some(hasDevices));
  await page.goto(`${page.url().split("#")[0]}#${id}`);
  await page.locator("#title", { hasText: displayName }).waitFor();
  await choose(page, "menu", "Export…");
  const { text } = await saved(page, () => button(page, "Save file").press("Enter"));
  await page.close();
  // The other application has the device under another id.
  const document = JSON.parse(text);
  const [device] = document.devices;
  const renamed = JSON.parse(text.replaceAll(JSON.stringify(device.id), '"gone"'));
  renamed.dashboards[0].id = "imported";
  renamed.devices[0].displayName = "Called differently";
  // Its template has the same name in both applications, and another id.
  renamed.devices[0].template = "dtmi:elsewhere:monitor;1";

  const there = await open(into);
  await there.locator("#menu summary").press("Enter");
  await button(there, "Import dashboards…").press("Enter");
  await there.getByLabel("File", { exact: true }).setInputFiles(file(JSON.stringify(renamed)));
  await button(there, "Show plan").press("Enter");
  const asked = there.getByLabel("Device Called differently");
  await asked.waitFor();
  await button(there, "Import").press("Enter");
  // The focus moves to the empty field, and nothing is written.
  assert.equal(await asked.evaluate((field) => field === document.activeElement), true);
  await asked.selectOption(device.id);
  await button(there, "Import").press("Enter");
  await there.locator("#title", { hasText: displayName }).waitFor();
  const imported = await into.dashboard("imported");
  assert.ok(JSON.stringify(imported).includes(JSON.stringify(device.id)));
  assert.ok(!JSON.stringify(imported).includes('"gone"'));
  // The browser reports that the application has no such device.
  await checkPage(there, /404|example\.com/);
  await there.close();
});

test("a dashboard is copied to another application, and an invalid file is rejected", async () => {
  const [dashboard] = (await from.dashboards()).filter(({ personal }) => !personal);
  await into.remove(dashboard.id);
  const page = await open(from, { id: dashboard.id });
  await page.locator("#title", { hasText: dashboard.displayName }).waitFor();
  await choose(page, "menu", "Copy to application…");
  await button(page, "Show plan").click();
  const address = page.getByLabel("Address of the other application");
  assert.equal(await address.getAttribute("aria-invalid"), "true");
  await address.fill("ftp://contoso");
  await button(page, "Show plan").click();
  await page.getByText(/^Give an application’s address/).waitFor();
  await address.fill(into.endpoint);
  await button(page, "Show plan").click();
  await page.locator(".plan li", { hasText: "is created" }).waitFor();
  await button(page, "Import").click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.deepEqual(meaning(await into.dashboard(dashboard.id)), meaning(await from.dashboard(dashboard.id)));

  await choose(page, "menu", "Import dashboards…");
  const field = page.getByLabel("File", { exact: true });
  for (const [text, why] of [
    ["no JSON", /^This file is not JSON/],
    ["null", /^This file holds no exported dashboards/],
    ['{"displayName":"Hall","tiles":[]}', /^This file holds no exported dashboards/],
    ['{"format":"other","dashboards":[{}]}', /^document should be what exportDashboards gave/],
  ]) {
    await field.setInputFiles(file(text));
    await button(page, "Show plan").click();
    await page.getByText(why).waitFor();
    assert.equal(await field.getAttribute("aria-invalid"), "true");
  }
  await checkPage(page);
  await page.close();
});

test("a new dashboard can belong to an organization", async () => {
  const page = await open(into);
  await button(page, "New…").click();
  await page.getByLabel("Name", { exact: true }).fill("Of Seattle");
  const organization = page.getByLabel("Organization");
  await organization.waitFor();
  const [{ id, displayName }] = (await into.get("organizations")).value;
  await organization.selectOption(displayName);
  await button(page, "Create").click();
  await page.locator("#title", { hasText: "Of Seattle" }).waitFor();
  const created = (await into.dashboards()).find(({ displayName }) => displayName === "Of Seattle");
  assert.deepEqual(created.organizations, [id]);
  await page.close();
});

function hasDevices({ configuration: { devices } }) {
  return devices?.length > 0;
}

function byId({ id: one }, { id: other }) {
  return one < other ? -1 : 1;
}
