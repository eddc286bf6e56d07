import type { Messages } from "../../messages/messages.ts";
import { element } from "../../shared/dom.ts";

const SCHEMES = new Set(["https:", "mailto:"]);

/**
 * Where a link that someone wrote into a tile may lead; undefined means nowhere.
 *
 * @param base The application's address, which relative links start from.
 */
export function destination(href: string | undefined, base: string): URL | undefined {
  if (!href?.trim() || !URL.canParse(href, base)) return undefined;
  const url = new URL(href, base);
  // `https://contoso.com@attacker.example` reads like Contoso.
  const disguised = url.protocol === "https:" && (url.username !== "" || url.password !== "");
  return SCHEMES.has(url.protocol) && !disguised ? url : undefined;
}

/** A link to a destination, which shows where it leads on hover. */
export function link(url: URL, attributes: Readonly<Record<string, string>> = {}): HTMLAnchorElement {
  return element("a", { href: url.href, title: url.href, target: "_blank", rel: "noopener noreferrer", ...attributes });
}

/** A link that covers its whole tile and shows an arrow in the corner. */
export function tileLink(url: URL, title: string, { content }: Messages): HTMLAnchorElement {
  const anchor = link(url, { class: "tile-link", "aria-label": content.open(title) });
  anchor.append("↗");
  return anchor;
}
