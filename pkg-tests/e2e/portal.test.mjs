// The example of a portal and its extension (www/examples/portal), unchanged.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { start } from "../../www/examples/portal/serve.mjs";
import { examples } from "../support/documentation.mjs";
import { embed } from "../support/embed.mjs";
import { emulate, NOW } from "../support/emulator.mjs";
import { installed } from "../support/pack.mjs";
import { alive } from "../support/tiles.mjs";

const emulator = await emulate("--now", NOW, "--allow-origin", "null", "http://127.0.0.1:*");
const portal = await start({
  endpoint: emulator.endpoint,
  dashboardId: "dtmi:kkfvwa2xi:p7pyt5x38",
  library: installed(""),
});
after(portal.stop);

test("the extension draws its dashboard with the portal's token, and violates no policy", async () => {
  const page = await embed(portal.address);
  const frame = await (await page.waitForSelector("iframe")).contentFrame();
  await alive(frame);
  assert.equal(await frame.evaluate(() => self.origin), "null");
  assert.equal(await frame.locator("article.tile").count(), 3);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("the documentation quotes the example", () => {
  const lines = ["host.js", "frame.js"].flatMap((file) =>
    readFileSync(new URL(`../../www/examples/portal/${file}`, import.meta.url), "utf8").split("\n"),
  );
  const shown = examples("js")
    .filter(({ document }) => document.endsWith("embedding.md"))
    .flatMap(({ text }) => text.split("\n"));
  assert.ok(shown.length > 10);
  assert.deepEqual(
    shown.filter((line) => !line.startsWith("import ") && !lines.includes(line)),
    [],
  );
});
