import type { Dashboard, IotCentralClient, Tile } from "iotcentral-web";
import type { TileData, TileTiming } from "../tiles/data.ts";
import type { DashboardCache } from "./public.ts";

/** How many dashboards are kept for a client. */
const MOST = 10;

/** What a tile showed last. */
export type SeenTile = readonly [data: TileData, timing: TileTiming];

/** A dashboard as it was shown last. */
export class Seen {
  readonly key: string;
  dashboard: Dashboard | undefined;
  /** By `keyOf`. */
  readonly tiles = new Map<string, SeenTile>();

  constructor(key: string) {
    this.key = key;
  }

  /** Takes from a store what this page has not shown yet. */
  async restore(id: string | undefined, cache: DashboardCache | undefined): Promise<void> {
    if (cache && !this.dashboard) await (await loadStore())?.restore(this, cache, id);
  }

  /** Keeps in a store what is shown, until the signal ends that. */
  async save(cache: DashboardCache | undefined, signal: AbortSignal): Promise<void> {
    if (cache) (await loadStore())?.save(this, cache, signal);
  }

  /** Forgets what the service no longer shows, in the store too. */
  forget(cache: DashboardCache | undefined): void {
    this.dashboard = undefined;
    this.tiles.clear();
    void this.save(cache, AbortSignal.abort());
  }
}

/** Only elements of the same client share what they have shown: another client may see less. */
const memories = new WeakMap<IotCentralClient, Map<string, Seen>>();

/** What was shown of a dashboard, by all that its data depends on; what was asked for longest ago goes. */
export function seenOf(client: IotCentralClient, ...asked: readonly unknown[]): Seen {
  const key = JSON.stringify(["iotcentral-web 1", client.endpoint, ...asked]);
  const memory = memories.get(client) ?? new Map<string, Seen>();
  memories.set(client, memory);
  const seen = memory.get(key) ?? new Seen(key);
  memory.delete(key);
  memory.set(key, seen);
  if (memory.size > MOST) memory.delete([...memory.keys()][0] ?? "");
  return seen;
}

/** What a tile's data depends on: two tiles that show the same may stand on different places. */
export function keyOf({ configuration }: Tile): string {
  return JSON.stringify(configuration);
}

/** What only pages with a store need; nothing where that part of the package does not load. */
function loadStore(): Promise<typeof import("./store.ts") | undefined> {
  return import("./store.ts").catch(() => undefined);
}
