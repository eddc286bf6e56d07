import type { Tile } from "iotcentral-web";
import type { IotCentralDashboardElement } from "iotcentral-web/element";

import { find } from "./find.ts";

/**
 * After this time without new data, failures mean that the data on the screen is old, in milliseconds: more than one
 * round of the feed. Without failures, silence is normal: a chart of days has new data every few hours.
 */
const STALE_AFTER = 15_000;

/** `behind`: some tiles have failed for a while, but others have new data. */
type Mode = "waiting" | "fresh" | "behind" | "stale" | "paused";

/** The state of a tile's data. */
interface TileState {
  /** When the oldest part was read, in milliseconds since 1970; absent if the tile has had no data. */
  readAt?: number;
  /** When the tile began to fail, by `performance.now()`; absent if it does not fail. */
  failingSince?: number;
  /** Whether the failure is the tile's own: other tiles have had new data since, so the service works. */
  isBroken?: boolean;
}

/**
 * Shows the age of the oldest data on the screen. The text changes every second, so it is no live region: screen
 * readers announce only when data becomes stale, and when new data arrives again.
 */
export class Freshness {
  readonly #bar = find("freshness");
  readonly #text = find("freshness-text");
  readonly #announcements = find("announcements");
  readonly #view: IotCentralDashboardElement;
  /** When the feed started or resumed. */
  #since = performance.now();
  /** When any tile last had new data. */
  #newDataAt: number | undefined;
  readonly #tiles = new Map<Tile, TileState>();
  /** Whether readings have only failed for a while. Only new data ends this. */
  #isStale = false;

  constructor(view: IotCentralDashboardElement) {
    this.#view = view;
    view.addEventListener("load", () => this.#reset());
    view.addEventListener("tile-update", ({ detail }) => this.#recordUpdate(detail.tile, detail.readAt));
    // A tile of which only parts failed also fires `tile-update`.
    view.addEventListener("tile-error", ({ detail }) => !detail.failures && this.#recordFailure(detail.tile));
    document.addEventListener("visibilitychange", () => this.restartWait());
    setInterval(() => this.#update(), 1000);
  }

  /**
   * Restarts the waiting time. Called when the feed pauses or resumes, since a pause is not a failure of the service.
   */
  restartWait(): void {
    this.#since = performance.now();
    this.#update();
  }

  /** Starts anew for another dashboard. The bar is hidden until there is live data, except during a pause. */
  #reset(): void {
    this.#bar.hidden = !this.#view.paused;
    this.#newDataAt = undefined;
    this.#isStale = false;
    this.#tiles.clear();
    this.restartWait();
  }

  /** Records an update. Its data is new only if `readAt` differs: the failure of a part causes an update as well. */
  #recordUpdate(tile: Tile, readAt: number): void {
    const known = this.#tiles.get(tile);
    if (readAt !== known?.readAt) {
      for (const state of this.#tiles.values()) state.isBroken = state.failingSince !== undefined;
      this.#tiles.set(tile, { readAt });
      this.#newDataAt = performance.now();
      if (this.#isStale) this.#announcements.textContent = "New data is coming again.";
      this.#isStale = false;
    }
    this.#show();
  }

  #recordFailure(tile: Tile): void {
    const { readAt, failingSince = performance.now(), isBroken } = this.#tiles.get(tile) ?? {};
    // If only this tile has had no data, the failure is the tile's own.
    const hasNever = readAt === undefined && this.#newDataAt !== undefined;
    this.#tiles.set(tile, { ...(readAt !== undefined && { readAt }), failingSince, isBroken: isBroken ?? hasNever });
    this.#show();
  }

  #show(): void {
    this.#bar.hidden = false;
    this.#update();
  }

  #update(): void {
    if (this.#bar.hidden || document.hidden) return;
    const now = performance.now();
    const tiles = [...this.#tiles.values()];
    const silence = now - Math.max(this.#newDataAt ?? 0, this.#since);
    const isFailing = tiles.some(({ failingSince, isBroken }) => failingSince !== undefined && !isBroken);
    if (!this.#view.paused && isFailing && silence > STALE_AFTER && !this.#isStale) {
      this.#isStale = true;
      this.#announcements.textContent = "No new data is coming.";
    }
    const moments = tiles.flatMap(({ readAt }) => readAt ?? []);
    const age = moments.length > 0 ? Date.now() - Math.min(...moments) : undefined;
    const isBehind = tiles.some(
      ({ readAt, failingSince }) =>
        readAt !== undefined && failingSince !== undefined && now - Math.max(failingSince, this.#since) > STALE_AFTER,
    );
    const mode: Mode = this.#view.paused
      ? "paused"
      : this.#isStale
        ? "stale"
        : age === undefined
          ? "waiting"
          : isBehind
            ? "behind"
            : "fresh";
    this.#text.textContent = textOf(mode, age);
    this.#bar.dataset["mode"] = mode;
  }
}

function textOf(mode: Mode, age: number | undefined): string {
  if (mode === "paused") return "Paused";
  if (age === undefined) return mode === "stale" ? "No data yet" : "Waiting for data";
  return mode === "fresh" ? `Fresh ${span(age)} ago` : `${mode === "stale" ? "Last" : "Oldest"} data ${span(age)} ago`;
}

function span(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  return seconds < 60
    ? `${seconds} s`
    : seconds < 3600
      ? `${Math.floor(seconds / 60)} min`
      : `${Math.floor(seconds / 3600)} h`;
}
