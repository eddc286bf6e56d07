// The actions of the toolbar, and that all of them are on screens of any width.
import assert from "node:assert/strict";
import { test } from "node:test";
import { drawn, expectNoComplaints, visit } from "../support/demo.mjs";
import { emulate, NOW } from "../support/emulator.mjs";
import { tile } from "../support/tiles.mjs";

const OPERATIONS = "dtmi:kkfvwa2xi:operations";
const emulator = await emulate("--now", NOW);

/** Opens the page. `page.queries` are the texts of its queries. */
async function open(options) {
  const page = await visit(emulator.endpoint, { id: OPERATIONS, ...options });
  page.queries = [];
  page.on(
    "request",
    (request) => request.url().includes("/api/query") && page.queries.push(request.postDataJSON().query),
  );
  await drawn(page);
  return page;
}

/** Waits for a query that matches. */
async function asked(page, pattern) {
  while (!page.queries.some((query) => pattern.test(query))) await page.pass(500);
}

test("a time range applies to all tiles, until it is reset", async () => {
  const page = await open();
  const points = () => tile(page, "Temperature by room").locator("figure").getAttribute("data-points");
  const own = await points();
  page.queries.length = 0;
  await page.getByLabel("Time range").selectOption("Last day");
  await asked(page, /WITHIN_WINDOW\(P1D\)[^]*WINDOW\(PT30M\)/);
  await drawn(page);
  assert.equal(await page.locator(".range").first().innerText(), "Maximum · Last day");
  assert.equal(
    Number(await points()),
    3 *
      (
        await emulator.query(
          "SELECT AVG(temperature) AS v FROM dtmi:contoso:climateMonitor;1 WHERE WITHIN_WINDOW(P1D) AND $id = 'thermostat-01' GROUP BY WINDOW(PT30M)",
        )
      ).length,
  );
  assert.ok(
    page.queries.every((query) => !query.includes("WITHIN_WINDOW(PT1H)")),
    page.queries.join("\n"),
  );
  await page.getByLabel("Time range").selectOption("Tiles’ own time");
  await drawn(page);
  assert.equal(await points(), own);
  await expectNoComplaints(page);
  await page.close();
});

test("Refresh reads everything now, charts too", async () => {
  const page = await open();
  page.queries.length = 0;
  await page.getByRole("button", { name: "Refresh" }).click();
  await asked(page, /WITHIN_WINDOW\(P1D\)/);
  assert.match(await page.locator("#freshness").innerText(), /^Fresh \d+ s ago$/);
  await expectNoComplaints(page);
  await page.close();
});

/** Advances the page's time by half a minute, and counts the requests. */
async function requests(page) {
  const before = page.requests.length;
  for (let second = 0; second < 30; second += 2) await page.pass(2_000);
  return page.requests.length - before;
}

test("a pause stops all readings: another dashboard is read once and says that it is paused, and Refresh reads once", async () => {
  const page = await open();
  const pause = page.locator("#pause");
  await pause.click();
  assert.equal(await pause.innerText(), "Resume");
  assert.equal(
    await pause.getAttribute("aria-pressed"),
    null,
    "its name says what it does; a state would say the opposite",
  );
  assert.equal(await requests(page), 0);

  await page.locator('nav a[data-dashboard-id="dtmi:kkfvwa2xi:p7pyt5x38"]').click();
  await page.waitForSelector("#freshness[data-mode=paused]:not([hidden])");
  assert.equal(await page.locator("#freshness").innerText(), "Paused");
  await drawn(page);
  await tile(page, "LKV Temperature").locator("data").first().waitFor();
  await page.pass(2_000);
  assert.equal(await requests(page), 0, "it is read once");

  page.queries.length = 0;
  await page.getByRole("button", { name: "Refresh" }).click();
  await asked(page, /thermostat-01/);
  const once = await requests(page);
  assert.equal(new Set(page.queries).size, page.queries.length, page.queries.join("\n"));
  assert.ok(once < 6, `${once} requests`);
  assert.equal(await requests(page), 0);

  await page.reload();
  await drawn(page);
  assert.equal(await pause.innerText(), "Resume", "the pause outlives a reload");
  await page.waitForSelector("#freshness[data-mode=paused]:not([hidden])");
  await pause.click();
  assert.equal(await pause.innerText(), "Pause");
  await page.waitForSelector("#freshness[data-mode=fresh]");
  assert.ok((await requests(page)) > 0);
  await expectNoComplaints(page);
  await page.close();
});

test("time range and theme are in the address, and survive a reload and another dashboard", async () => {
  const page = await open();
  await page.getByLabel("Time range").selectOption("Last day");
  await page.locator("#theme").click();
  await page.locator('nav a[data-dashboard-id="dtmi:kkfvwa2xi:p7pyt5x38"]').click();
  await page.waitForFunction(() => document.querySelector("#title").textContent === "My Dashboard");
  const { searchParams, hash } = new URL(page.url());
  assert.deepEqual(
    [searchParams.get("range"), searchParams.get("theme"), hash],
    ["P1D", "dark", "#dtmi:kkfvwa2xi:p7pyt5x38"],
  );
  page.queries.length = 0;
  await page.reload();
  await asked(page, /WITHIN_WINDOW\(P1D\)/);
  assert.equal(await page.getByLabel("Time range").inputValue(), "P1D");
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  assert.equal(await page.locator("#theme").getAttribute("aria-pressed"), "true");
  await page.getByLabel("Time range").selectOption("Tiles’ own time");
  assert.equal(new URL(page.url()).searchParams.get("range"), null);
  await expectNoComplaints(page);
  await page.close();
});

test("full screen shows the dashboard alone, and can be left", async () => {
  const page = await open();
  const button = page.getByRole("button", { name: "Full screen" });
  await button.click();
  await page.waitForSelector("#main:fullscreen #full-screen[aria-pressed=true]");
  await button.click();
  await page.waitForSelector("#main:not(:fullscreen) #full-screen[aria-pressed=false]");
  await page.close();
});

for (const width of [360, 768, 1280, 2560]) {
  test(`${width} pixels wide: nothing is cut off, and nothing scrolls sideways`, async () => {
    const page = await open({ viewport: { width, height: 900 } });
    const outside = await page.evaluate(() => {
      const { shadowRoot } = document.querySelector("iot-central-dashboard");
      const shown = [
        ...document.querySelectorAll(".top button, .toolbar > *"),
        ...shadowRoot.querySelectorAll("article.tile"),
      ];
      return shown
        .filter((element) => {
          const { left, right, width } = element.getBoundingClientRect();
          return width > 0 && (left < 0 || right > innerWidth);
        })
        .map(({ id, dataset }) => id || dataset.tileId);
    });
    assert.deepEqual(outside, []);
    assert.ok(
      await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
      "the page scrolls sideways",
    );
    await page.close();
  });
}
