// A drawing has its tile's new size in the same frame.
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

/** Returns the width of the drawing, and the available width, after exactly one frame with another width. */
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

/** Returns the fitted width. On a busy machine a frame may have no time for it, so five frames may be tried. */
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

// One tile at a time: with many, the frame has no time for some of them.
for (const [type, data, drawing, room] of [
  ["lineChart", series, ".plot canvas", ".plot"],
  ["mapTelemetry", points, ".map-plot .marks", ".map-plot"],
]) {
  test(`${type} has its tile's size in the frame in which the size changes`, async () => {
    await draw(page, [{ displayName: type, configuration: { type, ...devices, queryRange }, data }]);
    const shown = [];
    for (const width of [1200, 900]) shown.push(await fitted(width, drawing, room));
    assert.ok(shown[1] < shown[0]);
  });
}
