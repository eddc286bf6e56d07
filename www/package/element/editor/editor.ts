// The entry of the editor's chunk, which loads when a person first edits a dashboard.
import type { Dashboard, Finding, IotCentralClient, Tile } from "iotcentral-web";

import type { Format } from "../../format/format.ts";
import { filled } from "../../messages/complete.ts";
import { englishEditor } from "../../messages/editor.ts";
import type { EditorMessages, Messages, PartialMessages } from "../../messages/messages.ts";
import { element } from "../../shared/dom.ts";
import { adopt } from "../../tiles/parts/adopt.ts";
import type { Board } from "../board.ts";
import type { IotCentralDashboardEvents } from "../public.ts";
import { chooseType } from "./add.ts";
import { Bar } from "./bar.ts";
import { settle } from "./conflict.ts";
import { Controls, type TileActions, titleOf, type Words } from "./controls.ts";
import { ask } from "./dialog.ts";
import { drag } from "./drag.ts";
import css from "./editor.css?inline";
import { freshTile } from "./fields.ts";
import { type Draft, type DraftTile, History, type State } from "./history.ts";
import { type Box, boxOf, isSame, Layout, onGrid } from "./layout.ts";
import { Panel } from "./panel.ts";
import { save } from "./save.ts";
import { Sources } from "./sources.ts";

/** The options that the element passes to its editor. */
export interface EditorOptions {
  /** The root that the element renders into. */
  root: Node;
  client: IotCentralClient;
  /** The dashboard as it was read. */
  dashboard: Dashboard;
  messages: Messages;
  /** The page's translations of the editor. */
  own: PartialMessages["editor"];
  format: Format;
  fire: <K extends "edit" | "save" | "conflict">(name: K, detail: IotCentralDashboardEvents[K]["detail"]) => void;
  /** Called when the service refuses a save because the reader's role may not write the dashboard. */
  refuse: (reason: string) => void;
  /** Called at the end of editing: with the saved dashboard, or undefined if the changes were discarded. */
  end: (saved: Dashboard | undefined) => void;
}

/** The editor as the element sees it. */
export interface Editor {
  readonly client: IotCentralClient;
  /** The dashboard as it was read. */
  readonly base: Dashboard;
  /** The current draft. */
  readonly dashboard: Dashboard;
  /** Whether the draft differs from the dashboard that was read. */
  readonly isChanged: boolean;
  /** The toolbar above the board, and the panel beside it. */
  readonly bar: HTMLElement;
  readonly panel: HTMLElement;
  /** Edits on a board that shows `dashboard`. */
  attach(board: Board): void;
  /** Leaves the board, which is being removed. The draft stays. */
  detach(): void;
}

/** The functions of the package that the editor uses. */
type Library = Pick<typeof import("iotcentral-web"), "arrangeTiles" | "validateDashboard">;

/** Loads the functions of the package that the editor uses, and opens the editor. */
export async function openEditor(options: EditorOptions): Promise<Editor> {
  const library = await import("iotcentral-web");
  await library.load();
  return new Session(options, library);
}

const HELP = "editor-help";
/** The pause in typing after which the board is drawn and read again, in milliseconds. */
const TYPING = 400;

class Session implements Editor {
  readonly client: IotCentralClient;
  readonly #options: EditorOptions;
  readonly #library: Library;
  readonly #words: EditorMessages;
  readonly #history: History;
  readonly #layout: Layout;
  readonly #bar: Bar;
  readonly #panel: Panel;
  readonly #controls = new Map<string, Controls>();
  #board: Board | undefined;
  #listening = new AbortController();
  /** The key of the tile whose settings are open. */
  #chosen: string | undefined;
  /** Cancels the save in progress. The draft can't change until the save ends. */
  #saving: AbortController | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;
  /** The tile that the arrow keys are moving, with the drafts before the first and after the last key. */
  #nudged: { key: string; before: Draft; after: Draft } | undefined;

  constructor(options: EditorOptions, library: Library) {
    this.#options = options;
    this.#library = library;
    this.client = options.client;
    this.#words = filled(englishEditor, options.own);
    this.#history = new History(options.dashboard);
    this.#layout = new Layout(library.arrangeTiles);
    this.#bar = new Bar(
      {
        rename: (title) => this.#change({ title }, [], "title"),
        add: () => void this.#addChosen(),
        undo: () => this.#step("undo"),
        redo: () => this.#step("redo"),
        save: () => void this.#save(),
        close: () => void this.#close(),
      },
      this.#words,
      HELP,
    );
    this.#panel = new Panel(
      {
        change: (tile, series) => this.#configure(tile, series),
        place: (box) => this.#chosen !== undefined && this.#place(this.#chosen, onGrid(box), "move"),
        duplicate: () => this.#chosen !== undefined && this.#duplicate(this.#chosen),
        remove: () => this.#chosen !== undefined && this.#remove(this.#chosen),
        close: () => this.#closePanel(),
      },
      new Sources(options.client, options.format.locale ?? navigator.language),
      this.#drawn,
    );
  }

  get bar(): HTMLElement {
    return this.#bar.element;
  }

  get panel(): HTMLElement {
    return this.#panel.element;
  }

  get base(): Dashboard {
    return this.#options.dashboard;
  }

  get dashboard(): Dashboard {
    return this.#history.dashboard;
  }

  get isChanged(): boolean {
    return this.#history.isChanged;
  }

  attach(board: Board): void {
    const isBegin = this.#controls.size === 0;
    this.detach();
    this.#board = board;
    // Adopted before tiles get controls, which would take up room without the style sheet.
    adopt(this.#options.root, css);
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    addEventListener(
      "beforeunload",
      (event) => {
        if (this.isChanged) event.preventDefault();
      },
      { signal },
    );
    for (const part of [board.element, this.bar, this.panel])
      part.addEventListener("keydown", (event) => this.#shortcut(event), { signal });
    this.#draw();
    // The element adds bar and panel to the page with its next update.
    requestAnimationFrame(() => {
      if (signal.aborted) return;
      if (isBegin) {
        this.#bar.focus();
        this.#bar.announce(this.#words.said.begun);
        this.#fireEdit();
      }
    });
  }

  detach(): void {
    clearTimeout(this.#typing);
    this.#listening.abort();
    this.#board = undefined;
  }

  /** Changes title or tiles. Consecutive changes of one `series` are a single step of undo. */
  #change(change: Partial<State>, sentences: readonly string[], series?: string): void {
    const before = this.#history.draft;
    this.#history.push(change, series);
    const others =
      this.#history.draft.filter(({ key, tile }) => {
        const was = before.find((each) => each.key === key)?.tile;
        return was !== undefined && (was.x !== tile.x || was.y !== tile.y);
      }).length - 1;
    this.#bar.announce(...sentences, ...(others > 0 ? [this.#words.said.others(others, this.#number(others))] : []));
    if (series === undefined) this.#draw();
    else {
      this.#drawWords();
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.#draw(), TYPING);
    }
    this.#fireEdit();
  }

  /** Replaces the chosen tile by the panel's version. */
  #configure(tile: Tile, series: string): void {
    const tiles = this.#history.draft.map((each) => (each.key === this.#chosen ? { key: each.key, tile } : each));
    this.#change({ tiles }, [], series);
  }

  #step(way: "undo" | "redo"): void {
    if (this.#saving || (way === "undo" ? !this.#history.canUndo : !this.#history.canRedo)) return;
    this.#history[way]();
    this.#bar.announce(this.#words.said[way === "undo" ? "undone" : "redone"]);
    this.#draw();
    this.#fireEdit();
  }

  /** Shows the draft on the board, in the tiles' controls, in the bar and in the panel. */
  #draw(): void {
    clearTimeout(this.#typing);
    const { draft } = this.#history;
    this.#board?.update(draft.map(({ tile }) => tile));
    const keys = new Set(draft.map(({ key }) => key));
    for (const key of this.#controls.keys()) if (!keys.has(key)) this.#controls.delete(key);
    if (this.#chosen !== undefined && !keys.has(this.#chosen)) this.#chosen = undefined;
    for (const { key, tile } of draft) {
      const frame = this.#board?.frameOf(tile);
      if (!frame) continue;
      const controls = this.#controls.get(key) ?? new Controls(this.#actionsOf(key), this.#drawn, HELP);
      this.#controls.set(key, controls);
      controls.attach(frame);
      frame.toggleAttribute("data-chosen", key === this.#chosen);
    }
    this.#drawWords();
  }

  /** Updates findings and positions, which doesn't draw the board. */
  #drawWords(): void {
    const { draft } = this.#history;
    // The rules for a new dashboard reject `personal`, but a personal dashboard can be updated.
    const findings = this.#library.validateDashboard(this.dashboard).filter(({ pointer }) => pointer !== "/personal");
    const [byTile, chosen] = [new Map<number, Finding[]>(), draft.find(({ key }) => key === this.#chosen)];
    for (const finding of findings) {
      const index = Number(/^\/tiles\/(\d+)/.exec(finding.pointer)?.[1] ?? -1);
      byTile.set(index, [
        ...(byTile.get(index) ?? []),
        { ...finding, pointer: finding.pointer.replace(/^\/tiles\/\d+/, "") },
      ]);
    }
    for (const [index, each] of draft.entries())
      this.#controls.get(each.key)?.update(each, each === chosen, byTile.get(index) ?? [], this.#drawn);
    if (chosen) this.#panel.show(chosen.key, chosen.tile, byTile.get(draft.indexOf(chosen)) ?? []);
    else this.#panel.hide();
    this.#drawBar(findings);
  }

  #drawBar(findings: readonly Finding[]): void {
    const errors = findings.filter(({ severity }) => severity === "error");
    const ofDashboard = errors
      .filter(({ pointer }) => !/^\/(tiles\/\d|displayName$)/.test(pointer))
      .map(({ pointer, message }) => `${pointer} ${message}`);
    const { canUndo, canRedo, isChanged } = this.#history;
    const mistakes =
      errors.length > 0 ? [this.#words.bar.mistakes(errors.length, this.#number(errors.length)), ...ofDashboard] : [];
    this.#bar.update({
      title: this.#history.state.title,
      findings: findings.filter(({ pointer }) => pointer === "/displayName"),
      canUndo,
      canRedo,
      isChanged,
      isSaving: this.#saving !== undefined,
      mistakes,
    });
  }

  get #drawn(): Words {
    return { messages: this.#options.messages, words: this.#words, format: this.#options.format };
  }

  #number(value: number): string {
    return this.#options.format.number(value, { abbreviateValue: false });
  }

  #fireEdit(editing = true): void {
    this.#options.fire("edit", { dashboard: this.dashboard, editing, unsaved: editing && this.isChanged });
  }

  #tileOf(key: string): Tile | undefined {
    return this.#history.draft.find((each) => each.key === key)?.tile;
  }

  #actionsOf(key: string): TileActions {
    return {
      press: (event, kind) => this.#press(key, event, kind),
      key: (event) => this.#key(key, event),
      configure: () => this.#choose(key),
      duplicate: () => this.#duplicate(key),
      remove: () => this.#remove(key),
    };
  }

  #choose(key: string): void {
    this.#chosen = key;
    this.#draw();
    this.#panel.focus();
    this.#controls.get(key)?.cover.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #closePanel(): void {
    const key = this.#chosen;
    this.#chosen = undefined;
    this.#draw();
    if (key !== undefined) this.#controls.get(key)?.cover.focus();
  }

  /** Starts to drag a tile or its corner. */
  #press(key: string, event: PointerEvent, kind: "move" | "resize"): void {
    const tile = this.#tileOf(key);
    const board = this.#board;
    const frame = tile && board?.frameOf(tile);
    // A finger scrolls the page, unless it is on the chosen tile.
    if (!tile || !board || !frame || (event.pointerType === "touch" && kind === "move" && this.#chosen !== key)) return;
    const place = element("div", { class: "landing", "aria-hidden": "true" });
    const { draft } = this.#history;
    drag(event, {
      kind,
      frame,
      board: board.element,
      box: boxOf(tile),
      onCell: (box) => {
        for (const name of ["x", "y", "width", "height"] as const)
          place.style.setProperty(`--${name}`, String(box[name]));
        board.element.append(place);
        // A tile that is moved keeps its cell while it follows the pointer.
        board.update(
          this.#layout.moved(draft, key, box).map((each) => (each.key === key && kind === "move" ? tile : each.tile)),
        );
        place.scrollIntoView({ block: "nearest", inline: "nearest" });
      },
      onEnd: (box) => {
        place.remove();
        if (box) this.#place(key, box, kind);
        else board.update(draft.map((each) => each.tile));
      },
    });
  }

  #key(key: string, event: KeyboardEvent): void {
    const run = this.#keys(key, event);
    if (!run) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  }

  /** Returns the action of a key on a tile. */
  #keys(key: string, { key: pressed, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): (() => void) | undefined {
    if (altKey) return undefined;
    if ((ctrlKey || metaKey) && pressed.toLowerCase() === "d" && !shiftKey) return () => this.#duplicate(key);
    if (ctrlKey || metaKey) return undefined;
    if (pressed === "Delete" || pressed === "Backspace") return () => this.#remove(key);
    const isRtl = this.#board !== undefined && getComputedStyle(this.#board.element).direction === "rtl";
    const [dx, dy] = {
      ArrowLeft: [isRtl ? 1 : -1, 0],
      ArrowRight: [isRtl ? -1 : 1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    }[pressed] ?? [0, 0];
    if (dx === 0 && dy === 0) return undefined;
    return () => this.#nudge(key, dx ?? 0, dy ?? 0, shiftKey ? "resize" : "move");
  }

  #nudge(key: string, dx: number, dy: number, kind: "move" | "resize"): void {
    const tile = this.#tileOf(key);
    if (!tile) return;
    const box = boxOf(tile);
    // Starts from the draft before the first key, so that tiles which made room return, as in a drag.
    const held =
      this.#nudged?.key === key && this.#nudged.after === this.#history.draft
        ? this.#nudged.before
        : this.#history.draft;
    this.#place(
      key,
      onGrid(
        kind === "move"
          ? { ...box, x: box.x + dx, y: box.y + dy }
          : { ...box, width: box.width + dx, height: box.height + dy },
      ),
      kind,
      held,
    );
    this.#nudged = { key, before: held, after: this.#history.draft };
  }

  /** Puts a tile on other cells. */
  #place(key: string, box: Box, kind: "move" | "resize", before = this.#history.draft): void {
    const tile = this.#tileOf(key);
    if (!tile) return;
    const { said } = this.#words;
    const title = titleOf(tile, this.#words);
    const tiles = this.#layout.moved(before, key, box);
    const now = tiles.find((each) => each.key === key)?.tile ?? tile;
    if (isSame(now, tile)) {
      this.#bar.announce(said.edge(title));
      return this.#draw();
    }
    this.#change({ tiles }, [
      kind === "move"
        ? said.moved(title, this.#number(now.x + 1), this.#number(now.y + 1))
        : said.resized(title, this.#number(now.width), this.#number(now.height)),
    ]);
    this.#controls.get(key)?.cover.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #remove(key: string): void {
    const { draft } = this.#history;
    const index = draft.findIndex((each) => each.key === key);
    const removed = draft[index];
    if (!removed) return;
    const next = draft[index + 1] ?? draft[index - 1];
    this.#change({ tiles: draft.filter((each) => each !== removed) }, [
      this.#words.said.removed(titleOf(removed.tile, this.#words)),
    ]);
    if (next) this.#controls.get(next.key)?.cover.focus();
    else this.#bar.focus();
  }

  #duplicate(key: string): void {
    const tile = this.#tileOf(key);
    if (!tile) return;
    // The service assigns ids, so the copy has none. It is a deep copy, because the board finds frames by
    // configuration.
    const { id: _, ...copy } = structuredClone(tile);
    this.#add(copy);
  }

  async #addChosen(): Promise<void> {
    const type = await chooseType(this.#bar.dialogs, this.#words, this.#options.messages);
    if (type) this.#choose(this.#add(freshTile(type, this.#options.messages.types[type])));
  }

  /** Adds a tile and focuses it. Returns its key. */
  #add(tile: Tile): string {
    const one: DraftTile = { key: this.#history.newKey(), tile };
    const tiles = this.#layout.added(this.#history.draft, one);
    this.#change({ tiles }, [this.#words.said.added(titleOf(tile, this.#words))]);
    this.#controls.get(one.key)?.cover.focus();
    return one.key;
  }

  #shortcut(event: KeyboardEvent): void {
    const target = event.target;
    // Text fields have their own undo.
    if (
      target instanceof HTMLInputElement ||
      target instanceof HTMLTextAreaElement ||
      !(event.ctrlKey || event.metaKey) ||
      event.altKey
    )
      return;
    const key = event.key.toLowerCase();
    const way = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : undefined;
    if (!way) return;
    event.preventDefault();
    this.#step(way);
  }

  async #save(): Promise<void> {
    if (this.#saving || !this.#panel.check()) return;
    const saving = new AbortController();
    this.#lock(saving);
    this.#bar.showFailure();
    const outcome = await save(this.client, this.#history, saving.signal, this.#words, this.#options.messages);
    this.#lock(undefined);
    if ("saved" in outcome) {
      this.#fireEdit(false);
      this.#options.end(outcome.saved);
      return this.#options.fire("save", { dashboard: outcome.saved });
    }
    if ("failure" in outcome) {
      const { title, advice, isForbidden } = outcome.failure;
      if (isForbidden) this.#options.refuse(`${title}. ${this.#words.failed.forbidden.advice}`);
      return this.#bar.showFailure(title, ...advice);
    }
    const { conflict } = outcome;
    this.#options.fire("conflict", { conflict });
    if (!(await settle(this.#bar.dialogs, this.#history, conflict, this.#words))) return;
    this.#draw();
    this.#fireEdit();
    await this.#save();
  }

  /** Locks the draft while it is saved; undefined unlocks it. */
  #lock(saving: AbortController | undefined): void {
    this.#saving = saving;
    if (this.#board) this.#board.element.inert = saving !== undefined;
    this.panel.inert = saving !== undefined;
    this.#drawWords();
  }

  async #close(): Promise<void> {
    if (this.#saving) return this.#saving.abort();
    if (this.isChanged && !(await ask(this.#bar.dialogs, this.#words.discard))) return;
    this.#fireEdit(false);
    this.#options.end(undefined);
  }
}
