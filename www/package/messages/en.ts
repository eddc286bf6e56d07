import type { TileConfiguration } from "iotcentral-web";

const last =
  (unit: string) =>
  (count: number, written: string): string =>
    count === 1 ? `Last ${unit}` : `Last ${written} ${unit}s`;

const aggregates: Readonly<Record<string, string>> = {
  avg: "Average",
  count: "Count",
  max: "Maximum",
  min: "Minimum",
  sum: "Sum",
};

/**
 * All words of the element, in English. A function gets what stands in the sentence: numbers and times are written
 * already, in the language of `locale`; a `count` beside them chooses between singular and plural.
 */
export const english = {
  /** The language of these words, as BCP 47 has it. */
  language: "en",

  /** What stands in place of a dashboard. */
  dashboard: {
    loading: "Loading",
    tryAgain: "Try again",
    edit: "Edit",
    idle: {
      title: "No dashboard yet",
      advice:
        "This element needs an endpoint and a credential, or a client, and the id of a dashboard, or a dashboard.",
    },
    empty: {
      title: "This dashboard is empty",
      advice: "Tiles that are added to it elsewhere appear here after a reload.",
    },
  },

  /** What stands in place of a tile, or above it. */
  tile: {
    noData: { title: "No data", advice: "The devices sent nothing in the time this tile looks at." },
    noDevices: { title: "Nothing chosen", advice: "This tile names no device, or nothing to show of it." },
    broken: "This tile can’t be drawn",
    notLoaded: (type: string, reason: string): string =>
      `The code that draws this type (${type}) could not be loaded${reason && `: ${reason}`}. It is tried again with new data. If it still fails, check the connection and reload the page.`,
    unknownType: "This page doesn’t draw this type of tile yet.",
    devices: (count: string): string => `${count} devices`,
    /** Of a tile that shows only some of its devices, for the first seconds. */
    missing: (count: number, written: string): string =>
      `${written} more ${count === 1 ? "device" : "devices"} to come`,
    /** Of a tile that shows what an earlier visit has read, for the first seconds. */
    recalled: (moment: string): string => `As of ${moment}, being read again`,
    /**
     * What could not be read: of which devices, absent for the whole tile; since when, absent where nothing was read
     * before.
     */
    trouble: <T>(subject: T | undefined, moment: string | undefined, reason: string): (T | string)[] =>
      subject === undefined
        ? [`Since ${moment}: ${reason}`]
        : [subject, `${moment ? ` since ${moment}` : ""}: ${reason}`],
  },

  /** What went wrong between the page and the application. `message` is the client's, in English. */
  errors: {
    noWebAssembly: {
      title: "This page forbids WebAssembly",
      advice:
        "Dashboards are read by a WebAssembly module. The owner of the page can allow it: script-src of its content security policy needs 'wasm-unsafe-eval'.",
    },
    page: "Something is wrong with this page",
    noModule: "A part of this page could not be loaded",
    unauthorized: {
      title: "The token was not accepted",
      advice: "It may have expired, or belong to another application: bearer tokens live about an hour.",
      emulator: "The emulator was started with another token; it printed which.",
    },
    forbidden: {
      title: "The token may not see this",
      advice:
        "Its role lacks the permission to read dashboards or device data. Ask an administrator of the application.",
    },
    notFound: {
      title: "Not found",
      advice: (message: string): string => `${message} It may have been deleted since the dashboard was made.`,
    },
    busy: {
      title: "Too many requests",
      advice: "The application is busy: all its users share 20 requests a second. This page tries again by itself.",
    },
    noEmulator: {
      title: (address: string): string => `No emulator answers at ${address}`,
      advice: "Start it in the repository with this command.",
    },
    network: {
      title: (host: string): string => `No answer from ${host}`,
      advice:
        "Network or CORS: a browser doesn’t tell which. Check the address and your connection; a proxy or an extension may also hold the request back. Then try again.",
    },
    timeout: { title: "No answer in time", advice: "The service or the network is slow. Try again in a moment." },
    malformed: {
      title: "Something in the dashboard or its data can’t be read",
      advice: (message: string): string =>
        `${message} The rest of the answer is fine: what stands there has to be mended in IoT Central.`,
    },
    otherSite: {
      title: "The answer was not IoT Central’s",
      advice: (message: string): string => `${message} A proxy or a login page may stand in between.`,
    },
    other: {
      title: "That did not work",
      advice: (message: string, request: string | undefined): string =>
        request ? `${message} For a support case: request ${request}.` : message,
    },
  },

  /** What the types of tiles are called. */
  types: {
    barChart: "Bar chart",
    command: "Command",
    dataExplorer: "Saved query",
    deviceCount: "Device count",
    eventChart: "Event chart",
    eventHistoryChart: "Event history",
    externalContent: "External content",
    heatMapChart: "Heat map",
    image: "Image",
    kpi: "KPI",
    label: "Label",
    lineChart: "Line chart",
    lkv: "Last known value",
    mapProperty: "Property map",
    mapTelemetry: "Telemetry map",
    markdown: "Markdown",
    pieChart: "Pie chart",
    property: "Property",
    stateChart: "State chart",
    stateHistoryChart: "State history",
  } satisfies Record<TileConfiguration["type"], string>,

  /** How far back data goes. */
  range: {
    values: last("value"),
    weeks: last("week"),
    days: last("day"),
    hours: last("hour"),
    minutes: last("minute"),
    seconds: last("second"),
  },

  /** Names of what is shown. */
  names: {
    capabilityOf: (capability: string, device: string): string => `${capability} of ${device}`,
    /** The name of a function by its name in the query language: `avg`. */
    aggregate: (name: string): string => (Object.hasOwn(aggregates, name) ? (aggregates[name] ?? name) : name),
    /** The same as short as a legend needs it. */
    shortAggregate: (name: string): string => name,
    /** Of a slice of time that isn't over. */
    soFar: (name: string): string => `${name} (so far)`,
    /** Of a line that the reader has hidden. */
    hidden: (name: string): string => `${name} (hidden)`,
  },

  /** The table of a tile's data, and its file. */
  table: {
    show: "Show as a table",
    save: "Save as CSV",
    fill: "Fill the window",
    dataOf: (title: string): string => `Data of ${title}`,
    /** The name of a file whose tile has no title. */
    file: "tile",
    firstRows: (shown: string, all: string): string => `The first ${shown} of ${all} rows.`,
    showMore: (count: string): string => `Show ${count} more`,
    time: "Time",
    from: "From",
    until: "Until",
    duration: "Duration",
    device: "Device",
    capability: "Capability",
    aggregate: "Function",
    value: "Value",
    unit: "Unit",
    part: "Part (%)",
    latitude: "Latitude",
    longitude: "Longitude",
  },

  /** Messages that the service had no room for. */
  leftOut: {
    rows: (moment: string): string => `Messages before ${moment} are left out: the service gives 10,000 at most.`,
    slices: (moment: string): string =>
      `Messages before ${moment} are shown as the last value of each slice: the service gives 10,000 at most.`,
  },

  /** Charts, for readers who don’t see them. */
  chart: {
    /** What a chart is, and of when: `Pie chart of Energy, last 12 hours`. */
    label: (type: string, title: string, range: string): string =>
      `${type} of ${title}${range && `, ${range.toLowerCase()}`}`,
    keys: "Read single values with the left and right arrow keys.",
    zoomKeys: "Zoom by plus and minus, move the time span with Shift and the arrow keys, end the zoom with Escape.",
    zoomed: (from: string, to: string): string => `Zoomed to ${from} – ${to}.`,
    zoomEnded: "The whole time range is shown.",
    resetZoom: "Reset zoom",
    noData: (name: string): string => `${name}: no data.`,
    line: (name: string, last: string, least: string, most: string, until: string | undefined): string =>
      `${name}: ${last}, between ${least} and ${most}${until ? ` until ${until}` : ""}.`,
    /** A line of a chart at a value that means something. */
    threshold: (label: string, value: string): string => `${label} from ${value}.`,
    part: (name: string, value: string, part: string): string => `${name}: ${value}, ${part}.`,
    events: (name: string, count: string): string => `${name}: ${count}.`,
    stateAtEnd: (name: string, state: string): string => `${name}: ${state} at the end.`,
    belowZero: "Values below zero are not in the picture.",
    allBelowZero: "Values below zero are no parts of a whole.",
    shadesOf: (name: string, least: string, most: string): string => `${name} from ${least} to ${most}`.trim(),
    shades: (ranges: string): string => `Shades: ${ranges}`,
  },

  map: {
    keys: "Read single points with the left and right arrow keys. Move the map by the same with Shift, zoom by plus and minus.",
    noPlace: (name: string): string => `${name}: no place.`,
    place: (name: string, place: string): string => `${name}: ${place}.`,
    outside: (count: number, written: string): string => `${written} ${count === 1 ? "place" : "places"} outside`,
    /** Before the host of a map’s pictures. */
    source: "Map:",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    showAll: "Show all",
    north: "N",
    east: "E",
    south: "S",
    west: "W",
  },

  values: {
    devices: (count: number): string => (count === 1 ? "device" : "devices"),
    none: "None yet",
    /** Values that have no room. */
    more: (_count: number, written: string): string => `+${written} more`,
    up: (amount: string): string => `up ${amount}`,
    down: (amount: string): string => `down ${amount}`,
    same: "unchanged",
    since: (change: string): string => `${change} since the value before`,
  },

  command: {
    open: "Run…",
    run: "Run",
    cancel: "Cancel",
    running: "Running…",
    readOnly: "Commands can’t be run here: this dashboard only reads.",
    on: <T>(command: T, device: T): (T | string)[] => [command, " on ", device],
    question: <T>(command: T, device: T): (T | string)[] => ["Run ", command, " on ", device, "?"],
    request: "What to tell the device, as JSON",
    noRequest: "None",
    noJson: 'This is not JSON. Text needs quotes: "fast".',
    noNumber: "This is not a number.",
    accepted: "Accepted, without an answer of the device",
    answered: (code: number): string => `The device answered ${code}`,
    unauthorized: "The token was not accepted, so nothing was run. Sign in anew and try again.",
    forbidden: "You may not run commands on this device. Ask an administrator of the application for a role that may.",
    notConnected: "The device is not connected, so nothing was run. Try again when it is.",
    notFound: (message: string): string => `The device, or the command, is not there: ${message}`,
    busy: "The application is busy, and nothing was run. Try again in a moment.",
    timeout: "The device did not answer in time. Whether it ran the command is not known.",
    network: "No answer: network or CORS. Whether the device ran the command is not known.",
  },

  content: {
    open: (title: string): string => `Open ${title}`,
    openApplication: "Open in IoT Central ↗",
    savedQuery: "A saved query",
    notShown: "This page is not shown",
    otherSitesOnly: "Only https pages of other sites are shown here.",
    noPicture: "No picture is chosen.",
    storedPicture: "The picture is kept in IoT Central, which doesn’t hand it out.",
    brokenPicture: "The picture can’t be read.",
    tooDeep: "This is nested too deep to be formatted:",
    tooLong: "From here on, this text is too long to be formatted:",
  },
};
