import type { Dashboard, Tile } from "iotcentral-web";

/** A tile of a draft. Its key stays the same through all changes; its id is the service's, and new tiles have none. */
export interface DraftTile {
  readonly key: string;
  readonly tile: Tile;
}

/** A state of a dashboard that is being edited. It never changes: a change makes another. */
export type Draft = readonly DraftTile[];

/** The states of a dashboard that a person has gone through, and where in them the person is. */
export class History {
  readonly #read: Dashboard;
  /** The tiles that a save starts from: those that were read, until a conflict is settled. */
  #baseTiles: Draft;
  #states: Draft[];
  #at = 0;
  /** What the last change belongs to: the next one of the same takes its place, so that a word typed is one step. */
  #series: string | undefined;
  #keys = 0;

  constructor(base: Dashboard) {
    this.#read = base;
    this.#baseTiles = (base.tiles ?? []).map((tile) => ({ key: this.newKey(), tile }));
    this.#states = [this.#baseTiles];
  }

  /** The dashboard that a save starts from. */
  get base(): Dashboard {
    return this.#of(this.#baseTiles);
  }

  get baseTiles(): Draft {
    return this.#baseTiles;
  }

  get draft(): Draft {
    return this.#states[this.#at] ?? [];
  }

  /** The dashboard with the draft's tiles. All that an editor doesn't know stays in it. */
  get dashboard(): Dashboard {
    return this.#of(this.draft);
  }

  get isChanged(): boolean {
    return JSON.stringify(this.dashboard) !== JSON.stringify(this.#read);
  }

  get canUndo(): boolean {
    return this.#at > 0;
  }

  get canRedo(): boolean {
    return this.#at < this.#states.length - 1;
  }

  newKey(): string {
    return `t${this.#keys++}`;
  }

  /** Adds a state. Changes of the same `series`, one behind the other, are one step back. */
  push(draft: Draft, series?: string): void {
    const isSame = series !== undefined && series === this.#series && this.#at > 0;
    this.#states.splice(isSame ? this.#at : this.#at + 1, Infinity, draft);
    this.#at = this.#states.length - 1;
    this.#series = series;
  }

  undo(): void {
    if (this.canUndo) this.#at -= 1;
    this.#series = undefined;
  }

  redo(): void {
    if (this.canRedo) this.#at += 1;
    this.#series = undefined;
  }

  /** Goes on from other tiles on both sides, after a person has chosen between those of a conflict. */
  rebase(base: Draft, mine: Draft): void {
    this.#baseTiles = base;
    this.push(mine);
  }

  #of(draft: Draft): Dashboard {
    const tiles = draft.map(({ tile }) => tile);
    return tiles.length > 0 || this.#read.tiles ? { ...this.#read, tiles } : this.#read;
  }
}
