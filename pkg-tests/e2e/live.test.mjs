// The page with an emulator whose clock runs: its values change by themselves, and all of them are true.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { drawn, expectNoComplaints, visit } from "../support/demo.mjs";
import { emulate } from "../support/emulator.mjs";
import { tile } from "../support/tiles.mjs";

const emulator = await emulate();
const page = await visit(emulator.endpoint, { id: "dtmi:kkfvwa2xi:p7pyt5x38", now: null });
await drawn(page);

const lkv = tile(page, "LKV Temperature");
/** Returns every value with its moment. */
const shown = () =>
  lkv.locator("li").evaluateAll((items) =>
    items.map((item) => {
      const { value, dataset } = item.querySelector("data");
      return { value: Number(value), device: dataset.device, sent: item.querySelector("time").dateTime };
    }),
  );
const moments = (values) => values.map(({ sent }) => sent).join();

/** Waits until the last known values are those of another moment. */
async function changed(before) {
  await page.waitForFunction((before) => {
    const { shadowRoot } = document.querySelector("iot-central-dashboard");
    const times = [...shadowRoot.querySelectorAll('[data-tile-type="lkv"] time')]
      .map(({ dateTime }) => dateTime)
      .join();
    return times !== "" && times !== before;
  }, before);
}

test("values change without a reload, and each equals the emulator's at its moment", async () => {
  await page.evaluate(() => (globalThis.sameDocument = true));
  let values = await shown();
  for (let rounds = 0; rounds < 2; rounds++) {
    await changed(moments(values));
    values = await shown();
    for (const { value, device, sent } of values) {
      const [row] = (
        await emulator.query(
          `SELECT TOP 100 $ts, temperature AS v FROM dtmi:contoso:climateMonitor;1 WHERE $id = '${device}' ORDER BY $ts DESC`,
        )
      ).filter(({ $ts }) => Date.parse($ts) === Date.parse(sent));
      assert.equal(value, row.v, `${device} at ${sent}`);
    }
  }
  assert.equal(await page.evaluate(() => sameDocument), true);
});

test("a pause stops the values and says so; a second press resumes", async () => {
  const pause = page.locator("#pause");
  await pause.click();
  await page.waitForSelector("#freshness[data-mode=paused]");
  assert.equal(await pause.innerText(), "Resume");
  const before = moments(await shown());
  const asked = page.requests.length;
  // After the interval between two messages of a device there is a newer value.
  const [now] = await shown();
  const sent = async () => Date.parse((await emulator.telemetry(now.device, "temperature")).timestamp);
  while ((await sent()) < Date.parse(now.sent) + 10_000) await setTimeout(200);
  assert.equal(moments(await shown()), before);
  assert.equal(page.requests.length, asked);
  await pause.click();
  await changed(before);
  await page.waitForSelector("#freshness[data-mode=fresh]");
});

test("without the emulator tiles show old data instead of none", async () => {
  await emulator.stop();
  await page.waitForSelector('[data-tile-type="lkv"][data-stale]');
  assert.equal(await lkv.getAttribute("data-state"), "ready");
  assert.ok((await shown()).every(({ value }) => Number.isFinite(value)));
  assert.match(await lkv.locator(".staleness").innerText(), /^Since .*No emulator answers/);
  page.complaints = page.complaints.filter((words) => !words.includes("ERR_CONNECTION"));
});

test("the console has no other complaint, and nothing is stored", () => expectNoComplaints(page));
