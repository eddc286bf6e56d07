import { geoEquirectangular, geoIdentity, geoPath, geoStream, geoTransform } from "d3-geo";
import type { MapPropertyConfiguration, MapTelemetryConfiguration } from "iotcentral-web";
import { feature } from "topojson-client";
import land110m from "world-atlas/land-110m.json";
import type { Format } from "../../format/format.ts";
import { element, isolated, svg } from "../../shared/dom.ts";
import { atOnce, cancel, schedule } from "../../shared/slices.ts";
import type { Track } from "../data.ts";
import { iconButton } from "../parts/actions.ts";
import { repeats, seriesColor } from "../parts/colors.ts";
import { Inspector } from "../parts/inspector.ts";
import { capabilityOf, deviceOf, namesOf, titleOf } from "../parts/naming.ts";
import { swatch } from "../parts/tooltip.ts";
import type { DrawnTile, TileContext } from "../renderer.ts";
import css from "./map.css?inline";
import {
  clampView,
  fitView,
  latitudeAt,
  longitudeAt,
  MAX_FIT_ZOOM,
  niceStep,
  turnTo,
  type View,
  WORLD,
  xOf,
  yOf,
} from "./mercator.ts";

const EARTH_IN_METERS = 40_075_016.7;
const PICTURE = 256;
/** The largest distance between the pointer and the point that it selects, in pixels. */
const HIT_DISTANCE = 12;
/** Average width of a character of a label, in pixels. */
const CHARACTER_WIDTH = 6.6;
/** How far an arrow key pans the map, as fractions of its size, towards the side of the arrow. */
const PAN_STEPS: Readonly<Record<string, Pixels>> = {
  ArrowLeft: [0.25, 0],
  ArrowRight: [-0.25, 0],
  ArrowUp: [0, 0.25],
  ArrowDown: [0, -0.25],
};
const ICONS = { in: "M8 3.5v9M3.5 8h9", out: "M3.5 8h9", fit: "M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3" };

const topology = land110m as unknown as Parameters<typeof feature>[0];
const land = cutAtDateLine(feature(topology, topology.objects["land"] as Parameters<typeof feature>[1]));

type Pixels = readonly [right: number, down: number];

/** A point on the map, with what the inspector shows of it. */
interface Point {
  track: number;
  time: number;
  at: [longitude: number, latitude: number];
}

/**
 * Shows tracks of devices on the outlines of the land, or on the pictures of a tile server if one is set.
 *
 * The configuration’s `zoomLevel` counts as Azure Maps does, where the world is 512 pixels wide at level 0. Without it,
 * the map shows all points.
 */
export function mapTile(
  host: HTMLElement,
  { type, zoomLevel }: MapPropertyConfiguration | MapTelemetryConfiguration,
  context: TileContext,
): DrawnTile {
  const { title, format, messages, mapTiles } = context;
  context.adopt(css);
  const ground = svg("svg", { class: "ground", "aria-hidden": "true" });
  const pictures = element("div", { class: "pictures", "aria-hidden": "true" });
  const marks = svg("svg", { class: "marks", "aria-hidden": "true" });
  const plot = element("div", { class: "map-plot", tabindex: "0", role: "group" }, ground, pictures, marks);
  const controls = element("div", { class: "map-controls" });
  const legend = element("ul", { class: "legend" });
  const pictured = mapTiles === undefined ? "" : hostOf(mapTiles);
  const outside = element("p", { class: "map-outside", role: "status", hidden: "" });
  host.append(
    element(
      "figure",
      { class: "map" },
      element(
        "div",
        { class: "map-view" },
        plot,
        outside,
        controls,
        ...(pictured ? [element("p", { class: "map-source" }, messages.map.source, " ", isolated(pictured))] : []),
      ),
      legend,
    ),
  );

  const inspector = new Inspector(plot);
  let tracks: readonly Track[] = [];
  let points: Point[] = [];
  let view: View | undefined;
  /** Whether the reader has moved the map: new data then doesn't move it. */
  let moved = false;
  /** Whether all places are shown, instead of the tile's zoom level. */
  let all = false;
  let [width, height] = [0, 0];
  /** The key of the ground that is drawn, to draw it again only when it changes. */
  let drawn = "";

  const draw = (): void => {
    if (width === 0 || height === 0) return;
    view = clampView(
      (moved && view) || fitView(interests(), all ? undefined : zoomLevel, mapTiles !== undefined, width, height),
      width,
      height,
    );
    const place = placer(view, width, height);
    const { zoom } = view;
    const isKnown = points.length > 0;
    // New points on the same view don't redraw the land.
    const seen = [view.x, view.y, view.zoom, width, height, isKnown].join();
    if (seen !== drawn) {
      drawn = seen;
      for (const drawing of [ground, marks]) drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
      // Beyond this level the outlines are wrong by kilometres, so they are hidden.
      const coarse = view.zoom > MAX_FIT_ZOOM.outlines;
      plot.classList.toggle("plain", coarse);
      const outline = svg("path", { class: "land", d: coarse ? "" : outlines(view, width, height) });
      ground.replaceChildren(outline, ...(isKnown ? grid(view, width, height, context) : []));
      pictures.replaceChildren(...(mapTiles ? picturesOf(mapTiles, view, width, height) : []));
    }
    marks.replaceChildren(
      ...tracks.flatMap((track, index) => trackMarks(track, index, place, WORLD * 2 ** zoom)),
      ...(isKnown ? scaleBar(view, height, format) : []),
    );
    const places = points.map(({ at }) => place(at));
    const away = places.filter(([x, y]) => x < 0 || y < 0 || x > width || y > height).length;
    outside.hidden = away === 0;
    const words = away === 0 ? "" : messages.map.outside(away, format.number(away, { abbreviateValue: false }));
    // Setting the same text again would make screen readers repeat it.
    if (outside.textContent !== words) outside.textContent = words;
    inspect(places);
  };
  /** Sets of places to show, the preferred first: all points, the last place of each device, one of the last places. */
  const interests = (): (readonly [number, number])[][] => {
    const last = tracks.flatMap((track) => (track.times.length > 0 ? [placeOf(track, track.times.length - 1)] : []));
    return [points.map(({ at }) => at), last, last.slice(0, 1)];
  };
  const redraw = (): void => schedule(plot, draw);
  const move = (change: (view: View) => Partial<View>): void => {
    if (!view) return;
    moved = true;
    view = { ...view, ...change(view) };
    redraw();
  };
  const zoom = (by: number): void => move(({ zoom }) => ({ zoom: Math.round((zoom + by) * 2) / 2 }));
  /** Moves the place at one point of the map, in pixels, to another, and zooms in by `nearer` levels. */
  const drag = ([left, top]: Pixels, [right, bottom]: Pixels, nearer = 0): void =>
    move(({ x, y, zoom }) => {
      const [before, after] = [WORLD * 2 ** zoom, WORLD * 2 ** (zoom + nearer)];
      return {
        x: x + (left - width / 2) / before - (right - width / 2) / after,
        y: y + (top - height / 2) / before - (bottom - height / 2) / after,
        zoom: zoom + nearer,
      };
    });

  const inspect = (places: readonly Pixels[]): void => {
    const names = namesOf(tracks, messages);
    const current = svg("circle", { class: "current", r: 9, hidden: "" });
    marks.append(current);
    inspector.marks = {
      count: points.length,
      at: (x, y) => {
        const { left, top } = plot.getBoundingClientRect();
        let best: number | undefined;
        let distance = HIT_DISTANCE;
        for (const [index, [right, down]] of places.entries()) {
          const away = Math.hypot(right - (x - left), down - (y - top));
          if (away <= distance) [best, distance] = [index, away];
        }
        return best;
      },
      point: (index) => {
        const point = index === undefined ? undefined : points[index];
        const [x, y]: Pixels = (index === undefined ? undefined : places[index]) ?? [NaN, NaN];
        current.toggleAttribute("hidden", !point);
        if (!point || !view) return undefined;
        if (x < 0 || y < 0 || x > width || y > height) {
          // The keyboard selected a point out of view. The inspector shows it after it has moved to the middle.
          move(() => ({ x: xOf(point.at[0]), y: yOf(point.at[1]) }));
          return undefined;
        }
        current.setAttribute("cx", String(x));
        current.setAttribute("cy", String(y));
        const { left, top } = plot.getBoundingClientRect();
        const rows = [
          { color: seriesColor(point.track), name: names[point.track] ?? "", value: coordinates(point.at, format) },
        ];
        return { title: Number.isNaN(point.time) ? "" : format.moment(point.time), rows, x: left + x, y: top + y };
      },
    };
  };

  // The observer reports the size after the page's layout. Reading the size would force a layout.
  const observer = new ResizeObserver(([entry]) => {
    ({ width, height } = entry?.contentRect ?? { width, height });
    atOnce(plot, draw);
  });
  observer.observe(plot);
  followPointer(plot, (right, down) => drag([0, 0], [right, down]));
  followFingers(plot, drag);
  plot.addEventListener("keydown", (event) => {
    const { key, shiftKey } = event;
    if (key === "+" || key === "-") zoom(key === "+" ? 1 : -1);
    const step = shiftKey ? PAN_STEPS[key] : undefined;
    if (!step) return;
    event.preventDefault();
    drag([0, 0], [step[0] * width, step[1] * height]);
  });
  plot.addEventListener(
    "wheel",
    (event) => {
      // Without Ctrl or Cmd the wheel scrolls the page, as people expect.
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? 0.5 : -0.5);
    },
    { passive: false },
  );
  const button = (icon: string, label: string, act: () => void): HTMLButtonElement => {
    const created = iconButton(icon, label);
    created.addEventListener("click", act);
    return created;
  };
  controls.append(
    button(ICONS.in, messages.map.zoomIn, () => zoom(1)),
    button(ICONS.out, messages.map.zoomOut, () => zoom(-1)),
    button(ICONS.fit, messages.map.showAll, () => {
      moved = false;
      all = true;
      redraw();
    }),
  );

  return {
    update(data) {
      if (data.kind !== "points") return false;
      tracks = data.tracks.map(onEarth);
      points = tracks.flatMap((track, index) =>
        Array.from(track.times, (time, place): Point => ({ track: index, time, at: placeOf(track, place) })),
      );
      const names = namesOf(tracks, messages);
      legend.hidden = tracks.length < 2;
      legend.replaceChildren(
        ...tracks.map((track, index) =>
          element(
            "li",
            { title: titleOf(track, messages) },
            swatch(seriesColor(index), "block"),
            isolated(names[index] ?? ""),
          ),
        ),
      );
      const sentences = tracks.map((track, index) => {
        const last = track.times.length - 1;
        return last < 0
          ? messages.map.noPlace(names[index] ?? "")
          : messages.map.place(names[index] ?? "", coordinates(placeOf(track, last), format));
      });
      plot.setAttribute(
        "aria-label",
        [`${messages.chart.label(messages.types[type], title, "")}.`, ...sentences, messages.map.keys].join(" "),
      );
      redraw();
      return points.length > 0;
    },
    destroy() {
      cancel(plot);
      observer.disconnect();
      inspector.destroy();
    },
    table: () => ({
      // Six decimal places of a degree are about 10 cm.
      mostPlaces: 6,
      columns: (["time", "device", "capability", "latitude", "longitude"] as const).map((name) => messages.table[name]),
      rows: points
        .toSorted((one, other) => other.time - one.time || 0)
        .map(({ track, time, at: [longitude, latitude] }) => {
          const source = tracks[track];
          return [new Date(time), source && deviceOf(source), source && capabilityOf(source), latitude, longitude];
        }),
    }),
  };
}

/** The drawn part of the map: slightly more than is in view. */
function extent(width: number, height: number): [[number, number], [number, number]] {
  return [
    [-8, -8],
    [width + 8, height + 8],
  ];
}

const plane = geoTransform({
  point(longitude, latitude) {
    this.stream.point(xOf(longitude), yOf(latitude));
  },
});

/**
 * Returns the land in degrees, cut at the date line: a piece that crosses it becomes two. All maps share the result,
 * because cutting polygons on a sphere is slow.
 */
function cutAtDateLine(shape: Parameters<typeof geoStream>[0]): GeoJSON.Polygon {
  const rings: [number, number][][] = [];
  const degrees = geoEquirectangular()
    .scale(180 / Math.PI)
    .translate([0, 0])
    .precision(0);
  const ignore = (): void => {};
  geoStream(
    shape,
    degrees.stream({
      point: (x, y) => rings.at(-1)?.push([x, -y]),
      lineStart: () => rings.push([]),
      lineEnd: () => {
        const ring = rings.at(-1);
        if (ring?.[0]) ring.push(ring[0]);
      },
      polygonStart: ignore,
      polygonEnd: ignore,
    }),
  );
  return { type: "Polygon", coordinates: rings };
}

/**
 * Returns the outlines of the land as a path. Lines between points are drawn straight instead of as arcs of the sphere,
 * which takes a tenth of the time, and are clipped at the edges of the map.
 */
function outlines(view: View, width: number, height: number): string {
  const world = WORLD * 2 ** view.zoom;
  return turns(view, width, world)
    .map((turn) => {
      const map = geoIdentity()
        .scale(world)
        .translate([width / 2 + (turn - view.x) * world, height / 2 - view.y * world])
        .clipExtent(extent(width, height));
      return geoPath({ stream: (output) => plane.stream(map.stream(output)) })(land) ?? "";
    })
    .join("");
}

/** Returns the copies of the world that are in view: one, or two around the date line. */
function turns(view: View, width: number, world: number): number[] {
  const half = width / 2 / world;
  return [-1, 0, 1].filter((turn) => view.x + half > turn && view.x - half < turn + 1);
}

/** Returns a function that projects a place to pixels, in the copy of the world nearest to the middle of the view. */
function placer(view: View, width: number, height: number): (place: readonly [number, number]) => Pixels {
  const world = WORLD * 2 ** view.zoom;
  return ([longitude, latitude]) => [
    (turnTo(xOf(longitude), view.x) - view.x) * world + width / 2,
    (yOf(latitude) - view.y) * world + height / 2,
  ];
}

/** Returns a track without points that are not on earth. */
function onEarth(track: Track): Track {
  const isOnEarth = (_: number, index: number): boolean =>
    Math.abs(track.lats[index] ?? NaN) <= 90 && Math.abs(track.lons[index] ?? NaN) <= 180;
  return {
    ...track,
    times: track.times.filter(isOnEarth),
    lats: track.lats.filter(isOnEarth),
    lons: track.lons.filter(isOnEarth),
  };
}

function placeOf({ lats, lons }: Track, index: number): [number, number] {
  return [lons[index] ?? NaN, lats[index] ?? NaN];
}

/** Draws a line through the points, a dot for each point, and a larger one for the last. */
function trackMarks(
  track: Track,
  index: number,
  pixelsOf: (place: readonly [number, number]) => Pixels,
  world: number,
): SVGElement[] {
  const places = Array.from(track.times, (_, place) => placeOf(track, place));
  const color = seriesColor(index);
  const line = svg("path", { class: "track", d: wayOf(places.map(pixelsOf), world) });
  if (repeats(index) > 0) line.setAttribute("stroke-dasharray", "6 4");
  line.style.setProperty("stroke", color);
  const dots = places.map((place, number) => {
    const [x, y] = pixelsOf(place);
    const last = number === places.length - 1;
    const dot = svg("circle", {
      class: last ? "dot last" : "dot",
      cx: x.toFixed(1),
      cy: y.toFixed(1),
      r: last ? 6 : 2.5,
      "data-device": track.device,
      "data-latitude": place[1],
      "data-longitude": place[0],
    });
    dot.style.setProperty("fill", color);
    return dot;
  });
  return places.length > 1 ? [line, ...dots] : dots;
}

/**
 * Returns the path of a line through the points, the short way around the earth: it may leave the map on one side and
 * continue on the other.
 */
function wayOf(pixels: readonly Pixels[], world: number): string {
  const at = (x: number, y: number): string => `${x.toFixed(1)},${y.toFixed(1)}`;
  return pixels
    .map(([x, y], index) => {
      const [fromX, fromY] = pixels[index - 1] ?? [NaN, NaN];
      if (index === 0) return `M${at(x, y)}`;
      const turns = Math.round((x - fromX) / world) * world;
      return turns === 0 ? `L${at(x, y)}` : `L${at(x - turns, y)}M${at(fromX + turns, fromY)}L${at(x, y)}`;
    })
    .join("");
}

/** Draws meridians and parallels with their degrees. They are straight in this projection. */
function grid(view: View, width: number, height: number, { format, messages: { map } }: TileContext): SVGElement[] {
  const world = WORLD * 2 ** view.zoom;
  const step = niceStep((360 * 220) / world);
  const label = (degrees: number, [positive, negative]: readonly [string, string]): string => {
    const amount = format.number(Math.abs(degrees), {
      decimalPlaces: Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)),
      unit: "°",
    });
    return degrees === 0 ? amount : `${amount} ${degrees > 0 ? positive : negative}`;
  };
  const lines: SVGElement[] = [];
  const [west, east] = [-1, 1].map((side) => longitudeAt(view.x + (side * width) / 2 / world)) as [number, number];
  for (let at = Math.ceil(west / step); at * step <= east; at++) {
    const x = (xOf(at * step) - view.x) * world + width / 2;
    lines.push(svg("path", { class: "grid", d: `M${x.toFixed(1)} 0V${height}` }));
    const text = label(turnTo((at * step) / 360, 0) * 360, [map.east, map.west]);
    // A label at the edge would be cut.
    const half = (text.length * CHARACTER_WIDTH) / 2;
    if (x > half && x < width - half)
      lines.push(svg("text", { x: x.toFixed(1), y: 12, "text-anchor": "middle" }, text));
  }
  const [north, south] = [-1, 1].map((side) => latitudeAt(view.y + (side * height) / 2 / world)) as [number, number];
  for (let at = Math.ceil(Math.max(south, -80) / step); at * step <= Math.min(north, 80); at++) {
    const y = (yOf(at * step) - view.y) * world + height / 2;
    lines.push(svg("path", { class: "grid", d: `M0 ${y.toFixed(1)}H${width}` }));
    if (y > 28 && y < height - 24)
      lines.push(svg("text", { x: 4, y: (y - 3).toFixed(1) }, label(at * step, [map.north, map.south])));
  }
  return lines;
}

/** Draws a scale bar, which is exact in the middle of the map. */
function scaleBar(view: View, height: number, format: Format): SVGElement[] {
  const metersPerPixel = (EARTH_IN_METERS * Math.cos((latitudeAt(view.y) * Math.PI) / 180)) / (WORLD * 2 ** view.zoom);
  const meters = niceStep(metersPerPixel * 80);
  const text =
    meters >= 1000
      ? format.number(meters / 1000, { abbreviateValue: false, unit: "km" })
      : format.number(meters, { unit: "m" });
  const length = meters / metersPerPixel;
  return [
    svg("path", { class: "scale-bar", d: `M8 ${height - 12}v4h${length.toFixed(1)}v-4` }),
    svg("text", { x: (8 + length / 2).toFixed(1), y: height - 13, "text-anchor": "middle" }, text),
  ];
}

/** Returns the pictures of a tile server that cover the view. */
function picturesOf(template: string, view: View, width: number, height: number): HTMLElement[] {
  const level = Math.min(Math.max(Math.round(view.zoom + Math.log2(WORLD / PICTURE)), 0), 22);
  const count = 2 ** level;
  const size = (WORLD * 2 ** view.zoom) / count;
  const [left, top] = [view.x * count - width / 2 / size, view.y * count - height / 2 / size];
  const created: HTMLElement[] = [];
  for (let y = Math.max(Math.floor(top), 0); y < Math.min(top + height / size, count); y++) {
    for (let x = Math.floor(left); x < left + width / size; x++) {
      const values: Readonly<Record<string, number>> = { x: ((x % count) + count) % count, y, z: level };
      const picture = element("img", {
        src: template.replace(/\{([xyz])\}/g, (_, name: string) => String(values[name])),
        alt: "",
        draggable: "false",
      });
      picture.style.setProperty("translate", `${((x - left) * size).toFixed(1)}px ${((y - top) * size).toFixed(1)}px`);
      picture.style.setProperty("width", `${size.toFixed(2)}px`);
      // Where a picture is missing, the outlines below it are visible.
      picture.addEventListener("error", () => picture.remove());
      created.push(picture);
    }
  }
  return created;
}

/** Returns the host of the tile server for the attribution; empty if it is the page's own. */
function hostOf(template: string): string {
  const { host } = URL.canParse(template, document.baseURI) ? new URL(template, document.baseURI) : location;
  return host === location.host ? "" : host;
}

/** Calls back with the old and the new middle between two fingers, and the change of their distance in zoom levels. */
function followFingers(target: HTMLElement, onPinch: (from: Pixels, to: Pixels, nearer: number) => void): void {
  let last: { middle: Pixels; apart: number } | undefined;
  target.addEventListener(
    "touchmove",
    (event) => {
      const [one, other] = event.touches;
      if (!one || !other) return;
      // One finger scrolls the page. Two fingers must not, from their first move on.
      if (event.cancelable) event.preventDefault();
      const { left, top } = target.getBoundingClientRect();
      const now = {
        middle: [(one.clientX + other.clientX) / 2 - left, (one.clientY + other.clientY) / 2 - top] as const,
        apart: Math.max(Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY), 1),
      };
      if (last) onPinch(last.middle, now.middle, Math.log2(now.apart / last.apart));
      last = now;
    },
    { passive: false },
  );
  for (const change of ["touchstart", "touchend", "touchcancel"])
    target.addEventListener(change, () => (last = undefined), { passive: true });
}

/** Calls back with the distance that the mouse or pen has dragged. A finger scrolls the page instead. */
function followPointer(target: HTMLElement, onDrag: (right: number, down: number) => void): void {
  target.addEventListener("pointerdown", ({ button, pointerId, pointerType }) => {
    if (button === 0 && pointerType !== "touch") target.setPointerCapture(pointerId);
  });
  target.addEventListener("pointermove", ({ pointerId, movementX, movementY }) => {
    if (target.hasPointerCapture(pointerId) && (movementX || movementY)) onDrag(movementX, movementY);
  });
}

function coordinates([longitude, latitude]: readonly [number, number], format: Format): string {
  const degrees = (value: number): string => format.number(value, { decimalPlaces: 4, unit: "°" });
  return `${degrees(latitude)}, ${degrees(longitude)}`;
}
