import type { Dashboard, Tile } from "iotcentral-web";

/** A tile of a draft. Its key stays the same through all changes; its id is the service's, and new tiles have none. */
export interface DraftTile {
  readonly key: string;
  readonly tile: Tile;
}

/** The tiles of a draft. They never change: a change makes others. */
export type Draft = readonly DraftTile[];

/** A state of a dashboard that is being edited. */
export interface State {
  readonly title: string;
  readonly tiles: Draft;
}

/** The states of a dashboard that a person has gone through, and where in them the person is. */
export class History {
  readonly #read: Dashboard;
  /** What a save starts from: what was read, until a conflict is settled. */
  #base: State;
  #states: State[];
  #at = 0;
  /** What the last change belongs to: the next one of the same takes its place, so that a word typed is one step. */
  #series: string | undefined;
  #keys = 0;

  constructor(base: Dashboard) {
    this.#read = base;
    this.#base = {
      title: base.displayName,
      tiles: (base.tiles ?? []).map((tile) => ({ key: this.newKey(), tile })),
    };
    this.#states = [this.#base];
  }

  /** The dashboard that a save starts from. */
  get base(): Dashboard {
    return this.#of(this.#base);
  }

  get baseState(): State {
    return this.#base;
  }

  get state(): State {
    return this.#states[this.#at] ?? this.#base;
  }

  get draft(): Draft {
    return this.state.tiles;
  }

  /** The dashboard with the draft's title and tiles. All that an editor doesn't know stays in it. */
  get dashboard(): Dashboard {
    return this.#of(this.state);
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

  /**
   * Adds a state with other tiles, another title or both. Changes of the same `series`, one behind the other, are one
   * step back.
   */
  push(change: Partial<State>, series?: string): void {
    const isSame = series !== undefined && series === this.#series && this.#at > 0;
    this.#states.splice(isSame ? this.#at : this.#at + 1, Infinity, { ...this.state, ...change });
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

  /** Goes on from another state on both sides, after a person has chosen between those of a conflict. */
  rebase(base: State, mine: State): void {
    this.#base = base;
    this.push(mine);
  }

  #of({ title, tiles: draft }: State): Dashboard {
    const tiles = draft.map(({ tile }) => tile);
    return { ...this.#read, displayName: title, ...((tiles.length > 0 || this.#read.tiles) && { tiles }) };
  }
}
