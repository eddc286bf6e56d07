// Maps: points at their places, with and without a tile server.
import assert from "node:assert/strict";
import { test } from "node:test";
import { devices, draw, settled, table, visit } from "../support/gallery.mjs";
import { tile } from "../support/tiles.mjs";

const page = await visit();
const time = Date.UTC(2026, 0, 31, 12);
const track = (device, ...places) => ({
  device,
  capability: "place",
  times: places.map((_, index) => time + index * 60_000),
  lats: places.map(([lat]) => lat),
  lons: places.map(([, lon]) => lon),
});
const show = async (tracks, configuration = {}, scene = {}) => {
  await draw(
    page,
    [
      {
        displayName: "it",
        configuration: { type: "mapTelemetry", ...devices, ...configuration },
        data: { kind: "points", tracks },
      },
    ],
    scene,
  );
  return tile(page, "it");
};
/** Returns the points on the map, in pixels from its middle. */
const dots = (frame) =>
  frame.locator(".map-plot").evaluate((plot) =>
    [...plot.querySelectorAll(".dot")].map((dot) => ({
      latitude: Number(dot.dataset.latitude),
      longitude: Number(dot.dataset.longitude),
      x: dot.cx.baseVal.value - plot.clientWidth / 2,
      y: dot.cy.baseVal.value - plot.clientHeight / 2,
    })),
  );
const mercator = (latitude) => Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) / (2 * Math.PI);

test("points are at their Mercator positions, at the tile's zoom level, with as many in view as fit", async () => {
  for (const zoomLevel of [2, 4, 12]) {
    const frame = await show([track("d1", [50, 8], [48, 11]), track("d2", [52, 13])], { zoomLevel });
    const [first, second, third] = await dots(frame);
    const world = 512 * 2 ** zoomLevel;
    assert.ok(Math.abs(second.x - first.x - (3 / 360) * world) < 0.2, `zoom ${zoomLevel}`);
    assert.ok(Math.abs(first.y - second.y - (mercator(48) - mercator(50)) * world) < 0.2, `zoom ${zoomLevel}`);
    // So close that only one fits: the last place of the first device.
    if (zoomLevel === 12) assert.ok(Math.abs(second.x) < 1.1 && Math.abs(second.y) < 1.1);
    else
      assert.ok(
        Math.abs(first.x + third.x) < 1.1 && Math.abs(second.y + third.y) < 1.1,
        "the middle of the outermost points is the map's",
      );
  }
});

test("no label of the grid is cut at the map's edge", async () => {
  for (let step = 0; step < 12; step++) {
    const frame = await show([track("d1", [47.6, -122.05 + step / 20_000])], { zoomLevel: 15 });
    const outside = await frame.locator(".map-plot").evaluate((plot) => {
      const { left, right } = plot.getBoundingClientRect();
      return [...plot.querySelectorAll("text")]
        .map((text) => [text.textContent, text.getBoundingClientRect()])
        .filter(([, box]) => box.left < left || box.right > right)
        .map(([text]) => text);
    });
    assert.deepEqual(outside, []);
  }
});

test("without a zoom level all points are in view, as close as possible", async () => {
  for (const places of [
    [
      [50, 8],
      [48, 11],
    ],
    [
      [60, -120],
      [-30, 150],
    ],
    [
      [1, 1],
      [1, 1.2],
      [1.1, 1.1],
    ],
  ]) {
    const frame = await show([track("d1", ...places)]);
    const { width, height } = await frame.locator(".map-plot").boundingBox();
    for (const { x, y } of await dots(frame)) assert.ok(Math.abs(x) <= width / 2 && Math.abs(y) <= height / 2);
  }
  const alone = await show([track("d1", [51.9, 4.5])], { type: "mapProperty" });
  const [{ x, y }] = await dots(alone);
  assert.ok(Math.abs(x) < 1 && Math.abs(y) < 1);
});

test("land is drawn without a request", async () => {
  const frame = await show([track("d1", [50, 8])], { zoomLevel: 3 });
  const isLand = await frame.locator(".land").evaluate((land) => {
    const { clientWidth, clientHeight } = land.ownerSVGElement;
    const world = 512 * 2 ** 3;
    const at = (latitude, longitude) => {
      const y = (degrees) => Math.log(Math.tan(Math.PI / 4 + (degrees * Math.PI) / 360)) / (2 * Math.PI);
      const point = Object.assign(land.ownerSVGElement.createSVGPoint(), {
        x: clientWidth / 2 + ((longitude - 8) / 360) * world,
        y: clientHeight / 2 - (y(latitude) - y(50)) * world,
      });
      return land.isPointInFill(point);
    };
    return { frankfurt: at(50.1, 8.7), madrid: at(40.4, -3.7), northSea: at(56, 3.5), atlantic: at(47, -10) };
  });
  assert.deepEqual(isLand, { frankfurt: true, madrid: true, northSea: false, atlantic: false });
  assert.deepEqual(
    page.asked.filter((request) => !request.url().includes("weather.example")).map((request) => request.url()),
    [],
  );
});

test("a tile server's pictures are below the points, and outlines where pictures are missing", async () => {
  const picture = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  const asked = [];
  await page.route("**/map/**", (route) => {
    const { pathname } = new URL(route.request().url());
    asked.push(pathname);
    return pathname.startsWith("/map/3/3/")
      ? route.fulfill({ contentType: "image/png", body: picture })
      : route.fulfill({ status: 404 });
  });
  const frame = await show([track("d1", [0, 0])], { zoomLevel: 2 }, { mapTiles: "/map/{z}/{x}/{y}.png" });
  // Four pictures meet in the middle of the world. The world is 512 · 2² pixels wide, which are eight pictures of 256.
  await page.waitForFunction(() =>
    [...document.querySelector("iot-central-dashboard").shadowRoot.querySelectorAll(".pictures img")].every(
      (image) => image.complete && image.naturalWidth > 0,
    ),
  );
  for (const path of ["/map/3/3/3.png", "/map/3/4/3.png", "/map/3/3/4.png", "/map/3/4/4.png"])
    assert.ok(asked.includes(path), asked.join());
  const corner = await frame.locator(".pictures img[src$='/3/3/3.png']").evaluate((image) => {
    const [one, plot] = [image.getBoundingClientRect(), image.closest(".map-plot").getBoundingClientRect()];
    return {
      right: one.right - plot.left - plot.width / 2,
      bottom: one.bottom - plot.top - plot.height / 2,
      width: one.width,
    };
  });
  assert.ok(
    Math.abs(corner.right) < 0.2 && Math.abs(corner.bottom) < 0.2 && Math.abs(corner.width - 256) < 0.2,
    JSON.stringify(corner),
  );
  assert.equal(await frame.locator(".pictures img:not([src*='/3/3/'])").count(), 0);
  assert.equal(await frame.locator(".map-source").count(), 0, "they are the page's own");
  assert.ok(await frame.locator(".land").isVisible());
  page.complaints.splice(0).forEach((complaint) => assert.match(complaint, /404/));
});

test("a map names the host of its pictures", async () => {
  const frame = await show([track("d1", [0, 0])], {}, { mapTiles: "https://pictures.example/{z}/{x}/{y}.png" });
  assert.equal(await frame.locator(".map-source").innerText(), "Map: pictures.example");
  assert.equal(await (await show([track("d1", [0, 0])])).locator(".map-source").count(), 0);
  page.complaints.splice(0).forEach((complaint) => assert.match(complaint, /pictures\.example/));
});

test("buttons and mouse move the map, and new data doesn't", async () => {
  const frame = await show([track("d1", [50, 8], [48, 11])]);
  const apart = async () => {
    const [one, other] = await dots(frame);
    return other.x - one.x;
  };
  const before = await apart();
  await frame.getByRole("button", { name: "Zoom in" }).click();
  await settled(page);
  const near = await apart();
  assert.ok(near > 1.5 * before);
  await frame.getByRole("button", { name: "Zoom out" }).click();
  await settled(page);
  assert.ok((await apart()) < near / 1.9);
  const [{ x }] = await dots(frame);
  const { x: left, y: top, width, height } = await frame.locator(".map-plot").boundingBox();
  await page.mouse.move(left + width / 2, top + height / 3);
  await page.mouse.down();
  await page.mouse.move(left + width / 2 + 40, top + height / 3, { steps: 4 });
  await page.mouse.up();
  await settled(page);
  assert.ok(Math.abs((await dots(frame))[0].x - x - 40) < 2);
  await frame.getByRole("button", { name: "Show all" }).click();
  await settled(page);
  assert.ok(Math.abs((await apart()) - before) < 1);
});

test("Shift and the arrow keys pan the map, the arrow keys alone select its points", async () => {
  const frame = await show([track("d1", [50, 8], [48, 11])], { zoomLevel: 6 });
  const plot = frame.locator(".map-plot");
  const { width, height } = await plot.boundingBox();
  const [{ x, y }] = await dots(frame);
  await plot.focus();
  for (const [key, right, down] of [
    ["ArrowRight", -1, 0],
    ["ArrowDown", -1, -1],
    ["ArrowLeft", 0, -1],
    ["ArrowUp", 0, 0],
  ]) {
    await page.keyboard.press(`Shift+${key}`);
    await settled(page);
    const [now] = await dots(frame);
    assert.ok(
      Math.abs(now.x - x - (right * width) / 4) < 1 && Math.abs(now.y - y - (down * height) / 4) < 1,
      `${key}: ${JSON.stringify(now)}`,
    );
    assert.equal(await frame.locator(".readout:popover-open").count(), 0);
  }
  await page.keyboard.press("ArrowRight");
  await frame.locator(".readout:popover-open").waitFor();
  assert.match(await plot.getAttribute("aria-label"), /Move the map by the same with Shift/);
});

test("one finger scrolls the page, two pan and zoom the map", async () => {
  const touched = await visit({ hasTouch: true, viewport: { width: 600, height: 400 } });
  await draw(touched, [
    {
      displayName: "it",
      configuration: { type: "mapTelemetry", ...devices, zoomLevel: 6 },
      data: { kind: "points", tracks: [track("d1", [50, 8], [48, 11])] },
    },
    { displayName: "below", configuration: { type: "label", text: "x" }, height: 9 },
  ]);
  const frame = tile(touched, "it");
  const { x, y, width, height } = await frame.locator(".map-plot").boundingBox();
  const middle = { x: x + width / 2, y: y + height / 2 };
  const session = await touched.context().newCDPSession(touched);
  /** Moves fingers to these distances from the map's middle, one after the other. */
  const touch = async (...moments) => {
    for (const [index, fingers] of moments.entries()) {
      const touchPoints = fingers.map(([right, down], id) => ({ x: middle.x + right, y: middle.y + down, id }));
      await session.send("Input.dispatchTouchEvent", { type: index === 0 ? "touchStart" : "touchMove", touchPoints });
    }
    await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await settled(touched);
  };
  const [one, other] = await dots(frame);
  await touch(
    [
      [-20, 0],
      [20, 0],
    ],
    [
      [-20, 1],
      [20, 1],
    ],
    [
      [10, 31],
      [50, 31],
    ],
  );
  const [moved] = await dots(frame);
  assert.ok(Math.abs(moved.x - one.x - 30) < 1 && Math.abs(moved.y - one.y - 30) < 1, JSON.stringify([one, moved]));
  await touch(
    [
      [-20, 0],
      [20, 0],
    ],
    [
      [-21, 0],
      [21, 0],
    ],
    [
      [-42, 0],
      [42, 0],
    ],
  );
  const [first, second] = await dots(frame);
  assert.ok(Math.abs((second.x - first.x) / (other.x - one.x) - 2) < 0.05, "twice as near");
  assert.ok(Math.abs(first.x - 2 * moved.x) < 1, "around the fingers");
  assert.equal(await touched.evaluate(() => scrollY), 0);
  await touch([[0, 40]], [[0, 20]], [[0, -10]], [[0, -40]]);
  assert.deepEqual((await dots(frame))[0], first);
  await touched.waitForFunction(() => scrollY > 20);
  assert.deepEqual(touched.complaints, []);
  await touched.close();
});

test("selecting a point by keyboard brings it into view", async () => {
  const frame = await show([track("d1", [50, 8], [-30, 150])], { zoomLevel: 6 });
  await frame.locator(".map-plot").focus();
  await page.keyboard.press("End");
  await frame.locator(".readout:popover-open").waitFor();
  assert.match(await frame.locator(".readout").innerText(), /-30\.0000°, 150\.0000°/);
});

test("impossible coordinates are left out of the map, and stay in the table", async () => {
  const frame = await show([track("d1", [50, 8], [NaN, 8], [95, 8], [50, 200], [-90, -180])]);
  assert.equal((await dots(frame)).length, 2);
  assert.deepEqual(await table(frame), [
    ["Time", "Device", "Capability", "Latitude", "Longitude"],
    ["Jan 31, 2026, 12:04 PM", "d1", "place", "-90", "-180"],
    ["Jan 31, 2026, 12:00 PM", "d1", "place", "50", "8"],
  ]);
  const property = await show([{ ...track("d1", [50, 8]), times: [NaN] }], { type: "mapProperty" });
  assert.deepEqual((await table(property))[1], ["–", "d1", "place", "50", "8"]);
});

test("land is cut at the date line, and places on both sides of it are close together", async () => {
  const world = await show([track("d1", [10, 20])], { zoomLevel: 0 });
  const across = await world.locator(".land").evaluate((land) => {
    const width = land.ownerSVGElement.clientWidth;
    return land
      .getAttribute("d")
      .split("M")
      .slice(1)
      .flatMap((ring) => {
        const points = ring
          .replace("Z", "")
          .split("L")
          .map((at) => at.split(",").map(Number));
        return points.filter(
          ([x, y], index) =>
            index > 0 &&
            Math.abs(x - points[index - 1][0]) > width / 2 &&
            y > 8 &&
            y < land.ownerSVGElement.clientHeight - 8,
        );
      }).length;
  });
  assert.equal(across, 0);
  const frame = await show([track("d1", [-17, 178], [-18, -178])]);
  const [fiji, lau] = await dots(frame);
  const { width } = await frame.locator(".map-plot").boundingBox();
  assert.ok(lau.x > fiji.x && Math.abs(fiji.x) < width / 2 && Math.abs(lau.x) < width / 2, JSON.stringify([fiji, lau]));
  assert.ok(lau.x - fiji.x > width / 4, "near, and not with the whole world between");
  const way = await frame.locator(".track").getAttribute("d");
  assert.equal(way.match(/[ML]/g).join(""), "ML");
});

test("a map counts the places out of view, and a button shows all of them at any zoom level", async () => {
  const frame = await show([track("d1", [50, 8], [-30, 150]), track("d2", [40, -100])], { zoomLevel: 6 });
  assert.equal(await frame.locator(".map-outside").innerText(), "2 places outside");
  assert.ok(await frame.locator(".map-outside").isVisible());
  await frame.getByRole("button", { name: "Show all" }).click();
  await settled(page);
  assert.equal(await frame.locator(".map-outside").isVisible(), false);
  const { width, height } = await frame.locator(".map-plot").boundingBox();
  for (const { x, y } of await dots(frame)) assert.ok(Math.abs(x) <= width / 2 && Math.abs(y) <= height / 2);
});

test("closer than the outlines' precision the ground is plain, and without places there is no grid", async () => {
  assert.equal(await (await show([track("d1", [50, 8])], { zoomLevel: 12 })).locator(".land").getAttribute("d"), "");
  assert.ok(
    (await (await show([track("d1", [50, 8])], { zoomLevel: 5 })).locator(".land").getAttribute("d")).length > 100,
  );
  const empty = await show([track("d1")]);
  assert.deepEqual([await empty.locator(".grid").count(), await empty.locator(".scale-bar").count()], [0, 0]);
});

test("the console stays empty", () => assert.deepEqual(page.complaints, []));
