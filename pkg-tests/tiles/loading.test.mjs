// Renderers in chunks: when a chunk can't be loaded, and in a browser whose language tag is invalid.
import assert from "node:assert/strict";
import { test } from "node:test";
import { devices, draw, queryRange, visit } from "../support/gallery.mjs";
import { tile } from "../support/tiles.mjs";

const configuration = { ...devices, queryRange };
const source = { device: "d1", capability: "t" };
const range = { from: 0, to: 60_000 };

test("a chunk that could not be loaded is reported, and loaded again with the next data", async () => {
  const isPie = /\/pieChart[^/]*\.js/;
  const page = await visit({ prepare: (page) => page.route(isPie, (route) => route.abort()) });
  const data = { kind: "categories", categories: [{ ...source, value: 3 }], ...range };
  const show = () =>
    page.evaluate((data) => {
      const element = document.querySelector("iot-central-dashboard");
      gallery.update(
        "pie",
        data,
        element.dashboard.tiles.map((tile) => ({ tile })),
      );
    }, data);
  await draw(page, [{ displayName: "pie", configuration: { type: "pieChart", ...configuration } }]);
  const frame = tile(page, "pie");
  await frame.and(page.locator('[data-state="error"]')).waitFor();
  assert.match(await frame.innerText(), /The code that draws this type \(Pie chart\) could not be loaded/);
  assert.doesNotMatch(await frame.innerText(), /doesn’t draw this type/);

  // The tile shows the error before and after the second attempt, so only the console tells when the attempt ends.
  const failedAgain = page.waitForEvent("console", (message) => /could not be loaded/.test(message.text()));
  await show();
  await failedAgain;
  await page.unroute(isPie);
  await show();
  await frame.and(page.locator('[data-state="ready"]')).waitFor();
  assert.equal(await frame.locator(".pie-chart").count(), 1);
});

for (const language of ["C", "", "x_y", "en-US@posix"]) {
  test(`charts are drawn where navigator.language is "${language}"`, async () => {
    const prepare = (page) =>
      page.addInitScript(
        (language) => Object.defineProperty(Navigator.prototype, "language", { get: () => language }),
        language,
      );
    const page = await visit({ prepare });
    const data = { kind: "series", series: [{ ...source, times: [0, 60_000], values: [1234.5, 2] }], ...range };
    await draw(page, [{ displayName: "line", configuration: { type: "lineChart", ...configuration }, data }], {
      locale: language,
    });
    assert.equal(await tile(page, "line").getAttribute("data-state"), "ready");
    await draw(
      page,
      [
        {
          displayName: "last",
          configuration: { type: "lkv", ...devices, format: { abbreviateValue: false } },
          data: { kind: "latest", values: [{ ...source, value: 1234.5 }] },
        },
      ],
      { locale: language },
    );
    assert.equal(await tile(page, "last").locator("data").first().innerText(), "1,234.5");
    assert.deepEqual(page.complaints, []);
  });
}
