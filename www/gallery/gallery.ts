// Draws tiles from fixed data, without a service: to look at renderers during development, and to test them.
import type { IotCentralClient, TemplateCapability, Tile } from "iotcentral-web";

import "../package/element/index.ts";
import { german } from "../package/messages/de.ts";
import { english } from "../package/messages/en.ts";
import type { PartialMessages } from "../package/messages/messages.ts";
import type { TileData } from "../package/tiles/data.ts";
import type { Renderers } from "../package/tiles/index.ts";
import type { Thresholds } from "../package/tiles/renderer.ts";
import { type Fixture, fixtures } from "./fixtures.ts";

/** The settings of a test. */
export interface Scene {
  fixtures?: readonly Fixture[];
  renderers?: Renderers;
  locale?: string;
  timeZone?: string;
  messages?: PartialMessages;
  mapTiles?: string;
  thresholds?: Thresholds;
  /** Returns a device's answer to a command. Without it, the command tile can't run its command. */
  runCommand?: IotCentralClient["devices"]["runCommand"];
  /** Names of devices by id */
  names?: Readonly<Record<string, string>>;
  /** Capabilities of every device's template, by the reader's language. English stands in for missing languages. */
  capabilities?: Readonly<Record<string, readonly TemplateCapability[]>>;
}

const ENDPOINT = "https://contoso.azureiotcentral.com";
const dashboard = document.querySelector("iot-central-dashboard");
let show: (tile: Tile, data: TileData) => void = () => {};

/** Adds tiles to the page, and shows data in them. */
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
