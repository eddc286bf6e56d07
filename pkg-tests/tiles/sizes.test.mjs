// What is drawn follows its tile's size, without a frame in between.
import assert from "node:assert/strict";
import { test } from "node:test";
import { devices, draw, queryRange, visit } from "../support/gallery.mjs";

const page = await visit();
const source = { device: "d1", capability: "t" };
const times = [0, 600_000, 1_200_000];
const series = {
  kind: "series",
  from: 0,
  to: 1_800_000,
  stepInMs: 600_000,
  series: [{ ...source, times, values: [1, 2, 3] }],
};
const points = { kind: "points", tracks: [{ ...source, times, lats: [50, 51, 52], lons: [8, 9, 10] }] };

/** How wide the drawing is, and the room for it, after exactly one frame in which the element has another width. */
const widths = (width, drawing, room) =>
  page.evaluate(
    async ([width, drawing, room]) => {
      const element = document.querySelector("iot-central-dashboard");
      element.style.width = width;
      await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
      const [drawn, place] = [drawing, room].map((selector) => element.shadowRoot.querySelector(selector));
      return [drawn.viewBox?.baseVal.width ?? drawn.width, place.clientWidth];
    },
    [width, drawing, room],
  );

/** How wide the drawing is. On a busy machine a frame may have no time left for it: some frame of five has. */
async function fitted(width, drawing, room) {
  const seen = [];
  while (seen.length < 5) {
    const [drawn, place] = await widths(`${width}px`, drawing, room);
    if (Math.abs(drawn - place) < 1) return place;
    seen.push(`${drawn} in ${place}`);
    await widths(`${width + 100}px`, drawing, room);
    await page.waitForTimeout(200);
  }
  return assert.fail(seen.join(", "));
}

// One tile at a time: where many change at once, those that the frame has no time for come in the next ones.
for (const [type, data, drawing, room] of [
  ["lineChart", series, ".plot canvas", ".plot"],
  ["mapTelemetry", points, ".map-plot .marks", ".map-plot"],
]) {
  test(`${type} has its tile's size in the frame in which that changes`, async () => {
    await draw(page, [{ displayName: type, configuration: { type, ...devices, queryRange }, data }]);
    const shown = [];
    for (const width of [1200, 900]) shown.push(await fitted(width, drawing, room));
    assert.ok(shown[1] < shown[0]);
  });
}
