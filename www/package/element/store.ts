import type { Source } from "../tiles/data.ts";
import type { DashboardCache } from "./public.ts";
import type { Seen, SeenTile } from "./seen.ts";

/** How long a dashboard waits for a store, in milliseconds: reading it anew takes about as long. */
const PATIENCE = 500;
/** How often what is shown goes to the store, in milliseconds, beside the moments when it is left or hidden. */
const PACE = 60_000;
/** What marks an array of numbers, which JSON doesn't have. */
const NUMBERS = "Float64Array";

/**
 * Adds to `seen` what the store keeps. What this version did not write is passed over, as is a store that fails or is
 * slow.
 */
export async function restore(seen: Seen, cache: DashboardCache, id: string | undefined): Promise<void> {
  const late = new Promise<undefined>((end) => setTimeout(end, PATIENCE));
  try {
    const text = await Promise.race([cache.get(seen.key), late]);
    if (typeof text !== "string") return;
    const { dashboard, tiles } = JSON.parse(text, (_, value) => revived(value));
    for (const [tile, shown] of tiles) if (isSeen(shown)) seen.tiles.set(tile, shown);
    if (dashboard?.id === id && Array.isArray(dashboard.tiles)) seen.dashboard ??= dashboard;
  } catch {
    // The dashboard is read as if it had not been seen.
  }
}

/** Hands what is shown to the store until the signal ends it, and then once more. */
export function save(seen: Seen, cache: DashboardCache, signal: AbortSignal): void {
  const write = async (): Promise<void> => {
    try {
      const { key, dashboard, tiles } = seen;
      await cache.set(
        key,
        JSON.stringify({ dashboard, tiles: [...tiles] }, (_, value) => plain(value)),
      );
    } catch {
      // A store that is full or forbidden keeps nothing.
    }
  };
  if (signal.aborted) return void write();
  const timer = setInterval(write, PACE);
  document.addEventListener("visibilitychange", () => document.hidden && void write(), { signal });
  signal.addEventListener("abort", () => {
    clearInterval(timer);
    void write();
  });
}

function plain(value: unknown): unknown {
  return value instanceof Float64Array ? { [NUMBERS]: [...value] } : value;
}

/** The reverse of `plain`; JSON writes null for NaN. */
function revived(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !(NUMBERS in value)) return value;
  return Float64Array.from(value[NUMBERS] as (number | null)[], (number) => number ?? Number.NaN);
}

/** Whether a value may be what a tile showed: a list of things of devices, or a number. */
function isSeen(value: unknown): value is SeenTile {
  const [data, timing] = value as SeenTile;
  const isOfDevice = (source: unknown): boolean => typeof (source as Source | null)?.device === "string";
  return (
    typeof data.kind === "string" &&
    timing.readAt <= Date.now() &&
    Object.values(data).every((member) => typeof member !== "object" || member.every(isOfDevice))
  );
}
