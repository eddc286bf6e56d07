/** The world's width in pixels at zoom level 0, as Azure Maps has it. */
export const WORLD = 512;

/** Where the map ends in the north and in the south, so that it is a square. */
export const MOST_LATITUDE = 85.0511;

/** Where the map's middle is, as parts of the world from west and north, and how near it is. */
export interface View {
  x: number;
  y: number;
  zoom: number;
}

/** Nearer than this there is nothing to see of the outlines; pictures have more. */
const NEAREST = { outlines: 7, pictures: 16 };
/** How near a single place is. */
const ALONE = { outlines: 3, pictures: 13 };
const MOST = 24;
/** The part of the map that the points are spread over. */
const SPREAD = 0.7;
/** Where there is nothing to see, most of the land. */
const EVERYTHING: View = { x: 0.5, y: 0.43, zoom: 0 };

/** A longitude's place, from 0 in the west to 1. */
export function xOf(longitude: number): number {
  return longitude / 360 + 0.5;
}

/** A latitude's place, from 0 in the north to 1. */
export function yOf(latitude: number): number {
  const sine = Math.sin((Math.min(Math.max(latitude, -MOST_LATITUDE), MOST_LATITUDE) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

export function longitudeAt(x: number): number {
  return (x - 0.5) * 360;
}

export function latitudeAt(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

type Places = readonly (readonly [longitude: number, latitude: number])[];

/**
 * The view in which all places are seen, or one of a given zoom level.
 *
 * @param interests Places, those to see if there is room for them first. Without a zoom level there is room for all.
 */
export function fitView(interests: readonly Places[], zoomLevel: number | undefined, pictures: boolean, width: number, height: number): View {
  const views = interests.filter(places => places.length > 0).map(places => viewOf(places, width, height));
  const view = (zoomLevel === undefined ? views[0] : (views.find(({ zoom }) => zoom >= zoomLevel) ?? views.at(-1))) ?? EVERYTHING;
  const kind = pictures ? "pictures" : "outlines";
  const near = Number.isFinite(view.zoom) ? Math.min(view.zoom, NEAREST[kind]) : ALONE[kind];
  return { ...view, zoom: zoomLevel ?? near };
}

/** The nearest view of all places. Nothing is too near for a single one. */
function viewOf(places: Places, width: number, height: number): View {
  const [xs, ys] = [places.map(([longitude]) => xOf(longitude)), places.map(([, latitude]) => yOf(latitude))];
  const [west, east, north, south] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const room = Math.min((width * SPREAD) / (east - west), (height * SPREAD) / (south - north)) / WORLD;
  return { x: (west + east) / 2, y: (north + south) / 2, zoom: Math.log2(room) };
}

/** Keeps the world over the whole map. */
export function clampView({ x, y, zoom }: View, width: number, height: number): View {
  const least = Math.log2(Math.max(width, height) / WORLD);
  const kept = Math.min(Math.max(zoom, least), MOST);
  const world = WORLD * 2 ** kept;
  const within = (at: number, size: number): number => Math.min(Math.max(at, size / 2 / world), 1 - size / 2 / world);
  return { x: within(x, width), y: within(y, height), zoom: kept };
}

/** The round number, 1, 2 or 5 times a power of ten, that isn't above another. */
export function niceStep(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  return ([5, 2].find(factor => factor * power <= most) ?? 1) * power;
}
