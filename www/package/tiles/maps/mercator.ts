/** The width of the world in pixels at zoom level 0, as in Azure Maps. */
export const WORLD = 512;

/** The latitude at which the map ends in the north and in the south, so that it is square. */
export const MAX_LATITUDE = 85.0511;

/** The middle of the map, as fractions of the world from west and north, and its zoom level. */
export interface View {
  x: number;
  y: number;
  zoom: number;
}

/** The highest zoom level of a view that shows several places. Outlines have no details beyond it. */
export const MAX_FIT_ZOOM = { outlines: 7, pictures: 16 };
/** The zoom level of a view that shows a single place. */
const SINGLE_PLACE_ZOOM = { outlines: 3, pictures: 13 };
const MAX_ZOOM = 24;
/** The fraction of the map's size that the points are spread over. */
const SPREAD = 0.7;
/** Most of the land, for a map without points. */
const WHOLE_WORLD: View = { x: 0.5, y: 0.43, zoom: 0 };

/** Returns the position of a longitude, from 0 in the west to 1 in the east. */
export function xOf(longitude: number): number {
  return longitude / 360 + 0.5;
}

/** Returns the position of a latitude, from 0 in the north to 1 in the south. */
export function yOf(latitude: number): number {
  const sine = Math.sin((Math.min(Math.max(latitude, -MAX_LATITUDE), MAX_LATITUDE) * Math.PI) / 180);
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
 * Returns the view that shows all places, or one of a given zoom level.
 *
 * @param interests Sets of places, the preferred first. With a zoom level, the first set that fits into the view is
 * shown.
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
    (zoomLevel === undefined ? views[0] : (views.find(({ zoom }) => zoom >= zoomLevel) ?? views.at(-1))) ?? WHOLE_WORLD;
  const kind = pictures ? "pictures" : "outlines";
  const near = Number.isFinite(view.zoom) ? Math.min(view.zoom, MAX_FIT_ZOOM[kind]) : SINGLE_PLACE_ZOOM[kind];
  return { ...view, zoom: zoomLevel ?? near };
}

/** Returns the closest view of all places. For a single place its zoom level is infinite. */
function viewOf(places: Places, width: number, height: number): View {
  const ys = places.map(([, latitude]) => yOf(latitude));
  const [north, south] = [least(ys), -least(ys.map((y) => -y))];
  const [west, east] = span(places.map(([longitude]) => xOf(longitude)));
  const room = Math.min((width * SPREAD) / (east - west), (height * SPREAD) / (south - north)) / WORLD;
  return { x: (west + east) / 2, y: (north + south) / 2, zoom: Math.log2(room) };
}

/** Returns the edges of the places, on the way around the earth that leaves out the widest gap between them. */
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

/** Returns the position of a place in the copy of the world that is nearest to another position. */
export function turnTo(x: number, other: number): number {
  return x + Math.round(other - x);
}

/** Keeps the map filled with the world from north to south. From west to east the world repeats. */
export function clampView({ x, y, zoom }: View, width: number, height: number): View {
  const least = Math.log2(Math.max(width, height) / WORLD);
  const clamped = Math.min(Math.max(zoom, least), MAX_ZOOM);
  const world = WORLD * 2 ** clamped;
  const edge = height / 2 / world;
  return { x: x - Math.floor(x), y: Math.min(Math.max(y, edge), 1 - edge), zoom: clamped };
}

/** Returns the largest round number that is not above a limit: 1, 2 or 5 times a power of ten. */
export function niceStep(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  return ([5, 2].find((factor) => factor * power <= most) ?? 1) * power;
}
