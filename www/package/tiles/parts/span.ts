const HALF_A_MINUTE = 30_000;

/**
 * What a time axis shows: what was asked for, widened where the data is. Where the data is all elsewhere, because the
 * clock of this machine is wrong, the data alone.
 *
 * @param times Among them when the data begins and ends.
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
