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
 * All texts of the element, in English, except those of the editor. Numbers and times in a sentence are passed as text
 * in the language of `locale`; a `count` beside one selects singular or plural.
 */
export const english = {
  /** The language of these texts, as a BCP 47 tag */
  language: "en",

  /** In place of a dashboard */
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

  /** In place of a tile, or above it */
  tile: {
    noData: { title: "No data", advice: "The devices sent nothing in the time range of this tile." },
    noDevices: { title: "Nothing chosen", advice: "This tile names no devices, or no values of them." },
    broken: "This tile can’t be drawn",
    notLoaded: (type: string, reason: string): string =>
      `The code that draws this type (${type}) could not be loaded${reason && `: ${reason}`}. New data starts another attempt. If that fails too, check the connection and reload the page.`,
    unknownType: "This page doesn’t draw this type of tile yet.",
    devices: (count: string): string => `${count} devices`,
    /** On a tile of which some devices have not been read yet */
    missing: (count: number, written: string): string =>
      `${written} more ${count === 1 ? "device" : "devices"} to come`,
    /** On a tile that shows data of an earlier visit */
    recalled: (moment: string): string => `As of ${moment}, being read again`,
    /**
     * On a tile that could not be read. `subject` names the devices that failed, and is undefined if the whole tile
     * did; `moment` is when they were last read, and undefined if they never were.
     */
    trouble: <T>(subject: T | undefined, moment: string | undefined, reason: string): (T | string)[] =>
      subject === undefined
        ? [`Since ${moment}: ${reason}`]
        : [subject, `${moment ? ` since ${moment}` : ""}: ${reason}`],
  },

  /** Failures between the page and the application. `message` is the client's, in English. */
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
      emulator: "The emulator was started with another token, which it has printed.",
    },
    forbidden: {
      title: "The token lacks a permission",
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
      advice: "Start it with “iotcentral-emulator”, or in the repository with “cargo xtask demo”.",
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
        `${message} The rest of the answer is valid. Correct this value in IoT Central.`,
    },
    otherSite: {
      title: "The answer was not IoT Central’s",
      advice: (message: string): string => `${message} A proxy or a login page may have answered.`,
    },
    other: {
      title: "The request failed",
      advice: (message: string, request: string | undefined): string =>
        request ? `${message} For a support case: request ${request}.` : message,
    },
  },

  /** Names of tile types */
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

  /** Time ranges of data */
  range: {
    values: last("value"),
    weeks: last("week"),
    days: last("day"),
    hours: last("hour"),
    minutes: last("minute"),
    seconds: last("second"),
  },

  /** Names of sources */
  names: {
    capabilityOf: (capability: string, device: string): string => `${capability} of ${device}`,
    /** The name of an aggregate function; `name` is its name in the query language: `avg` */
    aggregate: (name: string): string => (Object.hasOwn(aggregates, name) ? (aggregates[name] ?? name) : name),
    /** The same, short enough for a legend */
    shortAggregate: (name: string): string => name,
    /** The name of an unfinished time slice */
    soFar: (name: string): string => `${name} (so far)`,
    /** The name of a line that the reader has hidden */
    hidden: (name: string): string => `${name} (hidden)`,
  },

  /** The table of a tile's data, and its file */
  table: {
    show: "Show as a table",
    save: "Save as CSV",
    fill: "Fill the window",
    dataOf: (title: string): string => `Data of ${title}`,
    /** The name of a file whose tile has no title */
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

  /** Notes about messages that an answer had no room for */
  leftOut: {
    rows: (moment: string): string => `Messages before ${moment} are left out: the service returns at most 10,000.`,
    slices: (moment: string): string =>
      `Messages before ${moment} are shown as the last value of each slice: the service returns at most 10,000.`,
  },

  /** Descriptions of charts for screen readers */
  chart: {
    /** The kind of a chart and its time range: `Pie chart of Energy, last 12 hours` */
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
    /** A threshold of a chart */
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
    /** Before the host of a map’s pictures */
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
    /** The button that shows hidden values */
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
    request: "Request to the device, as JSON",
    noRequest: "None",
    noJson: 'This is not JSON. Text needs quotes: "fast".',
    noNumber: "This is not a number.",
    accepted: "Accepted, but not answered by the device",
    answered: (code: number): string => `The device answered ${code}`,
    unauthorized: "The token was not accepted, so nothing was run. Sign in anew and try again.",
    forbidden: "You may not run commands on this device. Ask an administrator of the application for a role that may.",
    notConnected: "The device is not connected, so nothing was run. Try again when it is.",
    notFound: (message: string): string => `The device or the command does not exist: ${message}`,
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
    storedPicture: "The picture is stored in IoT Central, whose API doesn’t return it.",
    brokenPicture: "The picture can’t be read.",
    tooDeep: "This is nested too deep to be formatted:",
    tooLong: "From here on, this text is too long to be formatted:",
  },
};
