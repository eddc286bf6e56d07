import type { MarkdownConfiguration } from "iotcentral-web";

import type { Messages } from "../../messages/messages.ts";
import { element } from "../../shared/dom.ts";
import { hasId, setRoom } from "../parts/textSize.ts";
import type { Renderer } from "../renderer.ts";
import { destination, link, tileLink } from "./link.ts";
import { type Block, blocksOf, type Item } from "./markdown/blocks.ts";
import { type Definitions, type Inline, inlinesOf } from "./markdown/inlines.ts";
import css from "./markdown.css?inline";
import { pictureUrl } from "./picture.ts";

/** The number of characters that are formatted; the rest is plain text. */
const MAX_CHARACTERS = 5000;
/** A piece of plain text, which the browser lays out when it comes into view. */
const PIECE = /[^]{1,2000}(?:\n|$)|[^]{2000}/g;
/** Words that must not be broken. In a narrow tile the longest one determines the text size. */
const WORDS = /(?<!\p{L})[\p{L}\p{M}]{1,24}(?!\p{L})/gu;
/** The page's heading has level 1 and the tile's title level 2, so the highest heading of the text has level 3. */
const FIRST_LEVEL = 3;

/** The state that all nodes of a text share. */
interface Text {
  /** The application's address, which relative links are resolved against. */
  endpoint: string;
  definitions: Definitions;
  messages: Messages;
  /** The depth of the text's highest heading. */
  shallowest: number;
}

/**
 * Shows formatted text. Its author is untrusted, so no part of it is parsed as HTML: DOM nodes are made from the
 * Markdown, and raw HTML appears as text.
 */
export const markdown: Renderer<MarkdownConfiguration> = (
  host,
  { description, href, image },
  { title, endpoint, messages, adopt },
) => {
  adopt(css);
  const end =
    description.length > MAX_CHARACTERS
      ? description.lastIndexOf("\n", MAX_CHARACTERS) + 1 || MAX_CHARACTERS
      : description.length;
  const { blocks, definitions } = blocksOf(description.slice(0, end));
  const depths = blocks.flatMap((block) => (block.type === "heading" ? [block.depth] : []));
  const text: Text = { endpoint, messages, definitions, shallowest: Math.min(...depths, 6) };
  const shown = element("div", { class: "markdown", dir: "auto" }, ...blocks.map((block) => blockNode(block, text)));
  for (const leaf of shown.querySelectorAll("p, li, td, th, h3, h4, h5, h6"))
    leaf.classList.toggle("long", hasId(leaf.textContent));
  setRoom(shown, (description.match(WORDS) ?? []).join(" "), true);
  if (end < description.length) shown.append(plain("long", description.slice(end), text));
  const url = pictureUrl(image);
  if (url) host.append(element("img", { class: "icon", src: url, alt: "" }));
  host.append(shown);
  const target = destination(href, endpoint);
  if (target) host.append(tileLink(target, title, messages));
  const observer = new ResizeObserver(() => {
    const codes = [...shown.querySelectorAll("pre")];
    // All elements are measured before one is changed, so that the browser lays out the page once.
    const scrolling = codes.map((code) => code.scrollWidth > code.clientWidth);
    // Only elements that scroll may be tab stops.
    for (const [index, code] of codes.entries()) {
      if (scrolling[index]) code.setAttribute("tabindex", "0");
      else code.removeAttribute("tabindex");
    }
  });
  observer.observe(shown);
  return { destroy: () => observer.disconnect() };
};

function blockNode(block: Block, text: Text): Node {
  switch (block.type) {
    case "paragraph":
      return element("p", {}, ...line(block.text, text));
    case "heading":
      return element(`h${levelOf(block.depth, text)}`, {}, ...line(block.text, text));
    case "quote":
      return element("blockquote", {}, ...block.blocks.map((inner) => blockNode(inner, text)));
    case "code":
      return element("pre", {}, element("code", {}, block.text));
    case "list": {
      const items = block.items.map((item) => itemNode(item, block.loose, text));
      if (block.start === undefined) return element("ul", {}, ...items);
      return element("ol", { start: String(block.start) }, ...items);
    }
    case "table": {
      const row = (cells: readonly string[], name: "th" | "td"): HTMLElement =>
        element(
          "tr",
          {},
          ...cells.map((cell, column) =>
            element(name, { class: block.alignments[column] ?? "start" }, ...line(cell, text)),
          ),
        );
      const [head = [], ...rows] = block.rows;
      return element(
        "table",
        {},
        element("thead", {}, row(head, "th")),
        element("tbody", {}, ...rows.map((cells) => row(cells, "td"))),
      );
    }
    case "rule":
      return element("hr");
    case "plain":
      return plain(block.reason, block.text, text);
  }
}

function itemNode({ checked, blocks }: Item, loose: boolean, text: Text): HTMLElement {
  const children = blocks.flatMap((block) =>
    block.type === "paragraph" && !loose ? line(block.text, text) : [blockNode(block, text)],
  );
  if (checked === undefined) return element("li", {}, ...children);
  const box = checked ? "☑ " : "☐ ";
  const first = children[0];
  if (loose && first instanceof HTMLParagraphElement) first.prepend(box);
  return element("li", { class: "task" }, ...(loose ? [] : [box]), ...children);
}

/** Returns the level of a heading on the page. Headings in quotations may be higher than `shallowest`. */
function levelOf(depth: number, { shallowest }: Text): 3 | 4 | 5 | 6 {
  return Math.min(Math.max(depth - shallowest, 0) + FIRST_LEVEL, 6) as 3 | 4 | 5 | 6;
}

/** Shows text as it was written, below the reason why it is not formatted. */
function plain(reason: "deep" | "long", text: string, { messages: { content } }: Text): HTMLElement {
  const why = reason === "deep" ? content.tooDeep : content.tooLong;
  const pieces = text.match(PIECE) ?? [];
  return element(
    "div",
    { class: "plain" },
    element("p", { class: "hint" }, why),
    ...pieces.map((piece) => element("div", { class: "piece" }, piece)),
  );
}

function line(source: string, { endpoint, definitions }: Text): (Node | string)[] {
  return inlineNodes(inlinesOf(source, definitions), endpoint);
}

/** @param linked Whether the nodes are in a link: links can't be nested. */
function inlineNodes(inlines: readonly Inline[], endpoint: string, linked = false): (Node | string)[] {
  return inlines.flatMap((inline): (Node | string)[] => {
    switch (inline.type) {
      case "text":
        return [inline.text];
      case "code":
        return [element("code", {}, inline.text)];
      case "break":
        return [element("br")];
      case "em":
      case "strong":
      case "del":
        return [element(inline.type, {}, ...inlineNodes(inline.children, endpoint, linked))];
      case "link":
      // Loading the picture would tell its host who reads the tile, so the reader gets a link instead.
      case "image": {
        const url = linked ? undefined : destination(inline.href, endpoint);
        const children = inlineNodes(inline.children, endpoint, linked || url !== undefined);
        if (children.length === 0) children.push(inline.href);
        if (!url) return children;
        const anchor = link(url);
        anchor.append(...children);
        return [anchor];
      }
    }
  });
}
