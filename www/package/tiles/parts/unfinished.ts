import type { Messages } from "../../messages/messages.ts";
import type { Series } from "../data.ts";

/** A series with its unfinished slices at their places. */
export function withUnfinished({ unfinished = [], ...series }: Series): Series {
  const points = Array.from(series.times, (time, index) => ({ time, value: series.values[index] ?? NaN }));
  const all = [...unfinished, ...points].sort((one, other) => one.time - other.time);
  return {
    ...series,
    times: Float64Array.from(all, ({ time }) => time),
    values: Float64Array.from(all, ({ value }) => value),
  };
}

/** The finished slices of a series; the unfinished ones where it has no others, which its name says then. */
export function finishedFirst(series: Series, name: string, { names }: Messages): [series: Series, name: string] {
  return series.times.length > 0 || !series.unfinished ? [series, name] : [withUnfinished(series), names.soFar(name)];
}
