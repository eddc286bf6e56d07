import type { MarkdownConfiguration } from "iotcentral-web";
import { lexer, type MarkedToken, type Token, type Tokens } from "marked";

import { element } from "./element.ts";
import css from "./markdown.css?inline";
import { decodeEntities } from "./entities.ts";
import { destination, link, tileLink } from "./link.ts";
import { pictureUrl } from "./picture.ts";
import type { Renderer } from "./renderer.ts";

/** The page's heading is the first level and the tile's title the second. */
const HEADINGS_ABOVE = 2;

/**
 * Formatted text. Anybody who may edit the dashboard wrote it, so nothing of it is ever parsed as HTML: the lexer gives
 * tokens, and nodes are made from those. Raw HTML is shown as the text it is.
 */
export const markdown: Renderer<MarkdownConfiguration> = (host, { description, href, image }, { title, endpoint, adopt }) => {
  adopt(css);
  const text = element("div", { class: "markdown", dir: "auto" }, ...nodes(lexer(description), endpoint));
  const url = pictureUrl(image);
  if (url) host.append(element("img", { class: "icon", src: url, alt: "" }));
  host.append(text);
  const target = destination(href, endpoint);
  if (target) host.append(tileLink(target, title));
  return {};
};

function nodes(tokens: readonly Token[] | undefined, endpoint: string): Node[] {
  return (tokens ?? []).flatMap(token => node(token as MarkedToken, endpoint) ?? []);
}

function node(token: MarkedToken, endpoint: string): Node | undefined {
  const inside = (): Node[] => nodes("tokens" in token ? token.tokens : undefined, endpoint);
  switch (token.type) {
    case "paragraph":
      return element("p", {}, ...inside());
    case "heading":
      return element(`h${Math.min(token.depth + HEADINGS_ABOVE, 6) as 3 | 4 | 5 | 6}`, {}, ...inside());
    case "blockquote":
      return element("blockquote", {}, ...inside());
    case "code":
      return element("pre", {}, element("code", {}, token.text));
    case "list":
      return list(token, endpoint);
    case "list_item":
      return element("li", {}, ...inside());
    case "checkbox":
      return document.createTextNode(token.checked ? "☑ " : "☐ ");
    case "table":
      return table(token, endpoint);
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
      return anchor(token.autolink ? token.href : decodeEntities(token.href), inside(), endpoint);
    case "image":
      // Pictures from elsewhere would tell their host who is looking; a link leaves that to the reader.
      return anchor(decodeEntities(token.href), [document.createTextNode(decodeEntities(token.text || token.href))], endpoint);
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

/** A link, or only its text where it leads nowhere safe. */
function anchor(href: string, text: Node[], endpoint: string): Node {
  const url = destination(href, endpoint);
  if (!url) return fragment(text);
  const created = link(url);
  created.append(...text);
  return created;
}

function list({ ordered, start, items }: Tokens.List, endpoint: string): HTMLElement {
  const entries = nodes(items, endpoint);
  if (!ordered) return element("ul", {}, ...entries);
  return element("ol", typeof start === "number" ? { start: String(start) } : {}, ...entries);
}

function table({ header, rows }: Tokens.Table, endpoint: string): HTMLElement {
  const row = (cells: readonly Tokens.TableCell[], name: "th" | "td"): HTMLElement =>
    element("tr", {}, ...cells.map(cell => element(name, { class: cell.align ?? "start" }, ...nodes(cell.tokens, endpoint))));
  const body = rows.map(cells => row(cells, "td"));
  return element("table", {}, element("thead", {}, row(header, "th")), element("tbody", {}, ...body));
}

function fragment(children: Node[]): DocumentFragment {
  const created = document.createDocumentFragment();
  created.append(...children);
  return created;
}
