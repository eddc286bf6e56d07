import { decodeEntities } from "../entities.ts";

/** A part of a paragraph of Markdown. */
export type Inline =
  | { type: "text"; text: string }
  | { type: "code"; text: string }
  | { type: "break" }
  | { type: "link"; href: string; children: Inline[] }
  | { type: "image"; href: string; children: Inline[] }
  | { type: "em" | "strong" | "del"; children: Inline[] };

/** The destinations of a text's link definitions, by normalized label. */
export type Definitions = ReadonlyMap<string, string>;

type Emphasis = "em" | "strong" | "del";

/** A run of `*`, `_` or `~`: a delimiter of emphasis or strikethrough. */
interface Run {
  sign: string;
  /** The number of its characters that are not used as delimiters. */
  left: number;
  /** The original number of characters. */
  length: number;
  opens: boolean;
  closes: boolean;
  /** The index of the run among all runs. */
  place: number;
  /** The emphases that begin after the run, innermost first, and those that end before it. */
  begins: Emphasis[];
  ends: Emphasis[];
}

/** A `[` or `![`, which becomes a link or an image if its `]` is found. */
interface Bracket {
  image: boolean;
  /** The start of the text in the brackets. */
  start: number;
  /** The number of runs before the bracket. */
  runs: number;
  href?: string;
}

type Piece =
  | Inline
  | { type: "run"; run: Run }
  | { type: "open"; bracket: Bracket }
  | { type: "close"; bracket: Bracket };

/** The deepest nesting of emphasis. Text that is nested deeper is not emphasised further. */
const MAX_DEPTH = 16;
/** The deepest nesting of brackets in a destination. The limit bounds the time that finding its end takes. */
const MAX_BRACKET_DEPTH = 32;
const LONGEST_LABEL = 999;
const PLAIN = /[^\\`*_~[\]!<\n]+/y;
const LINE_END = /\n[ \t]*/y;
const TICKS = /`+/y;
const ADDRESS = /<(?:[a-z][a-z\d+.-]{1,31}:[^\s<>]*|[^\s<>@\\]{1,64}@[\w.-]{1,255})>/iy;
const TAG = /<[a-z/!?][^<>]*>/iy;
const RUNS: Readonly<Record<string, RegExp>> = { "*": /\*+/y, _: /_+/y, "~": /~+/y };
const LABEL = /\[((?:[^[\]\\]|\\[^]){0,999})\]/y;
const SPACES = /\s*/y;
const POINTED = /<((?:[^<>\n\\]|\\.)*)>/y;
const PUNCTUATION = /[!-/:-@[-`{-~]/;
const BARE = /(?<![\w.+-])(?:(?:https?:\/\/|www\.)[^\s<[\]]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)/gi;
const TITLE = /(?:\s+(?:"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|\((?:[^()\\]|\\[^])*\)))?\s*\)/y;

/** Normalizes a label, so that references and definitions match. */
export function normalizeLabel(label: string): string {
  return label.trim().replace(/\s+/g, " ").toLowerCase();
}

/**
 * Reads a paragraph, by the rules of CommonMark with GitHub's strikethrough and bare links. The time is linear in the
 * length of any text: each character is read a bounded number of times.
 */
export function inlinesOf(text: string, definitions: Definitions): Inline[] {
  const pieces: Piece[] = [];
  const brackets: Bracket[] = [];
  const runs: Run[] = [];
  /** Brackets below this index can't be links, because they contain a link. */
  let closed = 0;
  let bareLinks: { start: number; href: string; text: string }[] | undefined;
  let ticks: Map<number, number[]> | undefined;
  /** The end of the last plain text that was found. */
  let plain = 0;

  const add = (piece: string): void => {
    if (piece) pieces.push({ type: "text", text: piece });
  };
  let at = 0;
  while (at < text.length) {
    bareLinks ??= bareLinksOf(text).reverse();
    while ((bareLinks.at(-1)?.start ?? Infinity) < at) bareLinks.pop();
    const bare = bareLinks.at(-1);
    if (bare?.start === at) {
      pieces.push({ type: "link", href: bare.href, children: [{ type: "text", text: bare.text }] });
      at += bare.text.length;
      continue;
    }
    if (plain <= at) plain = matchEnd(PLAIN, text, at);
    if (plain > at) {
      const end = Math.min(plain, bare?.start ?? plain);
      add(decodeEntities(text.slice(at, end)));
      at = end;
      continue;
    }
    const sign = text.charAt(at);
    const next = text.charAt(at + 1);
    if (sign === "\\" && next === "\n") {
      pieces.push({ type: "break" });
      at += 2;
    } else if (sign === "\\" && PUNCTUATION.test(next)) {
      add(next);
      at += 2;
    } else if (sign === "\n") {
      const last = pieces.at(-1);
      const before = last?.type === "text" ? last.text : "";
      if (last?.type === "text") last.text = before.replace(/(?<! ) +$/, "");
      if (before.endsWith("  ")) pieces.push({ type: "break" });
      else add("\n");
      at = matchEnd(LINE_END, text, at);
    } else if (sign === "`") {
      ticks ??= ticksOf(text);
      const end = matchEnd(TICKS, text, at);
      const ends = ticks.get(end - at) ?? [];
      while ((ends.at(-1) ?? Infinity) < end) ends.pop();
      const close = ends.at(-1);
      if (close === undefined) add(text.slice(at, end));
      else pieces.push({ type: "code", text: codeOf(text.slice(end, close)) });
      at = close === undefined ? end : close + end - at;
    } else if (sign === "<") {
      const [address] = match(ADDRESS, text, at);
      const [tag] = match(TAG, text, at);
      if (address) {
        const shown = address.slice(1, -1);
        pieces.push({
          type: "link",
          href: /^[^:]*@/.test(shown) ? `mailto:${shown}` : shown,
          children: [{ type: "text", text: shown }],
        });
      } else {
        add(tag || sign);
      }
      at += (address || tag || sign).length;
    } else if (sign === "*" || sign === "_" || sign === "~") {
      const run = runAt(text, at, runs.length);
      runs.push(run);
      pieces.push({ type: "run", run });
      at += run.length;
    } else if (sign === "[" || (sign === "!" && next === "[")) {
      const image = sign === "!";
      const bracket: Bracket = { image, start: at + (image ? 2 : 1), runs: runs.length };
      brackets.push(bracket);
      pieces.push({ type: "open", bracket });
      at = bracket.start;
    } else if (sign === "]") {
      const bracket = brackets.pop();
      const target =
        bracket && (bracket.image || brackets.length >= closed) ? targetAt(text, at, bracket, definitions) : undefined;
      closed = Math.min(closed, brackets.length);
      if (bracket && target) {
        bracket.href = target.href;
        pair(runs.splice(bracket.runs));
        pieces.push({ type: "close", bracket });
        if (!bracket.image) closed = brackets.length;
        at = target.end;
      } else {
        add(sign);
        at++;
      }
    } else {
      add(sign);
      at++;
    }
  }
  pair(runs);
  return tree(pieces);
}

/** Finds addresses that are links without markup: `https://contoso.com`, `www.contoso.com`, `help@contoso.com`. */
function bareLinksOf(text: string): { start: number; href: string; text: string }[] {
  return Array.from(text.matchAll(BARE), ({ 0: found, index }) => {
    const isAddress = /^(?:https?:|www\.)/i.test(found);
    const shown = isAddress ? withoutEnd(found) : found;
    const href = !isAddress ? `mailto:${shown}` : /^www/i.test(shown) ? `http://${shown}` : shown;
    return { start: index, href, text: shown };
  });
}

/** Returns an address without the punctuation at its end that belongs to the sentence around it. */
function withoutEnd(address: string): string {
  let end = address.length;
  let open = 0;
  for (const sign of address) open += sign === "(" ? 1 : sign === ")" ? -1 : 0;
  for (; end > 0; end--) {
    const last = address.charAt(end - 1);
    if (last === ")" && open < 0) open++;
    else if (!/[?!.,:;*_~'"]/.test(last)) break;
  }
  return address.slice(0, end);
}

/** Returns the starts of runs of backticks by length, the last first. */
function ticksOf(text: string): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (const { 0: run, index } of Array.from(text.matchAll(/`+/g)).reverse()) {
    const places = found.get(run.length);
    if (places) places.push(index);
    else found.set(run.length, [index]);
  }
  return found;
}

function codeOf(text: string): string {
  const line = text.replaceAll("\n", " ");
  return line.startsWith(" ") && line.endsWith(" ") && line.trim() ? line.slice(1, -1) : line;
}

function runAt(text: string, at: number, place: number): Run {
  const sign = text.charAt(at);
  const end = matchEnd(RUNS[sign] ?? PLAIN, text, at);
  const [before, after] = [kindOf(text.charAt(at - 1)), kindOf(text.charAt(end))];
  const left = after !== "space" && (after !== "punctuation" || before !== "word");
  const right = before !== "space" && (before !== "punctuation" || after !== "word");
  const inWord = sign === "_";
  const length = end - at;
  return {
    sign,
    length,
    left: length,
    place,
    opens: left && (!inWord || !right || before === "punctuation") && (sign !== "~" || length <= 2),
    closes: right && (!inWord || !left || after === "punctuation") && (sign !== "~" || length <= 2),
    begins: [],
    ends: [],
  };
}

function kindOf(character: string): "space" | "punctuation" | "word" {
  if (!character || /\s/.test(character)) return "space";
  return /[\p{P}\p{S}]/u.test(character) ? "punctuation" : "word";
}

/** Pairs the runs that open and close an emphasis. */
function pair(runs: readonly Run[]): void {
  const openers: Run[] = [];
  /** By kind of closer, the index up to which no run can open it. */
  const bottoms = new Map<string, number>();
  for (const run of runs) {
    const kind = [run.sign, run.opens, run.length % 3].join();
    while (run.closes && run.left > 0) {
      let place = openers.length - 1;
      const bottom = bottoms.get(kind) ?? -1;
      while (place >= 0 && (openers[place]?.place ?? -1) > bottom && !fits(openers[place], run)) place--;
      const opener = openers[place];
      if (!opener || opener.place <= bottom) {
        bottoms.set(kind, openers.at(-1)?.place ?? -1);
        break;
      }
      openers.length = place + 1;
      const used = run.sign === "~" ? run.left : Math.min(run.left, opener.left, 2);
      const emphasis = run.sign === "~" ? "del" : used === 2 ? "strong" : "em";
      opener.begins.push(emphasis);
      run.ends.push(emphasis);
      opener.left -= used;
      run.left -= used;
      if (opener.left === 0) openers.pop();
    }
    if (run.opens && run.left > 0) openers.push(run);
  }
}

function fits(opener: Run | undefined, closer: Run): boolean {
  if (opener?.sign !== closer.sign) return false;
  if (closer.sign === "~") return opener.left === closer.left;
  // The "rule of three" of CommonMark, for runs that can open and close.
  const either = opener.closes || closer.opens;
  return !either || (opener.length + closer.length) % 3 !== 0 || (opener.length % 3 === 0 && closer.length % 3 === 0);
}

/** Returns destination and end of the link that a closing bracket ends, or undefined if it ends no link. */
function targetAt(
  text: string,
  at: number,
  bracket: Bracket,
  definitions: Definitions,
): { href: string; end: number } | undefined {
  const inline = text.charAt(at + 1) === "(" ? destinationAt(text, at + 2) : undefined;
  if (inline || definitions.size === 0) return inline;
  const [, label = ""] = match(LABEL, text, at + 1);
  const [reference, end] = label.trim()
    ? [label, at + 3 + label.length]
    : [
        text.slice(bracket.start, Math.min(at, bracket.start + LONGEST_LABEL + 1)),
        text.startsWith("[]", at + 1) ? at + 3 : at + 1,
      ];
  const href = reference.length > LONGEST_LABEL ? undefined : definitions.get(normalizeLabel(reference));
  return href === undefined ? undefined : { href, end };
}

/** Returns destination and end of `(destination "title")`; `from` is behind the `(`. */
function destinationAt(text: string, from: number): { href: string; end: number } | undefined {
  const start = matchEnd(SPACES, text, from);
  const [pointed, inside] = match(POINTED, text, start);
  const stop = pointed ? start + pointed.length : bareEnd(text, start);
  const end = matchEnd(TITLE, text, stop);
  return end > stop
    ? { href: decodeEntities(unescapeText(pointed ? (inside ?? "") : text.slice(start, stop))), end }
    : undefined;
}

/** Returns the end of a destination without `<>`: a space, or an unbalanced closing bracket. */
function bareEnd(text: string, start: number): number {
  let open = 0;
  let at = start;
  for (; at < text.length && open <= MAX_BRACKET_DEPTH; at++) {
    const sign = text.charAt(at);
    if (sign === "(") open++;
    if (sign <= " " || (sign === ")" && open-- === 0)) break;
    if (sign === "\\" && PUNCTUATION.test(text.charAt(at + 1))) at++;
  }
  return at;
}

/** Removes the backslashes that escape punctuation. */
export function unescapeText(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, "$1");
}

/** Nests pieces by the emphases that begin and end between them. */
function tree(pieces: readonly Piece[]): Inline[] {
  const root: Inline[] = [];
  const path = [root];
  const begin = (piece: Inline & { children: Inline[] }): void => {
    const parent = path.at(-1) ?? root;
    const deep = path.length > MAX_DEPTH;
    if (!deep) parent.push(piece);
    path.push(deep ? parent : piece.children);
  };
  const addText = (text: string): void => {
    const before = path.at(-1)?.at(-1);
    if (before?.type === "text") before.text += text;
    else if (text) path.at(-1)?.push({ type: "text", text });
  };
  for (const piece of pieces) {
    if (piece.type === "run") {
      const { sign, left, begins, ends } = piece.run;
      for (const _ of ends) path.pop();
      addText(sign.repeat(left));
      for (const type of begins.toReversed()) begin({ type, children: [] });
    } else if (piece.type === "open") {
      const { image, href } = piece.bracket;
      if (href === undefined) addText(image ? "![" : "[");
      else begin({ type: image ? "image" : "link", href, children: [] });
    } else if (piece.type === "close") {
      path.pop();
    } else if (piece.type === "text") {
      addText(piece.text);
    } else {
      path.at(-1)?.push(piece);
    }
  }
  return root;
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | [] {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? [];
}

/** Returns the end of a match that begins at an index, or the index if there is no match. */
function matchEnd(pattern: RegExp, text: string, at: number): number {
  return at + (match(pattern, text, at)[0]?.length ?? 0);
}
