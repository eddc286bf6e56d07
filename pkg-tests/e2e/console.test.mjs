// Applications on the page: the steps of Microsoft's article on the control plane, by pointer and by keyboard.
import assert from "node:assert/strict";
import { test } from "node:test";
import { connected, expectNoComplaints, visit } from "../support/demo.mjs";
import { emulate, NOW, TOKEN } from "../support/emulator.mjs";

const emulator = await emulate("--now", NOW);
const SUBSCRIPTION = "00000000-0000-0000-0000-000000000000";
const button = (page, name) => page.getByRole("button", { name, exact: true });

/** Returns an application as Azure Resource Manager has it. */
async function application(group, name) {
  const path = `/subscriptions/${SUBSCRIPTION}/resourceGroups/${group}/providers/Microsoft.IoTCentral/iotApps`;
  const response = await fetch(`${emulator.endpoint}${path}?api-version=2021-06-01`, {
    headers: { Authorization: `Bearer ${TOKEN}` },
  });
  return (await response.json()).value.find((one) => one.name === name);
}

/** Opens a view of the page with the emulator. */
async function open(view, options) {
  const page = await visit(emulator.endpoint, { id: view, ...options });
  await connected(page);
  return page;
}

/** Waits for a condition while the page's clock runs. */
async function until(page, condition) {
  const end = Date.now() + 30_000;
  while (!(await condition())) {
    assert.ok(Date.now() < end, `not reached: ${condition}`);
    await page.pass(500);
  }
}

const shows = (page, text) => until(page, () => page.getByText(text).first().isVisible());
const title = (page) => page.locator("#title").innerText();

test("the article by pointer: list, create with an identity, open its dashboards, update, delete", async () => {
  const page = await open("");
  await page.getByRole("link", { name: "Applications" }).click();
  await page.getByRole("row", { name: /Contoso/ }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "title");
  assert.match(await page.title(), /^Applications –/);
  assert.equal(await page.locator("iot-central-dashboard").count(), 0, "a dashboard that isn't seen reads nothing");

  await page.getByRole("link", { name: "New application" }).click();
  await page.getByLabel("Display name").fill("Contoso IoT Central App");
  await shows(page, "contoso-iot-central-app is free.");
  // The name of another application is rejected during typing.
  await page.getByLabel("Name", { exact: true }).fill("contoso");
  await shows(page, /contoso is taken/);
  assert.equal(await page.getByLabel("Name", { exact: true }).getAttribute("aria-invalid"), "true");
  await page.getByLabel("Name", { exact: true }).fill("article");
  await page.getByLabel("Resource group").fill("rg");
  await page.getByLabel("Subdomain").fill("my-iot-central-app");
  await page.getByLabel("Location").selectOption("East US");
  await page.getByLabel("System-assigned identity").check();
  await shows(page, "my-iot-central-app is free.");
  await button(page, "Create").click();
  await page.locator("progress").waitFor();
  assert.equal(await title(page), "Applications");
  await shows(page, "Created article.");
  const { sku, identity, properties, location } = await application("rg", "article");
  assert.deepEqual(
    [sku.name, identity.type, location, properties.subdomain, properties.template, properties.displayName],
    ["ST2", "SystemAssigned", "eastus", "my-iot-central-app", "iotc-pnp-preview@1.0.0", "Contoso IoT Central App"],
  );

  await button(page, "Dashboards of Contoso IoT Central App").click();
  await page.locator(".card").filter({ hasText: "No dashboards yet" }).waitFor();
  assert.match(await page.locator("#host").innerText(), /^my-iot-central-app\.localhost/);
  await page.goBack();
  await page.getByRole("link", { name: "Contoso IoT Central App" }).click();
  await page.getByLabel("Display name").fill("Renamed");
  await page.getByLabel("Plan").selectOption({ value: "ST1" });
  await button(page, "Add a tag").click();
  await page.getByLabel("Name of the tag").fill("made");
  await page.getByLabel("Value of the tag").fill("by hand");
  await button(page, "Save").click();
  await shows(page, "Changed article.");
  await until(page, async () => (await title(page)) === "Renamed");
  const changed = await application("rg", "article");
  assert.deepEqual(
    [changed.properties.displayName, changed.sku.name, changed.tags, changed.identity.type],
    ["Renamed", "ST1", { made: "by hand" }, "SystemAssigned"],
  );

  await button(page, "Delete…").click();
  const confirmation = page.getByLabel(/^Type the application’s name/);
  await confirmation.fill("arti");
  await button(page, "Delete").click();
  await page.getByText("Type article to confirm.").waitFor();
  await confirmation.fill("article");
  await button(page, "Delete").click();
  await shows(page, "Deleted article.");
  await until(page, async () => (await page.getByRole("row", { name: /Renamed/ }).count()) === 0);
  assert.equal(await application("rg", "article"), undefined);
  await expectNoComplaints(page);
  await page.close();
});

test("the article by keyboard alone", async () => {
  const page = await open("");
  /** Presses Tab until the focused element has this name. */
  const tabTo = async (name) => {
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press("Tab");
      const focused = await page.evaluate(() => {
        const { activeElement: at } = document;
        return at.ariaLabel ?? at.labels?.[0]?.textContent ?? at.textContent.trim();
      });
      if (focused === name) return;
    }
    assert.fail(`no Tab leads to ${name}`);
  };
  const type = async (name, text) => {
    await tabTo(name);
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(text);
  };
  const press = async (name, key = "Enter") => {
    await tabTo(name);
    await page.keyboard.press(key);
  };
  await press("Applications");
  await page.getByRole("row", { name: /Contoso/ }).waitFor();
  await press("New application");
  await page.getByLabel("Location").waitFor();
  await type("Display name", "Keyed");
  await type("Resource group", "rg");
  await shows(page, "keyed is free.");
  await press("System-assigned identity", " ");
  await press("Create");
  await shows(page, "Created keyed.");
  await press("Keyed");
  await page.getByLabel("Plan").waitFor();
  await type("Display name", "Keyed anew");
  await press("Save");
  await shows(page, "Changed keyed.");
  await until(page, async () => (await title(page)) === "Keyed anew");

  // Escape changes nothing, and returns the focus.
  await page.keyboard.press("Shift+Tab");
  await press("Delete…");
  await page.waitForSelector("dialog[open]");
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Delete…");
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  await page.keyboard.type("keyed");
  await page.keyboard.press("Enter");
  await shows(page, "Deleted keyed.");
  assert.equal(await application("rg", "keyed"), undefined);
  await expectNoComplaints(page);
  await page.close();
});

test("a tab that reloads during a creation resumes it, in any view", async () => {
  const page = await open("/applications/new");
  let isHeld = true;
  await page.route("**/operationResults/**", (route) =>
    isHeld
      ? route.fulfill({ headers: { "Access-Control-Allow-Origin": "*" }, json: { status: "Creating" } })
      : route.continue(),
  );
  await page.getByLabel("Display name").fill("Reloaded");
  await page.getByLabel("Resource group").fill("rg");
  await shows(page, /reloaded is free/);
  await button(page, "Create").click();
  await page.locator("progress").waitFor();
  const stored = await page.evaluate(() => sessionStorage.getItem("operations"));
  assert.match(stored, /operationResults/);
  assert.doesNotMatch(stored, /iotcentral-emulator|Bearer/);

  await page.getByRole("link", { name: "File uploads" }).click();
  await page.reload();
  await page.getByText("1 running").waitFor();
  isHeld = false;
  await shows(page, "Created reloaded.");
  assert.equal((await application("rg", "reloaded")).properties.provisioningState, "Succeeded");
  await until(page, () => page.locator("#running").isHidden());
  page.complaints.splice(0);
  await expectNoComplaints(page);
  await page.close();
});

test("after a tab was closed during a creation, another tab shows the creation's progress", async () => {
  const own = await emulate();
  const page = await visit(own.endpoint, { id: "/applications/new", now: null });
  await page.getByLabel("Display name").fill("Closed");
  await page.getByText("closed is free.").first().waitFor();
  await page.getByLabel("Resource group").fill("rg");
  await button(page, "Create").click();
  await page.locator("progress").waitFor();
  await page.close();

  // The other tab has neither the poller nor its saved state.
  const other = await visit(own.endpoint, { id: "/applications", now: null });
  assert.equal(await other.evaluate(() => sessionStorage.length), 0);
  const row = other.getByRole("row", { name: /Closed/ });
  await row.getByText("Creating…").waitFor();
  await row.getByText("Ready").waitFor();
  await button(other, "Dashboards of Closed").click();
  await other.locator(".card").filter({ hasText: "No dashboards yet" }).waitFor();
  await expectNoComplaints(other);
  await other.close();
});

test("Azure's errors appear in the form, which keeps its input; a role that may not write sees the reason", async () => {
  const page = await open("/applications/new");
  await page.getByLabel("Display name").fill("Kept");
  await page.getByLabel("Resource group").fill("rg");
  await shows(page, /kept is free/);
  await fetch(`${emulator.endpoint}/emulator/faults`, {
    method: "POST",
    headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/json" },
    body: JSON.stringify({ method: "PUT", path: "/subscriptions/*", count: 1, fault: { kind: "status", status: 403 } }),
  });
  await button(page, "Create").click();
  await page.getByText(/Your role doesn’t allow this: nothing was changed/).waitFor();
  assert.equal(await page.getByLabel("Display name").inputValue(), "Kept");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Create");
  await button(page, "Create").click();
  await shows(page, "Created kept.");
  await page.close();
});

test("a person chooses among the subscriptions that the token may see, or types an id where they are not listed", async () => {
  const other = "11111111-2222-3333-4444-555555555555";
  const path = `/subscriptions/${other}/resourceGroups/rg/providers/Microsoft.IoTCentral/iotApps/elsewhere`;
  await fetch(`${emulator.endpoint}${path}?api-version=2021-06-01`, {
    method: "PUT",
    headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/json" },
    body: JSON.stringify({ location: "eastus", sku: { name: "ST2" }, properties: { subdomain: "elsewhere" } }),
  });
  const page = await open("/applications", { now: null });
  await button(page, "Change…").click();
  const subscription = page.locator('[name="subscription"]');
  await page.locator('select[name="subscription"]').waitFor();
  assert.deepEqual(await subscription.locator("option").allInnerTexts(), [
    `Emulator (${SUBSCRIPTION})`,
    `Subscription ${other} (${other})`,
  ]);
  assert.equal(await subscription.inputValue(), SUBSCRIPTION);
  await subscription.selectOption(other);
  await button(page, "Show applications").click();
  await page.getByRole("row", { name: /elsewhere/ }).waitFor();
  assert.equal(new URL(page.url()).searchParams.get("subscription"), other);

  // All pages, from this origin alone.
  const pages = [
    [["a", "First"], `${emulator.endpoint}/subscriptions?api-version=2022-12-01&$skiptoken=2`],
    [["b", "Second"], "https://elsewhere.example/subscriptions"],
  ];
  await page.route("**/subscriptions?api-version=2022-12-01*", async (route) => {
    const [[subscriptionId, displayName], nextLink] = pages.shift();
    await route.fulfill({ json: { value: [{ subscriptionId, displayName }], nextLink } });
  });
  await button(page, "Change…").click();
  await page.locator('select[name="subscription"]').waitFor();
  assert.deepEqual(await subscription.locator("option").allInnerTexts(), ["First (a)", "Second (b)", other]);
  assert.equal(await subscription.inputValue(), other, "the one that was shown stays chosen");
  await page.keyboard.press("Escape");
  await expectNoComplaints(page);

  await page.route("**/subscriptions?api-version=2022-12-01*", (route) => route.fulfill({ status: 403, json: {} }));
  const refused = page.waitForResponse(/subscriptions\?api-version=2022-12-01/);
  await button(page, "Change…").click();
  await refused;
  assert.equal(await page.locator('input[name="subscription"]').inputValue(), other);
  await subscription.fill(SUBSCRIPTION);
  await button(page, "Show applications").click();
  await page.getByRole("row", { name: /Contoso/ }).waitFor();
  await page.close();
});

test("the links to all views are in a window of 320 px", async () => {
  const page = await open("/applications", { now: null, viewport: { width: 320, height: 640 } });
  const edges = await page.locator(".views a").evaluateAll((all) => all.map((a) => a.getBoundingClientRect().right));
  assert.equal(edges.length, 3);
  for (const edge of edges) assert.ok(edge <= 320, `a link ends at ${edge}`);
  await page.close();
});

test("forced colours leave the text of a link that looks like a button", async () => {
  const page = await open("/applications");
  await page.emulateMedia({ forcedColors: "active" });
  const link = page.getByRole("link", { name: "New application" });
  // Otherwise the browser paints a backplate in the colour of the text.
  assert.equal(await link.evaluate((link) => getComputedStyle(link).forcedColorAdjust), "none");
  await page.close();
});
