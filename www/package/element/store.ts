import type { Source } from "../tiles/data.ts";
import type { DashboardCache } from "./public.ts";
import type { Seen, SeenTile } from "./seen.ts";

/** How long a dashboard waits for the cache, in milliseconds: reading the dashboard takes about as long. */
const READ_TIMEOUT = 500;
/** How often the data is written, in milliseconds. It is also written when the page is hidden or the view ends. */
const WRITE_INTERVAL = 60_000;
/** Marks an array of numbers, a type that JSON doesn't have. */
const ARRAY_TAG = "Float64Array";

/** Adds the cached data to `seen`. Ignores data of another format, and a cache that fails or is slow. */
export async function restore(seen: Seen, cache: DashboardCache, id: string | undefined): Promise<void> {
  const timeout = new Promise<undefined>((end) => setTimeout(end, READ_TIMEOUT));
  try {
    const text = await Promise.race([cache.get(seen.key), timeout]);
    if (typeof text !== "string") return;
    const { dashboard, tiles } = JSON.parse(text, (_, value) => revived(value));
    for (const [tile, shown] of tiles) if (isSeen(shown)) seen.tiles.set(tile, shown);
    if (dashboard?.id === id && Array.isArray(dashboard.tiles)) seen.dashboard ??= dashboard;
  } catch {
    // Without cached data, the dashboard is read as if for the first time.
  }
}

/** Writes the data to the cache regularly until the signal aborts, and once more then. */
export function save(seen: Seen, cache: DashboardCache, signal: AbortSignal): void {
  const write = async (): Promise<void> => {
    try {
      const { key, dashboard, tiles } = seen;
      await cache.set(
        key,
        JSON.stringify({ dashboard, tiles: [...tiles] }, (_, value) => plain(value)),
      );
    } catch {
      // A cache that is full or forbidden stores nothing.
    }
  };
  if (signal.aborted) return void write();
  const timer = setInterval(write, WRITE_INTERVAL);
  document.addEventListener("visibilitychange", () => document.hidden && void write(), { signal });
  signal.addEventListener("abort", () => {
    clearInterval(timer);
    void write();
  });
}

function plain(value: unknown): unknown {
  return value instanceof Float64Array ? { [ARRAY_TAG]: [...value] } : value;
}

/** The inverse of `plain`. JSON writes NaN as null. */
function revived(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !(ARRAY_TAG in value)) return value;
  return Float64Array.from(value[ARRAY_TAG] as (number | null)[], (number) => number ?? Number.NaN);
}

/** Whether a value has the form of tile data: a number, or lists of objects with a device. */
function isSeen(value: unknown): value is SeenTile {
  const [data, timing] = value as SeenTile;
  const isOfDevice = (source: unknown): boolean => typeof (source as Source | null)?.device === "string";
  return (
    typeof data.kind === "string" &&
    timing.readAt <= Date.now() &&
    Object.values(data).every((member) => typeof member !== "object" || member.every(isOfDevice))
  );
}
