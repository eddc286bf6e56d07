// `downsample`, called as a chart calls it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { failure, run } from "./world.mjs";

/**
 * Returns what `downsample` keeps of these values, which are a second apart: `[times, values]`, with `null` for NaN.
 */
async function left(values, maxPoints) {
  const { value, sent } = await run(
    [],
    ([values, maxPoints]) => {
      const given = Float64Array.from(values, (value) => value ?? NaN);
      const { times, values: kept } = downsample(
        Float64Array.from(values, (_, place) => place * 1000),
        given,
        maxPoints,
      );
      if (!(times instanceof Float64Array && kept instanceof Float64Array)) throw new Error("other arrays come back");
      return [[...times], Array.from(kept, (value) => (Number.isNaN(value) ? null : value))];
    },
    [values, maxPoints],
  );
  assert.deepEqual(sent, []);
  return value;
}

test("both ends and the extremes of each column are kept, in the order of time", async () => {
  assert.deepEqual(await left([1, 1, 9, 1, -9, 1, 1], 4), [
    [0, 2000, 4000, 6000],
    [1, 9, -9, 1],
  ]);
});

test("a gap stays a gap", async () => {
  assert.deepEqual(await left([0, 1, 2, null, 4, 5, 6], 4), [
    [0, 1000, 3000, 5000, 6000],
    [0, 1, null, 5, 6],
  ]);
});

test("as many points as allowed are returned as they are, in new arrays", async () => {
  assert.deepEqual(await left([], 4), [[], []]);
  assert.deepEqual(await left([3, null, 1], 4), [
    [0, 1000, 2000],
    [3, null, 1],
  ]);
  const { value } = await run([], () => {
    const numbers = Float64Array.of(1, 2);
    const { times, values } = downsample(numbers, numbers, 4);
    return new Set([numbers.buffer, times.buffer, values.buffer]).size;
  });
  assert.equal(value, 3);
});

test("a million points keep their spikes", async () => {
  const { value } = await run([], () => {
    const times = Float64Array.from({ length: 1e6 }, (_, place) => place);
    const values = times.map((time) => Math.sin(time / 1e5));
    values[123_456] = 50;
    values[654_321] = -50;
    const kept = downsample(times, values, 1000);
    return [kept.times.length, kept.times[kept.values.indexOf(50)], kept.times[kept.values.indexOf(-50)]];
  });
  assert.deepEqual(value, [1000, 123_456, 654_321]);
});

/** An invalid call, the error's pointer, and its words. */
const MISTAKES = {
  "times in a plain array": [
    () => caught(() => downsample([1], Float64Array.of(1), 4)),
    "/times",
    "times should be a Float64Array",
  ],
  "values of another type": [
    () => caught(() => downsample(Float64Array.of(1), Float32Array.of(1), 4)),
    "/values",
    "values should be a Float64Array",
  ],
  "fewer values than times": [
    () => caught(() => downsample(new Float64Array(3), new Float64Array(2), 4)),
    "/values",
    "values should be as many as times",
  ],
  "no maxPoints": [
    () => caught(() => downsample(new Float64Array(1), new Float64Array(1))),
    "/maxPoints",
    "maxPoints should be a whole number, 4 or more",
  ],
  "too small a maxPoints": [
    () => caught(() => downsample(new Float64Array(1), new Float64Array(1), 3)),
    "/maxPoints",
    "maxPoints should be a whole number, 4 or more",
  ],
  "half a point": [
    () => caught(() => downsample(new Float64Array(1), new Float64Array(1), 4.5)),
    "/maxPoints",
    "maxPoints should be a whole number, 4 or more",
  ],
};

for (const [what, [work, pointer, message]] of Object.entries(MISTAKES)) {
  test(`downsample refuses ${what}`, async () => {
    const { error } = await failure([], work);
    assert.deepEqual(
      [error.code, error.pointer, error.message, error.isIotCentralError],
      ["InvalidInput", pointer, message, true],
    );
  });
}
