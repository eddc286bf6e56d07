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
export const NEAREST = { outlines: 7, pictures: 16 };
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
export function fitView(
  interests: readonly Places[],
  zoomLevel: number | undefined,
  pictures: boolean,
  width: number,
  height: number,
): View {
  const views = interests.filter((places) => places.length > 0).map((places) => viewOf(places, width, height));
  const view =
    (zoomLevel === undefined ? views[0] : (views.find(({ zoom }) => zoom >= zoomLevel) ?? views.at(-1))) ?? EVERYTHING;
  const kind = pictures ? "pictures" : "outlines";
  const near = Number.isFinite(view.zoom) ? Math.min(view.zoom, NEAREST[kind]) : ALONE[kind];
  return { ...view, zoom: zoomLevel ?? near };
}

/** The nearest view of all places. Nothing is too near for a single one. */
function viewOf(places: Places, width: number, height: number): View {
  const ys = places.map(([, latitude]) => yOf(latitude));
  const [north, south] = [least(ys), -least(ys.map((y) => -y))];
  const [west, east] = span(places.map(([longitude]) => xOf(longitude)));
  const room = Math.min((width * SPREAD) / (east - west), (height * SPREAD) / (south - north)) / WORLD;
  return { x: (west + east) / 2, y: (north + south) / 2, zoom: Math.log2(room) };
}

/** Where places begin and end, on the way around the earth that leaves out the widest gap between them. */
function span(xs: readonly number[]): [west: number, east: number] {
  const sorted = xs.toSorted((one, other) => one - other);
  const [first = 0, last = 0] = [sorted[0], sorted.at(-1)];
  let [widest, edges]: [number, [number, number]] = [1 - (last - first), [first, last]];
  for (const [index, x] of sorted.entries()) {
    const before = sorted[index - 1] ?? x;
    if (x - before > widest) [widest, edges] = [x - before, [x, before + 1]];
  }
  return edges;
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => Math.min(one, other), Infinity);
}

/** A place, on the turn of the earth that is the nearest to another. */
export function turnTo(x: number, other: number): number {
  return x + Math.round(other - x);
}

/** Keeps the world over the whole map, from north to south. From west to east it goes on. */
export function clampView({ x, y, zoom }: View, width: number, height: number): View {
  const least = Math.log2(Math.max(width, height) / WORLD);
  const kept = Math.min(Math.max(zoom, least), MOST);
  const world = WORLD * 2 ** kept;
  const edge = height / 2 / world;
  return { x: x - Math.floor(x), y: Math.min(Math.max(y, edge), 1 - edge), zoom: kept };
}

/** The round number, 1, 2 or 5 times a power of ten, that isn't above another. */
export function niceStep(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  return ([5, 2].find((factor) => factor * power <= most) ?? 1) * power;
}
