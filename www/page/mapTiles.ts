import { isLoopback } from "../package/shared/loopback.ts";

/**
 * Where maps get their pictures: the address that the page was built with (`MAP_TILES`), or a link's. A link may only
 * name this machine: pictures that are asked for tell where devices are.
 */
export function mapTiles(asked: string | undefined): string | undefined {
  if (asked !== undefined && URL.canParse(asked) && isLoopback(new URL(asked).origin)) return asked;
  return document.querySelector<HTMLMetaElement>("meta[name=map-tiles]")?.content;
}
