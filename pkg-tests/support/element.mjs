// The element in the pages of `embed.mjs`, and the emulator that it reads.
import { emulate, NOW, TOKEN } from "./emulator.mjs";

/** Lenient, because one of its tiles has a type that doesn't exist yet. */
export const emulator = await emulate("--now", NOW, "--lenient");

export const OPERATIONS = "dtmi:kkfvwa2xi:operations";
export const ARTICLE = "dtmi:kkfvwa2xi:p7pyt5x38";
/**
 * A dashboard with tiles of most kinds and few queries: the operations dashboard takes half a minute at one a second.
 */
export const BRIEF = "brief";
const TITLES = ["Now in the lobby", "On call", "Floor plan", "Lobby climate today", "Last hundred readings"];
const TYPES = ["mapProperty", "stateChart", "pieChart"];
const { tiles } = await emulator.dashboard(OPERATIONS);
const { tiles: beyond } = await emulator.dashboard("dtmi:contoso:beyond");
const { tiles: others } = await emulator.dashboard("dtmi:contoso:tiles:all");
await emulator.put(BRIEF, {
  displayName: "Contoso in brief",
  tiles: [
    ...tiles.filter(({ displayName }) => TITLES.includes(displayName)),
    { ...beyond.find(({ displayName }) => displayName === "Energy flow"), x: 4, y: 6 },
    ...TYPES.map((type, place) => ({
      ...others.find(({ configuration }) => configuration.type === type),
      x: 2 * place,
      y: 8,
    })),
  ],
});

/** Returns the tag for a dashboard. */
export const markup = (id, attributes = "") =>
  `<iot-central-dashboard endpoint="${emulator.endpoint}" dashboard-id="${id}" ${attributes}></iot-central-dashboard>`;

/** Defines the tag, sets the credential of every element, and records the events of all elements. */
export const SCRIPT = `
  import "PACKAGE/dist/element/index.js";
  globalThis.heard = [];
  globalThis.equip = (element) => {
    for (const type of ["load", "error", "tile-update", "tile-error", "navigate", "edit", "save", "conflict"]) {
      element.addEventListener(type, (event) => heard.push([type, event.detail.dashboard?.displayName ?? event.detail.url ?? event.detail.tile?.displayName ?? event.detail.error?.message]));
    }
    element.credential = () => "${TOKEN}";
    return element;
  };
  document.querySelectorAll("iot-central-dashboard").forEach(equip);`;

/** Returns the recorded events of a type. */
export const heard = (page, type) =>
  page.evaluate((type) => heard.filter(([name]) => name === type).map(([, what]) => what), type);
