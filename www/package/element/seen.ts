import type { Dashboard, IotCentralClient, Tile } from "iotcentral-web";
import type { TileData, TileTiming } from "../tiles/data.ts";
import type { DashboardCache } from "./public.ts";

/** The most dashboards that are remembered for a client. */
const MAX_DASHBOARDS = 10;

/** The data that a tile showed last. */
export type SeenTile = readonly [data: TileData, timing: TileTiming];

/** A dashboard and its data as shown last. */
export class Seen {
  readonly key: string;
  dashboard: Dashboard | undefined;
  /** By `keyOf` */
  readonly tiles = new Map<string, SeenTile>();

  constructor(key: string) {
    this.key = key;
  }

  /** Adds data of the cache, unless this page has shown the dashboard already. */
  async restore(id: string | undefined, cache: DashboardCache | undefined): Promise<void> {
    if (cache && !this.dashboard) await (await loadStore())?.restore(this, cache, id);
  }

  /** Writes the data to the cache regularly, until the signal aborts. */
  async save(cache: DashboardCache | undefined, signal: AbortSignal): Promise<void> {
    if (cache) (await loadStore())?.save(this, cache, signal);
  }

  /** Removes the data, from the cache too: the service no longer returns the dashboard. */
  forget(cache: DashboardCache | undefined): void {
    this.dashboard = undefined;
    this.tiles.clear();
    void this.save(cache, AbortSignal.abort());
  }
}

/** By client, because another client's user may see less. */
const memories = new WeakMap<IotCentralClient, Map<string, Seen>>();

/** Returns the data of a dashboard, by everything that the data depends on. Evicts the least recently used. */
export function seenOf(client: IotCentralClient, ...asked: readonly unknown[]): Seen {
  const key = JSON.stringify(["iotcentral-web 1", client.endpoint, ...asked]);
  const memory = memories.get(client) ?? new Map<string, Seen>();
  memories.set(client, memory);
  const seen = memory.get(key) ?? new Seen(key);
  memory.delete(key);
  memory.set(key, seen);
  if (memory.size > MAX_DASHBOARDS) memory.delete([...memory.keys()][0] ?? "");
  return seen;
}

/** The key of a tile's data: the configuration alone, so that moving a tile keeps the data. */
export function keyOf({ configuration }: Tile): string {
  return JSON.stringify(configuration);
}

/** Loads the code for caches; undefined if that fails, since a page works without it. */
function loadStore(): Promise<typeof import("./store.ts") | undefined> {
  return import("./store.ts").catch(() => undefined);
}
