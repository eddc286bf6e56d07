// The number of queries of a dashboard, counted by the emulator: the service takes one a second.
import assert from "node:assert/strict";
import { test } from "node:test";
import { IotCentralClient } from "../../src/npm/node.js";
import { emulate, TOKEN } from "../support/emulator.mjs";

const DEVICES = [1, 2, 3, 4, 5].map((number) => `thermostat-0${number}`);
const CAPABILITIES = ["temperature", "humidity", "pressure", "AvailableMemory"];
const FUNCTIONS = ["avg", "min", "max", "sum", "count"];
const RANGE = { type: "time", duration: "P1D", resolution: "PT30M" };

/** Twenty line charts, each with another aggregate of all five devices. */
const tiles = CAPABILITIES.flatMap((capability) =>
  FUNCTIONS.map((aggregateFunction) => ({
    displayName: `${aggregateFunction} ${capability}`,
    x: 0,
    y: 0,
    width: 2,
    height: 2,
    configuration: {
      type: "lineChart",
      group: "g",
      devices: DEVICES,
      capabilities: [{ capability, aggregateFunction }],
      queryRange: RANGE,
    },
  })),
);

/**
 * Returns the smallest possible number of queries: a query reads one device over one time range, with at most 15 items
 * and 350 characters, in the shortest notation.
 */
function lowerBound(template) {
  const columns = new Map();
  for (const {
    configuration: { devices, capabilities, queryRange },
  } of tiles) {
    for (const device of devices) {
      const group = JSON.stringify([template, device, queryRange.duration, queryRange.resolution]);
      for (const { capability, aggregateFunction } of capabilities)
        columns.set(group, (columns.get(group) ?? new Set()).add(`${aggregateFunction}(${capability})`));
    }
  }
  return [...columns].reduce((sum, [group, items]) => {
    const [template, device, duration, resolution] = JSON.parse(group);
    const frame = `SELECT  FROM ${template} WHERE WITHIN_WINDOW(${duration}) AND $id='${device}' GROUP BY WINDOW(${resolution})`;
    // Each query has one comma less than items.
    return (
      sum + Math.max(Math.ceil(items.size / 15), Math.ceil(([...items].join().length + 1) / (350 - frame.length + 1)))
    );
  }, 0);
}

test("twenty charts of five devices cost ten queries a refresh, the smallest possible number", async () => {
  const emulator = await emulate();
  const central = new IotCentralClient(emulator.endpoint, () => TOKEN);
  const { template } = await central.devices.get(DEVICES[0]);
  const bound = lowerBound(template);
  assert.ok(bound <= 10);

  /** The last event of each tile */
  const shown = new Map();
  let told;
  const feed = central.dashboards.watch(
    { displayName: "Twenty", tiles },
    {
      onTile: (tile, data, timing) => told(shown.set(tile, { data, ...timing })),
      onError: (tile, error) => assert.fail(`${tile.displayName}: ${error.message}`),
    },
  );
  /** Waits until every tile is complete and was read since this moment. */
  const fresh = (since) =>
    new Promise((complete) => {
      told = () =>
        shown.size === tiles.length &&
        [...shown.values()].every(({ readAt, missing }) => !missing && readAt >= since) &&
        complete();
    });
  await fresh(0);
  assert.equal(emulator.received("/api/query"), bound);
  feed.refresh();
  await fresh(Date.now());
  feed.close();
  assert.equal(emulator.received("/api/query"), 2 * bound);
  assert.equal(emulator.received(`/api/devices/${DEVICES[0]}`), 2, "asked for here, and by the feed once");
  for (const [
    tile,
    {
      data: { series },
    },
  ] of shown) {
    assert.deepEqual(
      series.map(({ device }) => device),
      DEVICES,
      tile.displayName,
    );
    assert.ok(
      series.every(({ values }) => values.length > 40 && values.every(Number.isFinite)),
      tile.displayName,
    );
  }
});
