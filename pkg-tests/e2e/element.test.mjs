// <iot-central-dashboard> in other pages: from the packed package, under the strict policy.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ARTICLE, BRIEF, emulator, heard, markup, OPERATIONS, SCRIPT } from "../support/element.mjs";
import { embed, host, STRICT } from "../support/embed.mjs";
import { TOKEN } from "../support/emulator.mjs";
import { alive, tile } from "../support/tiles.mjs";

test("a tag and a credential are enough, under the strict policy", async () => {
  const page = await embed(await host(markup(OPERATIONS), SCRIPT));
  await alive(page);
  const { tiles } = await emulator.dashboard(OPERATIONS);
  assert.equal(await page.locator("article.tile").count(), tiles.length);
  const { value } = await emulator.telemetry("thermostat-01", "temperature");
  assert.equal(Number(await tile(page, "Now in the lobby").locator("data").first().getAttribute("value")), value);
  assert.deepEqual(await heard(page, "load"), ["Contoso operations"]);
  assert.ok((await heard(page, "tile-update")).includes("Now in the lobby"));
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("a page that lists its Trusted Types policies needs to list one of the element's", async () => {
  const page = await embed(await host(markup(ARTICLE), SCRIPT, { policy: `${STRICT}; trusted-types lit-html` }));
  await alive(page);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("the element follows changes: another dashboard, a wrong id, and back", async () => {
  const page = await embed(await host(markup(BRIEF), SCRIPT));
  await alive(page);
  // An unknown type is shown by name.
  assert.match(await tile(page, "Energy flow").innerText(), /Energy flow[^]*Sankey chart/);
  assert.equal(await tile(page, "Energy flow").getAttribute("data-state"), "ready");
  const set = (id) =>
    page.evaluate((id) => document.querySelector("iot-central-dashboard").setAttribute("dashboard-id", id), id);
  await set(ARTICLE);
  await tile(page, "LKV Temperature").waitFor();
  await alive(page);
  await set("nowhere");
  await page.locator(".card").filter({ hasText: "Not found" }).waitFor();
  assert.equal(await page.locator("article.tile").count(), 0);
  assert.equal((await heard(page, "error")).length, 1);
  await set(BRIEF);
  await alive(page);
  assert.deepEqual(await heard(page, "load"), ["Contoso in brief", "My Dashboard", "Contoso in brief"]);
  await page.close();
});

test("an element with missing properties says which, and starts when it has them", async () => {
  const page = await embed(await host("<iot-central-dashboard></iot-central-dashboard>", SCRIPT));
  assert.match(await page.locator(".card").innerText(), /needs an endpoint and a credential/);
  await page.evaluate(
    ([endpoint, id]) => Object.assign(document.querySelector("iot-central-dashboard"), { endpoint, dashboardId: id }),
    [emulator.endpoint, ARTICLE],
  );
  await alive(page);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("the page's own client and dashboard are enough", async () => {
  const script = `
    import { IotCentralClient } from "PACKAGE/index.js";
    ${SCRIPT}
    const client = new IotCentralClient("${emulator.endpoint}", () => "${TOKEN}");
    Object.assign(document.querySelector("iot-central-dashboard"), {
      client,
      dashboard: { displayName: "Made here", tiles: [{ displayName: "Words", x: 0, y: 0, width: 2, height: 2, configuration: { type: "markdown", description: "**made** here" } }] },
    });`;
  const page = await embed(await host("<iot-central-dashboard></iot-central-dashboard>", script));
  await alive(page);
  assert.equal(await tile(page, "Words").locator("strong").innerText(), "made");
  assert.deepEqual(
    page.requests.filter((url) => url.includes("/api/")),
    [],
  );
  await page.close();
});

test("tiles in view are read first, then those that come into view", async () => {
  const lkv = (device, y) => ({
    displayName: device,
    x: 0,
    y,
    width: 2,
    height: 2,
    configuration: {
      type: "lkv",
      group: "g",
      devices: [device],
      capabilities: [{ capability: "temperature", aggregateFunction: "avg" }],
    },
  });
  const tiles = [...[1, 2, 3, 4].map((number) => lkv(`thermostat-0${number}`, 10 * number)), lkv("thermostat-05", 0)];
  const script = `
    import { IotCentralClient } from "PACKAGE/index.js";
    ${SCRIPT}
    const client = new IotCentralClient("${emulator.endpoint}", () => "${TOKEN}");
    const element = document.querySelector("iot-central-dashboard");
    element.addEventListener("tile-update", () => scrollTo(0, document.body.scrollHeight), { once: true });
    Object.assign(element, { client, dashboard: ${JSON.stringify({ displayName: "High", tiles })} });`;
  const page = await embed(await host("<iot-central-dashboard></iot-central-dashboard>", script));
  await alive(page);
  const order = await heard(page, "tile-update");
  const place = (number) => order.indexOf(`thermostat-0${number}`);
  assert.equal(place(5), 0, order.join());
  // The next query was in flight when the page scrolled.
  assert.ok(place(4) < place(2) && place(4) < place(3), order.join());
  await page.close();
});

test("on a page that forbids WebAssembly the element shows the reason", async () => {
  const page = await embed(await host(markup(ARTICLE), SCRIPT, { policy: STRICT.replace(" 'wasm-unsafe-eval'", "") }));
  await page.locator(".card").filter({ hasText: "This page forbids WebAssembly" }).waitFor();
  assert.match(await page.locator(".card").innerText(), /'wasm-unsafe-eval'/);
  assert.equal((await heard(page, "error")).length, 1);
  await page.close();
});

test("the page can prevent a tile's links", async () => {
  const page = await embed(await host(markup(BRIEF), SCRIPT));
  await alive(page);
  await page.evaluate(() =>
    document.querySelector("iot-central-dashboard").addEventListener("navigate", (event) => event.preventDefault()),
  );
  const opened = [];
  page.context().on("page", (other) => opened.push(other.url()));
  await page.getByRole("link", { name: "runbook" }).click();
  await page.getByRole("link", { name: "runbook" }).click({ button: "middle" });
  // The right button opens a menu, and follows no link.
  await page.getByRole("link", { name: "runbook" }).click({ button: "right" });
  assert.deepEqual(await heard(page, "navigate"), Array(2).fill("https://example.com/contoso/climate"));
  assert.deepEqual(opened, []);
  await page.close();
});

test("a page's own renderer draws an unknown type, and one that throws breaks only its tile", async () => {
  const script = `${SCRIPT}
    document.querySelector("iot-central-dashboard").renderers = {
      sankeyChart: (host, configuration, { title, adopt }) => {
        host.append(Object.assign(document.createElement("p"), { className: "own", textContent: "own " + title }));
        adopt(".own { letter-spacing: 3px }");
        return {};
      },
      markdown: () => { throw new Error("a mistake of the page"); },
    };`;
  const page = await embed(await host(markup(BRIEF), script));
  await alive(page);
  const own = tile(page, "Energy flow").locator(".own");
  assert.equal(await own.innerText(), "own Energy flow");
  assert.equal(await own.evaluate((element) => getComputedStyle(element).letterSpacing), "3px");
  assert.match(await tile(page, "On call").innerText(), /a mistake of the page/);
  assert.equal(await tile(page, "Now in the lobby").getAttribute("data-state"), "ready");
  await page.close();
});

test("another dashboard of the same application reuses the token; another credential does not", async () => {
  const page = await embed(
    await host(
      markup(BRIEF),
      `${SCRIPT}
    globalThis.asked = 0;
    globalThis.give = () => () => { asked++; return { token: "${TOKEN}", expiresOnTimestamp: Date.now() + 3_600_000 }; };
    document.querySelector("iot-central-dashboard").credential = give();`,
    ),
  );
  await alive(page);
  await page.evaluate((id) => {
    document.querySelector("iot-central-dashboard").dashboardId = id;
  }, ARTICLE);
  await tile(page, "LKV Temperature").waitFor();
  await alive(page);
  assert.equal(await page.evaluate(() => asked), 1);
  await page.evaluate(() => {
    document.querySelector("iot-central-dashboard").credential = give();
  });
  await page.waitForFunction(() => asked === 2);
  await page.close();
});

for (const [theme, colorScheme, expected, contrast = "no-preference"] of [
  ["dark", "light", "dark"],
  ["light", "dark", "light"],
  ["auto", "dark", "dark"],
  ["high-contrast", "dark", "dark"],
  ["auto", "dark", "dark", "more"],
  ["dark", "dark", "dark", "more"],
]) {
  test(`theme ${theme} in a ${colorScheme} system, contrast: ${contrast}`, async () => {
    const page = await embed(await host(markup(ARTICLE, `theme="${theme}"`), SCRIPT), { colorScheme, contrast });
    await page.locator("article.tile").first().waitFor();
    const [red] = (
      await page
        .locator("article.tile")
        .first()
        .evaluate((frame) => getComputedStyle(frame).backgroundColor)
    )
      .match(/\d+/g)
      .map(Number);
    assert.equal(red < 60, expected === "dark", `red is ${red}`);
    assert.equal(red === 0, theme === "high-contrast" || (theme === "auto" && contrast === "more"), `red is ${red}`);
    await page.close();
  });
}

test("importing two copies of the package defines the tag once", async () => {
  const script = `${SCRIPT}
    await import("PACKAGE/dist/element/index.js?copy");
    globalThis.twice = true;`;
  const page = await embed(await host(markup(ARTICLE), script));
  await page.waitForFunction(() => globalThis.twice);
  await alive(page);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("a tile far outside the grid does not make the page endless", async () => {
  const at = (x, y, width, height) => ({
    displayName: `${x}, ${y}`,
    configuration: { type: "label", text: "t" },
    x,
    y,
    width,
    height,
  });
  const tiles = [at(0, 0, 2, 2), at(4, 2e9, 2, 2), at(1e6, 1, 2, 2), at(0, 5, 2, 1e6)];
  const script = `
    import { IotCentralClient } from "PACKAGE/index.js";
    ${SCRIPT}
    const client = new IotCentralClient("${emulator.endpoint}", () => "${TOKEN}");
    const dashboard = ${JSON.stringify({ displayName: "Far", tiles })};
    Object.assign(document.querySelector("iot-central-dashboard"), { client, dashboard });`;
  const page = await embed(await host("<iot-central-dashboard></iot-central-dashboard>", script));
  await alive(page);
  const [width, height] = await page.locator(".board").evaluate((board) => [board.scrollWidth, board.scrollHeight]);
  // A hundred rows of 7.5 rem with gaps, and as many again for the largest tile in the last row.
  assert.ok(height < 30_000, `${height} pixels high`);
  assert.ok(width < 15_000, `${width} pixels wide`);
  await page.close();
});
