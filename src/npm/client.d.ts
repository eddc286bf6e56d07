/** A token for the service, as `@azure/core-auth` has it. */
export interface AccessToken {
  token: string;
  /** When it ends, in milliseconds since 1970. */
  expiresOnTimestamp: number;
  /** When it should be renewed, in milliseconds since 1970. Absent: five minutes before its end. */
  refreshAfterTimestamp?: number;
}

/** What `@azure/identity` and MSAL adapters offer. It is asked again when a token nears its end. */
export interface TokenCredential {
  getToken(scopes: string | string[], options?: GetTokenOptions): Promise<AccessToken | null>;
}

/** What a credential is told beside the scope. */
export interface GetTokenOptions {
  /** Aborted when nobody waits for the token any more. */
  abortSignal?: AbortSignal;
  /** What the service wants the token to claim, as JSON text, after it refused one (continuous access evaluation). */
  claims?: string;
  /** That a claims challenge will be answered; always `true` here. */
  enableCae?: boolean;
}

/**
 * What authorizes requests:
 * - a `TokenCredential` (`@azure/identity`),
 * - a function that returns a bearer token, or an `AccessToken` where its end is known,
 * - an API token, `SharedAccessSignature sr=…`. Meant for service to service: anybody who opens the page can read it,
 *   so it draws one warning on the console.
 *
 * Tokens stay in memory: never in storage, a URL, an error or a log.
 */
export type Credential =
  | TokenCredential
  | ((scope: string, options: GetTokenOptions) => string | AccessToken | Promise<string | AccessToken>)
  | string;

/** What every operation takes. */
export interface OperationOptions {
  /** Ends the operation: it rejects with an `AbortError`, and nothing is sent afterwards. */
  abortSignal?: AbortSignal;
}

/** How often a failed request is repeated. Only requests that are safe to repeat are, and twenty retries of one client at
 * most; every five successes give one back. */
export interface RetryOptions {
  /** How many times at most after the first try. Default 3; 0 turns repeating off. */
  maxRetries?: number;
  /** Longest wait before the second try, in milliseconds; it doubles with each further one. Default 800. */
  retryDelayInMs?: number;
  /** Longest wait of all, in milliseconds. A service that asks for more is not waited for. Default 60,000. */
  maxRetryDelayInMs?: number;
}

/** How long things may take. What takes longer rejects with an `IotCentralError`, code `Timeout`. */
export interface TimeoutOptions {
  /** One try, body included, in milliseconds. Default 30,000. */
  tryInMs?: number;
  /** An operation (of a list: a page) with all its tries, and the waits between them, in milliseconds. A
   * change with `ifMatch` that is lost is read back within the time of one more try. Default 300,000. */
  overallInMs?: number;
}

/** How much is sent at most, by all clients of one application in this page together. What is too much waits; what isn't,
 * doesn't. */
export interface RateLimitOptions {
  /** Requests of any kind within a second. The service takes 20 from all users of an application together. Default 20; 0:
   * any number. */
  requestsPerSecond?: number;
  /** Queries within a second, of all tabs of this origin. The service takes one. Default 1; 0: any number. */
  queriesPerSecond?: number;
}

/** A request as `onRequest` and the logger see it: without its token, its body, and the values of its query but for known
 * harmless ones, which read `***`. */
export interface SentRequest {
  method: string;
  url: string;
  /** Number of the try, from 0. */
  attempt: number;
  headers: Record<string, string>;
}

/** How a try ended, as `onResponse` and the logger see it. */
export interface SentResponse {
  request: SentRequest;
  /** HTTP status; absent where there was no answer. */
  statusCode?: number;
  /** The headers that this package reads, as far as CORS shows them. */
  headers: Record<string, string>;
  /** Why there was no answer. */
  failure?: string;
  /** How long it took, body included, in milliseconds. */
  durationInMs: number;
}

/** Where log lines go; `console` is one. */
export interface Logger {
  debug(message: string, detail?: unknown): void;
  warn(message: string, detail?: unknown): void;
}

/** What every client takes. */
export interface ClientOptions {
  /** Api version of every request. Default: the one each operation is described in, `2022-10-31-preview` for dashboards. */
  apiVersion?: string;
  /** What tokens are for: the credential is asked for the scope `{audience}/.default`. Default: the public cloud's,
   * `https://apps.azureiotcentral.com`; sovereign clouds differ. */
  audience?: string;
  retry?: RetryOptions;
  timeout?: TimeoutOptions;
  rateLimit?: RateLimitOptions;
  /** How many pages of a list are read at most. Beyond it the list rejects with code `Limit` and says where it may be
   * continued. Default 1,000. */
  maxPages?: number;
  /** The same of items: the page that reaches this number is the last. Default 100,000. */
  maxItems?: number;
  /** Called instead of the global `fetch`; it must abort when the signal in its second argument says so. */
  fetch?: typeof fetch;
  /** Called before each try. */
  onRequest?: (request: SentRequest) => void;
  /** Called when a try has ended. */
  onResponse?: (response: SentResponse) => void;
  /** Gets a line for each request and answer (`debug`) and every warning. Default: warnings go to the console. */
  logger?: Logger;
}

export interface IotCentralClientOptions extends ClientOptions {}

export interface ListDashboardsOptions extends OperationOptions {
  /** OData filter, such as `displayName eq 'Hall 1'`. */
  filter?: string;
  /** OData order, such as `displayName desc`. */
  orderby?: string;
  /** How many dashboards a page has at most, 1–100. Default: the service's. */
  maxPageSize?: number;
  /** Called for each dashboard of a page that isn't what it should be; it is left out. Default: a warning of the logger. A
   * page with more than a thousand of them is an error. */
  onMalformed?: (malformed: MalformedItem) => void;
}

/** An item of a page that could not be read. */
export interface MalformedItem {
  /** Its place in the page, from 0. */
  index: number;
  /** JSON pointer (RFC 6901) to what is wrong, from the page on: `/value/3/tiles/0/x`. */
  pointer: string;
  /** What is wrong there. */
  message: string;
}

export interface PageSettings {
  /** How many items a page has at most, 1–100. */
  maxPageSize?: number;
  /** Where to go on: the `continuationToken` of an earlier page. */
  continuationToken?: string;
}

/** A page of a list. */
export interface Page<T> {
  items: T[];
  /** Items that could not be read; the others are in `items`. */
  malformed: MalformedItem[];
  /** Where the next page begins; absent on the last one. It may be kept and handed to `byPage` later. */
  continuationToken?: string;
}

/** Items one by one with `for await`, pages with `byPage`. Nothing is sent before the first item is asked for. */
export interface PagedAsyncIterableIterator<T> extends AsyncIterableIterator<T> {
  next(): Promise<IteratorResult<T, undefined>>;
  return(): Promise<IteratorResult<T, undefined>>;
  [Symbol.asyncIterator](): PagedAsyncIterableIterator<T>;
  byPage(settings?: PageSettings): AsyncIterableIterator<Page<T>>;
}

/** What operations take that write a dashboard. */
export interface WriteDashboardOptions extends OperationOptions {
  /**
   * Whether a dashboard with errors is refused before it is sent. Default `true`. `false` leaves limits and rules to the
   * service; what isn't a dashboard at all, for a missing member or a wrong type, is refused nevertheless, and so is a
   * personal one, which would become one of the application.
   */
  validate?: boolean;
}

export interface UpdateDashboardOptions extends WriteDashboardOptions {
  /** Update only this version: the dashboard's `etag` as it was read. Another version → `IotCentralError`, status 412. */
  ifMatch?: string;
}

/** Dashboards of an application (`/api/dashboards`). */
export interface DashboardsOperations {
  /** All dashboards the user may see. */
  list(options?: ListDashboardsOptions): PagedAsyncIterableIterator<Dashboard>;
  /** One dashboard. An unknown id → `IotCentralError`, status 404. */
  get(dashboardId: string, options?: OperationOptions): Promise<Dashboard>;
  /**
   * Creates the dashboard, or replaces the one of this id as a whole. One with errors (`validateDashboard`) →
   * `IotCentralError` `InvalidInput` with `findings`.
   */
  create(dashboardId: string, dashboard: Dashboard, options?: WriteDashboardOptions): Promise<Dashboard>;
  /**
   * Changes some members: a JSON merge patch, where `null` removes a member and `tiles` is replaced as a whole. One with
   * errors → `IotCentralError` `InvalidInput` with `findings`.
   */
  update(dashboardId: string, patch: DashboardPatch, options?: UpdateDashboardOptions): Promise<Dashboard>;
  /**
   * Reads the dashboard, has `change` change it, writes the members that differ, and gives the dashboard as it is then;
   * nothing is sent where none do. `change` mutates what it is handed or returns another dashboard, or a promise of one;
   * what it throws, the operation rejects with.
   *
   * It is written only over the version that was read. Where somebody else has written meanwhile, it is read again and
   * both changes are merged: members one by one, `tiles` tile by tile, by their ids. That is written over what was found,
   * five times at most. Both changed the same, and not to the same → `IotCentralError` `Conflict`, with both sides.
   *
   * A dashboard without an `etag` can't be told from its other versions: then it is read and merged once more just before
   * it is written, and a change between these two requests is lost.
   */
  edit(
    dashboardId: string,
    change: (dashboard: Dashboard) => Dashboard | void | Promise<Dashboard | void>,
    options?: WriteDashboardOptions,
  ): Promise<Dashboard>;
  /** Deletes the dashboard. One that is gone already → `IotCentralError`, status 404. */
  delete(dashboardId: string, options?: OperationOptions): Promise<void>;
  /**
   * Live data for the tiles of a dashboard, or of the one with this id, which is read first. Tiles that show nothing of
   * devices (`markdown`, `image`, `label`, `externalContent`, `dataExplorer`, `command`) have none to wait for.
   *
   * What tiles share is read once: one query for all that they want of a device over one window, one query a second, from all
   * pages of this origin together. A page that nobody sees reads nothing, and what another feed of this client has read
   * lately isn't read again.
   */
  watch(dashboard: Dashboard | string, options: WatchOptions): DashboardFeed;
}

export interface WatchOptions extends OperationOptions {
  /** Called with a tile (the very object of `dashboard.tiles`) each time it has new data, or has some while other data of it
   * could not be read: `timing.failures` says what then. */
  onTile: (tile: Tile, data: TileData, timing: TileTiming) => void;
  /** Called when a tile has no data to show, not even older, because something failed. The feed goes on and tries again.
   * Without a tile: the dashboard itself could not be read, and the feed is over. Default: the console. */
  onError?: (tile: Tile | undefined, error: IotCentralError) => void;
  /** Called with the dashboard, where it was given by its id, before any of its tiles. */
  onDashboard?: (dashboard: Dashboard) => void;
  /** How often last known values and properties are read, in milliseconds, at least 1,000. A chart is read once per slice of
   * its resolution at most, a number over a range once per hundredth of it, states and events once per thousandth of
   * theirs, the devices of a group once a minute. Default 10,000. The service allows one query a second, which many tiles have to share. What fails is tried again after this time,
   * which doubles up to five minutes as long as it does; a request of a feed has one try, of 15 seconds at most. */
  refreshIntervalInMs?: number;
  /** Takes the place of the tiles' own time ranges, and of the last hundred points. Without a resolution, one that gives
   * thirty to two hundred slices. */
  timeRange?: Pick<TimeRange, "duration" | "resolution">;
  /** How many points a series has at most, at least 4: of more, the lowest and highest of each stretch of time are kept, as by
   * `downsample`. Default: all. */
  maxPoints?: number;
  /** The reader's language, as BCP 47 has it: names are in it where device templates have them in several, else in English, else in
   * any. Default: the browser's. */
  locale?: string;
}

/** How fresh a tile's data is, in milliseconds since 1970, and how complete. */
export interface TileTiming {
  /** When the oldest of what it shows was read. */
  readAt: number;
  /** When the next of it will be read, unless others wait for their queries too. */
  dueAt: number;
  /** What could not be read this time; absent where nothing failed. The data holds the rest, and of these what was read
   * before, where anything was. */
  failures?: readonly TileFailure[];
}

/** A part of a tile that could not be read. */
export interface TileFailure {
  /** The device's id; the group's where its devices are counted. */
  device: string;
  /** As the tile names it; absent where it is all that the tile shows of the device. */
  capability?: string;
  error: IotCentralError;
}

/** Live data of a dashboard. It ends by `close()` or by its `abortSignal`; no callback is called afterwards. */
export interface DashboardFeed {
  /** Reads no more until `resume()`. */
  pause(): void;
  /** Reads again; what became due in the meantime is read at once. */
  resume(): void;
  /** Makes all data due now, whatever other feeds have read; what was due already comes first. */
  refresh(): void;
  /** Ends the data of one tile (the very object of `dashboard.tiles`); what is read for it alone is given up. */
  stop(tile: Tile): void;
  close(): void;
}

/** Data of a tile, by what the tile shows. */
export type TileData =
  | SeriesData
  | LatestData
  | KpiData
  | CategoryData
  | StateData
  | EventData
  | RowData
  | PointData
  | CountData
  | PropertyData;

/** Where a value comes from, and what people call that. What isn't known is absent. */
export interface Source {
  /** The device's id. */
  device: string;
  /** The device's display name. */
  deviceName?: string;
  /** As the tile names it, component in front: `thermostat.temperature`. */
  capability: string;
  /** The capability's display name, from the device template. */
  capabilityName?: string;
  /** The sign of its unit, `°C`; the unit's name where it has none. */
  unit?: string;
  /** Names of the values of an enumeration, by the value as text. */
  labels?: Record<string, string>;
  /** The aggregate function; absent for what isn't gathered. */
  aggregateFunction?: string;
}

/** The time that data is of, in milliseconds since 1970. */
export interface DataRange {
  from: number;
  to: number;
}

/** Lines, bars or cells along time: `lineChart`, `barChart`, `heatMapChart`. The last hundred points have no range. */
export interface SeriesData extends Partial<DataRange> {
  kind: "series";
  series: Series[];
  /** How long a slice is, in milliseconds; absent for raw points. */
  stepInMs?: number;
}

/** One line. */
export interface Series extends Source {
  /** Milliseconds since 1970, ascending. For aggregates: when the slice begins. */
  times: Float64Array;
  /** A value for each time; NaN is a gap. */
  values: Float64Array;
  /** Sums and counts of slices that the range cuts, or that aren't over: they would read like an outage beside the others, so they
   * aren't among them. Absent where there are none. */
  unfinished?: UnfinishedSlice[];
}

/** What a sum or a count has of a slice so far. */
export interface UnfinishedSlice {
  /** When the slice begins, in milliseconds since 1970. */
  time: number;
  value: number;
}

/** Last known values: `lkv`. */
export interface LatestData {
  kind: "latest";
  values: LatestValue[];
}

/** The last known value of one capability of one device. */
export interface LatestValue extends Source {
  /** Absent where the service knows of none. */
  value?: unknown;
  /** When it was sent, in milliseconds since 1970; absent where the service doesn't say. */
  timestamp?: number;
  /** The value before it, where it was seen: of what a device rarely sends, only what this client has shown before. */
  previous?: unknown;
}

/** One value of one capability of one device. */
export interface SourcedValue extends Source {
  /** Absent where there is none. */
  value?: unknown;
}

/** Numbers over a range: `kpi`. */
export interface KpiData extends DataRange {
  kind: "kpi";
  values: SourcedValue[];
}

/** Parts of a whole: `pieChart`. */
export interface CategoryData extends DataRange {
  kind: "categories";
  categories: SourcedValue[];
}

/** The time that messages are of. */
export interface MessageRange extends DataRange {
  /** From when on each message is there, where some were left out: the service answers a query with 10,000 at most, and the
   * newest are read. Absent where none was left out. */
  completeFrom?: number;
}

/** States along time: `stateChart`. A state lasts until the next one. Before `completeFrom`, of what changes within a slice, the
 * last counts. */
export interface StateData extends MessageRange {
  kind: "states";
  lanes: StateLane[];
}

/** The states of one capability of one device. */
export interface StateLane extends Source {
  /** When each state begins, in milliseconds since 1970, ascending. */
  starts: Float64Array;
  /** When each state ends. */
  ends: Float64Array;
  values: unknown[];
}

/** Events along time: `eventChart`. Before `completeFrom`, of several within a slice, the last counts. */
export interface EventData extends MessageRange {
  kind: "events";
  lanes: EventLane[];
}

/** The events of one capability of one device. */
export interface EventLane extends Source {
  /** When each event was sent, in milliseconds since 1970, ascending. Before `completeFrom`: when its slice begins. */
  times: Float64Array;
  values: unknown[];
}

/** A table of states or events, newest first: `stateHistoryChart`, `eventHistoryChart`. Rows before `completeFrom` may be left out. */
export interface RowData extends MessageRange {
  kind: "rows";
  rows: HistoryRow[];
}

/** A state or an event. */
export interface HistoryRow extends Source {
  /** When it was, or began, in milliseconds since 1970. */
  time: number;
  /** When it ended, for a state. */
  until?: number;
  value: unknown;
}

/** Where devices are or were: `mapProperty` (one point, without a time), `mapTelemetry` (of the last hundred messages). */
export interface PointData {
  kind: "points";
  tracks: Track[];
}

/** Where one device was. */
export interface Track extends Source {
  /** Milliseconds since 1970, ascending; NaN where nobody says. */
  times: Float64Array;
  /** Degrees north. */
  lats: Float64Array;
  /** Degrees east. */
  lons: Float64Array;
}

/** How many devices a group has: `deviceCount`. */
export interface CountData {
  kind: "count";
  count: number;
}

/** Values of properties: `property`. */
export interface PropertyData {
  kind: "properties";
  values: SourcedValue[];
}

/**
 * What the service would refuse of a dashboard (`error`), and what it would take but somebody would regret (`warning`):
 * missing members, wrong types, limits, ids; values this version doesn't know, tiles that overlap or leave the grid, more
 * than ten devices, ranges beyond the seven days that telemetry is kept for. Empty where nothing is wrong. A mistake in one
 * tile hides none in another. Sends nothing, and never throws.
 */
export function validateDashboard(dashboard: unknown): Finding[];

/** Something that is wrong with a dashboard, or will be. */
export interface Finding {
  /** `error`: the service refuses it. `warning`: it takes it, and somebody will regret it. */
  severity: "error" | "warning";
  /** JSON pointer (RFC 6901) to the value at fault: `/tiles/3/width`. Empty for the whole. */
  pointer: string;
  /** What is wrong with that value, to be read behind its name: `should be from 1 to 10`. */
  message: string;
}

/**
 * The points of a line that a chart of limited width needs: the first, the last, and of each of `(maxPoints − 2) / 2` equal
 * columns of time the lowest and the highest, in the order of their times. So no spike is lost. With two points or more for
 * each pixel of its width, a chart looks as it would with all of them.
 *
 * A gap stays one: where a NaN was between two points that are kept, one is kept too. These come on top of `maxPoints`, one
 * between two points at most.
 *
 * @param times Milliseconds since 1970, or whatever ascends.
 * @param values A value for each time; NaN is a gap.
 * @param maxPoints A whole number, 4 or more. No more points than that come back as they are.
 * @returns New arrays; those handed in stay as they are.
 * @throws IotCentralError `InvalidInput` where an argument isn't what it should be; `pointer` names it.
 */
export function downsample(times: Float64Array, values: Float64Array, maxPoints: number): { times: Float64Array; values: Float64Array };

/** How a value becomes text. The first two are members of a tile's `TextFormat`; `unit` isn't, where it is that of the text's
 * size. */
export interface FormatValueOptions {
  /** 1,700 becomes 1.7K, in the locale's compact notation. Default `true`. */
  abbreviateValue?: boolean;
  /** How many decimal places a number has, 0–20; what is beyond counts as the nearer end. Default: as many as are needed,
   * at most two, one in an abbreviated number; of a number below 1 the first two significant digits. */
  decimalPlaces?: number;
  /** The symbol that stands at a number: `°C`. */
  unit?: string;
  /** Whose way of writing numbers, a BCP 47 tag such as `de-DE`. Default: the environment's. */
  locale?: string;
}

/**
 * A value of a tile in one line, numbers as the portal writes them: `formatValue(1700)` is `1.7K` in English.
 *
 * A unit follows a number behind a no-break space. Without one stand `°`, `′` and `″`; where `%` stands, and whether a space
 * is between, is the locale's habit (CLDR): `50%`, `50 %`, `%50`. What isn't a number has no unit.
 *
 * Strings and booleans stay as they are. Objects are written with their members in order, `lat 47.6, lon -122.1`, arrays with
 * commas between; `lat` and `lon` keep four decimal places. `undefined`, `null`, numbers that aren't finite, and what has no members are `–`.
 *
 * @throws IotCentralError `InvalidInput` where `locale` is no language tag.
 */
export function formatValue(value: unknown, options?: FormatValueOptions): string;

/** Two changes of a dashboard that can't both be. */
export interface DashboardConflict {
  /** The dashboard as it was read. */
  base: Dashboard;
  /** What was to be written. */
  mine: Dashboard;
  /** What somebody else wrote meanwhile. */
  theirs: Dashboard;
  /** JSON pointers (RFC 6901), into `base`, to what both changed. */
  pointers: string[];
}

/** What every list takes. */
export interface ListOptions extends OperationOptions {
  /** Called for each item of a page that isn't what it should be; it is left out. Default: a warning of the logger. A page
   * with more than a thousand of them is an error. */
  onMalformed?: (malformed: MalformedItem) => void;
}

export interface ListDevicesOptions extends ListDeviceGroupsOptions {
  /** What else of a device to answer, such as `deploymentManifest`. */
  expand?: string;
}

export interface ListDeviceGroupsOptions extends ListOptions {
  /** OData filter, such as `displayName eq 'Hall 1'`. */
  filter?: string;
  /** OData order, such as `displayName desc`. */
  orderby?: string;
  /** How many items a page has at most, 1–100. Default: the service's, 25. */
  maxPageSize?: number;
}

/** What part of a device is meant. Default: the device itself. */
export interface DevicePartOptions extends OperationOptions {
  /** Name of the module, of an IoT Edge device. */
  module?: string;
  /** Name of the component. */
  component?: string;
}

/** Devices of an application, as far as tiles need them (`/api/devices`). */
export interface DevicesOperations {
  /** All devices the user may see. */
  list(options?: ListDevicesOptions): PagedAsyncIterableIterator<Device>;
  /** One device. An unknown id → `IotCentralError`, status 404. */
  get(deviceId: string, options?: OperationOptions & { expand?: string }): Promise<Device>;
  /** The values of all properties. */
  getProperties(deviceId: string, options?: DevicePartOptions): Promise<Record<string, unknown>>;
  /** The last known value of a telemetry. */
  getTelemetryValue(deviceId: string, telemetryName: string, options?: DevicePartOptions): Promise<DeviceTelemetry>;
  /** Runs a command and waits for the device's response. It is sent once, since a device that ran it twice did two things,
   * and again only after 429, or with another token after 401, where nothing can have run. */
  runCommand(deviceId: string, commandName: string, command?: DeviceCommand, options?: DevicePartOptions): Promise<DeviceCommand>;
  /** The runs of a command. */
  listCommandHistory(deviceId: string, commandName: string, options?: DevicePartOptions & ListOptions): PagedAsyncIterableIterator<DeviceCommand>;
}

/** Device groups of an application (`/api/deviceGroups`). */
export interface DeviceGroupsOperations {
  /** All device groups the user may see. */
  list(options?: ListDeviceGroupsOptions): PagedAsyncIterableIterator<DeviceGroup>;
  /** One device group. */
  get(deviceGroupId: string, options?: OperationOptions): Promise<DeviceGroup>;
  /** The devices of a group. */
  listDevices(deviceGroupId: string, options?: ListOptions & { maxPageSize?: number }): PagedAsyncIterableIterator<Device>;
}

/** Queries over what an application's devices sent (`/api/query`). */
export interface QueryOperations {
  /**
   * Runs a query and gives its rows. It waits for its turn: the service takes one a second. A text over a documented limit
   * (350 characters, 15 items, 10 operators, `TOP` 10,000) is refused before it is sent, with code `InvalidInput`.
   */
  run(query: string, options?: OperationOptions): Promise<Record<string, unknown>[]>;
}

export interface WaitUntilReadyOptions extends OperationOptions {
  /** How long at most, in milliseconds. Default 300,000. */
  timeoutInMs?: number;
  /** How long between two looks, in milliseconds. Default 2,000. */
  pollIntervalInMs?: number;
}

/**
 * Where the devices of an application upload files to (`/api/fileUploads`, `2022-07-31`). The connection string is
 * write-only: its key is masked in whatever comes back, and a masked one is refused on the way in.
 */
export interface FileUploadsOperations {
  /** The configuration. None → `IotCentralError`, status 404. */
  get(options?: OperationOptions): Promise<FileUpload>;
  /** Creates the configuration, or replaces it as a whole. It is `pending` at first; see `waitUntilReady`. */
  create(fileUpload: FileUpload, options?: OperationOptions): Promise<FileUpload>;
  /** Changes some members. With `ifMatch` it is a request of `2022-10-31-preview`, the version that knows etags. */
  update(patch: FileUploadPatch, options?: OperationOptions & { ifMatch?: string }): Promise<FileUpload>;
  /** Deletes the configuration; files that were uploaded stay. */
  delete(options?: OperationOptions): Promise<void>;
  /** Waits while the configuration is `pending` or `updating`. Rejects with the state as code where it is `failed` or
   * `deleting`, and with `Timeout` where it takes too long. */
  waitUntilReady(options?: WaitUntilReadyOptions): Promise<FileUpload>;
}

/** A client of one IoT Central application. */
export class IotCentralClient {
  /**
   * @param endpoint The application's address, `https://contoso.azureiotcentral.com`. `http:` only to this machine.
   * @throws IotCentralError `InvalidInput` where an argument or option isn't what it should be, a misspelt one too.
   */
  constructor(endpoint: string, credential: Credential, options?: IotCentralClientOptions);
  /** The application's address. */
  readonly endpoint: string;
  readonly dashboards: DashboardsOperations;
  readonly devices: DevicesOperations;
  readonly deviceGroups: DeviceGroupsOperations;
  readonly query: QueryOperations;
  readonly fileUploads: FileUploadsOperations;
}

export interface ApplicationsClientOptions extends ClientOptions {
  /** Address of Azure Resource Manager. Default `https://management.azure.com`; sovereign clouds differ. It is the default
   * audience too. */
  endpoint?: string;
}

/** What every `begin…` takes. */
export interface PollerOptions extends OperationOptions {
  /** How long `pollUntilDone` waits for the operation, in milliseconds. Default 1,800,000, half an hour. */
  deadlineInMs?: number;
}

/** How far a long-running operation is. */
export interface OperationState {
  status: "notStarted" | "running" | "succeeded" | "failed" | "canceled";
}

/**
 * A long-running operation, with the habits of `@azure/core-lro`. Nothing is sent before it is polled for the first time.
 * It follows `Azure-AsyncOperation`, else `Location`, and the resource itself where CORS hides both.
 */
export interface Poller<T> {
  /** Sends one request: the one that begins the operation, then one that asks how far it is. No answer, 429 and 5xx don't
   * end it. Rejects with the service's code and message where the operation failed or was canceled. */
  poll(options?: OperationOptions): Promise<OperationState>;
  /** Polls as often as the service asks for, every two seconds where it doesn't, until the operation is over; several calls
   * at once share the polls. Behind the deadline it rejects with code `Timeout`; the operation may go on, and may be polled
   * again. */
  pollUntilDone(options?: OperationOptions): Promise<T>;
  /** Calls the function after every poll. What comes back takes it away again. */
  onProgress(callback: (state: OperationState) => void): () => void;
  readonly operationState: OperationState;
  /** Whether it is over, however it ended. */
  readonly isDone: boolean;
  /** What came of it; `undefined` before its end, and after a deletion. */
  readonly result: T | undefined;
  /** All that it takes to go on after the page was reloaded, as text without a secret; see `restorePoller`. Until the first
   * poll is answered there is nothing to go on with. */
  toString(): string;
}

export interface ConnectOptions extends ClientOptions {
  /** What follows the application's subdomain. Default `azureiotcentral.com`; sovereign clouds differ. */
  domain?: string;
}

/** The IoT Central applications of a subscription: Azure Resource Manager, `2021-06-01`. */
export class ApplicationsClient {
  /**
   * @param subscriptionId The subscription's id.
   * @param credential As for `IotCentralClient`, but for API tokens, which open one application alone.
   * @throws IotCentralError `InvalidInput` where an argument or option isn't what it should be.
   */
  constructor(subscriptionId: string, credential: Exclude<Credential, string>, options?: ApplicationsClientOptions);
  readonly endpoint: string;
  readonly subscriptionId: string;
  /** All applications of the subscription. */
  listBySubscription(options?: ListOptions): PagedAsyncIterableIterator<Application>;
  /** The applications of a resource group. */
  listByResourceGroup(resourceGroupName: string, options?: ListOptions): PagedAsyncIterableIterator<Application>;
  /** What applications can be made from. */
  listTemplates(options?: ListOptions): PagedAsyncIterableIterator<ApplicationTemplate>;
  /** What the resource provider can do. */
  listOperations(options?: ListOptions): PagedAsyncIterableIterator<ProviderOperation>;
  /** One application. An unknown name → `IotCentralError`, status 404. */
  get(resourceGroupName: string, resourceName: string, options?: OperationOptions): Promise<Application>;
  /** Whether an application of this name can be created. */
  checkNameAvailability(name: string, options?: OperationOptions): Promise<AvailabilityInfo>;
  /** Whether an application can have this subdomain. */
  checkSubdomainAvailability(subdomain: string, options?: OperationOptions): Promise<AvailabilityInfo>;
  /** Creates an application, or replaces what can be changed of the one of this name. Needs `location` and `sku`; a
   * managed identity is had by `identity: { type: "SystemAssigned" }`. */
  beginCreate(resourceGroupName: string, resourceName: string, application: Application, options?: PollerOptions): Poller<Application>;
  /** Changes some members: sku, tags, identity, display name and subdomain. `location` and `template` never change. */
  beginUpdate(resourceGroupName: string, resourceName: string, patch: ApplicationPatch, options?: PollerOptions): Poller<Application>;
  /** Deletes an application, with all that is in it. */
  beginDelete(resourceGroupName: string, resourceName: string, options?: PollerOptions): Poller<void>;
  /** Goes on with an operation whose poller was saved by `toString()`. One that had not been sent is not begun.
   * @throws IotCentralError `InvalidInput` where the text isn't that of a poller of this subscription and endpoint. */
  restorePoller(saved: string, options?: PollerOptions): Poller<Application | void>;
  /** A client of the application itself. The same credential is asked for a token of the other audience: neither token
   * goes where the other belongs. Options that aren't given are this client's, but for `endpoint`, `audience` and
   * `apiVersion`.
   * @throws IotCentralError `InvalidInput` where the application has no subdomain. */
  connect(application: Application, options?: ConnectOptions): IotCentralClient;
}

/** What went wrong on this side; the service's own codes (`NotFound`, `Unauthenticated`, …) stand beside them. */
export type IotCentralErrorCode =
  /** An argument, an option or a body isn't what it should be; `pointer` says where. Nothing was sent. */
  | "InvalidInput"
  /** The credential gave no token. */
  | "Credential"
  /** No answer: the network, DNS, or a missing CORS permission; a browser doesn't tell which. */
  | "Network"
  /** No whole answer in time. */
  | "Timeout"
  /** The answer isn't what the service promises: `pointer` and `offset` say where. NUL is a character like any other; half a
   * surrogate pair is no text. */
  | "Decode"
  /** The answer led to another origin; nothing was sent there. */
  | "ForeignLink"
  /** There is more than this package reads: `maxPages`, `maxItems`, or a body of more than 64 MiB. */
  | "Limit"
  /** Somebody else changed the same meanwhile; `conflict` has both sides. */
  | "Conflict"
  /** The service refused or failed without a code of its own; `statusCode` says how. */
  | "Service"
  | (string & {});

/** What every operation rejects with, except for an abort, which is an `AbortError`. */
export class IotCentralError extends Error {
  name: "IotCentralError";
  /** What went wrong, for a program. */
  code: IotCentralErrorCode;
  /** HTTP status, where there was an answer. */
  statusCode?: number;
  /** The service's id of the request, for a support case. */
  requestId?: string;
  /** JSON pointer (RFC 6901) to the offending value, in what was handed in or in the answer. */
  pointer?: string;
  /** Of an answer that can't be read: how many of its bytes, behind a byte order mark, could be. */
  offset?: number;
  /** All errors of a dashboard or patch that was refused before it was sent. */
  findings?: Finding[];
  /** Both sides, where `edit` met somebody else's change of the same. */
  conflict?: DashboardConflict;
  /** How long the service asked to wait in its last answer, in milliseconds, as far as CORS shows it. */
  retryAfterInMs?: number;
  /** Where to go on listing after a page that failed. Not enumerable: a link may be signed, and errors are logged. */
  continuationToken?: string;
}
