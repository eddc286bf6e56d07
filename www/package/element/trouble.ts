import type { TileData, TileFailure } from "../tiles/data.ts";
import type { TileSurroundings } from "../tiles/index.ts";
import { type Explanation, explain } from "./explain.ts";

/** The failures of a tile in a few words. */
export interface Trouble {
  /** The devices that failed; absent if the whole tile failed. */
  subject?: string;
  /** The reason of the first failure, in a few words. */
  reason: string;
  /** The reason for each device, with advice. */
  advice: string;
  /** Whether everything that the tile shows is old. */
  isOld: boolean;
  /** Whether the tile still shows earlier data of the devices that failed. Default: true. */
  since?: boolean;
}

/** Describes the failures of a tile. */
export function troubleOf(
  data: TileData,
  failures: readonly TileFailure[],
  { endpoint, format, messages }: TileSurroundings,
): Trouble | undefined {
  const [first] = failures;
  if (!first) return undefined;
  const shown = sourcesOf(data);
  const old = shown.filter((source) => failures.some((failure) => isOf(failure, source)));
  const isOld = data.kind === "count" || (shown.length > 0 && old.length === shown.length);
  const nameOf = (id: string): string => shown.find(({ device }) => device === id)?.deviceName ?? id;
  return {
    ...(!isOld && {
      subject: subjectOf(failures, nameOf, (count) =>
        messages.tile.devices(format.number(count, { abbreviateValue: false })),
      ),
    }),
    reason: explain(first.error, endpoint, messages).title,
    advice: adviceOf(failures, nameOf, (error) => explain(error, endpoint, messages)),
    isOld,
    since: isOld || old.length > 0,
  };
}

/** A key of a tile's failures: equal keys need not be reported again. */
export function signatureOf(failures: readonly TileFailure[]): string {
  return JSON.stringify(
    failures.map(({ device, capability, error }) => [device, capability, error.code, error.statusCode]),
  );
}

/** A part of tile data. It has the device's name. */
interface Shown {
  device: string;
  deviceName?: string;
  capability: string;
}

function sourcesOf(data: TileData): readonly Shown[] {
  switch (data.kind) {
    case "series":
      return data.series;
    case "states":
    case "events":
      return data.lanes;
    case "points":
      return data.tracks;
    case "categories":
      return data.categories;
    case "rows":
      return data.rows;
    case "count":
      return [];
    default:
      return data.values;
  }
}

function isOf({ device, capability }: TileFailure, source: Shown): boolean {
  return device === source.device && (capability === undefined || capability === source.capability);
}

function subjectOf(
  failures: readonly TileFailure[],
  nameOf: (id: string) => string,
  several: (count: number) => string,
): string {
  const devices = new Set(failures.map(({ device }) => device));
  if (devices.size > 1) return several(devices.size);
  const capabilities = failures.flatMap(({ capability }) => capability ?? []);
  return [...[...devices].map(nameOf), capabilities.join(", ")].join(" ").trim();
}

/** Returns a line for each reason. */
function adviceOf(
  failures: readonly TileFailure[],
  nameOf: (id: string) => string,
  explained: (error: unknown) => Explanation,
): string {
  const reasons = new Map<string, string[]>();
  for (const { device, capability, error } of failures) {
    const { title, advice } = explained(error);
    const reason = `${title}. ${advice}`;
    reasons.set(reason, [
      ...(reasons.get(reason) ?? []),
      capability ? `${nameOf(device)} ${capability}` : nameOf(device),
    ]);
  }
  return [...reasons].map(([reason, names]) => `${names.join(", ")}: ${reason}`).join("\n");
}
