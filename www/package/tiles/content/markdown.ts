import type { MarkdownConfiguration } from "iotcentral-web";
import { lexer, type MarkedToken, type Token, type Tokens } from "marked";

import { element } from "../../shared/dom.ts";
import css from "./markdown.css?inline";
import { decodeEntities } from "./entities.ts";
import { destination, link, tileLink } from "./link.ts";
import { pictureUrl } from "./picture.ts";
import type { Renderer } from "../renderer.ts";

/** The page's heading is the first level and the tile's title the second: the text's highest, whichever it is, is the next. */
const FIRST_LEVEL = 3;

/** What the nodes of a text have in common. */
interface Text {
  /** The application's address, for relative links. */
  endpoint: string;
  /** The depth of the text's highest heading. */
  shallowest: number;
}

/**
 * Formatted text. Anybody who may edit the dashboard wrote it, so nothing of it is ever parsed as HTML: the lexer gives
 * tokens, and nodes are made from those. Raw HTML is shown as the text it is.
 */
export const markdown: Renderer<MarkdownConfiguration> = (host, { description, href, image }, { title, endpoint, adopt }) => {
  adopt(css);
  const tokens = lexer(description);
  const depths = tokens.flatMap(token => (token.type === "heading" ? [Number(token["depth"])] : []));
  const text = element("div", { class: "markdown", dir: "auto" }, ...nodes(tokens, { endpoint, shallowest: Math.min(...depths, 6) }));
  const url = pictureUrl(image);
  if (url) host.append(element("img", { class: "icon", src: url, alt: "" }));
  host.append(text);
  const target = destination(href, endpoint);
  if (target) host.append(tileLink(target, title));
  const observer = new ResizeObserver(() => {
    for (const code of text.querySelectorAll("pre")) {
      // What scrolls must be reached by the keyboard, and nothing else should.
      if (code.scrollWidth > code.clientWidth) code.setAttribute("tabindex", "0");
      else code.removeAttribute("tabindex");
    }
  });
  observer.observe(text);
  return { destroy: () => observer.disconnect() };
};

function nodes(tokens: readonly Token[] | undefined, text: Text): Node[] {
  return (tokens ?? []).flatMap(token => node(token as MarkedToken, text) ?? []);
}

function node(token: MarkedToken, text: Text): Node | undefined {
  const inside = (): Node[] => nodes("tokens" in token ? token.tokens : undefined, text);
  switch (token.type) {
    case "paragraph":
      return element("p", {}, ...inside());
    case "heading":
      return element(`h${levelOf(token.depth, text)}`, {}, ...inside());
    case "blockquote":
      return element("blockquote", {}, ...inside());
    case "code":
      return element("pre", {}, element("code", {}, token.text));
    case "list":
      return list(token, text);
    case "list_item":
      return element("li", token.task ? { class: "task" } : {}, ...inside());
    case "checkbox":
      return document.createTextNode(token.checked ? "☑ " : "☐ ");
    case "table":
      return table(token, text);
    case "hr":
      return element("hr");
    case "strong":
    case "em":
    case "del":
      return element(token.type, {}, ...inside());
    case "codespan":
      return element("code", {}, token.text);
    case "br":
      return element("br");
    case "link":
      return anchor(token.autolink ? token.href : decodeEntities(token.href), inside(), text);
    case "image":
      // Pictures from elsewhere would tell their host who is looking; a link leaves that to the reader.
      return anchor(decodeEntities(token.href), [document.createTextNode(decodeEntities(token.text || token.href))], text);
    case "text":
      return token.tokens ? fragment(inside()) : document.createTextNode(token.escaped ? token.text : decodeEntities(token.text));
    case "escape":
      return document.createTextNode(token.text);
    case "html":
      return document.createTextNode(token.raw);
    case "space":
    case "def":
      return undefined;
    default:
      return document.createTextNode((token satisfies never as Token).raw);
  }
}

/** The level of a heading on the page; one in a quotation may be higher than the text's own. */
function levelOf(depth: number, { shallowest }: Text): 3 | 4 | 5 | 6 {
  return Math.min(Math.max(depth - shallowest, 0) + FIRST_LEVEL, 6) as 3 | 4 | 5 | 6;
}

/** A link, or only its text where it leads nowhere safe. */
function anchor(href: string, children: Node[], { endpoint }: Text): Node {
  const url = destination(href, endpoint);
  if (!url) return fragment(children);
  const created = link(url);
  created.append(...children);
  return created;
}

function list({ ordered, start, items }: Tokens.List, text: Text): HTMLElement {
  const entries = nodes(items, text);
  if (!ordered) return element("ul", {}, ...entries);
  return element("ol", typeof start === "number" ? { start: String(start) } : {}, ...entries);
}

function table({ header, rows }: Tokens.Table, text: Text): HTMLElement {
  const row = (cells: readonly Tokens.TableCell[], name: "th" | "td"): HTMLElement =>
    element("tr", {}, ...cells.map(cell => element(name, { class: cell.align ?? "start" }, ...nodes(cell.tokens, text))));
  const body = rows.map(cells => row(cells, "td"));
  return element("table", {}, element("thead", {}, row(header, "th")), element("tbody", {}, ...body));
}

function fragment(children: Node[]): DocumentFragment {
  const created = document.createDocumentFragment();
  created.append(...children);
  return created;
}
