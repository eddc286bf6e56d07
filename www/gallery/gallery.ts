// Draws tiles from data at hand, without a service: to look at renderers while they are made, and to test them.
import type { IotCentralClient, TemplateCapability, Tile } from "iotcentral-web";

import "../package/element/index.ts";
import { german } from "../package/messages/de.ts";
import { english } from "../package/messages/en.ts";
import type { PartialMessages } from "../package/messages/messages.ts";
import type { TileData } from "../package/tiles/data.ts";
import type { Renderers } from "../package/tiles/index.ts";
import type { Thresholds } from "../package/tiles/renderer.ts";
import { type Fixture, fixtures } from "./fixtures.ts";

/** What a test may set up. */
export interface Scene {
  fixtures?: readonly Fixture[];
  renderers?: Renderers;
  locale?: string;
  timeZone?: string;
  messages?: PartialMessages;
  mapTiles?: string;
  thresholds?: Thresholds;
  /** How a device answers a command. Absent: the tile can't run it. */
  runCommand?: IotCentralClient["devices"]["runCommand"];
  /** What people call devices, by their ids. */
  names?: Readonly<Record<string, string>>;
  /** What the template of all devices has, by the reader's language; in English where it isn't told apart. */
  capabilities?: Readonly<Record<string, readonly TemplateCapability[]>>;
}

const ENDPOINT = "https://contoso.azureiotcentral.com";
const dashboard = document.querySelector("iot-central-dashboard");
let show: (tile: Tile, data: TileData) => void = () => {};

/** Puts tiles on the page, and their data into them. */
function draw({
  fixtures: shown = fixtures,
  renderers,
  locale,
  timeZone,
  messages,
  mapTiles,
  thresholds,
  runCommand,
  names = {},
  capabilities,
}: Scene = {}): void {
  if (!dashboard) return;
  const client = {
    endpoint: ENDPOINT,
    dashboards: {
      watch(_: unknown, { onTile }: { onTile: typeof show }) {
        show = onTile;
        for (const { tile, data } of shown) if (data) onTile(tile, data);
        return { pause() {}, resume() {}, refresh() {}, setVisible() {}, close() {} };
      },
    },
    devices: {
      runCommand,
      get: (id: string) =>
        names[id]
          ? Promise.resolve({ id, displayName: names[id], ...(capabilities && { template: "t" }) })
          : Promise.reject(new Error(`no device ${id}`)),
    },
    deviceTemplates: {
      getCapabilities: (_: string, { locale = "en" }: { locale?: string }) =>
        Promise.resolve(capabilities?.[locale] ?? capabilities?.["en"] ?? []),
    },
  };
  Object.assign(dashboard, {
    client,
    dashboard: { displayName: "All tiles", tiles: shown.map(({ tile }) => tile) },
    renderers,
    locale,
    timeZone,
    messages,
    mapTiles,
    thresholds,
  });
}

Object.assign(globalThis, {
  gallery: {
    draw,
    fixtures,
    english,
    german,
    update: (title: string, data: TileData, shown = fixtures) => {
      const tile = shown.find(({ tile }) => tile.displayName === title)?.tile;
      if (tile) show(tile, data);
    },
  },
});
const answer = { responseCode: 200, response: { restarted: true, uptimeInSeconds: 0 } };
draw({ runCommand: () => new Promise((done) => setTimeout(() => done(answer), 300)) });
