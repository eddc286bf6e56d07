// The findings of axe-core on all twenty tiles: as charts, as tables, zoomed, and with a command's dialog open.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { visit } from "../support/gallery.mjs";
import { tile } from "../support/tiles.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Returns the violations as texts. The gallery has no landmarks, because the host page provides them. */
async function violations(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate(() =>
    axe.run(document.querySelector("iot-central-dashboard"), {
      resultTypes: ["violations"],
      rules: { region: { enabled: false } },
    }),
  );
  return found.violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${impact}) at ${target.join(" ")}: ${failureSummary}`),
  );
}

for (const [name, options, theme] of [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["high contrast", {}, "high-contrast"],
  ["narrow", { viewport: { width: 360, height: 800 } }],
]) {
  test(`axe-core finds nothing, ${name}`, async () => {
    const page = await visit({ isVisible: true, reducedMotion: "reduce", ...options });
    if (theme)
      await page.evaluate(
        (theme) => document.querySelector("iot-central-dashboard").setAttribute("theme", theme),
        theme,
      );
    assert.deepEqual(await violations(page), []);
    for (const toggle of await page.getByRole("button", { name: "Show as a table" }).all()) await toggle.click();
    assert.deepEqual(await violations(page), []);
    await page.close();
  });
}

test("axe-core finds nothing while a command's dialog is open", async () => {
  const page = await visit({ isVisible: true, reducedMotion: "reduce" });
  await tile(page, "Restart").getByRole("button", { name: "Run…" }).click();
  assert.deepEqual(await violations(page), []);
  await page.close();
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe-core finds nothing with zoomed charts, hidden lines and marked values, ${colorScheme}`, async () => {
    const page = await visit({ isVisible: true, reducedMotion: "reduce", colorScheme });
    await page.evaluate(() => {
      const thresholds = ["blue", "yellow", "red"].map((color, index) => ({ value: 19 + 3 * index, color }));
      Object.assign(document.querySelector("iot-central-dashboard"), {
        thresholds: { temperature: thresholds, setpoint: thresholds },
        zoom: { from: Date.UTC(2026, 0, 31, 6), to: Date.UTC(2026, 0, 31, 10) },
      });
    });
    await page.locator(".values .reached").first().waitFor();
    await tile(page, "Temperature").locator(".legend button").last().click();
    assert.ok((await page.getByRole("button", { name: "Reset zoom" }).count()) >= 5);
    assert.deepEqual(await violations(page), []);
    await page.close();
  });
}

test("the keyboard reaches every action of a tile", async () => {
  const page = await visit();
  const reached = new Set();
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      const title = element?.closest("article")?.querySelector("h2")?.title;
      return title ? `${title}: ${element.title || element.textContent || element.className}`.slice(0, 60) : undefined;
    });
    if (focused) reached.add(focused);
  }
  const actions = await page.locator("article :is(button, a, [tabindex='0']):not([hidden] *)").count();
  assert.equal(reached.size, actions, [...reached].join("\n"));
  await page.close();
});
