const HALF_A_MINUTE = 30_000;

/**
 * Returns the span of a time axis: the requested one, extended to contain the data. If all data is outside it, which
 * means that the clock of this machine is wrong, the span is that of the data.
 *
 * @param times Include the start and the end of the data.
 */
export function spanOf(from: number, to: number, times: readonly number[]): [from: number, to: number] {
  const known = times.filter(Number.isFinite);
  const [first, last] = [Math.min(...known), Math.max(...known)];
  const asked = from < to && Number.isFinite(to - from);
  if (asked && !(first > to || last < from)) return [Math.min(from, first), Math.max(to, last)];
  if (asked && known.length === 0) return [from, to];
  if (first < last) return [first, last];
  return Number.isFinite(first) ? [first - HALF_A_MINUTE, first + HALF_A_MINUTE] : [0, 1];
}

/** Returns the shortest time between two slices of the same series; undefined if no series has two. */
export function stepOf(series: readonly ArrayLike<number>[]): number | undefined {
  let step = Infinity;
  for (const times of series)
    for (let index = 1; index < times.length; index++)
      step = Math.min(step, (times[index] ?? 0) - (times[index - 1] ?? 0));
  return Number.isFinite(step) ? step : undefined;
}
