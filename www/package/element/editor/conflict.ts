import type { Dashboard, DashboardConflict, Tile } from "iotcentral-web";

import type { EditorMessages } from "../../messages/messages.ts";
import { element, isolated } from "../../shared/dom.ts";
import { titleOf } from "./controls.ts";
import { ask } from "./dialog.ts";
import type { DraftTile, History } from "./history.ts";

/** A tile that both sides changed. `theirs` is undefined if the other side removed the tile. */
interface Clash {
  was: DraftTile;
  mine: Tile | undefined;
  theirs: Tile | undefined;
}

/** The person's choice between two versions, as a table of the members that differ. */
interface Choice {
  element: HTMLElement;
  isMine: () => boolean;
}

/**
 * Shows both versions of each conflict side by side, lets the person choose, and rebases the history on the choices, so
 * that the next save has no conflict. Resolves to false if the person cancels.
 */
export async function settle(
  host: HTMLElement,
  history: History,
  conflict: DashboardConflict,
  words: EditorMessages,
): Promise<boolean> {
  const clashes = clashesOf(history, conflict);
  const choices = clashes.map((clash, index) => choiceOfTile(clash, index, words));
  const { title: mineTitle } = history.state;
  const { displayName: theirTitle } = conflict.theirs;
  const titles = conflict.pointers.includes("/displayName")
    ? choiceOf(words.bar.title, [["", mineTitle, theirTitle]], clashes.length, words)
    : undefined;
  const { title, text, yes, no } = words.conflict;
  const shown = [...(titles ? [titles] : []), ...choices].map((choice) => choice.element);
  if (!(await ask(host, { title, text, yes, no }, ...shown))) return false;
  const base = new Map(history.baseState.tiles.map((each) => [each.key, each]));
  const mine = new Map(history.draft.map((each) => [each.key, each]));
  for (const [index, { was, theirs }] of clashes.entries()) {
    // A tile that only one side changed has no conflict. So the version that was not chosen is reset to the common one.
    if (choices[index]?.isMine() === false) mine.set(was.key, was);
    else if (theirs) base.set(was.key, { key: was.key, tile: theirs });
    else base.delete(was.key);
  }
  const { title: baseTitle } = history.baseState;
  const keepsMine = titles?.isMine();
  history.rebase(
    { title: keepsMine ? theirTitle : baseTitle, tiles: [...base.values()] },
    { title: keepsMine === false ? baseTitle : mineTitle, tiles: [...mine.values()] },
  );
  return true;
}

function clashesOf({ baseState, draft }: History, { pointers, theirs }: DashboardConflict): Clash[] {
  return pointers.flatMap((pointer) => {
    const was = baseState.tiles[Number(/^\/tiles\/(\d+)$/.exec(pointer)?.[1])];
    return was ? [{ was, mine: draft.find(({ key }) => key === was.key)?.tile, theirs: sameIn(theirs, was.tile) }] : [];
  });
}

function sameIn({ tiles }: Dashboard, { id }: Tile): Tile | undefined {
  return id === undefined ? undefined : tiles?.find((tile) => tile.id === id);
}

function choiceOfTile({ was, mine, theirs }: Clash, index: number, words: EditorMessages): Choice {
  const { conflict } = words;
  const rows: Difference[] =
    mine && theirs
      ? differences(mine, theirs)
      : [["", mine ? conflict.changed : conflict.removed, theirs ? conflict.changed : conflict.removed]];
  return choiceOf(titleOf(mine ?? theirs ?? was.tile, words), rows, index, words);
}

/** Creates a table of the members that differ, with a choice between its columns. */
function choiceOf(title: string, rows: readonly Difference[], index: number, { conflict }: EditorMessages): Choice {
  const radios = [conflict.mine, conflict.theirs].map((label, column) => {
    const radio = element("input", { type: "radio", name: `clash-${index}`, value: String(column) });
    radio.checked = column === 0;
    return { radio, head: element("th", { scope: "col" }, element("label", {}, radio, label)) };
  });
  const table = element(
    "table",
    {},
    element("caption", {}, isolated(title)),
    element("thead", {}, element("tr", {}, element("td"), ...radios.map(({ head }) => head))),
    element(
      "tbody",
      {},
      ...rows.map(([path, one, other]) =>
        element(
          "tr",
          {},
          element("th", { scope: "row" }, path),
          element("td", { dir: "auto" }, one),
          element("td", { dir: "auto" }, other),
        ),
      ),
    ),
  );
  return { element: element("div", { class: "clash" }, table), isMine: () => radios[0]?.radio.checked ?? true };
}

/** The path of a member, and its value on both sides as text. */
type Difference = [path: string, one: string, other: string];

/** Returns the members whose values differ. */
function differences(one: unknown, other: unknown, path = ""): Difference[] {
  if (isObject(one) && isObject(other)) {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...names].flatMap((name) => differences(one[name], other[name], path ? `${path}.${name}` : name));
  }
  const [text, otherText] = [written(one), written(other)];
  return text === otherText ? [] : [[path, text, otherText]];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function written(value: unknown): string {
  return typeof value === "string" ? value : value === undefined ? "–" : JSON.stringify(value);
}
