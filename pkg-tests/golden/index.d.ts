/**
 * A dashboard: a title and up to 100 tiles on a grid.
 *
 * Source: `Dashboard` in the data plane's OpenAPI description, `2022-10-31-preview`.
 */
export interface Dashboard {
  /**
   * The dashboard's id: letters, digits, `:` and `;`, at most 128 characters, such as `dtmi:kkfvwa2xi:p7pyt5x38`.
   * The service sets it from the address of the request.
   */
  readonly id?: string;
  /** The title, at least one character. */
  displayName: string;
  /** The tiles, at most 100. Absent means none. */
  tiles?: Tile[];
  /**
   * Whether only the current user sees the dashboard. Personal dashboards can be read but not created through
   * the API.
   */
  readonly personal?: boolean;
  /** Whether the dashboard is one of the user's favorites. Default `false`. */
  favorite?: boolean;
  /**
   * Ids of the organizations that the dashboard belongs to; the service accepts at most one. Absent if the
   * dashboard is personal or belongs to the whole application.
   */
  organizations?: string[];
  /** The version of the dashboard, quotes included. Pass it unchanged in `ifMatch` to update only this version. */
  etag?: string;
}

/** A tile: its place on the dashboard's grid, its title, and what it shows. */
export interface Tile {
  /** The tile's id; the service sets it. */
  readonly id?: string;
  /** The title. */
  displayName: string;
  /** What the tile shows. */
  configuration: TileConfiguration;
  /** Distance from the grid's left edge in cells, 0–100. */
  x: number;
  /** Distance from the grid's top edge in cells, 0–100. */
  y: number;
  /** Width in cells, 1–10. */
  width: number;
  /** Height in cells, 1–10. */
  height: number;
}

/** Aggregates of telemetry along time, as lines. */
export interface LineChartConfiguration extends ChartTile {
  type: "lineChart";
}

/** Aggregates of telemetry along time, as bars. */
export interface BarChartConfiguration extends ChartTile {
  type: "barChart";
}

/** Aggregates of telemetry as parts of a whole. */
export interface PieChartConfiguration extends ChartTile {
  type: "pieChart";
}

/** Aggregates of telemetry as coloured cells, one for each device and slice of time. */
export interface HeatMapChartConfiguration extends ChartTile {
  type: "heatMapChart";
}

/** Occurrences of events along time. */
export interface EventChartConfiguration extends TimelineTile {
  type: "eventChart";
}

/** States along time. */
export interface StateChartConfiguration extends TimelineTile {
  type: "stateChart";
}

/** A table of events. */
export interface EventHistoryChartConfiguration extends ReportTile {
  type: "eventHistoryChart";
}

/** A table of states. */
export interface StateHistoryChartConfiguration extends ReportTile {
  type: "stateHistoryChart";
}

/** One aggregate over the whole time range, as a number. */
export interface KpiConfiguration extends ReportTile {
  type: "kpi";
}

/** The last known value, and the change since the value before it. */
export interface LkvConfiguration extends LastKnownValueTile {
  type: "lkv";
}

/** Values of device or cloud properties. */
export interface PropertyConfiguration extends PropertyTile {
  type: "property";
}

/** Devices on a map, at the location that a property contains. */
export interface MapPropertyConfiguration extends MapTile {
  type: "mapProperty";
}

/** Tracks of devices on a map, along the locations that their telemetry contains: at most 100 points. */
export interface MapTelemetryConfiguration extends MapTile {
  type: "mapTelemetry";
}

/** The number of devices in a group. */
export interface DeviceCountConfiguration extends DeviceCountTile {
  type: "deviceCount";
}

/** A heading and formatted text, with an optional link. */
export interface MarkdownConfiguration extends MarkdownTile {
  type: "markdown";
}

/** A picture, with an optional link. */
export interface ImageConfiguration extends ImageTile {
  type: "image";
}

/** Plain text. */
export interface LabelConfiguration extends LabelTile {
  type: "label";
}

/** A web page in a frame. */
export interface ExternalContentConfiguration extends ExternalContentTile {
  type: "externalContent";
}

/** A saved query of the application's data explorer. */
export interface DataExplorerConfiguration extends DataExplorerTile {
  type: "dataExplorer";
}

/** A button that runs a command on a device. */
export interface CommandConfiguration extends CommandTile {
  type: "command";
}

/**
 * What a tile shows; the member `type` tells the variants apart.
 *
 * The service may add types. A configuration of an unknown type is read and written unchanged, so give a `switch`
 * over `type` a `default` branch.
 */
export type TileConfiguration =
  | LineChartConfiguration
  | BarChartConfiguration
  | PieChartConfiguration
  | HeatMapChartConfiguration
  | EventChartConfiguration
  | StateChartConfiguration
  | EventHistoryChartConfiguration
  | StateHistoryChartConfiguration
  | KpiConfiguration
  | LkvConfiguration
  | PropertyConfiguration
  | MapPropertyConfiguration
  | MapTelemetryConfiguration
  | DeviceCountConfiguration
  | MarkdownConfiguration
  | ImageConfiguration
  | LabelConfiguration
  | ExternalContentConfiguration
  | DataExplorerConfiguration
  | CommandConfiguration;

/** The members of line, bar, pie and heat map charts. */
export interface ChartTile {
  /** Id of the device group. */
  group: string;
  /** Ids of the devices to show, at most 100. */
  devices: string[];
  /** The capabilities to show of each device. */
  capabilities?: Capability[];
  /** The time range that the chart shows. */
  queryRange: QueryRange;
  /** Axes and legend. */
  format?: ChartFormat;
}

/** A capability of devices, and the function that aggregates its values. */
export interface Capability {
  /** The capability's name, with its component in front if it has one: `temperature`, `thermostat.temperature`. */
  capability: string;
  /** The function that aggregates the values. */
  aggregateFunction: AggregateFunction;
}

/** A function that aggregates values of a capability. The service's default is `count`. */
export type AggregateFunction = "sum" | "count" | "max" | "min" | "avg" | (string & {});

/** A time range that ends now. */
export interface TimeQueryRange extends TimeRange {
  type: "time";
}

/** The last data points; the service accepts this only in a line chart. */
export interface CountQueryRange extends CountRange {
  type: "count";
}

/** The range of data that a tile shows. */
export type QueryRange =
  | TimeQueryRange
  | CountQueryRange;

/** A time range that ends now. */
export interface TimeRange {
  /** The length of the range. */
  duration: Duration;
  /** The length of a slice: the values of each slice are aggregated. Default `PT5M`. */
  resolution?: Resolution;
}

/** The length of a time range, as an ISO 8601 duration. The service keeps telemetry for seven days. */
export type Duration = "PT30M" | "PT1H" | "PT12H" | "P1D" | "P1W" | "P30D" | (string & {});

/** The length of a slice, as an ISO 8601 duration. */
export type Resolution = "PT1M" | "PT5M" | "PT10M" | "PT30M" | "PT1H" | "PT12H" | "P1D" | "P1W" | (string & {});

/** The last data points. */
export interface CountRange {
  /** The number of points; the service accepts only 100. */
  count: number;
}

/** Axes and legend of a chart. */
export interface ChartFormat {
  /** Whether to draw the x axis. Default `true`. */
  xAxisEnabled?: boolean;
  /** Whether to draw the y axis. Default `true`. */
  yAxisEnabled?: boolean;
  /** Whether to show the legend. Default `true`. */
  legendEnabled?: boolean;
}

/** The members of event and state charts. */
export interface TimelineTile {
  /** Id of the device group. */
  group: string;
  /** Ids of the devices to show, at most 100. */
  devices: string[];
  /** The capabilities to show of each device. */
  capabilities?: Capability[];
  /** The time range that the chart shows. */
  queryRange: QueryRange;
}

/** The members of KPI, event history and state history tiles. */
export interface ReportTile {
  /** Id of the device group. */
  group: string;
  /** Ids of the devices to show, at most 100. */
  devices: string[];
  /** The capabilities to show of each device. */
  capabilities?: Capability[];
  /** The time range that the tile shows. */
  queryRange: QueryRange;
  /** How the values are formatted. */
  format?: TextFormat;
}

/** How values are formatted as text. The service rejects an empty object. */
export interface TextFormat {
  /** Whether to abbreviate large numbers, such as 1,700 to 1.7K. Default `true`. */
  abbreviateValue?: boolean;
  /** How many digits follow the decimal point. */
  decimalPlaces?: number;
  /** Size of the text, in `unit`. */
  textSize?: number;
  /** Unit of `textSize`. Default `pt`. */
  unit?: TextSizeUnit;
  /** Whether long text is wrapped. Default `true`. */
  wordWrap?: boolean;
}

/** The unit of a text size. The OpenAPI description lists only `pt`; `px` occurs in real dashboards. */
export type TextSizeUnit = "pt" | "px" | (string & {});

/** The members of a last known value tile. */
export interface LastKnownValueTile {
  /** Id of the device group. */
  group: string;
  /** Ids of the devices to show, at most 100. */
  devices: string[];
  /** The capabilities to show of each device. */
  capabilities?: Capability[];
  /** Whether to show the change since the previous value. Default `true`. */
  showTrend?: boolean;
  /** How the values are formatted. */
  format?: TextFormat;
}

/** The members of a property tile. */
export interface PropertyTile {
  /** Id of the device group. */
  group: string;
  /** Ids of the devices to show, at most 100. */
  devices: string[];
  /** The properties to show of each device. */
  capabilities?: Capability[];
  /** How the values are formatted. */
  format?: TextFormat;
}

/** The members of map tiles. */
export interface MapTile {
  /** Id of the device group. */
  group: string;
  /** Ids of the devices to show, at most 100. */
  devices: string[];
  /** The location capabilities to show of each device. */
  capabilities?: Capability[];
  /** The zoom level of the map, from 0 (the world) to 24. */
  zoomLevel?: number;
}

/** The members of a device count tile. */
export interface DeviceCountTile {
  /** The id of the device group whose devices are counted. */
  group?: string;
  /** How the number is formatted. */
  format?: TextFormat;
}

/** The members of a markdown tile. The text is untrusted: any user who may edit the dashboard can write it. */
export interface MarkdownTile {
  /** The text, in Markdown. */
  description: string;
  /** The target of a click: an absolute URL, or a path inside the application. */
  href?: string;
  /** A picture in base64. In real dashboards this is the id of an asset (a GUID). */
  image?: string;
}

/** The members of an image tile. */
export interface ImageTile {
  /** The picture: the id of an asset (a GUID), or its data. Empty if no picture is chosen. */
  image?: string;
  /** The target of a click: an absolute URL, or a path inside the application. */
  href?: string;
  /** Colours, fit and title. */
  format?: ImageFormat;
}

/** Colours, fit and title of an image tile. */
export interface ImageFormat {
  /** Colour behind the picture. Default `#FFFFFF`. */
  backgroundColor?: string;
  /** Whether the picture is stretched to the tile. Default `true`. */
  fitImage?: boolean;
  /** Whether the title is shown. */
  showTitle?: boolean;
  /** Colour of the title. */
  textColor?: string;
  /** Size of the title, in `textSizeUnit`. In real dashboards 0 stands for the usual size. */
  textSize?: number;
  /** Unit of `textSize`. Default `pt`. */
  textSizeUnit?: TextSizeUnit;
}

/** The members of a label tile. */
export interface LabelTile {
  /** The text, at least one character. */
  text: string;
  /** Size of the text, in `textSizeUnit`. Default 24. */
  textSize?: number;
  /** Unit of `textSize`. Default `pt`. */
  textSizeUnit?: TextSizeUnit;
  /** Whether long text is wrapped. Default `true`. */
  wordWrap?: boolean;
}

/** The members of an external content tile. */
export interface ExternalContentTile {
  /** The page to show, an https URL. */
  sourceUrl: string;
}

/** The members of a data explorer tile. */
export interface DataExplorerTile {
  /** The time range of the query. */
  queryRange: QueryRange;
  /** The id of the saved query. */
  query?: string;
}

/** The members of a command tile. */
export interface CommandTile {
  /** Id of the device group. */
  group?: string;
  /** The command's name, with its component in front if it has one. */
  command: string;
  /** The id of the device that runs the command. */
  device: string;
}

/**
 * A JSON merge patch (RFC 7396) for a dashboard: an absent member stays unchanged, `null` removes the member, and
 * a list of tiles replaces all tiles.
 */
export interface DashboardPatch {
  /** The new title, at least one character. */
  displayName?: string;
  /** All tiles that the dashboard has after the update, at most 100. */
  tiles?: Tile[] | null;
  /** Whether the dashboard is one of the user's favorites. */
  favorite?: boolean | null;
  /** Ids of the organizations that the dashboard belongs to; the service accepts at most one. */
  organizations?: string[] | null;
}

/**
 * An IoT Central application, as a resource of Azure. A subscription has at most ten.
 *
 * Source: `App` in the resource provider's OpenAPI description, `2021-06-01`.
 */
export interface Application {
  /**
   * The resource's id:
   * `/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.IoTCentral/iotApps/{name}`.
   * Compare ids without case.
   */
  readonly id?: string;
  /** The resource's name; the service sets it from the address of the request. */
  readonly name?: string;
  /** The resource's type, `Microsoft.IoTCentral/IoTApps`; compare it without case. */
  readonly type?: string;
  /** The Azure region in which the application runs, such as `eastus`. It cannot be changed after creation. */
  location: string;
  /** Tags of the resource; Azure allows at most 50. */
  tags?: { [name: string]: string };
  /** The price plan. */
  sku: ApplicationSku;
  /** The managed identity. Absent means that the application has none. */
  identity?: ApplicationIdentity;
  /** Properties that IoT Central, not Azure Resource Manager, keeps of the application. */
  properties?: ApplicationProperties;
}

/** A price plan. */
export interface ApplicationSku {
  /** The name of the price plan. */
  name: ApplicationSkuName;
}

/** The name of a price plan. */
export type ApplicationSkuName = "ST0" | "ST1" | "ST2" | (string & {});

/** A managed identity. Only an application that was created in a region can have one. */
export interface ApplicationIdentity {
  /** The kind of the identity. */
  type: ApplicationIdentityType;
  /** The id of the identity's service principal. */
  readonly principalId?: string;
  /** The id of the identity's tenant. */
  readonly tenantId?: string;
}

/** The kind of a managed identity. */
export type ApplicationIdentityType = "None" | "SystemAssigned" | (string & {});

/** Properties that IoT Central, not Azure Resource Manager, keeps of an application. */
export interface ApplicationProperties {
  /** The application's id in IoT Central. */
  readonly applicationId?: string;
  /** The title that users see. */
  displayName?: string;
  /**
   * The first label of the application's address, `https://{subdomain}.azureiotcentral.com`; unique in all of
   * Azure.
   */
  subdomain?: string;
  /**
   * The id of the application template to create the application from: the `manifestId` of a listed template.
   * Absent means a blank application. It cannot be changed after creation.
   */
  template?: string;
  /** Whether the application is in use. */
  readonly state?: ApplicationState;
  /**
   * The progress of the last create, update or delete. The OpenAPI description lacks this member, but every
   * answer has it.
   */
  readonly provisioningState?: ProvisioningState;
}

/** Whether an application is in use. */
export type ApplicationState = "created" | "suspended" | (string & {});

/** The progress of the last create, update or delete of a resource. */
export type ProvisioningState = "Creating" | "Updating" | "Deleting" | "Succeeded" | "Failed" | "Canceled" | (string & {});

/**
 * A change of an application: an absent member stays unchanged.
 *
 * Source: `AppPatch` in the resource provider's OpenAPI description, `2021-06-01`.
 */
export interface ApplicationPatch {
  /** The new tags, which replace all tags of the application. */
  tags?: { [name: string]: string };
  /** The new price plan. */
  sku?: ApplicationSku;
  /** The new managed identity. */
  identity?: ApplicationIdentity;
  /** The new properties, such as the display name. The template cannot be changed. */
  properties?: ApplicationProperties;
}

/** A template for new applications. */
export interface ApplicationTemplate {
  /** The template's id, which a new application names in `properties.template`. */
  manifestId?: string;
  /** The template's version. */
  manifestVersion?: string;
  /** The template's name. */
  name?: string;
  /** The title that users see. */
  title?: string;
  /** The template's position in the list of templates. */
  order?: number;
  /** What applications of this template are for. */
  description?: string;
  /** The industry that the template is for. */
  industry?: string;
  /** The regions in which applications can be created from the template. */
  locations?: ApplicationTemplateLocation[];
}

/** A region in which applications can be created from a template. */
export interface ApplicationTemplateLocation {
  /** The region's id, such as `eastus`. */
  id?: string;
  /** The name that users see. */
  displayName?: string;
}

/** Whether the name or the subdomain of an application is available. */
export interface AvailabilityInfo {
  /** Whether the name can be used. */
  nameAvailable: boolean;
  /** The reason why the name cannot be used, for programs. */
  reason?: string;
  /** The reason why the name cannot be used, for people. */
  message?: string;
}

/** An operation that an Azure role can allow or deny. */
export interface ProviderOperation {
  /** `{provider}/{resource}/{read | write | action | delete}`. */
  name?: string;
  /** The description for people. */
  display?: ProviderOperationDisplay;
  /** The intended executor of the operation, such as `user,system`. */
  origin?: string;
  /** More about the operation. */
  properties?: unknown;
}

/** The description of an operation for people. */
export interface ProviderOperationDisplay {
  /** The provider, `Microsoft IoT Central`. */
  provider?: string;
  /** The type of resource. */
  resource?: string;
  /** The operation's name. */
  operation?: string;
  /** What the operation does. */
  description?: string;
}

/**
 * The storage account to which the devices of an application upload files. An application has at most one such
 * configuration.
 *
 * Source: `FileUpload` in the data plane's OpenAPI description, `2022-07-31`.
 */
export interface FileUpload {
  /** The name of the storage account. */
  account?: string;
  /**
   * The connection string of the storage account with its account key; `create` requires it. Write-only: in an
   * answer `***` replaces the key, and the client rejects a connection string with `***` as its key.
   */
  connectionString?: string;
  /** The name of the container in the storage account. */
  container: string;
  /**
   * How long a device's request to upload a file is valid, as an ISO 8601 duration such as `PT1H`. The service's
   * default is one hour.
   */
  sasTtl?: string;
  /** Whether the configuration is in use yet. */
  readonly state?: FileUploadState;
  /** The version of the configuration, quotes included. */
  etag?: string;
}

/** The state of a file upload configuration. */
export type FileUploadState = "pending" | "updating" | "deleting" | "succeeded" | "failed" | (string & {});

/**
 * A JSON merge patch (RFC 7396) for the file upload configuration: an absent member stays unchanged, `null`
 * removes the member.
 */
export interface FileUploadPatch {
  /** The name of the new storage account; `connectionString` must belong to it. */
  account?: string | null;
  /** The new connection string with its account key. Leave it out to keep the stored key. */
  connectionString?: string;
  /** The name of the new container. */
  container?: string;
  /** How long a device's request to upload a file is valid, as an ISO 8601 duration such as `PT1H`. */
  sasTtl?: string | null;
}

/**
 * A device.
 *
 * Source: `Device` in the data plane's OpenAPI description, `2022-10-31-preview`.
 */
export interface Device {
  /** The device's id. */
  readonly id?: string;
  /** The device's name. */
  displayName?: string;
  /**
   * The id of the device's template, such as `dtmi:contoso:Thermostat;1`, which queries read from. Absent while
   * no template is assigned.
   */
  template?: string;
  /** Whether the device may connect. */
  enabled?: boolean;
  /** Whether the service has allocated resources for the device. */
  readonly provisioned?: boolean;
  /** Whether the service simulates the device. */
  simulated?: boolean;
  /** Ids of the organizations that the device belongs to; the service accepts at most one. */
  organizations?: string[];
  /** The kinds of the device. Absent for an ordinary device. */
  type?: DeviceType[];
  /** The deployment manifest of an IoT Edge device. */
  deploymentManifest?: unknown;
  /** The version of the device, quotes included. */
  etag?: string;
}

/** A kind of device. */
export type DeviceType = "iotEdge" | (string & {});

/** The last known value of a telemetry capability of a device. */
export interface DeviceTelemetry {
  /**
   * The value, of the type that the device template declares; a location is `{ lat, lon, alt? }`. Absent if the
   * device has sent no value yet.
   */
  value?: unknown;
  /** When the device sent the value, in RFC 3339. */
  timestamp?: string;
}

/**
 * A command for a device, and the device's response.
 *
 * Source: `DeviceCommand` in the data plane's OpenAPI description, `2022-10-31-preview`.
 */
export interface DeviceCommand {
  /** The id of this run of the command. */
  readonly id?: string;
  /** The command's argument, of the type that the device template declares. */
  request?: unknown;
  /** How long the service waits for a device that is not connected, in seconds, 0–30. Default 0. */
  connectionTimeout?: number;
  /**
   * How long the service waits for the device's response, in seconds, 5–30. The service's default is 30. The
   * client adds this time to its own `timeout`; a command without `responseTimeout` keeps the client's
   * `timeout`, by default 30 seconds.
   */
  responseTimeout?: number;
  /** The device's response. */
  readonly response?: unknown;
  /** The status of the device's response, an HTTP status code. */
  readonly responseCode?: number;
}

/**
 * A device group: the devices that match a filter.
 *
 * Source: `DeviceGroup` in the data plane's OpenAPI description, `2022-10-31-preview`.
 */
export interface DeviceGroup {
  /** The group's id: letters, digits, `-` and `_`, at most 255 characters. */
  readonly id?: string;
  /** The group's name. */
  displayName: string;
  /** The query that selects the devices of the group. */
  filter: string;
  /** What the group is for. */
  description?: string;
  /** Ids of the organizations that the group belongs to; the service accepts at most one. */
  organizations?: string[];
  /** The version of the group, quotes included. */
  etag?: string;
}

/**
 * A device template: the capabilities of a kind of device.
 *
 * Source: `DeviceTemplate` in the data plane's OpenAPI description, `2022-10-31-preview`.
 */
export interface DeviceTemplate {
  /** The template's id, such as `dtmi:contoso:Thermostat;1`, which devices name in `template`. */
  readonly "@id"?: string;
  /** The template's name. */
  displayName?: string;
  /** What the template is for. */
  description?: string;
  /** The capabilities of the template's devices, in the Digital Twins Definition Language (DTDL). */
  capabilityModel?: { [name: string]: unknown };
  /** The version of the template, quotes included. */
  etag?: string;
}

/**
 * An organization, to which dashboards, devices and users can belong. Organizations form a tree.
 *
 * Source: `Organization` in the data plane's OpenAPI description, `2022-10-31-preview`.
 */
export interface Organization {
  /** The organization's id, which dashboards name in `organizations`. */
  readonly id?: string;
  /** The organization's name. */
  displayName?: string;
  /** The id of the parent organization; absent at the root of a tree. */
  parent?: string;
}

/** The `kind` of a tile's data by the type of the tile; `never` where it has no data. */
export interface TileDataKinds {
  lineChart: "series";
  barChart: "series";
  pieChart: "categories";
  heatMapChart: "series";
  eventChart: "events";
  stateChart: "states";
  eventHistoryChart: "rows";
  stateHistoryChart: "rows";
  kpi: "kpi";
  lkv: "latest";
  property: "properties";
  mapProperty: "points";
  mapTelemetry: "points";
  deviceCount: "count";
  markdown: never;
  image: never;
  label: never;
  externalContent: never;
  dataExplorer: never;
  command: never;
}
/** A token for the service, as `@azure/core-auth` has it. */
export interface AccessToken {
  token: string;
  /** When it ends, in milliseconds since 1970. */
  expiresOnTimestamp: number;
  /** When it should be renewed, in milliseconds since 1970. Absent: five minutes before its end. */
  refreshAfterTimestamp?: number;
}

/** The IoT Central applications of a subscription: Azure Resource Manager, `2021-06-01`. */
export class ApplicationsClient {
  /** `beginCreateOrUpdate`, polled until it is done. */
  beginCreateOrUpdateAndWait(resourceGroupName: string, resourceName: string, application: Application, options?: PollerOptions): Promise<Application>;
  /**
   * Creates an application, or replaces what can be changed of the one of this name. Needs `location` and `sku`; a
   * managed identity is had by `identity: { type: "SystemAssigned" }`.
   */
  beginCreateOrUpdate(resourceGroupName: string, resourceName: string, application: Application, options?: PollerOptions): Poller<Application>;
  /** `beginDelete`, polled until it is done. */
  beginDeleteAndWait(resourceGroupName: string, resourceName: string, options?: PollerOptions): Promise<void>;
  /** Deletes an application, with all that is in it. */
  beginDelete(resourceGroupName: string, resourceName: string, options?: PollerOptions): Poller<void>;
  /** `beginUpdate`, polled until it is done. */
  beginUpdateAndWait(resourceGroupName: string, resourceName: string, patch: ApplicationPatch, options?: PollerOptions): Promise<Application>;
  /** Changes some members: sku, tags, identity, display name and subdomain. `location` and `template` never change. */
  beginUpdate(resourceGroupName: string, resourceName: string, patch: ApplicationPatch, options?: PollerOptions): Poller<Application>;
  /** Whether an application of this name can be created. */
  checkNameAvailability(name: string, options?: OperationOptions): Promise<AvailabilityInfo>;
  /** Whether an application can have this subdomain. */
  checkSubdomainAvailability(subdomain: string, options?: OperationOptions): Promise<AvailabilityInfo>;
  /**
   * A client of the application itself. The same credential is asked for a token of the other audience: neither token
   * goes where the other belongs. Options that aren't given are this client's, but for `endpoint`, `audience` and
   * `apiVersion`.
   *
   * @param application The application, or what else holds its subdomain.
   * @throws IotCentralError `InvalidInput` where there is no subdomain.
   */
  connect(application: { properties?: { subdomain?: string | undefined } | undefined }, options?: ConnectOptions): IotCentralClient;
  /** One application. An unknown name → `IotCentralError`, status 404. */
  get(resourceGroupName: string, resourceName: string, options?: OperationOptions): Promise<Application>;
  /** The applications of a resource group. */
  listByResourceGroup(resourceGroupName: string, options?: ListOptions): PagedAsyncIterableIterator<Application, ContinuationSettings>;
  /** All applications of the subscription. */
  listBySubscription(options?: ListOptions): PagedAsyncIterableIterator<Application, ContinuationSettings>;
  /** What the resource provider can do. */
  listOperations(options?: ListOptions): PagedAsyncIterableIterator<ProviderOperation, ContinuationSettings>;
  /** What applications can be made from. */
  listTemplates(options?: ListOptions): PagedAsyncIterableIterator<ApplicationTemplate, ContinuationSettings>;
  /**
   * Checks the arguments; sends nothing.
   *
   * @param subscriptionId The subscription's id.
   * @param credential As for `IotCentralClient`, but for API tokens, which open one application alone.
   * @throws IotCentralError `InvalidInput` where an argument or option isn't what it should be.
   */
  constructor(subscriptionId: string, credential: Exclude<Credential, string>, options?: ApplicationsClientOptions);
  /**
   * Goes on with an operation whose poller was saved by `toString()`. One that had not been sent is not begun.
   *
   * @throws IotCentralError `InvalidInput` where the text isn't that of a poller of this subscription and endpoint.
   */
  restorePoller(saved: string, options?: PollerOptions): Poller<Application | void>;
  /** The address of Azure Resource Manager. */
  readonly endpoint: string;
  /** The subscription's id. */
  readonly subscriptionId: string;
}

/** What `ApplicationsClient` takes. */
export interface ApplicationsClientOptions extends ClientOptions {
  /**
   * Address of Azure Resource Manager. Default `https://management.azure.com`; sovereign clouds differ. It is the default
   * audience too.
   */
  endpoint?: string | undefined;
}

/** Parts of a whole: `pieChart`. */
export interface CategoryData extends DataRange {
  /** Which of a tile's data it is. */
  kind: "categories";
  /** The parts. */
  categories: SourcedValue[];
}

/** What every client takes. */
export interface ClientOptions {
  /** Api version of every request. Default: the one each operation is described in, `2022-10-31-preview` for dashboards. */
  apiVersion?: string | undefined;
  /**
   * What tokens are for: the credential is asked for the scope `{audience}/.default`. Default: the public cloud's,
   * `https://apps.azureiotcentral.com`; sovereign clouds differ.
   */
  audience?: string | undefined;
  /** How often a failed request is repeated. */
  retry?: RetryOptions | undefined;
  /** How long requests may take. */
  timeout?: TimeoutOptions | undefined;
  /** How much is sent at most. */
  rateLimit?: RateLimitOptions | undefined;
  /**
   * How many pages of a list are read at most. Beyond it the list rejects with code `Limit` and says where it may be
   * continued. Default 1,000.
   */
  maxPages?: number | undefined;
  /** How many items of a list are read at most: the page that reaches this number is the last. Default 100,000. */
  maxItems?: number | undefined;
  /** Called instead of the global `fetch`; it must abort when the signal in its second argument says so. */
  fetch?: (typeof fetch) | undefined;
  /** Called before each try. */
  onRequest?: ((request: SentRequest) => void) | undefined;
  /** Called when a try has ended. */
  onResponse?: ((response: SentResponse) => void) | undefined;
  /** Gets a line for each request and answer (`debug`) and every warning. Default: warnings go to the console. */
  logger?: Logger | undefined;
}

/** What `connect` takes. */
export interface ConnectOptions extends ClientOptions {
  /** What follows the application's subdomain. Default `azureiotcentral.com`; sovereign clouds differ. */
  domain?: string | undefined;
}

/** Where `byPage` begins. */
export interface ContinuationSettings {
  /** Where to go on: the `continuationToken` of an earlier page. */
  continuationToken?: string | undefined;
}

/** How many devices a group has: `deviceCount`. */
export interface CountData {
  /** Which of a tile's data it is. */
  kind: "count";
  /** How many devices. */
  count: number;
}

/**
  * What authorizes requests:
  * - a `TokenCredential` (`@azure/identity`),
  * - a function that returns a bearer token (with or without the word `Bearer`) or an API token, or an `AccessToken` where its end is
  *   known,
  * - an API token, `SharedAccessSignature sr=…`. Meant for service to service: anybody who opens the page can read it,
  *   so it draws one warning on the console.
  *
  * Tokens stay in memory: never in storage, a URL, an error or a log.
  */
export type Credential =
  | TokenCredential
  | ((scope: string, options: GetTokenOptions) => string | AccessToken | Promise<string | AccessToken>)
  | string;

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

/** Live data of a dashboard. It ends by `close()` or by its `abortSignal`; no callback is called afterwards. */
export interface DashboardFeed {
  /** Ends the feed. */
  close(): void;
  /** Reads no more until `resume()`. */
  pause(): void;
  /** Makes all data due now, whatever other feeds have read; what was due already comes first. A feed that is paused reads it once. */
  refresh(): void;
  /** Reads again; what became due in the meantime is read at once. */
  resume(): void;
  /**
   * Says which tiles (the very objects of `dashboard.tiles`) are in view: what they show is read before anything else that is due,
   * from the next request on. The number of requests stays the same. Without an argument, as at the beginning, all are alike: what
   * was due first is read first.
   *
   * ```js
   * const inView = new Set();
   * const observer = new IntersectionObserver((entries) => {
   *   for (const { target, isIntersecting } of entries) inView[isIntersecting ? "add" : "delete"](tileOf(target));
   *   feed.setVisible(inView);
   * });
   * ```
   */
  setVisible(tiles?: Iterable<Tile>): void;
  /** Ends the data of one tile (the very object of `dashboard.tiles`); what is read for it alone is given up. */
  stop(tile: Tile): void;
}

/** Dashboards of an application (`/api/dashboards`). */
export interface DashboardsOperations {
  /**
   * Creates the dashboard, or replaces the one of this id as a whole. One with errors (`validateDashboard`) →
   * `IotCentralError` `InvalidInput` with `findings`.
   */
  create(dashboardId: string, dashboard: Dashboard, options?: WriteDashboardOptions): Promise<Dashboard>;
  /** Deletes the dashboard. One that is gone already → `IotCentralError`, status 404. */
  delete(dashboardId: string, options?: OperationOptions): Promise<void>;
  /**
   * Reads the dashboard, has `change` change it, writes the members that differ, and gives the dashboard as it is then;
   * nothing is sent where none do. `change` mutates what it is handed or returns another dashboard, or a promise of one;
   * what it throws, the operation rejects with.
   *
   * It is written only over the version that was read. Where somebody else has written meanwhile, it is read again and
   * both changes are merged: members one by one, `tiles` tile by tile, by their ids. That is written over what was found,
   * five times at most. Both changed the same, and not to the same → `IotCentralError` `Conflict`, with both sides.
   *
   * A dashboard object that was read before, with its `id`, is changed as it is: nothing is read first, and what others have written
   * since it was read is merged. So an editor saves what a person changed for an hour, and saves again after a failure.
   *
   * A dashboard without an `etag` can't be told from its other versions: then it is read and merged once more just before
   * it is written, and a change between these two requests is lost.
   */
  edit(dashboard: Dashboard | string, change: (dashboard: Dashboard) => Dashboard | void | Promise<Dashboard | void>, options?: WriteDashboardOptions): Promise<Dashboard>;
  /** One dashboard. An unknown id → `IotCentralError`, status 404. */
  get(dashboardId: string, options?: OperationOptions): Promise<Dashboard>;
  /** All dashboards the user may see. */
  list(options?: ListDashboardsOptions): PagedAsyncIterableIterator<Dashboard>;
  /**
   * Changes some members: a JSON merge patch, where `null` removes a member and `tiles` is replaced as a whole. One with
   * errors → `IotCentralError` `InvalidInput` with `findings`.
   */
  update(dashboardId: string, patch: DashboardPatch, options?: UpdateDashboardOptions): Promise<Dashboard>;
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

/** The time that data is of, in milliseconds since 1970. */
export interface DataRange {
  /** When it begins. */
  from: number;
  /** When it ends. */
  to: number;
}

/** Device groups of an application (`/api/deviceGroups`). */
export interface DeviceGroupsOperations {
  /** One device group. An unknown id → `IotCentralError`, status 404. */
  get(deviceGroupId: string, options?: OperationOptions): Promise<DeviceGroup>;
  /** The devices of a group. */
  listDevices(deviceGroupId: string, options?: ListGroupDevicesOptions): PagedAsyncIterableIterator<Device>;
  /** All device groups the user may see. */
  list(options?: ListDeviceGroupsOptions): PagedAsyncIterableIterator<DeviceGroup>;
}

/** What part of a device is meant. Default: the device itself. */
export interface DevicePartOptions extends OperationOptions {
  /** Name of the module, of an IoT Edge device. */
  module?: string | undefined;
  /** Name of the component. */
  component?: string | undefined;
}

/** Device templates of an application (`/api/deviceTemplates`), as far as tiles and their editors need them. */
export interface DeviceTemplatesOperations {
  /**
   * What devices of a template send, hold and do: all of its interfaces and components in one list, as tiles name them, with
   * names in the reader's language. An unknown id → `IotCentralError`, status 404.
   */
  getCapabilities(deviceTemplateId: string, options?: GetCapabilitiesOptions): Promise<TemplateCapability[]>;
  /**
   * One device template, whose `capabilityModel` says in DTDL what devices are able to do; a device names its `template`.
   * An unknown id → `IotCentralError`, status 404.
   */
  get(deviceTemplateId: string, options?: OperationOptions): Promise<DeviceTemplate>;
  /** All device templates the user may see. */
  list(options?: ListDeviceTemplatesOptions): PagedAsyncIterableIterator<DeviceTemplate>;
}

/** Devices of an application, as far as tiles need them (`/api/devices`). */
export interface DevicesOperations {
  /** The values of all properties. */
  getProperties(deviceId: string, options?: DevicePartOptions): Promise<Record<string, unknown>>;
  /** The last known value of a telemetry. */
  getTelemetryValue(deviceId: string, telemetryName: string, options?: DevicePartOptions): Promise<DeviceTelemetry>;
  /** One device. An unknown id → `IotCentralError`, status 404. */
  get(deviceId: string, options?: GetDeviceOptions): Promise<Device>;
  /** The runs of a command. */
  listCommandHistory(deviceId: string, commandName: string, options?: DevicePartOptions & ListOptions): PagedAsyncIterableIterator<DeviceCommand, ContinuationSettings>;
  /** All devices the user may see. */
  list(options?: ListDevicesOptions): PagedAsyncIterableIterator<Device>;
  /**
   * Runs a command and waits for the device's response. It is sent once, since a device that ran it twice did two things,
   * and again only after 429, or with another token after 401, where nothing can have run.
   */
  runCommand(deviceId: string, commandName: string, command?: DeviceCommand, options?: DevicePartOptions): Promise<DeviceCommand>;
}

/** A line of fewer points. */
export interface DownsampledLine {
  /** The times that are kept. */
  times: Float64Array;
  /** The values that are kept. */
  values: Float64Array;
}

/** A part of a failure. */
export interface ErrorDetail {
  /** The service's code. */
  code?: string;
  /** What the service says. */
  message?: string;
  /** What failed, such as the name of a property. */
  target?: string;
}

/** Events along time: `eventChart`. Before `completeFrom`, of several within a slice, the last counts. */
export interface EventData extends MessageRange {
  /** Which of a tile's data it is. */
  kind: "events";
  /** The events. */
  lanes: EventLane[];
}

/** The events of one capability of one device. */
export interface EventLane extends Source {
  /** When each event was sent, in milliseconds since 1970, ascending. Before `completeFrom`: when its slice begins. */
  times: Float64Array;
  /** The events. */
  values: unknown[];
}

/**
  * Where the devices of an application upload files to (`/api/fileUploads`, `2022-07-31`). The connection string is
  * write-only: its key is masked in whatever comes back, and a masked one is refused on the way in.
  */
export interface FileUploadsOperations {
  /** Creates the configuration, or replaces it as a whole. It is `pending` at first; see `waitUntilReady`. */
  create(fileUpload: FileUpload, options?: OperationOptions): Promise<FileUpload>;
  /** Deletes the configuration; files that were uploaded stay. */
  delete(options?: OperationOptions): Promise<void>;
  /** The configuration. None → `IotCentralError`, status 404. */
  get(options?: OperationOptions): Promise<FileUpload>;
  /** Changes some members. With `ifMatch` it is a request of `2022-10-31-preview`, the version that knows etags. */
  update(patch: FileUploadPatch, options?: UpdateFileUploadOptions): Promise<FileUpload>;
  /**
   * Waits while the configuration is `pending` or `updating`. Rejects with the state as code where it is `failed` or
   * `deleting`, and with `Timeout` where it takes too long.
   */
  waitUntilReady(options?: WaitUntilReadyOptions): Promise<FileUpload>;
}

/** Something that is wrong with a dashboard, or will be. */
export interface Finding {
  /** `error`: the service refuses it. `warning`: it takes it, and somebody will regret it. */
  severity: "error" | "warning";
  /** JSON pointer (RFC 6901) to the value at fault: `/tiles/3/width`. Empty for the whole. */
  pointer: string;
  /** What is wrong with that value, to be read behind its name: `should be from 1 to 10`. */
  message: string;
}

/** What reading the capabilities of a template takes. */
export interface GetCapabilitiesOptions extends OperationOptions {
  /** The reader's language, as BCP 47 has it, for display names. Default: the browser's. */
  locale?: string | undefined;
}

/** What reading a device takes. */
export interface GetDeviceOptions extends OperationOptions {
  /** What else of the device to answer, such as `deploymentManifest`. */
  expand?: string | undefined;
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

/** When a state or an event was, and what. */
export interface HistoryMoment {
  /** When it was, or began, in milliseconds since 1970. */
  time: number;
  /** When it ended, for a state. */
  until?: number;
  /** The state or the event. */
  value: unknown;
}

/** A state or an event, and where it comes from. */
export interface HistoryRow extends Source, HistoryMoment {}

/** A client of one IoT Central application. */
export class IotCentralClient {
  /**
   * Checks the arguments; sends nothing.
   *
   * @param endpoint The application's address, `https://contoso.azureiotcentral.com`. `http:` only to this machine.
   * @throws IotCentralError `InvalidInput` where an argument or option isn't what it should be, a misspelt one too.
   */
  constructor(endpoint: string, credential: Credential, options?: IotCentralClientOptions);
  /** The application's dashboards. */
  readonly dashboards: DashboardsOperations;
  /** The application's device groups. */
  readonly deviceGroups: DeviceGroupsOperations;
  /** The application's device templates. */
  readonly deviceTemplates: DeviceTemplatesOperations;
  /** The application's devices. */
  readonly devices: DevicesOperations;
  /** The application's address. */
  readonly endpoint: string;
  /** Where the application's devices upload files to. */
  readonly fileUploads: FileUploadsOperations;
  /** The application's organizations. */
  readonly organizations: OrganizationsOperations;
  /** Queries over what the application's devices sent. */
  readonly query: QueryOperations;
}

/** What `IotCentralClient` takes. */
export interface IotCentralClientOptions extends ClientOptions {
}

/** What an error knows beside its code and its message. */
export interface IotCentralError {
  /** HTTP status, where there was an answer. */
  statusCode?: number;
  /** The service's id of the request, for a support case. */
  requestId?: string;
  /** JSON pointer (RFC 6901) to the offending value, in what was handed in or in the answer. */
  pointer?: string;
  /** Of an answer that can't be read: how many of its bytes, behind a byte order mark, could be. */
  offset?: number;
  /** What the service says of the parts of the failure, as Azure Resource Manager does; absent where it says nothing. */
  details?: ErrorDetail[];
  /** All errors of a dashboard or patch that was refused before it was sent. */
  findings?: Finding[];
  /** Both sides, where `edit` met somebody else's change of the same. */
  conflict?: DashboardConflict;
  /** How long the service asked to wait in its last answer, in milliseconds, as far as CORS shows it. */
  retryAfterInMs?: number;
  /** Where to go on listing after a page that failed. Not enumerable: a link may be signed, and errors are logged. */
  continuationToken?: string;
  /** What the credential or `fetch` threw: the very value. Not enumerable, as of every error. */
  cause?: unknown;
}

/** What every operation rejects with, except for an abort, which is an `AbortError`. */
export class IotCentralError extends Error {
  name: "IotCentralError";
  /** What went wrong, for a program. */
  code: IotCentralErrorCode;
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
/** The WebAssembly module is not where the bundler or the server should have put it. */
  | "Module"
/** The service refused or failed without a code of its own; `statusCode` says how. */
  | "Service"
  | (string & {});

/** Numbers over a range: `kpi`. */
export interface KpiData extends DataRange {
  /** Which of a tile's data it is. */
  kind: "kpi";
  /** The numbers. */
  values: SourcedValue[];
}

/** Last known values: `lkv`. */
export interface LatestData {
  /** Which of a tile's data it is. */
  kind: "latest";
  /** The values. */
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

/** What the list of dashboards takes. */
export interface ListDashboardsOptions extends ListOptions {
  /** OData filter, such as `displayName eq 'Hall 1'`. */
  filter?: string | undefined;
  /** OData order, such as `displayName desc`. */
  orderby?: string | undefined;
  /** How many dashboards a page has at most, 1–100. Default: the service's. */
  maxPageSize?: number | undefined;
}

/** What the list of device groups takes. */
export interface ListDeviceGroupsOptions extends ListOptions {
  /** OData filter, such as `displayName eq 'Hall 1'`. */
  filter?: string | undefined;
  /** OData order, such as `displayName desc`. */
  orderby?: string | undefined;
  /** How many groups a page has at most, 1–100. Default: the service's, 25. */
  maxPageSize?: number | undefined;
}

/** What the list of device templates takes. */
export interface ListDeviceTemplatesOptions extends ListOptions {
  /** OData filter, such as `displayName eq 'Thermostat'`. */
  filter?: string | undefined;
  /** OData order, such as `displayName desc`. */
  orderby?: string | undefined;
  /** How many templates a page has at most, 1–100. Default: the service's, 25. */
  maxPageSize?: number | undefined;
}

/** What the list of devices takes. */
export interface ListDevicesOptions extends ListOptions {
  /** OData filter, such as `displayName eq 'Hall 1'`. */
  filter?: string | undefined;
  /** OData order, such as `displayName desc`. */
  orderby?: string | undefined;
  /** What else of a device to answer, such as `deploymentManifest`. */
  expand?: string | undefined;
  /** How many devices a page has at most, 1–100. Default: the service's, 25. */
  maxPageSize?: number | undefined;
}

/** What the list of a group's devices takes. */
export interface ListGroupDevicesOptions extends ListOptions {
  /** How many devices a page has at most, 1–100. Default: the service's, 25. */
  maxPageSize?: number | undefined;
}

/** What every list takes. */
export interface ListOptions extends OperationOptions {
  /**
   * Called for each item of a page that isn't what it should be; it is left out. Default: a warning of the logger. A page
   * with more than a thousand of them is an error.
   */
  onMalformed?: ((malformed: MalformedItem) => void) | undefined;
}

/** Where log lines go; `console` is one. */
export interface Logger {
  debug(message: string, detail?: unknown): void;
  warn(message: string, detail?: unknown): void;
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

/** The time that messages are of. */
export interface MessageRange extends DataRange {
  /**
   * From when on each message is there, where some were left out: the service answers a query with 10,000 at most, and the
   * newest are read. Absent where none was left out.
   */
  completeFrom?: number;
}

/** What every operation takes. */
export interface OperationOptions {
  /** Ends the operation: it rejects with an `AbortError`, and nothing is sent afterwards. */
  abortSignal?: AbortSignal | undefined;
}

/** How far a long-running operation is. */
export interface OperationState {
  /** The states of `@azure/core-lro`. */
  status: "notStarted" | "running" | "succeeded" | "failed" | "canceled";
}

/** Organizations of an application (`/api/organizations`), which dashboards name. */
export interface OrganizationsOperations {
  /** One organization. An unknown id → `IotCentralError`, status 404. */
  get(organizationId: string, options?: OperationOptions): Promise<Organization>;
  /** All organizations the user may see. */
  list(options?: ListOptions): PagedAsyncIterableIterator<Organization, ContinuationSettings>;
}

/** A page of a list. */
export interface Page<T> {
  /** The items that could be read. */
  items: T[];
  /** Items that could not be read; the others are in `items`. */
  malformed: MalformedItem[];
  /** Where the next page begins; absent on the last one. It may be kept and handed to `byPage` later. */
  continuationToken?: string;
}

/**
  * A list page by page, with `for await`.
  *
 * @typeParam T What the list is of.
  */
export interface PageAsyncIterableIterator<T> {
  /** The list itself, for `for await`. */
  [Symbol.asyncIterator](): PageAsyncIterableIterator<T>;
  /** The next page. */
  next(): Promise<IteratorResult<Page<T>, undefined>>;
  /** Ends the walk: nothing is sent afterwards. */
  return(): Promise<IteratorResult<Page<T>, undefined>>;
}

/** Where `byPage` begins, and how large its pages are. */
export interface PageSettings extends ContinuationSettings {
  /** How many items a page has at most, 1–100. */
  maxPageSize?: number | undefined;
}

/**
  * Items one by one with `for await`, pages with `byPage`. Nothing is sent before the first item is asked for.
  *
 * @typeParam T What the list is of.
 * @typeParam S What `byPage` takes.
  */
export interface PagedAsyncIterableIterator<T, S = PageSettings> {
  /** The list itself, for `for await`. */
  [Symbol.asyncIterator](): PagedAsyncIterableIterator<T, S>;
  /** The list page by page, from the start or from a page that was reached earlier. */
  byPage(settings?: S): PageAsyncIterableIterator<T>;
  /** The next item. */
  next(): Promise<IteratorResult<T, undefined>>;
  /** Ends the walk: nothing is sent afterwards. */
  return(): Promise<IteratorResult<T, undefined>>;
}

/** Where devices are or were: `mapProperty` (one point, without a time), `mapTelemetry` (of the last hundred messages). */
export interface PointData {
  /** Which of a tile's data it is. */
  kind: "points";
  /** A track a device. */
  tracks: Track[];
}

/**
  * A long-running operation, with the habits of `@azure/core-lro`. Nothing is sent before it is polled for the first time.
  * It follows `Azure-AsyncOperation`, else `Location`, and the resource itself where CORS hides both.
  *
 * @typeParam T What comes of it.
  */
export interface Poller<T> {
  /** Calls the function after every poll. Returns a function that removes it. */
  onProgress(callback: (state: OperationState) => void): () => void;
  /**
   * Polls as often as the service asks for, every two seconds where it doesn't, until the operation is over; several calls
   * at once share the polls. Behind the deadline it rejects with code `Timeout`; the operation may go on, and may be polled
   * again.
   */
  pollUntilDone(options?: OperationOptions): Promise<T>;
  /**
   * Sends one request: the one that begins the operation, then one that asks how far it is. No answer, 429 and 5xx don't
   * end it. Rejects with the service's code and message where the operation failed or was canceled.
   */
  poll(options?: OperationOptions): Promise<OperationState>;
  /**
   * All that it takes to go on after the page was reloaded, as text without a secret; see `restorePoller`. Until the first
   * poll is answered there is nothing to go on with.
   */
  toString(): string;
  /** Whether it is over, however it ended. */
  readonly isDone: boolean;
  /** How far the operation is. */
  readonly operationState: OperationState;
  /** What came of it; `undefined` before its end, and after a deletion. */
  readonly result: T | undefined;
}

/** What every `begin…` takes. */
export interface PollerOptions extends OperationOptions {
  /** How long `pollUntilDone` waits for the operation, in milliseconds. Default 1,800,000, half an hour. */
  deadlineInMs?: number | undefined;
}

/** Values of properties: `property`. */
export interface PropertyData {
  /** Which of a tile's data it is. */
  kind: "properties";
  /** The values. */
  values: SourcedValue[];
}

/** Queries over what an application's devices sent (`/api/query`). */
export interface QueryOperations {
  /**
   * Runs a query and gives its rows. It waits for its turn: the service takes one a second. A text over a documented limit
   * (350 characters, 15 items, 10 operators, `TOP` 10,000) is refused before it is sent, with code `InvalidInput`.
   */
  run(query: string, options?: OperationOptions): Promise<Record<string, unknown>[]>;
}

/**
  * How much is sent at most, by all clients of one application in this page together. What is too much waits; what isn't,
  * doesn't.
  */
export interface RateLimitOptions {
  /**
   * Requests of any kind within a second. The service takes 20 from all users of an application together. Default 20; 0:
   * any number.
   */
  requestsPerSecond?: number | undefined;
  /** Queries within a second, of all tabs of this origin. The service takes one. Default 1; 0: any number. */
  queriesPerSecond?: number | undefined;
}

/**
  * How often a failed request is repeated. Only requests that are safe to repeat are, and twenty retries of one client at
  * most; every five successes give one back.
  */
export interface RetryOptions {
  /** How many times at most after the first try. Default 3; 0 turns repeating off. */
  maxRetries?: number | undefined;
  /** Longest wait before the second try, in milliseconds; it doubles with each further one. Default 800. */
  retryDelayInMs?: number | undefined;
  /** Longest wait of all, in milliseconds. A service that asks for more is not waited for. Default 60,000. */
  maxRetryDelayInMs?: number | undefined;
}

/**
  * A table of states or events, newest first: `stateHistoryChart`, `eventHistoryChart`. Rows before `completeFrom` may be
  * left out.
  */
export interface RowData extends MessageRange {
  /** Which of a tile's data it is. */
  kind: "rows";
  /** The states or events. */
  rows: HistoryRow[];
}

/** A field of an object, or what a command is told. */
export interface SchemaField {
  /** Its key. */
  key: string;
  /** What it is called in the reader's language. */
  name: string;
  /** The type of its value. */
  schema: ValueSchema;
}

/**
  * A request as `onRequest` and the logger see it: without its token, its body, and the values of its query but for known
  * harmless ones, which read `***`.
  */
export interface SentRequest {
  /** The HTTP method. */
  method: string;
  /** The address. */
  url: string;
  /** Number of the try, from 0. */
  attempt: number;
  /** The headers but for `Authorization`. */
  headers: Record<string, string>;
}

/** How a try ended, as `onResponse` and the logger see it. */
export interface SentResponse {
  /** What it answers. */
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

/** One line. */
export interface Series extends Source {
  /** Milliseconds since 1970, ascending. For aggregates: when the slice begins. */
  times: Float64Array;
  /** A value for each time; NaN is a gap. */
  values: Float64Array;
  /**
   * Sums and counts of slices that the range cuts, or that aren't over: they would read like an outage beside the others,
   * so they aren't among them. Absent where there are none.
   */
  unfinished?: UnfinishedSlice[];
}

/** Lines, bars or cells along time: `lineChart`, `barChart`, `heatMapChart`. */
export interface SeriesData {
  /** Which of a tile's data it is. */
  kind: "series";
  /** The lines. */
  series: Series[];
  /** How long a slice is, in milliseconds; absent for raw points. */
  stepInMs?: number;
  /** When the range begins, in milliseconds since 1970; absent for the last hundred points, which have none. */
  from?: number;
  /** When the range ends. */
  to?: number;
}

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

/** One value of one capability of one device. */
export interface SourcedValue extends Source {
  /** Absent where there is none. */
  value?: unknown;
}

/**
  * States along time: `stateChart`. A state lasts until the next one. Before `completeFrom`, of what changes within a slice,
  * the last counts.
  */
export interface StateData extends MessageRange {
  /** Which of a tile's data it is. */
  kind: "states";
  /** The states. */
  lanes: StateLane[];
}

/** The states of one capability of one device. */
export interface StateLane extends Source {
  /** When each state begins, in milliseconds since 1970, ascending. */
  starts: Float64Array;
  /** When each state ends. */
  ends: Float64Array;
  /** The states. */
  values: unknown[];
}

/** Something that devices of a template send, hold or do. */
export interface TemplateCapability {
  /** How tiles name it: modules and components in front, such as `thermostat.temperature`. */
  path: string;
  /** Its name in the reader's language; the last part of the path where the template has none. */
  displayName: string;
  /** Telemetry is what devices send, a property what devices or the application hold, a command what devices do. */
  kind: "telemetry" | "property" | "command";
  /** The sign of its unit, such as `°C`, or the unit's name where there is no sign. */
  unit?: string;
  /** The type of its values; absent of a command. */
  schema?: ValueSchema;
  /** What a command is told; absent where it is told nothing. */
  request?: SchemaField;
  /** What a command answers; absent where it answers nothing. */
  response?: ValueSchema;
}

/**
  * A change of the tiles on a grid, told apart by `type`. With `compact`, holes close afterwards.
  *
  * `place`: a new tile takes the first free place, from the top down and from left to right, within the columns in use: those up to
  * the rightmost edge of a tile, six at least. `move` and `resize`: the tile keeps what isn't named, and what is in its way moves
  * down. `compact`: all tiles move up as far as the tiles above them let them.
  */
export type TileChange =
  | { type: "place"; id: string; width: number; height: number; compact?: boolean | undefined }
  | (Partial<TilePlace> & { type: "move" | "resize"; id: string; compact?: boolean | undefined })
  | { type: "remove"; id: string; compact?: boolean | undefined }
  | { type: "compact" };

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

/** Data of a tile of this type: of `deviceCount` it is `CountData`. */
export type TileDataOf<T extends string> = T extends keyof TileDataKinds ? Extract<TileData, { kind: TileDataKinds[T] }> : TileData;

/** A part of a tile that could not be read. */
export interface TileFailure {
  /** The device's id; the group's where its devices are counted. */
  device: string;
  /** As the tile names it; absent where it is all that the tile shows of the device. */
  capability?: string;
  /** Why it could not be read. */
  error: IotCentralError;
}

/** Where a tile stands on a dashboard's grid, in cells. */
export interface TilePlace {
  /** What tells the tile from the others: its `id`, or a key of the caller's for a tile that has none yet. */
  id: string;
  /** Distance from the left edge, from 0 on. */
  x: number;
  /** Distance from the top edge, from 0 on. */
  y: number;
  /** Width, 1–10. */
  width: number;
  /** Height, 1–10. */
  height: number;
}

/** How fresh a tile's data is, in milliseconds since 1970, and how complete. */
export interface TileTiming {
  /** When the oldest of what it shows was read. */
  readAt: number;
  /** When the next of it will be read, unless others wait for their queries too. */
  dueAt: number;
  /**
   * How many of its devices are still to be read for the first time: their values, lines or places are not among the data yet.
   * Absent once all have been read, or have failed. Parts of a whole (`pieChart`) come all at once.
   */
  missing?: number;
  /**
   * What could not be read this time; absent where nothing failed. The data holds the rest, and of these what was read
   * before, where anything was.
   */
  failures?: readonly TileFailure[];
}

/** How long things may take. What takes longer rejects with an `IotCentralError`, code `Timeout`. */
export interface TimeoutOptions {
  /** One try, body included, in milliseconds. Default 30,000. */
  tryInMs?: number | undefined;
  /**
   * An operation (of a list: a page) with all its tries, and the waits between them, in milliseconds. A
   * change with `ifMatch` that is lost is read back within the time of one more try. Default 300,000.
   */
  overallInMs?: number | undefined;
}

/** What `@azure/identity` and MSAL adapters offer. It is asked again when a token nears its end. */
export interface TokenCredential {
  getToken(scopes: string | string[], options?: GetTokenOptions): Promise<AccessToken | null>;
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

/** What a sum or a count has of a slice so far. */
export interface UnfinishedSlice {
  /** When the slice begins, in milliseconds since 1970. */
  time: number;
  /** The sum or the count. */
  value: number;
}

/** What a change of a dashboard takes. */
export interface UpdateDashboardOptions extends WriteDashboardOptions {
  /**
   * Update only this version: the dashboard's `etag` as it was read. Another version → `IotCentralError`, status 412.
   * `undefined`, of a dashboard that has no etag → `InvalidInput`, and nothing is sent.
   */
  ifMatch?: string | undefined;
}

/** What a change of the configuration takes. */
export interface UpdateFileUploadOptions extends OperationOptions {
  /**
   * Update only this version: the configuration's `etag` as it was read. Another version → `IotCentralError`, status 412.
   * `undefined` → `InvalidInput`, and nothing is sent.
   */
  ifMatch?: string | undefined;
}

/** The type of a value, as far as a form shows it. `string` includes dates, times and durations; `any` is what only JSON can say. */
export type ValueSchema =
  | { type: "number" | "boolean" | "string" | "geopoint" | "vector" | "any" }
  | { type: "enum"; values: readonly { value: string | number; name: string }[] }
  | { type: "object"; fields: readonly SchemaField[] };

/** What `waitUntilReady` takes. */
export interface WaitUntilReadyOptions extends OperationOptions {
  /** How long at most, in milliseconds. Default 300,000. */
  timeoutInMs?: number | undefined;
  /** How long between two looks, in milliseconds. Default 2,000. */
  pollIntervalInMs?: number | undefined;
}

/** What a feed takes. */
export interface WatchOptions extends OperationOptions {
  /**
   * Called with a tile (the very object of `dashboard.tiles`) each time it has new data, or has some while other data of
   * it could not be read: `timing.failures` says what then.
   */
  onTile: ((tile: Tile, data: TileData, timing: TileTiming) => void);
  /**
   * Called when a tile has no data to show, not even older, because something failed. The feed goes on and tries again.
   * Without a tile: the dashboard itself could not be read, and the feed is over. Default: the console.
   */
  onError?: ((tile: Tile | undefined, error: IotCentralError) => void) | undefined;
  /** Called with the dashboard, where it was given by its id, before any of its tiles. */
  onDashboard?: ((dashboard: Dashboard) => void) | undefined;
  /**
   * How often last known values and properties are read, in milliseconds, at least 1,000. A chart is read once per slice
   * of its resolution at most, a number over a range once per hundredth of it, states and events once per thousandth of
   * theirs, the devices of a group once a minute. Default 10,000. The service allows one query a second, which many tiles
   * have to share. What fails is tried again after this time, which doubles up to five minutes as long as it does, and at
   * once when the service answers again: where it gives no answer, the feed asks every 1.5 seconds. A request of a feed has
   * one try, of 15 seconds at most.
   */
  refreshIntervalInMs?: number | undefined;
  /** Takes the place of the tiles' own time ranges, and of the last hundred points. */
  timeRange?: WatchTimeRange | undefined;
  /**
   * How many points a series has at most, at least 4: of more, the lowest and highest of each stretch of time are kept,
   * as by `downsample`. Default: all.
   */
  maxPoints?: number | undefined;
  /**
   * The reader's language, as BCP 47 has it: names are in it where device templates have them in several, else in English,
   * else in any. Default: the browser's.
   */
  locale?: string | undefined;
}

/** A span of time up to now. */
export interface WatchTimeRange {
  /** How long the span is. */
  duration: Duration;
  /** How long each slice is that values are aggregated over. Default: one that gives thirty to two hundred slices. */
  resolution?: Resolution | undefined;
}

/** What operations take that write a dashboard. */
export interface WriteDashboardOptions extends OperationOptions {
  /**
   * Whether a dashboard with errors is refused before it is sent. Default `true`. `false` leaves limits and rules to the
   * service; what isn't a dashboard at all, for a missing member or a wrong type, is refused nevertheless, and so is a
   * personal one, which would become one of the application.
   */
  validate?: boolean | undefined;
}

/**
  * The places of all tiles after a change, in the order given; a new tile is the last. Sends nothing, and changes no argument.
  *
  * What is in the way moves down, as little as needed, and a tile that stood above another one stays above it. No two tiles overlap in
  * the result, even where some did before. While a tile is dragged, hand in the places from before the drag each time: a tile that
  * comes back to its place then gives the other tiles back theirs.
  *
  * ```js
  * const places = arrangeTiles(tiles, { type: "move", id: "t1", x: 2, y: 0 });
  * const moved = tiles.map((tile, index) => ({ ...tile, ...places[index] }));
  * ```
  *
  * @param tiles Whole tiles, or their places alone.
  * @throws IotCentralError `InvalidInput` where no tile has the id, where the tile would leave the grid, and where a tile in its way
  * would: the grid ends at 100. `pointer` names the value at fault, in `/tiles` or in `/change`.
  */
export function arrangeTiles(tiles: readonly TilePlace[], change: TileChange): TilePlace[];

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
export function downsample(times: Float64Array, values: Float64Array, max_points: number): DownsampledLine;

/**
  * What the service would refuse of a dashboard (`error`), and what it would take but somebody would regret (`warning`):
  * missing members, wrong types, limits, ids; values this version doesn't know, tiles that overlap or leave the grid, more
  * than ten devices, ranges beyond the seven days that telemetry is kept for. Empty where nothing is wrong. A mistake in one
  * tile hides none in another. Sends nothing, and never throws.
  */
export function validateDashboard(dashboard: unknown): Finding[];

/** How a value becomes text. The first two are members of a tile's `TextFormat`; `unit` isn't, where it is that of the text's
 * size. */
export interface FormatValueOptions {
  /** 1,700 becomes 1.7K, in the locale's compact notation. Default `true`. */
  abbreviateValue?: boolean | undefined;
  /** How many decimal places a number has, 0–20; what is beyond counts as the nearer end. Default: as many as are needed,
   * at most two, one in an abbreviated number; of a number below 1 the first two significant digits. */
  decimalPlaces?: number | undefined;
  /** The symbol that stands at a number: `°C`. */
  unit?: string | undefined;
  /** Whose way of writing numbers, a BCP 47 tag such as `de-DE`. Default: the environment's. */
  locale?: string | undefined;
}

/**
 * A value of a tile in one line, numbers as the portal writes them: `formatValue(1700)` is `1.7K` in English.
 *
 * A unit follows a number behind a no-break space. Without one stand `°`, `′` and `″`; where `%` stands, and whether a space
 * is between, is the locale's habit (CLDR): `50%`, `50 %`, `%50`. What isn't a number has no unit.
 *
 * Strings and booleans stay as they are. Objects are written with their members in order, `lat 47.6, lon -122.1`, arrays with
 * commas between; `lat` and `lon` keep four decimal places. `undefined`, `null`, numbers that aren't finite, what has no members, and
 * what can't be read (a getter that throws, an object that holds itself) are `–`.
 *
 * @throws IotCentralError `InvalidInput` where `locale` is no language tag.
 */
export function formatValue(value: unknown, options?: FormatValueOptions): string;
