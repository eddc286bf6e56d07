// Runs in the browser: a line of many points is reduced for a chart.
import { LTTB } from "downsample";
import lttb from "downsample-lttb";
import { downsample as lttbTs } from "downsample-lttb-ts";
import { downsample } from "iotcentral-web/inline";
import { race } from "./race.mjs";

/** Times all contestants on the same line: ours from arrays to arrays, the others with the pairs that they need. */
export async function runPoints({ points, maxPoints, ...size }) {
  const times = Float64Array.from({ length: points }, (_, place) => 1_700_000_000_000 + place * 1000);
  const values = walk(points);
  const series = Array.from(times, (time, place) => [time, values[place]]);
  const contestants = {
    "iotcentral-web": () => downsample(times, values, maxPoints),
    downsample: () => LTTB(series, maxPoints),
    "downsample-lttb": () => lttb.processData(series, maxPoints),
    "downsample-lttb-ts": () => lttbTs({ series, threshold: maxPoints }),
  };
  const ours = contestants["iotcentral-web"]();
  for (const [name, thinOut] of Object.entries(contestants)) {
    const left = (thinOut().times ?? thinOut()).length;
    if (left !== maxPoints) throw new Error(`${name} leaves ${left} points and not ${maxPoints}`);
  }
  const extremes = (values) => [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  if (`${extremes(ours.values)}` !== `${extremes(values)}`) throw new Error("an extreme is lost");
  return { points, maxPoints, times: await race(contestants, size) };
}

/** Returns values that change as a sensor's do, the same in every run. */
function walk(length) {
  let [state, value] = [1, 20];
  return Float64Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (value += state / 2 ** 32 - 0.5);
  });
}
