// The page's accessibility: axe-core in both colour schemes, and what it can't test: focus order and live regions.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { connected, drawn, visit } from "../support/demo.mjs";
import { emulate, NOW } from "../support/emulator.mjs";
import { tile } from "../support/tiles.mjs";

const OPERATIONS = "dtmi:kkfvwa2xi:operations";
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const emulator = await emulate("--now", NOW);

/** Returns the serious and critical findings on a page as texts. axe-core looks into open shadow roots. */
async function findings(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.flat().join(" ")}: ${failureSummary}`),
    );
}

for (const colorScheme of ["light", "dark"]) {
  for (const width of [360, 1280]) {
    test(`axe-core finds nothing serious, in ${colorScheme} colours, ${width} pixels wide`, async () => {
      const page = await visit(emulator.endpoint, {
        id: OPERATIONS,
        colorScheme,
        isVisible: true,
        reducedMotion: "reduce",
        viewport: { width, height: 900 },
      });
      await drawn(page);
      assert.deepEqual(await findings(page), []);
      await page.locator("#open-connection").click();
      assert.deepEqual(await findings(page), []);
      await page.close();
    });
  }

  for (const view of ["/applications", "/applications/new", "/applications/contoso/contoso", "/file-uploads"]) {
    test(`axe-core finds nothing serious in the view ${view}, in ${colorScheme} colours`, async () => {
      const page = await visit(emulator.endpoint, {
        id: view,
        colorScheme,
        isVisible: true,
        viewport: { width: view === "/applications" ? 360 : 1280, height: 900 },
      });
      await connected(page);
      await page.locator("#view :is(form, table)").waitFor();
      if (view.endsWith("contoso")) await page.getByRole("button", { name: "Delete…" }).click();
      if (view.endsWith("new")) await page.getByRole("button", { name: "Create", exact: true }).click();
      assert.deepEqual(await findings(page), []);
      await page.close();
    });
  }

  test(`axe-core finds nothing serious in the menu of a dashboard and in its dialogs, in ${colorScheme} colours`, async () => {
    const page = await visit(emulator.endpoint, {
      id: "dtmi:contoso:tiles:label",
      colorScheme,
      isVisible: true,
      viewport: { width: 390, height: 900 },
    });
    await drawn(page);
    const dialogs = [
      "Rename…",
      "Embed…",
      "Copy to application…",
      "Import dashboards…",
      "Export all dashboards…",
      "Delete…",
    ];
    for (const name of dialogs) {
      await page.locator("#menu summary").click();
      if (name === "Rename…") assert.deepEqual(await findings(page), []);
      await page.locator("#menu").getByRole("button", { name }).click();
      await page.waitForSelector("dialog[open]");
      assert.deepEqual(await findings(page), []);
      await page.keyboard.press("Escape");
      await page.waitForSelector("dialog[open]", { state: "detached" });
    }
    await page.close();
  });

  test(`axe-core finds nothing serious in the plan of an import, in ${colorScheme} colours`, async () => {
    const page = await visit(emulator.endpoint, {
      colorScheme,
      isVisible: true,
      viewport: { width: 390, height: 900 },
    });
    await connected(page);
    const configuration = { type: "command", device: "unknown", command: "reboot" };
    const tiles = [{ displayName: "Reboot", x: 0, y: 0, width: 1, height: 1, configuration }];
    const dashboards = [{ id: "planned", displayName: "Planned", tiles }];
    const document = JSON.stringify({ format: "iotcentral-web/dashboards;1", dashboards });
    const file = { name: "file.json", mimeType: "application/json", buffer: Buffer.from(document) };
    await page.locator("#menu summary").click();
    await page.getByRole("button", { name: "Import dashboards…" }).click();
    await page.getByLabel("File", { exact: true }).setInputFiles(file);
    await page.getByRole("button", { name: "Show plan" }).click();
    await page.getByLabel("Device unknown").waitFor();
    assert.deepEqual(await findings(page), []);
    await page.getByRole("button", { name: "Import", exact: true }).click();
    assert.deepEqual(await findings(page), []);
    await page.close();
  });

  test(`axe-core finds nothing serious on a page without a dashboard, in ${colorScheme} colours`, async () => {
    const page = await visit(emulator.endpoint, { id: "nowhere", colorScheme, isVisible: true });
    await connected(page);
    assert.deepEqual(await findings(page), []);
    await page.close();
  });
}

test("axe-core finds nothing serious in high contrast", async () => {
  const page = await visit(emulator.endpoint, { id: OPERATIONS, isVisible: true });
  await drawn(page);
  await page.evaluate(() => (document.querySelector("iot-central-dashboard").theme = "high-contrast"));
  assert.deepEqual(await findings(page), []);
  await page.close();
});

test("tiles are articles with names, in a region with the dashboard's name", async () => {
  const page = await visit(emulator.endpoint, { id: OPERATIONS });
  await drawn(page);
  assert.equal(await page.getByRole("main").getByRole("region", { name: "Contoso operations" }).count(), 1);
  const { tiles } = await emulator.dashboard(OPERATIONS);
  for (const { displayName } of tiles)
    assert.equal(await page.getByRole("article", { name: displayName, exact: true }).count(), 1, displayName);
  await page.close();
});

test("the keyboard reaches every action of page and tiles, in reading order", async () => {
  const page = await visit(emulator.endpoint, { id: OPERATIONS });
  await drawn(page);
  const reached = [];
  // Starts at the page's first link, wherever the focus was.
  for (let presses = 0; presses < 160; presses++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      let { activeElement } = document;
      while (activeElement?.shadowRoot?.activeElement) ({ activeElement } = activeElement.shadowRoot);
      return activeElement === document.body
        ? undefined
        : activeElement.id || activeElement.closest("article")?.querySelector("h2")?.title || activeElement.tagName;
    });
    if (at === undefined && reached.length > 0) break;
    if (at === "skip" || reached.length > 0) reached.push(at);
  }
  for (const id of ["skip", "open-connection", "theme", "range", "refresh", "pause", "full-screen"])
    assert.ok(reached.includes(id), `no Tab leads to ${id}`);
  const order = ["full-screen", "Temperature by room", "On call", "Last hundred readings"].map((name) =>
    reached.indexOf(name),
  );
  assert.ok(
    order.every((place, index) => place > (order[index - 1] ?? -1)),
    reached.join(", "),
  );
  await page.close();
});

test("live regions stay silent while new data arrives", async () => {
  const live = await emulate();
  const page = await visit(live.endpoint, { id: OPERATIONS, now: null });
  await drawn(page);
  await page.evaluate(() => {
    globalThis.said = [];
    const roots = [document, document.querySelector("iot-central-dashboard").shadowRoot];
    for (const region of roots.flatMap((root) => [
      ...root.querySelectorAll("[role=status], [role=alert], [aria-live]"),
    ])) {
      new MutationObserver(() => said.push(region.textContent.trim())).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    }
  });
  const lkv = tile(page, "Now in the lobby").locator("time").first();
  const before = await lkv.getAttribute("datetime");
  while ((await lkv.getAttribute("datetime")) === before) await page.waitForTimeout(500);
  assert.deepEqual(await page.evaluate(() => said), []);
  await page.close();
});

test("nothing moves with prefers-reduced-motion", async () => {
  const page = await visit(emulator.endpoint, { id: OPERATIONS, reducedMotion: "reduce" });
  await drawn(page);
  const running = await page.evaluate(() => {
    const { shadowRoot } = document.querySelector("iot-central-dashboard");
    const animations = [document, shadowRoot].flatMap((root) => root.getAnimations());
    return animations.filter(({ playState }) => playState === "running").length;
  });
  assert.equal(running, 0);
  await page.close();
});
