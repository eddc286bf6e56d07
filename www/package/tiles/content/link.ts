import type { Messages } from "../../messages/messages.ts";
import { element } from "../../shared/dom.ts";

const SCHEMES = new Set(["https:", "mailto:"]);

/**
 * Returns the URL of a link in a tile, or undefined if the link is not safe to follow.
 *
 * @param base The application's address, which relative links are resolved against.
 */
export function destination(href: string | undefined, base: string): URL | undefined {
  if (!href?.trim() || !URL.canParse(href, base)) return undefined;
  const url = new URL(href, base);
  // `https://contoso.com@attacker.example` looks like a link to Contoso.
  const disguised = url.protocol === "https:" && (url.username !== "" || url.password !== "");
  return SCHEMES.has(url.protocol) && !disguised ? url : undefined;
}

/** Creates a link that shows its URL on hover. */
export function link(url: URL, attributes: Readonly<Record<string, string>> = {}): HTMLAnchorElement {
  return element("a", { href: url.href, title: url.href, target: "_blank", rel: "noopener noreferrer", ...attributes });
}

/** Creates the link of a tile, an arrow in its corner. */
export function tileLink(url: URL, title: string, { content }: Messages): HTMLAnchorElement {
  const anchor = link(url, { class: "tile-link", "aria-label": content.open(title) });
  anchor.append("↗");
  return anchor;
}
