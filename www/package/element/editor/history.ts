import type { Dashboard, Tile } from "iotcentral-web";

/** A tile of a draft. The key is constant through all changes. The id can't serve, since new tiles have none. */
export interface DraftTile {
  readonly key: string;
  readonly tile: Tile;
}

/** The tiles of a draft. A draft is immutable: a change creates another one. */
export type Draft = readonly DraftTile[];

/** A state of a dashboard that is being edited. */
export interface State {
  readonly title: string;
  readonly tiles: Draft;
}

/** The states of a dashboard that is being edited, for undo and redo. */
export class History {
  readonly #read: Dashboard;
  /** The base of the next save: the dashboard that was read, until a conflict is settled. */
  #base: State;
  #states: State[];
  #at = 0;
  /** The series of the last change. The next change of the same series replaces its state: a typed word is one step. */
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

  /** The base of the next save. */
  get base(): Dashboard {
    return this.#dashboardOf(this.#base);
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

  /** The dashboard with the draft's title and tiles. All other members are kept. */
  get dashboard(): Dashboard {
    return this.#dashboardOf(this.state);
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

  /** Adds a state. Consecutive changes of the same `series` are a single step of undo. */
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

  /** Replaces the base, and adds a state, after a person has settled a conflict. */
  rebase(base: State, mine: State): void {
    this.#base = base;
    this.push(mine);
  }

  #dashboardOf({ title, tiles: draft }: State): Dashboard {
    const tiles = draft.map(({ tile }) => tile);
    return { ...this.#read, displayName: title, ...((tiles.length > 0 || this.#read.tiles) && { tiles }) };
  }
}
