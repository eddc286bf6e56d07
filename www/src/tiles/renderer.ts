import type { TileConfiguration, TileData } from "iotcentral-web";

/** What a renderer needs to know beside the tile's configuration. */
export interface TileContext {
  /** The tile's title. */
  title: string;
  /** The application's address, for relative links. */
  endpoint: string;
}

/** A tile on the screen. Whatever has nothing to do leaves a member out. */
export interface DrawnTile {
  /** Shows new data. Returns whether there was anything to show. */
  update?(data: TileData): boolean;
  /** Takes up new colours: the scheme or the theme changed. */
  restyle?(): void;
  /** Lets go of what outlives the element: observers, listeners. */
  destroy?(): void;
  /** Whether the tile shows its title itself. */
  titled?: boolean;
}

/** Draws one type of tile into the element it is handed, and nowhere else: the element may be in a shadow root. */
export type Renderer<C extends TileConfiguration = TileConfiguration> = (
  host: HTMLElement,
  configuration: C,
  context: TileContext,
) => DrawnTile;
