/**
 * The texts of the editor, in English. They are part of the editor's chunk. Numbers in a sentence are passed as text; a
 * `count` beside one selects singular or plural.
 */
export const englishEditor = {
  bar: {
    label: "Edit the dashboard",
    title: "Title of the dashboard",
    add: "Add a tile",
    undo: "Undo",
    redo: "Redo",
    save: "Save",
    saving: "Saving…",
    cancel: "Cancel",
    close: "Close",
    discard: "Discard",
    /** Beside the buttons */
    unchanged: "No changes",
    changed: "Unsaved changes",
    mistakes: (count: number, written: string): string => (count === 1 ? "1 mistake" : `${written} mistakes`),
    warnings: (count: number, written: string): string => (count === 1 ? "1 warning" : `${written} warnings`),
  },

  /** A tile that can be moved. Its position is counted from 1. */
  tile: {
    place: (title: string, type: string, column: string, row: string, width: string, height: string): string =>
      `${title}, ${type}: column ${column}, row ${row}, ${width} wide, ${height} high`,
    keys: "The arrow keys move this tile; with Shift they resize it. Enter opens its settings, Delete removes it, Ctrl+D duplicates it.",
    untitled: "Tile without a title",
    configure: "Settings",
    duplicate: "Duplicate",
    remove: "Remove",
  },

  /** Announced by screen readers after a change */
  said: {
    begun: "The dashboard can be edited now.",
    moved: (title: string, column: string, row: string): string => `${title}: column ${column}, row ${row}.`,
    resized: (title: string, width: string, height: string): string => `${title}: ${width} wide, ${height} high.`,
    edge: (title: string): string => `${title} is at the edge.`,
    others: (count: number, written: string): string =>
      count === 1 ? "1 other tile made room." : `${written} other tiles made room.`,
    added: (title: string): string => `${title} was added.`,
    removed: (title: string): string => `${title} was removed.`,
    undone: "Undone.",
    redone: "Done again.",
  },

  discard: {
    title: "Discard all changes?",
    text: "All changes since you began to edit will be lost.",
    yes: "Discard",
    no: "Go on editing",
  },

  /** After a failed save, which keeps the draft */
  failed: {
    kept: "Nothing is lost: your changes are still here.",
    canceled: "The save was canceled",
    forbidden: {
      title: "You may not change this dashboard",
      advice:
        "Your role lacks the permission to write dashboards. Ask an administrator of the application for a role that may.",
    },
    gone: {
      title: "This dashboard was deleted",
      advice: "Another person deleted it while you edited it, so it can’t be saved any more.",
    },
    mistakes: { title: "There are mistakes", advice: "The service would reject them. They are marked on their tiles." },
    unknown: "It is not known whether the service has saved the changes. Saving again is safe.",
  },

  /** The dialog with both sides of a conflict */
  conflict: {
    title: "Another person has changed the same things",
    text: "Your changes contradict theirs. Choose one version of each tile; all other changes of both are kept.",
    mine: "Yours",
    theirs: "Theirs",
    changed: "Changed",
    removed: "Removed",
    yes: "Save with these",
    no: "Go on editing",
  },

  add: {
    title: "Add a tile",
    cancel: "Cancel",
  },

  /** The panel with a tile's settings */
  form: {
    label: (title: string): string => `Settings of ${title}`,
    close: "Close the settings",
    title: "Title",
    place: "Place",
    x: "Column (from 0)",
    y: "Row (from 0)",
    width: "Width",
    height: "Height",
    json: "The tile as JSON",
    noJson: (reason: string): string => `This is not JSON: ${reason}`,
    noTile: "A tile is an object with a configuration, which is an object with a type.",
    choose: "Choose…",
    none: "None",
    loading: "Loading…",
    search: "Search",
    add: "Add",
    remove: (name: string): string => `Remove ${name}`,
    aggregateOf: (name: string): string => `Function of ${name}`,
    firstDevices: (count: string): string =>
      `The first ${count} devices of the group. Others can be entered in the JSON.`,
    notLoaded: (reason: string): string => `The list could not be loaded: ${reason}. Ids can be entered in the JSON.`,
    slices: "Slices",
    default: "Default",
  },

  /** Labels of fields, by the path of the member in the configuration */
  fields: {
    group: "Device group",
    devices: "Devices",
    device: "Device",
    capabilities: "Values to show",
    command: "Command",
    queryRange: "Time range",
    query: "Id of the saved query",
    zoomLevel: "Zoom, 0 (the world) to 24",
    showTrend: "Show the change since the value before",
    text: "Text",
    description: "Text, in Markdown",
    href: "Link",
    sourceUrl: "Address of the page, https",
    image: "Picture: id or data",
    textSize: "Text size",
    textSizeUnit: "Unit of the text size",
    wordWrap: "Wrap long text",
    "format.xAxisEnabled": "X axis",
    "format.yAxisEnabled": "Y axis",
    "format.legendEnabled": "Legend",
    "format.abbreviateValue": "Shorten large numbers (1.7K)",
    "format.decimalPlaces": "Decimal places",
    "format.wordWrap": "Wrap long text",
    "format.textSize": "Text size",
    "format.unit": "Unit of the text size",
    "format.textSizeUnit": "Unit of the text size",
    "format.fitImage": "Stretch the picture to the tile",
    "format.showTitle": "Show the title",
    "format.backgroundColor": "Colour behind the picture",
    "format.textColor": "Colour of the title",
  },
};
