// Code that uses the package, for the compiler only: `types.test.mjs` compiles it with the packed package.
import {
  type AccessToken,
  type Application,
  ApplicationsClient,
  type Capability,
  type Credential,
  type Dashboard,
  type DashboardConflict,
  type DashboardFeed,
  type DeviceCountConfiguration,
  downsample,
  type FileUpload,
  type Finding,
  formatValue,
  IotCentralClient,
  IotCentralError,
  type LatestValue,
  type Poller,
  type Series,
  type Tile,
  type TileConfiguration,
  type TileData,
  type TileDataOf,
  type TokenCredential,
  validateDashboard,
} from "iotcentral-web";
import type { IotCentralDashboardElement, Messages, Renderer } from "iotcentral-web/element";
import { german } from "iotcentral-web/messages/de";
import "iotcentral-web/element";
import { hostCredential, shareCredential } from "iotcentral-web/iframe";
import { IotCentralClient as InlineClient } from "iotcentral-web/inline";
import { init, initSync, type ModuleSource, IotCentralClient as SlimClient } from "iotcentral-web/slim";

// Credentials

/** A credential as `@azure/identity` declares it. */
declare const azure: {
  getToken(scopes: string | string[], options?: { abortSignal?: AbortSignal; tenantId?: string }): Promise<AccessToken>;
};
const credentials: Credential[] = [
  azure satisfies TokenCredential,
  "SharedAccessSignature sr=…",
  () => "token",
  async (scope: string) => `token for ${scope}`,
  async () => ({ token: "t", expiresOnTimestamp: Date.now(), refreshAfterTimestamp: Date.now() }),
];
for (const credential of credentials) new IotCentralClient("https://contoso.azureiotcentral.com", credential);

const central = new IotCentralClient("https://contoso.azureiotcentral.com", azure, {
  apiVersion: "2022-10-31-preview",
  audience: "https://apps.azureiotcentral.us",
  retryOptions: { maxRetries: 3, retryDelayInMs: 800, maxRetryDelayInMs: 60_000 },
  timeout: { tryInMs: 30_000, overallInMs: 300_000 },
  rateLimit: { requestsPerSecond: 20, queriesPerSecond: 1 },
  maxPages: 1000,
  maxItems: 100_000,
  fetch,
  onRequest: ({ method, url, attempt, headers }) => void [method, url, attempt, headers],
  onResponse: ({ request, statusCode, failure, durationInMs }) => void [request.url, statusCode, failure, durationInMs],
  logger: console,
});
const endpoint: string = central.endpoint;
new InlineClient(endpoint, "SharedAccessSignature sr=…");

// @ts-expect-error: an endpoint is a string
new IotCentralClient(42, "token");
// @ts-expect-error: a client needs a credential
new IotCentralClient(endpoint);
// @ts-expect-error: a misspelt option
new IotCentralClient(endpoint, azure, { timeout: 1 });
// @ts-expect-error: an option of another type
new IotCentralClient(endpoint, azure, { retryOptions: 3 });
// @ts-expect-error: a token object needs its expiry
new IotCentralClient(endpoint, () => ({ token: "t" }));
// @ts-expect-error: the endpoint of a client is read-only
central.endpoint = "";

// Dashboards

const controller = new AbortController();
const { signal: abortSignal } = controller;
for await (const dashboard of central.dashboards.list({
  filter: "favorite eq true",
  orderby: "displayName",
  maxPageSize: 50,
  abortSignal,
})) {
  const title: string = dashboard.displayName;
  const count: number | undefined = dashboard.tiles?.length;
  console.log(title, count);
}
for await (const { items, malformed, continuationToken } of central.dashboards
  .list()
  .byPage({ maxPageSize: 50, continuationToken: undefined })) {
  const dashboards: Dashboard[] = items;
  const pointers: string[] = malformed.map(({ pointer }) => pointer);
  const next: string | undefined = continuationToken;
  console.log(dashboards, pointers, next);
}
const list = central.dashboards.list({
  onMalformed: ({ index, pointer, message }) => console.warn(index.toFixed(), pointer, message),
});
const first = await list.next();
if (!first.done) console.log(first.value.id);
await list.return();

const board = await central.dashboards.get("dtmi:kkfvwa2xi:p7pyt5x38", { abortSignal });
await central.dashboards.create("dtmi:kkfvwa2xi:p7pyt5x38", { ...board, tiles: [...(board.tiles ?? [])] });
await central.dashboards.update(
  "dtmi:kkfvwa2xi:p7pyt5x38",
  { favorite: true, organizations: null, tiles: null },
  { ifMatch: board.etag },
);
const nothing: void = await central.dashboards.delete("dtmi:kkfvwa2xi:p7pyt5x38");
console.log(nothing);

const written: Dashboard = {
  displayName: "Hall 1",
  tiles: [
    {
      displayName: "Temperature",
      x: 0,
      y: 0,
      width: 4,
      height: 3,
      configuration: {
        type: "lineChart",
        group: "group",
        devices: ["thermostat-01"],
        capabilities: [{ capability: "thermostat.temperature", aggregateFunction: "avg" }],
        queryRange: { type: "time", duration: "PT1H", resolution: "PT1M" },
        format: { legendEnabled: false },
      },
    },
    {
      displayName: "Note",
      x: 4,
      y: 0,
      width: 2,
      height: 2,
      configuration: { type: "markdown", description: "# Hello" },
    },
  ],
};
await central.dashboards.create("hall", written);

await central.dashboards.create("hall", written, { validate: false, abortSignal });
await central.dashboards.update("hall", { favorite: null }, { validate: true, ifMatch: board.etag });

const edited: Dashboard = await central.dashboards.edit("hall", (dashboard) => {
  dashboard.tiles?.pop();
});
await central.dashboards.edit("hall", ({ tiles = [], ...rest }) => ({
  ...rest,
  tiles: tiles.filter(({ y }) => y < 10),
}));
await central.dashboards.edit(
  "hall",
  async (dashboard) => {
    dashboard.displayName = await Promise.resolve("Hall 2");
  },
  { validate: false, abortSignal },
);

const findings: Finding[] = validateDashboard(edited);
for (const { severity, pointer, message } of validateDashboard(JSON.parse("{}") as unknown)) {
  const isError: boolean = severity === "error";
  console.log(isError, pointer.length, message.length, findings);
}

// @ts-expect-error: a finding is an error or a warning
findings.filter(({ severity }) => severity === "info");
// @ts-expect-error: the function must return a dashboard or nothing
await central.dashboards.edit("hall", () => 42);
// @ts-expect-error: `edit` sets ifMatch by itself
await central.dashboards.edit("hall", () => {}, { ifMatch: "" });
// @ts-expect-error: a dashboard has a title
await central.dashboards.create("hall", { tiles: [] });
// @ts-expect-error: a title can't be removed
await central.dashboards.update("hall", { displayName: null });
// @ts-expect-error: only the service sets `personal`
board.personal = true;
// @ts-expect-error: a misspelt option
await central.dashboards.get("hall", { signal: abortSignal });
// @ts-expect-error: an etag belongs to a change, not to a deletion
await central.dashboards.delete("hall", { ifMatch: "" });
// @ts-expect-error: a chart needs a time range
const rangeless: TileConfiguration = { type: "lineChart", group: "g", devices: [] };
// @ts-expect-error: a tile has a place
const placeless: Tile = { displayName: "Note", configuration: { type: "label", text: "x" } };
// @ts-expect-error: the member is called text
const mislabelled: TileConfiguration = { type: "label", description: "x" };
console.log(rangeless, placeless, mislabelled);

// Tiles: `default` is `never`, so a type that is added or renamed doesn't compile here.

function describe({ configuration }: Tile): string {
  switch (configuration.type) {
    case "lineChart":
      return configuration.queryRange.type === "time"
        ? configuration.queryRange.duration
        : configuration.queryRange.count.toFixed();
    case "barChart":
    case "pieChart":
    case "heatMapChart":
      return `${names(configuration.capabilities)} ${configuration.format?.legendEnabled ?? true}`;
    case "eventChart":
    case "stateChart":
      return `${names(configuration.capabilities)} ${configuration.queryRange.type}`;
    case "eventHistoryChart":
    case "stateHistoryChart":
    case "kpi":
      return `${configuration.devices.join()} ${configuration.format?.decimalPlaces ?? 0}`;
    case "lkv":
      return `${configuration.group} ${configuration.showTrend ?? true}`;
    case "property":
      return `${configuration.group} ${configuration.format?.unit ?? "pt"}`;
    case "mapProperty":
    case "mapTelemetry":
      return (configuration.zoomLevel ?? 0).toFixed();
    case "deviceCount":
      return configuration.group ?? "every device";
    case "markdown":
      return configuration.description;
    case "image":
      return configuration.format?.textSizeUnit ?? configuration.href ?? "";
    case "label":
      return configuration.text;
    case "externalContent":
      return configuration.sourceUrl;
    case "dataExplorer":
      return `${configuration.query ?? ""} ${configuration.queryRange.type}`;
    case "command":
      return `${configuration.command} ${configuration.device}`;
    default:
      return configuration satisfies never;
  }
}

function names(capabilities: Capability[] = []): string {
  return capabilities.map(({ capability, aggregateFunction }) => `${aggregateFunction} of ${capability}`).join();
}

// Live data

function draw(tile: Tile, data: TileData): void {
  switch (data.kind) {
    case "series":
      for (const { device, capability, aggregateFunction, times, values } of data.series satisfies Series[]) {
        const points: [Float64Array, Float64Array] = [times, values];
        console.log(describe(tile), device, capability, aggregateFunction?.toUpperCase(), points);
      }
      break;
    case "latest":
      for (const { device, capability, value, timestamp, previous } of data.values satisfies LatestValue[]) {
        const change = typeof value === "number" && typeof previous === "number" ? value - previous : undefined;
        console.log(device, capability, change, timestamp === undefined ? "never" : new Date(timestamp));
      }
      break;
    case "count":
      console.log(data.count.toFixed());
      break;
    default:
      console.log(data.kind satisfies "kpi" | "categories" | "states" | "events" | "rows" | "points" | "properties");
  }
}

// The data of a known tile type needs no check of `kind`.
const counted = ({ count }: TileDataOf<"deviceCount">): number => count;
const lines = ({ series, from }: TileDataOf<"lineChart" | "barChart">): number => series.length + (from ?? 0);
const any: (data: TileDataOf<string>) => void = (data) => draw(written.tiles![0]!, data);
const none: TileDataOf<"markdown">[] = [] satisfies never[];
// @ts-expect-error: a count has no series
const miscounted = ({ series }: TileDataOf<"deviceCount">): number => series;
console.log(counted, lines, any, none, miscounted);

const feed: DashboardFeed = central.dashboards.watch(board, {
  onTile: draw,
  onError: (tile, { code, statusCode, requestId }) => console.warn(tile?.displayName, code, statusCode, requestId),
  refreshIntervalInMs: 5000,
  abortSignal,
});
feed.pause();
feed.resume();
feed.close();

// @ts-expect-error: onTile is required
central.dashboards.watch(board, {});
// @ts-expect-error: last known values have no series
central.dashboards.watch(board, { onTile: (_, data) => data.kind === "latest" && data.series });

// Errors

try {
  await central.dashboards.get("nowhere");
} catch (error) {
  if (error instanceof IotCentralError) {
    const { name, code, message, statusCode, pointer, retryAfterInMs, continuationToken } = error;
    const what: "IotCentralError" = name;
    const conflict: DashboardConflict | undefined = error.conflict;
    for (const place of conflict?.pointers ?? [])
      console.log(place, conflict?.mine.displayName, conflict?.theirs.displayName);
    console.log(error.findings?.map((finding: Finding) => finding.message));
    if (code === "Network" || statusCode === 404)
      console.log(what, message, pointer, retryAfterInMs?.toFixed(), continuationToken);
  }
}

// The module, loaded by the page

const sources: ModuleSource[] = [
  "module.wasm",
  new URL("https://cdn.example/module.wasm"),
  new Uint8Array(),
  new Response(),
];
for (const source of sources) await init({ module_or_path: source });
await init({ module_or_path: fetch("module.wasm") });
initSync({ module: new Uint8Array() });
new SlimClient(endpoint, { getToken: async () => ({ token: "t", expiresOnTimestamp: 0 }) });

// @ts-expect-error: init needs the module's source
await init();

// Applications

const apps = new ApplicationsClient("6f3c1d2e-0000-4000-8000-123456789abc", azure, {
  endpoint: "https://management.azure.com",
});
for await (const { name, properties } of apps.listBySubscription()) void [name, properties?.subdomain];
const creation: Poller<Application> = apps.beginCreateOrUpdate("rg", "contoso-iot", {
  location: "eastus",
  sku: { name: "ST2" },
  identity: { type: "SystemAssigned" },
});
const stopTelling: () => void = creation.onProgress(
  ({ status }) => void (status satisfies "notStarted" | "running" | "succeeded" | "failed" | "canceled"),
);
stopTelling();
const created: Application = await creation.pollUntilDone();
await apps.beginUpdate("rg", "contoso-iot", { tags: { owner: "me" } }, { deadlineInMs: 60_000 }).pollUntilDone();
const result: Application | undefined = creation.isDone() ? creation.getResult() : undefined;
void [result, creation.getOperationState().status];
await apps.beginDeleteAndWait("rg", "contoso-iot", { updateIntervalInMs: 10_000 });
await apps.get("rg", "contoso-iot", {
  abortSignal: AbortSignal.timeout(1000),
  requestOptions: { customHeaders: { "x-ms-client-request-id": "1" } },
  onResponse: ({ statusCode }) => void statusCode,
});
await apps.restorePoller(creation.toString()).pollUntilDone();
const deleted: void = await apps.beginDelete("rg", "contoso-iot").pollUntilDone();
void deleted;
const itsDashboards = apps.connect(created, { domain: "azureiotcentral.us" }).dashboards;
void itsDashboards;
void apps.connect({ properties: { subdomain: "contoso" } });
for await (const { items } of apps.listBySubscription().byPage({ continuationToken: undefined })) void items;
// @ts-expect-error: Azure Resource Manager has no page size
apps.listBySubscription().byPage({ maxPageSize: 10 });
// @ts-expect-error: the history of a command has no page size
central.devices.listCommandHistory("thermostat-01", "reboot").byPage({ maxPageSize: 10 });
// @ts-expect-error: an API token is valid only for one application
new ApplicationsClient("s", "SharedAccessSignature sr=…");

// Devices, groups, queries, file uploads

for await (const { id, template } of central.devices.list({ filter: "template eq 't'", maxPageSize: 25 }))
  void [id, template];
const { value: reading, timestamp } = await central.devices.getTelemetryValue("thermostat-01", "temperature", {
  component: "climate",
});
void [reading, timestamp];
await central.devices.runCommand("thermostat-01", "reboot", { request: { delay: 5 }, responseTimeout: 30 });
for await (const { responseCode } of central.devices.listCommandHistory("thermostat-01", "reboot")) void responseCode;
for await (const group of central.deviceGroups.list())
  for await (const device of central.deviceGroups.listDevices(group.id ?? "")) void device.displayName;
const rows: Record<string, unknown>[] = await central.query.run("SELECT TOP 10 $id FROM dtmi:contoso:Thermostat;1");
void rows;
await central.fileUploads.create({ connectionString: "…", container: "fileuploads", sasTtl: "PT1H" });
const uploads: FileUpload = await central.fileUploads.waitUntilReady({ timeoutInMs: 60_000 });
await central.fileUploads.update({ sasTtl: "PT2H" }, { ifMatch: uploads.etag });

// Numbers of one's own

const thin: { times: Float64Array; values: Float64Array } = downsample(new Float64Array(9), new Float64Array(9), 4);
const texts: string[] = Array.from(thin.values, (value) =>
  formatValue(value, { abbreviateValue: false, decimalPlaces: 1, unit: "°C", locale: "de-DE" }),
);
console.log(texts, formatValue(undefined), formatValue(JSON.parse("{}") as unknown, {}));

// @ts-expect-error: only typed arrays
downsample([1], [1], 4);
// @ts-expect-error: the text format's textSize is no option
formatValue(1, { textSize: 12 });

const element: IotCentralDashboardElement = document.createElement("iot-central-dashboard");
element.client = new InlineClient("https://contoso.azureiotcentral.com", () => "token");
element.credential = hostCredential({ origin: "https://portal.example" });
element.timeRange = { duration: "P1D", resolution: "PT30M" };
element.theme = "high-contrast";
element.zoom = { from: Date.UTC(2026, 0, 31), to: Date.now() };
element.addEventListener("zoom", ({ detail: { zoom } }) => console.log(zoom?.from, zoom?.to));
element.thresholds = { temperature: [{ value: 26, color: "var(--danger)", label: "Too hot" }] };
// @ts-expect-error: a threshold has a colour
element.thresholds = { temperature: [{ value: 26 }] };
// @ts-expect-error: no such theme
element.theme = "drak";
element.messages = german;
element.messages = {
  ...german,
  table: { ...german.table, showMore: (count) => `+${count}` },
  dashboard: { idle: { title: "Nothing yet" } },
};
// @ts-expect-error A language needs all messages.
export const incomplete: Messages = { ...german, map: { zoomIn: "Plus" } };
// @ts-expect-error There is no such message.
element.messages = { table: { showMoar: "more" } };
const blank: Renderer = (host, { type }, { title }) => {
  host.textContent = `${type} ${title}`;
  return { update: (data) => data.kind === "series" && data.series.length > 0 };
};
element.renderers = {
  deviceCount: blank,
  lkv: (host, { showTrend }) => ({ update: () => host.isConnected && (showTrend ?? true) }),
};
element.addEventListener(
  "navigate",
  (event) => event.detail.url.startsWith("https://contoso.example/") || event.preventDefault(),
);
element.addEventListener("tile-error", ({ detail: { tile, error } }) => console.log(tile.displayName, error.code));
element.addEventListener("click", ({ clientX }) => void clientX);
document.querySelector("iot-central-dashboard")?.refresh();
const stop: () => void = shareCredential(document.querySelector("iframe")!, () => "token", { origin: "null" });
stop();
const counting: Renderer<DeviceCountConfiguration> = (host) => ({
  update: ({ count }) => ((host.textContent = count.toFixed()), true),
});
element.renderers = {
  deviceCount: (host) => ({ update: (data) => ((host.textContent = data.count.toFixed()), data.count > 0) }),
  lineChart: async () => ({ update: ({ series }) => series.length > 0 }),
  hologram: () => ({}),
};
// @ts-expect-error: a line chart has no count
element.renderers = { lineChart: () => ({ update: (data) => data.count > 0 }) };
void counting;
