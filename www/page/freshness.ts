import type { Tile } from "iotcentral-web";
import type { IotCentralDashboardElement } from "iotcentral-web/element";

import { find } from "./find.ts";

/**
 * Milliseconds without news after which failures mean that what is shown is old: more than one round of the feed. Silence
 * alone says nothing: a chart of days has news every few hours.
 */
const STALE_AFTER = 15_000;

type Mode = "waiting" | "fresh" | "stale" | "paused";

/**
 * A tile that fails while others have news is broken: that says nothing of the rest. Failing are those that had news like
 * the rest and have none any more.
 */
type TileState = "fresh" | "failing" | "broken";

/**
 * Tells how old the data on the screen is. The text counts the seconds and is no live region; screen readers hear only
 * when the data goes stale and when it is back.
 */
export class Freshness {
  readonly #bar = find("freshness");
  readonly #text = find("freshness-text");
  readonly #announcements = find("announcements");
  readonly #view: IotCentralDashboardElement;
  #since = Date.now();
  /** When the newest data was read. */
  #arrived: number | undefined;
  readonly #tiles = new Map<Tile, TileState>();
  #mode: Mode = "waiting";

  constructor(view: IotCentralDashboardElement) {
    this.#view = view;
    view.addEventListener("load", () => this.#restart());
    view.addEventListener("tile-update", ({ detail }) => this.#hear(detail.tile, detail.readAt));
    // A tile with failures of its parts has news of the rest.
    view.addEventListener("tile-error", ({ detail }) => !detail.failures && this.#miss(detail.tile));
    document.addEventListener("visibilitychange", () => this.rest());
    setInterval(() => this.#tell(), 1000);
  }

  /** The feed rests or goes on: its pause is not the service's silence. */
  rest(): void {
    this.#since = Date.now();
    this.#tell();
  }

  /** Another dashboard is on the screen. One without live data has nothing to tell. */
  #restart(): void {
    this.#bar.hidden = true;
    this.#arrived = undefined;
    this.#tiles.clear();
    this.rest();
  }

  #hear(tile: Tile, readAt: number): void {
    for (const [other, state] of this.#tiles) if (state === "failing") this.#tiles.set(other, "broken");
    this.#tiles.set(tile, "fresh");
    this.#arrived = Math.max(this.#arrived ?? 0, readAt);
    this.#show();
  }

  #miss(tile: Tile): void {
    const state = this.#tiles.get(tile) ?? (this.#arrived === undefined ? "failing" : "broken");
    this.#tiles.set(tile, state === "fresh" ? "failing" : state);
    this.#show();
  }

  /** Whether all that was due failed. */
  get #isFailing(): boolean {
    return [...this.#tiles.values()].includes("failing");
  }

  #show(): void {
    this.#bar.hidden = false;
    this.#tell();
  }

  #tell(): void {
    if (this.#bar.hidden || document.hidden) return;
    const now = Date.now();
    const silence = now - Math.max(this.#arrived ?? 0, this.#since);
    const mode: Mode = this.#view.paused ? "paused" : this.#isFailing && silence > STALE_AFTER ? "stale" : this.#arrived ? "fresh" : "waiting";
    this.#text.textContent = words(mode, this.#arrived === undefined ? undefined : now - this.#arrived);
    this.#bar.dataset["mode"] = mode;
    if (mode === "stale" && this.#mode !== "stale") this.#announcements.textContent = "No new data is coming.";
    if (mode === "fresh" && this.#mode === "stale") this.#announcements.textContent = "New data is coming again.";
    this.#mode = mode;
  }
}

function words(mode: Mode, age: number | undefined): string {
  if (mode === "paused") return "Paused";
  if (age === undefined) return mode === "stale" ? "No data yet" : "Waiting for data";
  return mode === "stale" ? `Last data ${span(age)} ago` : `Fresh ${span(age)} ago`;
}

function span(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : seconds < 3600 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 3600)} h`;
}
