// A paused <iot-central-dashboard>, and the values of its properties.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ARTICLE, emulator, markup, SCRIPT } from "../support/element.mjs";
import { embed, host } from "../support/embed.mjs";
import { alive } from "../support/tiles.mjs";

/** Advances the page's time by half a minute, and counts the requests. */
async function requests(page) {
  const before = page.requests.length;
  for (let second = 0; second < 30; second += 2) await page.pass(2_000);
  return page.requests.length - before;
}

test("a paused element reads its dashboard once, and once more on refresh()", async () => {
  const page = await embed(await host(markup(ARTICLE, "paused"), SCRIPT));
  await alive(page);
  await page.pass(5_000);
  assert.equal(await requests(page), 0);
  const before = page.requests.length;
  await page.evaluate(() => document.querySelector("iot-central-dashboard").refresh());
  await requests(page);
  assert.ok(page.requests.length > before, "refresh() reads");
  assert.equal(await requests(page), 0);
  await page.evaluate(() => {
    document.querySelector("iot-central-dashboard").paused = false;
  });
  assert.ok((await requests(page)) > 0);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("refreshInSeconds and theme return their defaults, or the values that were set", async () => {
  const page = await embed(await host(markup(ARTICLE), SCRIPT));
  await alive(page);
  const read = (change) =>
    page.evaluate(async (change) => {
      const element = document.querySelector("iot-central-dashboard");
      for (const [name, value] of Object.entries(change))
        if (value === null) element.removeAttribute(name);
        else element.setAttribute(name, value);
      await element.updateComplete;
      return [element.refreshInSeconds, element.theme, element.getAttribute("theme")];
    }, change);
  assert.deepEqual(await read({}), [10, "auto", null]);
  assert.deepEqual(await read({ refresh: "30", theme: "dark" }), [30, "dark", "dark"]);
  assert.deepEqual(await read({ refresh: null, theme: null }), [10, "auto", null]);
  await page.evaluate(() =>
    Object.assign(document.querySelector("iot-central-dashboard"), { refreshInSeconds: undefined, theme: undefined }),
  );
  assert.deepEqual((await read({})).slice(0, 2), [10, "auto"]);
  await page.close();
});

test("an element without an answer of the service tries again, and reports the failure once", async () => {
  const page = await embed(await host(markup(ARTICLE), SCRIPT), {
    prepare: (page) => page.route(`${emulator.endpoint}/**`, (route) => route.abort()),
  });
  await page.locator("iot-central-dashboard .card").waitFor();
  for (let second = 0; second < 20; second += 1) await page.pass(1_000);
  assert.equal(await page.evaluate(() => heard.filter(([name]) => name === "error").length), 1);
  await page.unroute(`${emulator.endpoint}/**`);
  await alive(page);
  await page.close();
});
