import { type Definitions, normalizeLabel, unescapeText } from "./inlines.ts";

/** A block of Markdown. `inlinesOf` reads the texts of paragraphs, headings and cells. */
export type Block =
  | { type: "paragraph"; text: string }
  | { type: "heading"; depth: number; text: string }
  | { type: "quote"; blocks: Block[] }
  | { type: "code"; text: string }
  | { type: "list"; start: number | undefined; loose: boolean; items: Item[] }
  | { type: "table"; alignments: string[]; rows: string[][] }
  | { type: "rule" }
  /** Text that is not formatted: it is nested too deep, or too many blocks precede it. */
  | { type: "plain"; reason: "deep" | "long"; text: string };

export interface Item {
  /** Whether the item's box is checked; undefined for an item without a box. */
  checked: boolean | undefined;
  blocks: Block[];
}

/** The deepest nesting of quotations and lists. Each level reads its lines again. */
const MAX_DEPTH = 12;
/** How many blocks a code block counts as: it scrolls by itself, which makes its layout expensive. */
const CODE_COST = 4;
/** The most blocks, items and cells of a text. The browser takes long to lay out more. */
const MAX_BLOCKS = 1000;
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
const HEADING = /^ {0,3}(#{1,6})(?=\s|$)/;
const QUOTE = /^ {0,3}> ?/;
const MARKER = /^( {0,3}(?:[-*+]|\d{1,9}[.)]))(\s+|$)/;
const UNDERLINE = /^ {0,3}(?:=+|-+)\s*$/;
const DEFINITION =
  /^ {0,3}\[((?:[^[\]\\]|\\.){1,999})\]:[ \t]*(<[^<>]*>|[^\s<]\S*)(?:[ \t]+(?:"[^"]*"|'[^']*'|\([^()]*\)))?[ \t]*$/;

/** Reads the blocks and the link definitions of a text. */
export function blocksOf(text: string): { blocks: Block[]; definitions: Definitions } {
  const lines = text
    .replace(/\r\n?/g, "\n")
    .split("\n")
    .map((line) => line.replace(/^[ \t]+/, expandTabs));
  const reading = { definitions: new Map<string, string>(), left: MAX_BLOCKS };
  return { blocks: read(lines, 0, reading).blocks, definitions: reading.definitions };
}

function expandTabs(indent: string): string {
  return Array.from(indent).reduce(
    (spaces, character) => spaces + (character === "\t" ? " ".repeat(4 - (spaces.length % 4)) : " "),
    "",
  );
}

/** The state of reading a text. */
interface Reading {
  definitions: Map<string, string>;
  /** The number of blocks that are left of `MAX_BLOCKS`. */
  left: number;
}

/** The blocks of some lines, and whether a blank line separates two of them. */
interface Blocks {
  blocks: Block[];
  gap: boolean;
}

function read(lines: readonly string[], depth: number, reading: Reading): Blocks {
  const blocks: Block[] = [];
  if (depth > MAX_DEPTH && lines.some((line) => line.trim()))
    return { blocks: [{ type: "plain", reason: "deep", text: lines.join("\n") }], gap: false };
  let at = 0;
  let gap = false;
  /** Consumes lines until `belongs` returns undefined. Returns what it returned for each line. */
  const consume = (belongs: (line: string, before: string | undefined) => string | undefined): string[] => {
    const consumed: string[] = [];
    for (; at < lines.length; at++) {
      const kept = belongs(lines[at] ?? "", consumed.at(-1));
      if (kept === undefined) break;
      consumed.push(kept);
    }
    return consumed;
  };
  while (at < lines.length) {
    const line = lines[at] ?? "";
    const [, fence] = FENCE.exec(line) ?? [];
    const [, signs] = HEADING.exec(line) ?? [];
    if (!line.trim()) {
      at++;
      continue;
    }
    if (reading.left <= 0) {
      blocks.push({ type: "plain", reason: "long", text: lines.slice(at).join("\n") });
      break;
    }
    reading.left -= fence || line.startsWith("    ") ? CODE_COST : 1;
    gap ||= blocks.length > 0 && !lines[at - 1]?.trim();
    if (line.startsWith("    ")) {
      const code = consume((line) => (line.startsWith("    ") || !line.trim() ? line.slice(4) : undefined));
      blocks.push({ type: "code", text: code.join("\n").trimEnd() });
    } else if (fence) {
      at++;
      const indent = line.search(/\S/);
      const code = consume((line) =>
        closes(line, fence) ? undefined : line.slice(Math.min(indent, Math.max(line.search(/\S/), 0))),
      );
      at++;
      blocks.push({ type: "code", text: code.join("\n") });
    } else if (signs) {
      at++;
      blocks.push({ type: "heading", depth: signs.length, text: headingOf(line.trim().slice(signs.length)) });
    } else if (isRule(line)) {
      at++;
      blocks.push({ type: "rule" });
    } else if (QUOTE.test(line)) {
      const quoted = consume((line, before) =>
        QUOTE.test(line) ? line.replace(QUOTE, "") : continues(line, before) ? line : undefined,
      );
      blocks.push({ type: "quote", blocks: read(quoted, depth + 1, reading).blocks });
    } else if (MARKER.test(line)) {
      blocks.push(readList());
    } else if (isTable(at)) {
      const [alignments = [], ...rows] = [cellsOf(lines[at + 1] ?? "").map(alignmentOf), cellsOf(line)];
      at += 2;
      const isRow = (line: string): boolean => {
        if (line.trim() === "" || interrupts(line)) return false;
        reading.left -= alignments.length;
        return reading.left > 0;
      };
      rows.push(
        ...consume((line) => (isRow(line) ? line : undefined)).map((row) => cellsOf(row).slice(0, alignments.length)),
      );
      blocks.push({ type: "table", alignments, rows });
    } else {
      readParagraph();
    }
  }
  return { blocks, gap };

  function readList(): Block {
    const [, first = ""] = MARKER.exec(lines[at] ?? "") ?? [];
    const kind = first.slice(-1);
    const items: Item[] = [];
    let loose = false;
    let blankEnd = false;
    for (;;) {
      const line = lines[at] ?? "";
      const [, marker = "", space = ""] = MARKER.exec(line) ?? [];
      if (!marker || marker.slice(-1) !== kind || isRule(line) || reading.left-- <= 0) break;
      at++;
      // After a marker, five or more spaces begin code, and no space means that the item begins on the next line.
      const width =
        marker.length +
        (space.length >= 1 && space.length <= 4 && line.length > marker.length + space.length ? space.length : 1);
      const head = line.slice(width).replace(/^[ \t]+/, expandTabs);
      const rest = consume((line, before) => {
        if (!line.trim()) return before === undefined && !head.trim() ? undefined : "";
        if (line.search(/\S/) >= width) return line.slice(width);
        return !MARKER.test(line) && continues(line, before ?? head) ? line : undefined;
      });
      const box = /^\[([ xX])\]\s+(?=\S)/.exec(head);
      const { blocks, gap } = read([head.slice(box?.[0].length ?? 0), ...rest], depth + 1, reading);
      items.push({ checked: box ? box[1] !== " " : undefined, blocks });
      loose ||= gap || blankEnd;
      blankEnd = rest.at(-1) === "";
    }
    const start = /\d/.test(first) ? Number.parseInt(first, 10) : undefined;
    return { type: "list", start, loose, items };
  }

  function readParagraph(): void {
    const paragraph: string[] = [];
    for (; at < lines.length; at++) {
      const line = lines[at] ?? "";
      const [, label, target] = (paragraph.length === 0 && DEFINITION.exec(line)) || [];
      if (label?.trim() && target !== undefined) {
        const key = normalizeLabel(label);
        if (!reading.definitions.has(key)) reading.definitions.set(key, unescapeText(target.replace(/^<|>$/g, "")));
        continue;
      }
      if (paragraph.length > 0 && UNDERLINE.test(line)) {
        at++;
        blocks.push({ type: "heading", depth: line.includes("=") ? 1 : 2, text: paragraph.join("\n") });
        return;
      }
      // The lines so far may all have been definitions, so the paragraph may be empty.
      if (!line.trim() || interrupts(line) || isTable(at) || (paragraph.length === 0 && line.startsWith("    "))) break;
      paragraph.push(line.trimStart());
    }
    if (paragraph.length > 0) blocks.push({ type: "paragraph", text: paragraph.join("\n").trimEnd() });
  }

  function isTable(place: number): boolean {
    const [head = "", below = ""] = [lines[place], lines[place + 1]];
    if (!head.includes("|") || !/^[ |:-]+$/.test(below) || !/[|:]/.test(below)) return false;
    const marks = cellsOf(below);
    return marks.every((mark) => /^:?-+:?$/.test(mark)) && marks.length === cellsOf(head).length;
  }
}

/** Whether a line continues a paragraph, which may be nested deeper than the line ("lazy continuation"). */
function continues(line: string, before: string | undefined): boolean {
  if (!before?.trim() || !line.trim() || interrupts(line)) return false;
  // The text of the previous line without the markers of its quotations and lists.
  const inner = before.replace(/^(?:\s*(?:>|[-*+]\s|\d{1,9}[.)]\s))*/, "");
  return (
    inner.trim() !== "" && !inner.startsWith("    ") && !HEADING.test(inner) && !FENCE.test(inner) && !isRule(inner)
  );
}

/** Whether a line begins a new block directly after a line of a paragraph. */
function interrupts(line: string): boolean {
  if (FENCE.test(line) || HEADING.test(line) || QUOTE.test(line) || isRule(line)) return true;
  const [match, marker = ""] = MARKER.exec(line) ?? [];
  return match !== undefined && line.length > match.length && (!/\d/.test(marker) || Number.parseInt(marker, 10) === 1);
}

function closes(line: string, fence: string): boolean {
  const bare = line.trim();
  return bare.length >= fence.length && line.search(/\S/) < 4 && bare === fence.charAt(0).repeat(bare.length);
}

function isRule(line: string): boolean {
  return /^ {0,3}[-*_]/.test(line) && /^(?:-{3,}|\*{3,}|_{3,})$/.test(line.replace(/\s/g, ""));
}

/** Returns a heading's text without the closing `#` signs. */
function headingOf(text: string): string {
  const trimmed = text.trim();
  let end = trimmed.length;
  while (trimmed.charAt(end - 1) === "#") end--;
  return end === 0 || /\s/.test(trimmed.charAt(end - 1)) ? trimmed.slice(0, end).trimEnd() : trimmed;
}

function cellsOf(line: string): string[] {
  const row = line.trim().replace(/^\|/, "");
  const cells = row.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
  if (cells.length > 1 && cells.at(-1) === "") cells.pop();
  return cells;
}

function alignmentOf(mark: string): string {
  return mark.endsWith(":") ? (mark.startsWith(":") ? "center" : "right") : "start";
}
