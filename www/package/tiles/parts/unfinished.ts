import type { Messages } from "../../messages/messages.ts";
import type { Series } from "../data.ts";

/** Returns a series that also contains its unfinished slices. */
export function withUnfinished({ unfinished = [], ...series }: Series): Series {
  const points = Array.from(series.times, (time, index) => ({ time, value: series.values[index] ?? NaN }));
  const all = [...unfinished, ...points].sort((one, other) => one.time - other.time);
  return {
    ...series,
    times: Float64Array.from(all, ({ time }) => time),
    values: Float64Array.from(all, ({ value }) => value),
  };
}

/** Returns the finished slices of a series. If all are unfinished, returns those and says so in the name. */
export function finishedFirst(series: Series, name: string, { names }: Messages): [series: Series, name: string] {
  return series.times.length > 0 || !series.unfinished ? [series, name] : [withUnfinished(series), names.soFar(name)];
}
