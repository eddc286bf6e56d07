import { isLoopback } from "../package/shared/loopback.ts";

/**
 * Returns the URL of the map's pictures: the one that the page was built with (`MAP_TILES`), or that of the link. A
 * link may only name this machine, because the requested pictures tell a server where devices are.
 */
export function mapTiles(asked: string | undefined): string | undefined {
  if (asked !== undefined && URL.canParse(asked) && isLoopback(new URL(asked).origin)) return asked;
  return document.querySelector<HTMLMetaElement>("meta[name=map-tiles]")?.content;
}
