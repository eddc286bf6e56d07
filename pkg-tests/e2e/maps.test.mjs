// Pictures of maps, which a link may request only from this machine, and the places of the demo's devices.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, test } from "node:test";
import { drawn, visit } from "../support/demo.mjs";
import { emulate, NOW } from "../support/emulator.mjs";

const OPERATIONS = "dtmi:kkfvwa2xi:operations";
const emulator = await emulate("--now", NOW);

/** A server of pictures of one pixel, and its requests */
const asked = [];
const PIXEL = Buffer.from("R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==", "base64");
const server = createServer(({ url }, response) => {
  asked.push(url);
  response.writeHead(200, { "Content-Type": "image/gif" }).end(PIXEL);
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
after(() => server.close().closeAllConnections());

test("a link may name a server of pictures on this machine, and no other", async () => {
  const tiles = (host) => encodeURIComponent(`${host}/{z}/{x}/{y}.gif`);
  const page = await visit(`${emulator.endpoint}&map-tiles=${tiles(`http://127.0.0.1:${server.address().port}`)}`, {
    id: "dtmi:contoso:tiles:mapProperty",
  });
  await drawn(page);
  while (asked.length === 0) await page.pass(500);
  assert.match(asked[0], /^\/\d+\/\d+\/\d+\.gif$/);
  assert.deepEqual(page.complaints, []);
  await page.close();

  const stranger = await visit(`${emulator.endpoint}&map-tiles=${tiles("https://tiles.example")}`, {
    id: "dtmi:contoso:tiles:mapProperty",
  });
  await drawn(stranger);
  await stranger.pass(2_000);
  assert.deepEqual(
    stranger.requests.filter((url) => new URL(url).hostname === "tiles.example"),
    [],
  );
  assert.deepEqual(stranger.complaints, []);
  await stranger.close();
});

test("the first dashboard is realistic: all types are drawn, and thermostats don't move", async () => {
  const page = await visit(emulator.endpoint);
  await drawn(page);
  assert.equal(await page.locator("#title").innerText(), "Contoso operations");
  assert.equal(await page.locator("article.tile .blank").count(), 0);
  const { tiles } = await emulator.dashboard(OPERATIONS);
  const { devices } = tiles.find(({ configuration }) => configuration.type === "mapTelemetry").configuration;
  for (const device of devices) {
    const rows = await emulator.query(
      `SELECT TOP 100 $ts, location.lat AS lat, location.lon AS lon FROM dtmi:contoso:climateMonitor;1 WHERE $id = '${device}' ORDER BY $ts DESC`,
    );
    assert.ok(rows.length > 1);
    assert.equal(new Set(rows.map(({ lat, lon }) => `${lat} ${lon}`)).size, 1, device);
  }
  await page.close();
});
