import type { Tile } from "iotcentral-web";
import type { IotCentralDashboardElement } from "iotcentral-web/element";

import { find } from "./find.ts";

/**
 * Milliseconds without new data after which failures mean that the data on the screen is old: more than one round of
 * the feed. Without failures silence means nothing: a chart of days has new data every few hours.
 */
const STALE_AFTER = 15_000;

/** `behind`: some tiles have failed for a while, and others have new data. */
type Mode = "waiting" | "fresh" | "behind" | "stale" | "paused";

/** What the page knows of a tile's data. */
interface TileState {
  /** When the oldest part of it was read, in milliseconds since 1970; absent where the tile never had any. */
  readAt?: number;
  /** When it began to fail, by `performance.now()`, as all that is waited for; absent while it doesn't. */
  failingSince?: number;
  /** A tile that fails while others have news is broken: that says nothing of the service. */
  isBroken?: boolean;
}

/**
 * Shows the age of the data on the screen, which is that of its oldest part. The text counts the seconds and is no live
 * region; screen readers hear only when the data goes stale and when it is back.
 */
export class Freshness {
  readonly #bar = find("freshness");
  readonly #text = find("freshness-text");
  readonly #announcements = find("announcements");
  readonly #view: IotCentralDashboardElement;
  /** When the feed began or went on. */
  #since = performance.now();
  /** When a tile had news for the last time. */
  #newsAt: number | undefined;
  readonly #tiles = new Map<Tile, TileState>();
  /** Whether all that was due has failed for a while. Only news ends that. */
  #isStale = false;

  constructor(view: IotCentralDashboardElement) {
    this.#view = view;
    view.addEventListener("load", () => this.#restart());
    view.addEventListener("tile-update", ({ detail }) => this.#hear(detail.tile, detail.readAt));
    // A tile with failures of its parts has an update, too.
    view.addEventListener("tile-error", ({ detail }) => !detail.failures && this.#miss(detail.tile));
    document.addEventListener("visibilitychange", () => this.rest());
    setInterval(() => this.#tell(), 1000);
  }

  /** The feed is paused or resumed: a pause is not the service's silence. */
  rest(): void {
    this.#since = performance.now();
    this.#tell();
  }

  /** Another dashboard is on the screen. One without live data has nothing to tell, but that it is paused. */
  #restart(): void {
    this.#bar.hidden = !this.#view.paused;
    this.#newsAt = undefined;
    this.#isStale = false;
    this.#tiles.clear();
    this.rest();
  }

  /**
   * An update is news where its data was read at another moment than before: the failure of a part brings an update as
   * well.
   */
  #hear(tile: Tile, readAt: number): void {
    const known = this.#tiles.get(tile);
    if (readAt !== known?.readAt) {
      for (const state of this.#tiles.values()) state.isBroken = state.failingSince !== undefined;
      this.#tiles.set(tile, { readAt });
      this.#newsAt = performance.now();
      if (this.#isStale) this.#announcements.textContent = "New data is coming again.";
      this.#isStale = false;
    }
    this.#show();
  }

  #miss(tile: Tile): void {
    const { readAt, failingSince = performance.now(), isBroken } = this.#tiles.get(tile) ?? {};
    // Others have data, and this one never had: what fails is the tile.
    const hasNever = readAt === undefined && this.#newsAt !== undefined;
    this.#tiles.set(tile, { ...(readAt !== undefined && { readAt }), failingSince, isBroken: isBroken ?? hasNever });
    this.#show();
  }

  #show(): void {
    this.#bar.hidden = false;
    this.#tell();
  }

  #tell(): void {
    if (this.#bar.hidden || document.hidden) return;
    const now = performance.now();
    const tiles = [...this.#tiles.values()];
    const silence = now - Math.max(this.#newsAt ?? 0, this.#since);
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
    this.#text.textContent = words(mode, age);
    this.#bar.dataset["mode"] = mode;
  }
}

function words(mode: Mode, age: number | undefined): string {
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
