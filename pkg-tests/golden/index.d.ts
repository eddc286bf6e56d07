/**
 * A dashboard: a title and up to 100 tiles on a grid.
 *
 * Source: `Dashboard` in the data plane's OpenAPI description, `2022-10-31-preview`.
 */
export interface Dashboard {
  /**
   * The dashboard's id: letters, digits, `:` and `;`, at most 128 characters, such as
   * `dtmi:kkfvwa2xi:p7pyt5x38`. The service sets it from the address of the request.
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

/** The `kind` of a tile's data by the type of the tile; `never` if the type has no data. */
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
/** A token for the service, as in `@azure/core-auth`. */
export interface AccessToken {
  token: string;
  /** The time of expiry, in milliseconds since 1970. */
  expiresOnTimestamp: number;
  /** The time of renewal, in milliseconds since 1970. Default: five minutes before the expiry. */
  refreshAfterTimestamp?: number;
}

/**
  * A client of the IoT Central applications of a subscription: Azure Resource Manager, `2021-06-01`.
  *
  * ```js
  * const applications = new ApplicationsClient("00000000-0000-0000-0000-000000000000", credential);
  * const poller = applications.beginCreateOrUpdate("rg", "contoso-iot", { location: "eastus", sku: { name: "ST2" } });
  * const application = await poller.pollUntilDone();
  * ```
  *
  * @see https://learn.microsoft.com/azure/iot-central/core/howto-manage-iot-central-with-rest-api
  */
export class ApplicationsClient {
  /** Runs `beginCreateOrUpdate` and polls until the operation ends. */
  beginCreateOrUpdateAndWait(resourceGroupName: string, resourceName: string, application: Application, options?: PollerOptions): Promise<Application>;
  /**
   * Creates an application, or replaces the changeable members of the one with this name. `location` and `sku` are
   * required; `identity: { type: "SystemAssigned" }` adds a managed identity. Nothing is sent until the poller is
   * polled.
   *
   * ```js
   * const application = { location: "eastus", sku: { name: "ST2" }, identity: { type: "SystemAssigned" } };
   * const poller = applications.beginCreateOrUpdate("rg", "contoso-iot", application);
   * await poller.pollUntilDone();
   * ```
   */
  beginCreateOrUpdate(resourceGroupName: string, resourceName: string, application: Application, options?: PollerOptions): Poller<Application>;
  /** Runs `beginDelete` and polls until the operation ends. */
  beginDeleteAndWait(resourceGroupName: string, resourceName: string, options?: PollerOptions): Promise<void>;
  /** Deletes an application with all its devices and data. Nothing is sent until the poller is polled. */
  beginDelete(resourceGroupName: string, resourceName: string, options?: PollerOptions): Poller<void>;
  /** Runs `beginUpdate` and polls until the operation ends. */
  beginUpdateAndWait(resourceGroupName: string, resourceName: string, patch: ApplicationPatch, options?: PollerOptions): Promise<Application>;
  /**
   * Updates members of an application: sku, tags, identity, display name and subdomain. `location` and `template`
   * cannot be changed. Nothing is sent until the poller is polled.
   *
   * ```js
   * await applications.beginUpdate("rg", "contoso-iot", { tags: { stage: "test" } }).pollUntilDone();
   * ```
   */
  beginUpdate(resourceGroupName: string, resourceName: string, patch: ApplicationPatch, options?: PollerOptions): Poller<Application>;
  /**
   * Asks whether an application with this name can be created.
   *
   * ```js
   * const { nameAvailable, message } = await applications.checkNameAvailability("contoso-iot");
   * ```
   */
  checkNameAvailability(name: string, options?: OperationOptions): Promise<AvailabilityInfo>;
  /** Asks whether an application can have this subdomain. */
  checkSubdomainAvailability(subdomain: string, options?: OperationOptions): Promise<AvailabilityInfo>;
  /**
   * Creates a client of the application itself. The same credential provides tokens for both audiences, and each
   * token is sent only to its own audience. Options that are absent are taken from this client, except `endpoint`,
   * `audience` and `apiVersion`.
   *
   * ```js
   * const central = applications.connect(await applications.get("rg", "contoso-iot"));
   * ```
   *
   * @param application The application, or another object with its subdomain.
   * @throws IotCentralError `InvalidInput` if there is no subdomain.
   */
  connect(application: { properties?: { subdomain?: string | undefined } | undefined }, options?: ConnectOptions): IotCentralClient;
  /** Reads an application. Rejects with an `IotCentralError` of status 404 if there is none with this name. */
  get(resourceGroupName: string, resourceName: string, options?: OperationOptions): Promise<Application>;
  /** Lists the applications of a resource group. */
  listByResourceGroup(resourceGroupName: string, options?: ListOptions): PagedAsyncIterableIterator<Application, ContinuationSettings>;
  /**
   * Lists all applications of the subscription.
   *
   * ```js
   * for await (const application of applications.listBySubscription()) console.log(application.name);
   * ```
   */
  listBySubscription(options?: ListOptions): PagedAsyncIterableIterator<Application, ContinuationSettings>;
  /** Lists the operations of the resource provider. */
  listOperations(options?: ListOptions): PagedAsyncIterableIterator<ProviderOperation, ContinuationSettings>;
  /** Lists the templates for new applications. */
  listTemplates(options?: ListOptions): PagedAsyncIterableIterator<ApplicationTemplate, ContinuationSettings>;
  /**
   * Checks the arguments and sends nothing.
   *
   * @param subscriptionId The id of the subscription.
   * @param credential As for `IotCentralClient`, except API tokens, which give access to one application only.
   * @throws IotCentralError `InvalidInput` if an argument or an option is invalid.
   */
  constructor(subscriptionId: string, credential: Exclude<Credential, string>, options?: ApplicationsClientOptions);
  /**
   * Restores a poller that `toString()` saved, and continues its operation. An operation whose request was not sent
   * is not started.
   *
   * ```js
   * await applications.restorePoller(sessionStorage.getItem("creation")).pollUntilDone();
   * ```
   *
   * @throws IotCentralError `InvalidInput` if the text is not that of a poller of this subscription and endpoint.
   */
  restorePoller(saved: string, options?: PollerOptions): Poller<Application | void>;
  /** The address of Azure Resource Manager. */
  readonly endpoint: string;
  /** The id of the subscription. */
  readonly subscriptionId: string;
}

/** The options of `ApplicationsClient`. */
export interface ApplicationsClientOptions extends ClientOptions {
  /**
   * The address of Azure Resource Manager, which is also the default audience. Default
   * `https://management.azure.com`; other in sovereign clouds.
   */
  endpoint?: string | undefined;
}

/** Parts of a whole: `pieChart`. */
export interface CategoryData extends DataRange {
  /** Identifies the type of the data. */
  kind: "categories";
  /** The parts. */
  categories: SourcedValue[];
}

/** The options of every client. */
export interface ClientOptions {
  /**
   * The api-version of every request. Default: the version that documents each operation, `2022-10-31-preview`
   * for dashboards.
   */
  apiVersion?: string | undefined;
  /**
   * The audience of tokens: the credential is asked for the scope `{audience}/.default`. Default: the public
   * cloud's, `https://apps.azureiotcentral.com`; other in sovereign clouds.
   */
  audience?: string | undefined;
  /** How often and when failed requests are sent again. */
  retryOptions?: RetryOptions | undefined;
  /** The time limits of requests. */
  timeout?: TimeoutOptions | undefined;
  /** The rate of requests. */
  rateLimit?: RateLimitOptions | undefined;
  /**
   * The maximal number of pages of a list. A longer list rejects with code `Limit` and a token to continue with.
   * Default 1,000.
   */
  maxPages?: number | undefined;
  /**
   * The maximal number of items of a list. A longer list rejects with code `Limit`, after the complete page that
   * reaches the number. Default 100,000.
   */
  maxItems?: number | undefined;
  /**
   * A function to call instead of the global `fetch`. It must abort when the signal in its second argument is
   * aborted.
   */
  fetch?: (typeof fetch) | undefined;
  /** Called before each try. */
  onRequest?: ((request: SentRequest) => void) | undefined;
  /** Called after each try. */
  onResponse?: ((response: SentResponse) => void) | undefined;
  /**
   * Receives a line for each request and answer (`debug`) and every warning. Default: warnings go to the
   * console.
   */
  logger?: Logger | undefined;
}

/** The options of `connect`. */
export interface ConnectOptions extends ClientOptions {
  /** The domain behind the application's subdomain. Default `azureiotcentral.com`; other in sovereign clouds. */
  domain?: string | undefined;
}

/** The options of `byPage`. */
export interface ContinuationSettings {
  /** The `continuationToken` of an earlier page, after which the list continues. */
  continuationToken?: string | undefined;
}

/** The number of devices in a group: `deviceCount`. */
export interface CountData {
  /** Identifies the type of the data. */
  kind: "count";
  /** The number of devices. */
  count: number;
}

/**
  * The credential of a client:
  * - a `TokenCredential` (`@azure/identity`),
  * - a function that returns a bearer token (with or without `Bearer`) or an API token, or an `AccessToken` with a time
  *   of expiry,
  * - an API token, `SharedAccessSignature sr=…`. API tokens are meant for servers: every user of a page can read the
  *   token, so the client logs one warning.
  *
  * Tokens stay in memory: the client never writes them to storage, a URL, an error or a log.
  */
export type Credential =
  | TokenCredential
  | ((scope: string, options: GetTokenOptions) => string | AccessToken | Promise<string | AccessToken>)
  | string;

/** Two changes of a dashboard that cannot be merged. */
export interface DashboardConflict {
  /** The dashboard that the caller read before changing it. */
  base: Dashboard;
  /** The dashboard that the caller wants to write. */
  mine: Dashboard;
  /** The dashboard that is stored now, with the other client's changes. */
  theirs: Dashboard;
  /** JSON pointers (RFC 6901) into `base`: the values that both sides changed, each in another way. */
  pointers: string[];
}

/**
  * An export of dashboards, for an import into another application, with the names of the objects that they reference.
  * It is plain JSON that may be saved as a file, and contains neither a token nor the application's address.
  */
export interface DashboardDocument {
  /** The format of the document. An import rejects any other format than that of its version. */
  format: string;
  /** The dashboards, without their etags. */
  dashboards: Dashboard[];
  /** The device groups that the dashboards reference. */
  deviceGroups: DashboardReference[];
  /** The devices that the dashboards reference. */
  devices: DashboardReference[];
  /** The organizations that the dashboards belong to. */
  organizations: DashboardReference[];
}

/** The live data of a dashboard. A feed ends by `close()` or by its `abortSignal`; no callback is called afterwards. */
export interface DashboardFeed {
  /** Ends the feed. */
  close(): void;
  /** Stops reading until `resume()` is called. */
  pause(): void;
  /**
   * Makes all data due now, even data that another feed has just read. Data that was due already is read first. A
   * paused feed reads all data once.
   */
  refresh(): void;
  /** Continues reading; data that became due in the meantime is read at once. */
  resume(): void;
  /**
   * Sets which tiles (the same objects as in `dashboard.tiles`) are in view. From the next request on, data that
   * they show is read before other data that is due; the number of requests stays the same. Without an argument, as
   * at the beginning, all tiles count as in view.
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
  /**
   * Stops the updates of one tile (the same object as in `dashboard.tiles`). Data that only this tile shows is not
   * read any more.
   */
  stop(tile: Tile): void;
}

/** The plan of an import, or its result. */
export interface DashboardImportPlan {
  /** The dashboards, in the order of the document. */
  dashboards: PlannedDashboard[];
  /** Device groups. If one is unknown, nothing can be imported until `map` has a replacement. */
  deviceGroups: PlannedReference[];
  /** Devices. If one is unknown, nothing can be imported until `map` has a replacement. */
  devices: PlannedReference[];
  /** Organizations. If one is unknown, nothing can be imported until `map` has a replacement. */
  organizations: PlannedReference[];
  /**
   * Capabilities of devices whose template is known. An unknown one does not prevent the import; its tile shows no
   * data.
   */
  capabilities: PlannedReference[];
}

/** An object of an application that dashboards reference by its id. */
export interface DashboardReference {
  /** The id in the source application; for a capability, its path. */
  id: string;
  /** The name in the source application; absent if it could not be read. */
  displayName?: string;
  /** The template of a device, or of the devices that have a capability. */
  template?: string;
  /** The name of a device's template. */
  templateName?: string;
}

/** Ids in the document, and their replacements in the target application. */
export interface DashboardReferenceMap {
  deviceGroups?: Record<string, string>;
  devices?: Record<string, string>;
  organizations?: Record<string, string>;
  /** Capabilities by path, such as `thermostat.temperature`. */
  capabilities?: Record<string, string>;
}

/**
  * Operations on the dashboards of an application (`/api/dashboards`).
  *
  * @see https://learn.microsoft.com/azure/iot-central/core/howto-manage-dashboards-with-rest-api
  */
export interface DashboardsOperations {
  /**
   * Creates the dashboard, or replaces the one with this id completely. Rejects with an `IotCentralError`, code
   * `InvalidInput`, with `findings`, if the dashboard has errors (see `validateDashboard`).
   *
   * ```js
   * await central.dashboards.create("dtmi:contoso:hall1", { displayName: "Hall 1", tiles: [] });
   * ```
   */
  create(dashboardId: string, dashboard: Dashboard, options?: WriteDashboardOptions): Promise<Dashboard>;
  /** Deletes the dashboard. Rejects with an `IotCentralError` of status 404 if it does not exist. */
  delete(dashboardId: string, options?: OperationOptions): Promise<void>;
  /**
   * Reads the dashboard, calls `change` to modify it, writes the members that differ, and resolves to the dashboard
   * as it is stored then. Sends no update if no member differs. `change` modifies its argument, or returns another
   * dashboard or a promise of one; if it throws, the operation rejects with that error.
   *
   * Only the version that was read is replaced. If another client has written the dashboard in the meantime, it is
   * read again and both changes are merged, members one by one and tiles tile by tile, by their ids; the result is
   * written, at most five times. Rejects with an `IotCentralError`, code `Conflict`, with both sides, if both
   * clients changed the same value in different ways.
   *
   * Pass a dashboard that was read earlier, with its `id`, to change it without reading it first. Changes of other
   * clients since then are merged, so an editor can save a change that took an hour, and save again after a failure.
   *
   * A dashboard without an `etag` cannot be told from its other versions. It is read and merged once more just
   * before it is written; a change of another client between these two requests is lost.
   *
   * ```js
   * await central.dashboards.edit(id, (dashboard) => {
   *   dashboard.displayName = "Hall 2";
   * });
   * ```
   */
  edit(dashboard: Dashboard | string, change: (dashboard: Dashboard) => Dashboard | void | Promise<Dashboard | void>, options?: WriteDashboardOptions): Promise<Dashboard>;
  /** Reads a dashboard. Rejects with an `IotCentralError` of status 404 if there is none with this id. */
  get(dashboardId: string, options?: OperationOptions): Promise<Dashboard>;
  /**
   * Lists all dashboards that the user may see.
   *
   * ```js
   * const favorites = central.dashboards.list({ filter: "favorite eq true", orderby: "displayName" });
   * for await (const dashboard of favorites) console.log(dashboard.displayName);
   * ```
   */
  list(options?: ListDashboardsOptions): PagedAsyncIterableIterator<Dashboard>;
  /**
   * Updates members of the dashboard by a JSON merge patch: `null` removes a member, and a list of tiles replaces
   * all tiles. Rejects with an `IotCentralError`, code `InvalidInput`, with `findings`, if the patch has errors.
   *
   * ```js
   * await central.dashboards.update(board.id, { favorite: true }, { ifMatch: board.etag });
   * ```
   */
  update(dashboardId: string, patch: DashboardPatch, options?: UpdateDashboardOptions): Promise<Dashboard>;
  /**
   * Reads live data for the tiles of a dashboard until the feed is closed. With an id, the feed reads the dashboard
   * first. `onTile` is not called for tiles without data of devices: `markdown`, `image`, `label`,
   * `externalContent`, `dataExplorer`, `command`.
   *
   * One query reads all values that tiles show of a device over one time range, and all tabs of this origin share
   * one query a second. A page that is not visible reads nothing. All feeds of a client share a cache.
   *
   * ```js
   * const feed = central.dashboards.watch(dashboard, { onTile: (tile, data) => draw(tile, data) });
   * // Later:
   * feed.close();
   * ```
   */
  watch(dashboard: Dashboard | string, options: WatchOptions): DashboardFeed;
}

/** The time range of the data, in milliseconds since 1970. */
export interface DataRange {
  /** The beginning of the range. */
  from: number;
  /** The end of the range. */
  to: number;
}

/** Operations on the device groups of an application (`/api/deviceGroups`). */
export interface DeviceGroupsOperations {
  /** Reads a device group. Rejects with an `IotCentralError` of status 404 if there is none with this id. */
  get(deviceGroupId: string, options?: OperationOptions): Promise<DeviceGroup>;
  /** Lists the devices of a group. */
  listDevices(deviceGroupId: string, options?: ListGroupDevicesOptions): PagedAsyncIterableIterator<Device>;
  /** Lists all device groups that the user may see. */
  list(options?: ListDeviceGroupsOptions): PagedAsyncIterableIterator<DeviceGroup>;
}

/** Selects a part of a device. Default: the device itself. */
export interface DevicePartOptions extends OperationOptions {
  /** The name of the module of an IoT Edge device. */
  module?: string | undefined;
  /** The name of the component. */
  component?: string | undefined;
}

/** Operations on the device templates of an application (`/api/deviceTemplates`) that tiles and their editors need. */
export interface DeviceTemplatesOperations {
  /**
   * Lists the telemetry, properties and commands of a template, those of its interfaces and components included,
   * under the names that tiles use. Rejects with an `IotCentralError` of status 404 if there is no template with
   * this id.
   *
   * ```js
   * const capabilities = await central.deviceTemplates.getCapabilities("dtmi:contoso:climateMonitor;1");
   * const numbers = capabilities.filter(({ kind, schema }) => kind === "telemetry" && schema?.type === "number");
   * ```
   */
  getCapabilities(deviceTemplateId: string, options?: GetCapabilitiesOptions): Promise<TemplateCapability[]>;
  /**
   * Reads a device template. Its `capabilityModel` declares in DTDL the capabilities of devices, which name their
   * template in `template`. Rejects with an `IotCentralError` of status 404 if there is none with this id.
   */
  get(deviceTemplateId: string, options?: OperationOptions): Promise<DeviceTemplate>;
  /** Lists all device templates that the user may see. */
  list(options?: ListDeviceTemplatesOptions): PagedAsyncIterableIterator<DeviceTemplate>;
}

/** Operations on the devices of an application (`/api/devices`) that tiles need. */
export interface DevicesOperations {
  /** Reads the values of all properties of the device, or of the part that the options select. */
  getProperties(deviceId: string, options?: DevicePartOptions): Promise<Record<string, unknown>>;
  /**
   * Reads the last known value of a telemetry capability.
   *
   * ```js
   * const { value, timestamp } = await central.devices.getTelemetryValue("thermostat-01", "temperature");
   * ```
   */
  getTelemetryValue(deviceId: string, telemetryName: string, options?: DevicePartOptions): Promise<DeviceTelemetry>;
  /** Reads a device. Rejects with an `IotCentralError` of status 404 if there is none with this id. */
  get(deviceId: string, options?: GetDeviceOptions): Promise<Device>;
  /** Lists the runs of a command. */
  listCommandHistory(deviceId: string, commandName: string, options?: DevicePartOptions & ListOptions): PagedAsyncIterableIterator<DeviceCommand, ContinuationSettings>;
  /**
   * Lists all devices that the user may see.
   *
   * ```js
   * const climate = central.devices.list({ filter: "template eq 'dtmi:contoso:climateMonitor;1'" });
   * for await (const device of climate) console.log(device.id, device.displayName);
   * ```
   */
  list(options?: ListDevicesOptions): PagedAsyncIterableIterator<Device>;
  /**
   * Runs a command and waits for the device's response. A command is not idempotent: the request is sent again only
   * after 429, or with another token after 401, when the device cannot have run it.
   *
   * ```js
   * const { response } = await central.devices.runCommand("pump-01", "selfTest", { request: 5 });
   * ```
   */
  runCommand(deviceId: string, commandName: string, command?: DeviceCommand, options?: DevicePartOptions): Promise<DeviceCommand>;
}

/** A line of fewer points. */
export interface DownsampledLine {
  /** The times of the kept points. */
  times: Float64Array;
  /** The values of the kept points. */
  values: Float64Array;
}

/** One detail of a failure. */
export interface ErrorDetail {
  /** The service's code. */
  code?: string;
  /** The service's message. */
  message?: string;
  /** The part that failed, such as the name of a property. */
  target?: string;
}

/** Events along time: `eventChart`. Before `completeFrom`, only the last event of each slice is present. */
export interface EventData extends MessageRange {
  /** Identifies the type of the data. */
  kind: "events";
  /** The events. */
  lanes: EventLane[];
}

/** The events of one capability of one device. */
export interface EventLane extends Source {
  /**
   * When each event was sent, in milliseconds since 1970, ascending. Before `completeFrom`: the beginning of its
   * slice.
   */
  times: Float64Array;
  /** The events. */
  values: unknown[];
}

/**
  * Operations on the file upload configuration of an application (`/api/fileUploads`, `2022-07-31`): the storage
  * account to which devices upload files. The connection string is write-only: its key is masked in all results, and a
  * masked key is rejected in arguments.
  *
  * @see https://learn.microsoft.com/azure/iot-central/core/howto-upload-file-rest-api
  */
export interface FileUploadsOperations {
  /**
   * Creates the configuration, or replaces it completely. Its state is `pending` at first; see `waitUntilReady`.
   *
   * ```js
   * await central.fileUploads.create({ connectionString, container: "fileuploads", sasTtl: "PT1H" });
   * const { state } = await central.fileUploads.waitUntilReady();
   * ```
   */
  create(fileUpload: FileUpload, options?: OperationOptions): Promise<FileUpload>;
  /** Deletes the configuration. Files that were uploaded are kept. */
  delete(options?: OperationOptions): Promise<void>;
  /** Reads the configuration. Rejects with an `IotCentralError` of status 404 if there is none. */
  get(options?: OperationOptions): Promise<FileUpload>;
  /**
   * Updates members of the configuration. With `ifMatch` the request uses api-version `2022-10-31-preview`, which
   * supports etags.
   *
   * ```js
   * await central.fileUploads.update({ sasTtl: "PT30M" });
   * ```
   */
  update(patch: FileUploadPatch, options?: UpdateFileUploadOptions): Promise<FileUpload>;
  /**
   * Waits while the configuration is `pending` or `updating`. Rejects with the state as code if it becomes `failed`
   * or `deleting`, and with `Timeout` if the wait takes too long.
   */
  waitUntilReady(options?: WaitUntilReadyOptions): Promise<FileUpload>;
}

/** A mistake in a dashboard, or something that will cause trouble. */
export interface Finding {
  /**
   * `error`: the service rejects the dashboard. `warning`: the service accepts it, but a tile may look wrong or
   * load slowly.
   */
  severity: "error" | "warning";
  /** JSON pointer (RFC 6901) to the value: `/tiles/3/width`. Empty for the whole dashboard. */
  pointer: string;
  /** What is wrong with the value, without the subject of the sentence: `should be from 1 to 10`. */
  message: string;
}

/** The options of `getCapabilities`. */
export interface GetCapabilitiesOptions extends OperationOptions {
  /** The language of display names, a BCP 47 tag. Default: the browser's language. */
  locale?: string | undefined;
}

/** The options of reading a device. */
export interface GetDeviceOptions extends OperationOptions {
  /** Further members to include, such as `deploymentManifest`. */
  expand?: string | undefined;
}

/** The options that a credential receives beside the scope. */
export interface GetTokenOptions {
  /** Aborted when no request waits for the token any more. */
  abortSignal?: AbortSignal;
  /**
   * The claims that the service requires, as JSON text, after it rejected a token (continuous access
   * evaluation).
   */
  claims?: string;
  /** Says that a claims challenge will be answered; always `true` here. */
  enableCae?: boolean;
}

/** A state or an event. */
export interface HistoryMoment {
  /** The time of the event, or the beginning of the state, in milliseconds since 1970. */
  time: number;
  /** The end of the state; absent for an event. */
  until?: number;
  /** The value of the state or the event. */
  value: unknown;
}

/** A state or an event, with its device and capability. */
export interface HistoryRow extends Source, HistoryMoment {}

/** The options of `importDashboards` and `copyTo`. */
export interface ImportDashboardsOptions extends OperationOptions {
  /**
   * The ids in the importing application for device groups, devices, organizations and capabilities of the
   * document. Default: the same id if it exists there, else the id of the only object with the same name.
   */
  map?: DashboardReferenceMap | undefined;
  /**
   * What to do if a different dashboard has the id of an imported one: `skip` keeps the existing dashboard,
   * `replace` replaces it, `copy` keeps both and gives the imported one another id. Default `skip`.
   */
  onConflict?: "skip" | "replace" | "copy" | undefined;
  /** Whether the import only returns its plan and writes nothing. Default `false`. */
  dryRun?: boolean | undefined;
  /** Called after each dashboard, with the number of finished dashboards and the number of all. */
  onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
  * A client of one IoT Central application. Its operations reject with an `IotCentralError`, whose `code` and `message`
  * say what failed and what to do; after an abort they reject with an `AbortError`.
  *
  * ```js
  * const central = new IotCentralClient("https://contoso.azureiotcentral.com", credential);
  * for await (const dashboard of central.dashboards.list()) console.log(dashboard.displayName);
  * ```
  *
  * @see https://learn.microsoft.com/azure/iot-central/core/howto-manage-iot-central-with-rest-api
  */
export class IotCentralClient {
  /**
   * Copies dashboards to the application of another client: calls `exportDashboards` on this client and
   * `importDashboards` on the other one.
   *
   * ```js
   * await central.copyTo(other, ["dtmi:contoso:hall1"], { onConflict: "replace" });
   * ```
   */
  copyTo(otherClient: IotCentralClient, dashboardIds?: readonly string[], options?: ImportDashboardsOptions): Promise<DashboardImportPlan>;
  /**
   * Returns a document with the dashboards of these ids, or with all dashboards that are not personal, and with the
   * names of the device groups, devices and organizations that they refer to. Save the document as a file, or pass
   * it to `importDashboards` of another application. It contains no token and no address of the application. Rejects
   * with an `IotCentralError` of status 404 if there is no dashboard with one of the ids.
   *
   * ```js
   * const file = new Blob([JSON.stringify(await central.exportDashboards())], { type: "application/json" });
   * ```
   */
  exportDashboards(dashboardIds?: readonly string[], options?: OperationOptions): Promise<DashboardDocument>;
  /**
   * Imports the dashboards of a document from `exportDashboards`, and returns what it did with each dashboard; with
   * `dryRun`, what it would do. The id of a device group, device or organization is replaced by the id in `map`,
   * else kept if it exists in this application, else replaced by the id of the only object with the same name.
   * Rejects with an `IotCentralError`, code `InvalidInput`, and writes nothing, if an object is not found.
   *
   * A dashboard that exists already with the same content is not written, so an interrupted import can be run again
   * with the same options.
   *
   * ```js
   * const plan = await other.importDashboards(file, { dryRun: true });
   * const unknown = plan.devices.filter(({ to }) => to === undefined);
   * await other.importDashboards(file, { map: { devices: { [unknown[0].id]: "boiler-77" } } });
   * ```
   */
  importDashboards(document: DashboardDocument, options?: ImportDashboardsOptions): Promise<DashboardImportPlan>;
  /**
   * Checks the arguments and sends nothing.
   *
   * @param endpoint The application's address, such as `https://contoso.azureiotcentral.com`. `http:` is accepted
   * only for hosts on this machine.
   * @throws IotCentralError `InvalidInput` if an argument or an option is invalid, or the name of an option is
   * unknown.
   */
  constructor(endpoint: string, credential: Credential, options?: IotCentralClientOptions);
  /** Operations on dashboards. */
  readonly dashboards: DashboardsOperations;
  /** Operations on device groups. */
  readonly deviceGroups: DeviceGroupsOperations;
  /** Operations on device templates. */
  readonly deviceTemplates: DeviceTemplatesOperations;
  /** Operations on devices. */
  readonly devices: DevicesOperations;
  /** The application's address. */
  readonly endpoint: string;
  /** Operations on the file upload configuration. */
  readonly fileUploads: FileUploadsOperations;
  /** Operations on organizations. */
  readonly organizations: OrganizationsOperations;
  /** Queries over telemetry and properties. */
  readonly query: QueryOperations;
}

/** The options of `IotCentralClient`. */
export interface IotCentralClientOptions extends ClientOptions {
}

/** The members of an error beside its code and its message. */
export interface IotCentralError {
  /**
   * Whether the same call may succeed later: there was no answer, or one of status 408, 429, or 500 and above
   * (except 501 and 505).
   */
  isTransient: boolean;
  /** HTTP status of the answer; absent if there was no answer. */
  statusCode?: number;
  /** The service's id of the request, which Azure support asks for. */
  requestId?: string;
  /** JSON pointer (RFC 6901) to the value at fault, in the arguments or in the answer. */
  pointer?: string;
  /** How many bytes of a malformed answer were read before the mistake, not counting a byte order mark. */
  offset?: number;
  /**
   * Details about single parts of the failure, in the format of Azure Resource Manager; absent if the service
   * gave none.
   */
  details?: ErrorDetail[];
  /** All errors of a dashboard or patch that was rejected before it was sent. */
  findings?: Finding[];
  /** Both sides, if `edit` met a change of another client that cannot be merged. */
  conflict?: DashboardConflict;
  /** How long the service asked to wait in its last answer, in milliseconds, if CORS exposes that. */
  retryAfterInMs?: number;
  /**
   * A token to continue a list with after a failed page. Not enumerable, so that logs don't show it: a link may
   * be signed.
   */
  continuationToken?: string;
  /**
   * The error that the credential or `fetch` threw, as the same value. Not enumerable, like the `cause` of every
   * error.
   */
  cause?: unknown;
}

/** The error with which every operation rejects, except after an abort, which gives an `AbortError`. */
export class IotCentralError extends Error {
  name: "IotCentralError";
  /** The code for programs to compare. */
  code: IotCentralErrorCode;
}

/** The codes of this package. Errors of the service have its own codes (`NotFound`, `Unauthenticated`, …) instead. */
export type IotCentralErrorCode =
/** An argument, an option or a body is invalid; `pointer` names the value. Nothing was sent. */
  | "InvalidInput"
/** The credential provided no token. */
  | "Credential"
/** There was no answer: the network, DNS or a missing CORS permission may be the reason. Browsers do not tell which. */
  | "Network"
/** The answer did not arrive completely within the time limit. */
  | "Timeout"
/**
  * The answer does not have the documented form; `pointer` and `offset` say where. A string with an unpaired surrogate
  * is malformed; NUL is allowed.
  */
  | "Decode"
/** The answer refers to another origin. Nothing was sent there. */
  | "ForeignLink"
/** The answer exceeds a limit of the client: `maxPages`, `maxItems`, or 64 MiB for a body. */
  | "Limit"
/** Another client changed the same values in the meantime; `conflict` has both sides. */
  | "Conflict"
/** The WebAssembly module could not be loaded: the bundler or the server did not provide the file. */
  | "Module"
/** The service rejected the request or failed, and gave no code of its own; see `statusCode`. */
  | "Service"
  | (string & {});

/** Numbers over a range: `kpi`. */
export interface KpiData extends DataRange {
  /** Identifies the type of the data. */
  kind: "kpi";
  /** The numbers. */
  values: SourcedValue[];
}

/** Last known values: `lkv`. */
export interface LatestData {
  /** Identifies the type of the data. */
  kind: "latest";
  /** The values. */
  values: LatestValue[];
}

/** The last known value of one capability of one device. */
export interface LatestValue extends Source {
  /** The last value; absent if the service has none. */
  value?: unknown;
  /** When the device sent the value, in milliseconds since 1970; absent if the service does not say. */
  timestamp?: number;
  /**
   * The value before the last one, if it is known. If a device rarely sends the value, only values that this
   * client has read earlier are known.
   */
  previous?: unknown;
}

/** The options of a list of dashboards. */
export interface ListDashboardsOptions extends ListOptions {
  /** An OData filter, such as `displayName eq 'Hall 1'`. */
  filter?: string | undefined;
  /** An OData sort order, such as `displayName desc`. */
  orderby?: string | undefined;
  /** The maximal number of dashboards on a page, 1–100. Default: the service's. */
  maxPageSize?: number | undefined;
}

/** The options of a list of device groups. */
export interface ListDeviceGroupsOptions extends ListOptions {
  /** An OData filter, such as `displayName eq 'Hall 1'`. */
  filter?: string | undefined;
  /** An OData sort order, such as `displayName desc`. */
  orderby?: string | undefined;
  /** The maximal number of groups on a page, 1–100. Default: the service's, 25. */
  maxPageSize?: number | undefined;
}

/** The options of a list of device templates. */
export interface ListDeviceTemplatesOptions extends ListOptions {
  /** An OData filter, such as `displayName eq 'Thermostat'`. */
  filter?: string | undefined;
  /** An OData sort order, such as `displayName desc`. */
  orderby?: string | undefined;
  /** The maximal number of templates on a page, 1–100. Default: the service's, 25. */
  maxPageSize?: number | undefined;
}

/** The options of a list of devices. */
export interface ListDevicesOptions extends ListOptions {
  /** An OData filter, such as `displayName eq 'Hall 1'`. */
  filter?: string | undefined;
  /** An OData sort order, such as `displayName desc`. */
  orderby?: string | undefined;
  /** Further members to include for each device, such as `deploymentManifest`. */
  expand?: string | undefined;
  /** The maximal number of devices on a page, 1–100. Default: the service's, 25. */
  maxPageSize?: number | undefined;
}

/** The options of a list of a group's devices. */
export interface ListGroupDevicesOptions extends ListOptions {
  /** The maximal number of devices on a page, 1–100. Default: the service's, 25. */
  maxPageSize?: number | undefined;
}

/** The options of every list. */
export interface ListOptions extends OperationOptions {
  /**
   * Called for each malformed item, which the list leaves out. Default: a warning of the logger. A page with
   * more than 1,000 malformed items is an error.
   */
  onMalformed?: ((malformed: MalformedItem) => void) | undefined;
}

/** A receiver of log lines, such as `console`. */
export interface Logger {
  debug(message: string, detail?: unknown): void;
  warn(message: string, detail?: unknown): void;
}

/** A malformed item of a page. */
export interface MalformedItem {
  /** The item's index on the page, from 0. */
  index: number;
  /** JSON pointer (RFC 6901) to the malformed value, relative to the page: `/value/3/tiles/0/x`. */
  pointer: string;
  /** What is wrong with the value. */
  message: string;
}

/** The time range of messages. */
export interface MessageRange extends DataRange {
  /**
   * The time from which on all messages are present, if some are missing: the service answers a query with at
   * most 10,000 messages, the newest ones. Absent if none is missing.
   */
  completeFrom?: number;
}

/** The options of every operation. */
export interface OperationOptions {
  /** Aborts the operation: it rejects with an `AbortError`, and nothing is sent afterwards. */
  abortSignal?: AbortSignal | undefined;
  /**
   * `customHeaders` are added to every request of the operation, `{ name: text }`. `Authorization`, `Accept`,
   * `Content-Type` and `If-Match` are refused, because the client sets them. Hooks and loggers do not see custom
   * headers. The browser asks the service whether it allows them, and sends nothing if it does not.
   */
  requestOptions?: { customHeaders?: Record<string, string> | undefined } | undefined;
  /** Called after each try of a request of this operation, after `onResponse` of the client. */
  onResponse?: ((response: SentResponse) => void) | undefined;
}

/** The progress of a long-running operation. */
export interface OperationState {
  /** The status, in the words of `@azure/core-lro`. */
  status: "notStarted" | "running" | "succeeded" | "failed" | "canceled";
}

/** Operations on the organizations of an application (`/api/organizations`), to which dashboards belong. */
export interface OrganizationsOperations {
  /** Reads an organization. Rejects with an `IotCentralError` of status 404 if there is none with this id. */
  get(organizationId: string, options?: OperationOptions): Promise<Organization>;
  /** Lists all organizations that the user may see. */
  list(options?: ListOptions): PagedAsyncIterableIterator<Organization, ContinuationSettings>;
}

/** A page of a list. */
export interface Page<T> {
  /** The well-formed items. */
  items: T[];
  /** The malformed items, which are not in `items`. */
  malformed: MalformedItem[];
  /** A token for the next page; absent on the last page. It can be stored and passed to `byPage` later. */
  continuationToken?: string;
}

/**
  * An async iterator over the pages of a list.
  *
 * @typeParam T The type of the items.
  */
export interface PageAsyncIterableIterator<T> {
  /** Returns the iterator itself, for `for await`. */
  [Symbol.asyncIterator](): PageAsyncIterableIterator<T>;
  /** Returns the next page. */
  next(): Promise<IteratorResult<Page<T>, undefined>>;
  /** Ends the iterator: nothing is sent afterwards. */
  return(): Promise<IteratorResult<Page<T>, undefined>>;
}

/** The options of `byPage` for lists with a choice of page size. */
export interface PageSettings extends ContinuationSettings {
  /** The maximal number of items on a page, 1–100. */
  maxPageSize?: number | undefined;
}

/**
  * An async iterator over the items of a list; `byPage` iterates over its pages. Nothing is sent until the first item
  * is requested.
  *
 * @typeParam T The type of the items.
 * @typeParam S The options of `byPage`.
  */
export interface PagedAsyncIterableIterator<T, S = PageSettings> {
  /** Returns the iterator itself, for `for await`. */
  [Symbol.asyncIterator](): PagedAsyncIterableIterator<T, S>;
  /**
   * Iterates over the pages of the list, from the beginning or after an earlier page.
   *
   * ```js
   * for await (const page of central.dashboards.list().byPage({ maxPageSize: 50 })) console.log(page.items.length);
   * ```
   */
  byPage(settings?: S): PageAsyncIterableIterator<T>;
  /** Returns the next item. */
  next(): Promise<IteratorResult<T, undefined>>;
  /** Ends the iterator: nothing is sent afterwards. */
  return(): Promise<IteratorResult<T, undefined>>;
}

/** The action for a dashboard in an import. */
export interface PlannedDashboard {
  /** The id in the target application. A copy gets a new id. */
  id: string;
  /** The title. */
  displayName: string;
  /**
   * `create`: no dashboard has the id. `replace`: replaces the dashboard that has the id, or an older copy. `copy`:
   * creates a copy beside the existing dashboard. `skip`: keeps the existing dashboard. `equal`: the existing dashboard
   * is equal.
   */
  action: "create" | "replace" | "copy" | "skip" | "equal";
}

/** A reference in the plan of an import. */
export interface PlannedReference extends DashboardReference {
  /** The id in the target application; absent if the object is unknown there. */
  to?: string;
  /**
   * Objects of the target application that may replace the reference: those with the same name, or else the devices of
   * the same template, or else of templates with the same name, at most 100. For a capability, the capabilities of the
   * target device's template.
   */
  candidates?: { id: string; displayName: string }[];
}

/**
  * The locations of devices: `mapProperty` (one point without a time), `mapTelemetry` (from the last hundred
  * messages).
  */
export interface PointData {
  /** Identifies the type of the data. */
  kind: "points";
  /** One track for each device. */
  tracks: Track[];
}

/**
  * A long-running operation, with the interface of `@azure/core-lro`. Nothing is sent until the first poll. A poller
  * follows the header `Azure-AsyncOperation`, else `Location`, and polls the resource itself if CORS hides both.
  *
 * @typeParam T The type of the result.
  */
export interface Poller<T> {
  /** Returns the progress at the last poll. */
  getOperationState(): OperationState;
  /** Returns the result of the operation; `undefined` before its end, and after a deletion. */
  getResult(): T | undefined;
  /** Returns whether the operation has ended, with or without success. */
  isDone(): boolean;
  /**
   * Calls the function after every poll. Returns a function that removes it.
   *
   * ```js
   * const unsubscribe = poller.onProgress(({ status }) => console.log(status));
   * ```
   */
  onProgress(callback: (state: OperationState) => void): () => void;
  /**
   * Polls at the interval that the service asks for, else at `updateIntervalInMs`, until the operation ends;
   * concurrent calls share their polls. Rejects with code `Timeout` after the deadline; the operation may still be
   * running then, and can be polled again.
   */
  pollUntilDone(options?: OperationOptions): Promise<T>;
  /**
   * Sends one request: the first poll starts the operation, each further one asks for its progress. No answer, 429
   * and 5xx do not end the operation. Rejects with the service's code and message if the operation failed or was
   * canceled.
   */
  poll(options?: OperationOptions): Promise<OperationState>;
  /**
   * Returns a text from which `restorePoller` continues after a reload of the page. The text contains no secret.
   * Before the first poll is answered there is nothing to continue.
   *
   * ```js
   * poller.onProgress(() => sessionStorage.setItem("creation", poller.toString()));
   * ```
   */
  toString(): string;
}

/** The options of every `begin…` operation. */
export interface PollerOptions extends OperationOptions {
  /** How long `pollUntilDone` polls, in milliseconds. Default 1,800,000, half an hour. */
  deadlineInMs?: number | undefined;
  /** The wait between polls, in milliseconds, if the service does not ask for another one. Default 2,000. */
  updateIntervalInMs?: number | undefined;
}

/** Values of properties: `property`. */
export interface PropertyData {
  /** Identifies the type of the data. */
  kind: "properties";
  /** The values. */
  values: SourcedValue[];
}

/**
  * Queries over the telemetry and properties of an application's devices (`/api/query`).
  *
  * @see https://learn.microsoft.com/azure/iot-central/core/howto-query-with-rest-api
  */
export interface QueryOperations {
  /**
   * Runs a query and resolves to its rows. The call waits for a slot: the service accepts one query a second.
   * Rejects with code `InvalidInput`, and sends nothing, if the query exceeds a documented limit (350 characters, 15
   * items, 10 operators, `TOP` 10,000).
   *
   * ```js
   * const rows = await central.query.run("SELECT TOP 10 $id, temperature FROM dtmi:contoso:climateMonitor;1");
   * ```
   */
  run(query: string, options?: OperationOptions): Promise<Record<string, unknown>[]>;
}

/**
  * The rate of requests, for all clients of one application in this page together. Requests above the rate wait;
  * others are sent at once.
  */
export interface RateLimitOptions {
  /**
   * The maximal number of requests of any kind in a second, 0 for no limit. The service accepts 20 from all
   * users of an application together. Default 20.
   */
  requestsPerSecond?: number | undefined;
  /**
   * The maximal number of queries in a second, for all tabs of this origin, 0 for no limit. The service accepts
   * one. Default 1.
   */
  queriesPerSecond?: number | undefined;
}

/**
  * How often and when failed requests are sent again. Only idempotent requests are, or requests on which the
  * service did not act. A client has at most twenty retries in store; every five successes add one.
  */
export interface RetryOptions {
  /** The maximal number of retries after the first try. Default 3; 0 turns retries off. */
  maxRetries?: number | undefined;
  /** The longest wait before the first retry, in milliseconds; it doubles with each further retry. Default 800. */
  retryDelayInMs?: number | undefined;
  /**
   * The longest wait before any retry, in milliseconds. If the service asks for a longer wait, the request fails
   * instead. Default 60,000.
   */
  maxRetryDelayInMs?: number | undefined;
}

/**
  * A table of states or events, newest first: `stateHistoryChart`, `eventHistoryChart`. Rows before `completeFrom`
  * may be missing.
  */
export interface RowData extends MessageRange {
  /** Identifies the type of the data. */
  kind: "rows";
  /** The states or events. */
  rows: HistoryRow[];
}

/** A field of an object, or the argument of a command. */
export interface SchemaField {
  /** The key of the field. */
  key: string;
  /** The display name in the requested language. */
  name: string;
  /** The type of the field's value. */
  schema: ValueSchema;
}

/**
  * A request without secrets, for `onRequest` and the logger: without token and body, and with `***` for the values
  * of unknown query parameters.
  */
export interface SentRequest {
  /** The HTTP method. */
  method: string;
  /** The URL. */
  url: string;
  /** The number of the try, from 0. */
  attempt: number;
  /** The headers, without `Authorization`. */
  headers: Record<string, string>;
}

/** The outcome of a try, for `onResponse` and the logger. */
export interface SentResponse {
  /** The request. */
  request: SentRequest;
  /** HTTP status; absent if there was no answer. */
  statusCode?: number;
  /** The headers that this package reads, if CORS exposes them. */
  headers: Record<string, string>;
  /** The reason why there was no answer. */
  failure?: string;
  /** How long the try took, body included, in milliseconds. */
  durationInMs: number;
}

/** One line. */
export interface Series extends Source {
  /** Milliseconds since 1970, ascending. For aggregates, the beginning of each slice. */
  times: Float64Array;
  /** The value at each time; NaN is a gap. */
  values: Float64Array;
  /**
   * The sums and counts of slices that are incomplete: cut by the beginning of the range, or not over yet. They
   * are not part of the line, where they would look like an outage. Absent if there are none.
   */
  unfinished?: UnfinishedSlice[];
}

/** Lines, bars or cells along time: `lineChart`, `barChart`, `heatMapChart`. */
export interface SeriesData {
  /** Identifies the type of the data. */
  kind: "series";
  /** One series for each device and capability. */
  series: Series[];
  /** The length of a slice, in milliseconds; absent for raw points. */
  stepInMs?: number;
  /** The beginning of the range, in milliseconds since 1970; absent for the last hundred points. */
  from?: number;
  /** The end of the range. */
  to?: number;
}

/** The device and the capability of a value, with their display names. Unknown names are absent. */
export interface Source {
  /** The device's id. */
  device: string;
  /** The device's display name. */
  deviceName?: string;
  /** The capability as the tile names it, with its component in front: `thermostat.temperature`. */
  capability: string;
  /** The capability's display name, from the device template. */
  capabilityName?: string;
  /** The symbol of the unit, such as `°C`; the unit's name if it has no symbol. */
  unit?: string;
  /** The display names of an enumeration's values, by the value as text. */
  labels?: Record<string, string>;
  /** The fields of an object as the device template declares them, in the template's order. */
  fields?: SourceField[];
  /** The aggregate function; absent for values that are not aggregated. */
  aggregateFunction?: string;
}

/** A field of an object, with its display name and its unit. Unknown members are absent. */
export interface SourceField {
  /** The field's name in a value. */
  key: string;
  /** The display name, from the device template. */
  name?: string;
  /** The symbol of the unit; the unit's name if it has no symbol. */
  unit?: string;
  /** The display names of an enumeration's values, by the value as text. */
  labels?: Record<string, string>;
  /** The fields of the field's own object. */
  fields?: SourceField[];
}

/** One value of one capability of one device. */
export interface SourcedValue extends Source {
  /** The value; absent if the device has none. */
  value?: unknown;
}

/**
  * States along time: `stateChart`. A state lasts until the next one begins. Before `completeFrom`, only the last
  * state of each slice is present.
  */
export interface StateData extends MessageRange {
  /** Identifies the type of the data. */
  kind: "states";
  /** The states. */
  lanes: StateLane[];
}

/** The states of one capability of one device. */
export interface StateLane extends Source {
  /** The beginning of each state, in milliseconds since 1970, ascending. */
  starts: Float64Array;
  /** The end of each state. */
  ends: Float64Array;
  /** The states. */
  values: unknown[];
}

/** A capability of a device template: a telemetry, a property or a command. */
export interface TemplateCapability {
  /** The name that tiles use, with modules and components in front, such as `thermostat.temperature`. */
  path: string;
  /** The display name in the requested language; the last part of the path if the template has none. */
  displayName: string;
  /** Devices send telemetry and run commands; a property is reported by devices or stored by the application. */
  kind: "telemetry" | "property" | "command";
  /** The symbol of the unit, such as `°C`, or the unit's name if it has no symbol. */
  unit?: string;
  /** The type of the values; absent for a command. */
  schema?: ValueSchema;
  /** The argument of a command; absent if the command takes none. */
  request?: SchemaField;
  /** The type of a command's response; absent if the command has none. */
  response?: ValueSchema;
}

/**
  * A change of the tiles on a grid; `type` tells the variants apart. With `compact: true`, tiles move up into holes
  * afterwards.
  *
  * - `place` adds a tile at the first free place, searched from the top down and from left to right. Its columns are
  *   those in use: up to the right edge of the rightmost tile, but at least six.
  * - `move` and `resize` change the members that are given; tiles in the way move down.
  * - `remove` removes a tile.
  * - `compact` moves every tile up until it touches the tile above it or the top of the grid.
  */
export type TileChange =
  | { type: "place"; id: string; width: number; height: number; compact?: boolean | undefined }
  | (Partial<TilePlace> & { type: "move" | "resize"; id: string; compact?: boolean | undefined })
  | { type: "remove"; id: string; compact?: boolean | undefined }
  | { type: "compact" };

/** The data of a tile; `kind` tells the variants apart. */
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

/** The data of a type of tile: `CountData` for `deviceCount`. */
export type TileDataOf<T extends string> = T extends keyof TileDataKinds ? Extract<TileData, { kind: TileDataKinds[T] }> : TileData;

/** A part of a tile that could not be read. */
export interface TileFailure {
  /** The device's id; the group's id for a tile that counts devices. */
  device: string;
  /** The capability as the tile names it; absent if all capabilities of the device failed. */
  capability?: string;
  /** The reason of the failure. */
  error: IotCentralError;
}

/** The cells that a tile covers on a dashboard's grid. */
export interface TilePlace {
  /** Identifies the tile: its `id`, or a key of the caller for a tile without an id. */
  id: string;
  /** Distance from the left edge of the grid, at least 0. */
  x: number;
  /** Distance from the top edge of the grid, at least 0. */
  y: number;
  /** Width in cells, 1–10. */
  width: number;
  /** Height in cells, 1–10. */
  height: number;
}

/** How fresh and how complete a tile's data is. Times are in milliseconds since 1970. */
export interface TileTiming {
  /** When the oldest part of the data was read. */
  readAt: number;
  /** When the next part is due. It may be read later if other queries come first. */
  dueAt: number;
  /**
   * How many of the tile's devices have not been read yet, so that their values, lines or locations are missing
   * from the data. Absent once all devices have been read or have failed. Parts of a whole (`pieChart`) arrive
   * all at once.
   */
  missing?: number;
  /**
   * The parts that could not be read this time; absent if none failed. The data contains the other parts, and
   * the last values of these if there are any.
   */
  failures?: readonly TileFailure[];
}

/** The time limits of requests. A request beyond a limit rejects with an `IotCentralError`, code `Timeout`. */
export interface TimeoutOptions {
  /** The limit of one try, body included, in milliseconds. Default 30,000. */
  tryInMs?: number | undefined;
  /**
   * The limit of an operation with all its tries and the waits between them, or of one page of a list, in
   * milliseconds. Reading back an update with `ifMatch` whose answer was lost may take the time of one more try.
   * Default 300,000.
   */
  overallInMs?: number | undefined;
}

/** A source of tokens, as in `@azure/identity` and MSAL adapters. The client requests a new token before one expires. */
export interface TokenCredential {
  getToken(scopes: string | string[], options?: GetTokenOptions): Promise<AccessToken | null>;
}

/** The locations of one device. */
export interface Track extends Source {
  /** Milliseconds since 1970, ascending; NaN if unknown. */
  times: Float64Array;
  /** Degrees north. */
  lats: Float64Array;
  /** Degrees east. */
  lons: Float64Array;
}

/** The sum or the count of an incomplete slice. */
export interface UnfinishedSlice {
  /** The beginning of the slice, in milliseconds since 1970. */
  time: number;
  /** The sum or the count so far. */
  value: number;
}

/** The options of an update of a dashboard. */
export interface UpdateDashboardOptions extends WriteDashboardOptions {
  /**
   * Updates only this version: the `etag` of the dashboard as it was read. Rejects with an `IotCentralError` of
   * status 412 if the dashboard has another version by now. Rejects with `InvalidInput`, and sends nothing, for
   * `undefined`, the etag of a dashboard without one.
   */
  ifMatch?: string | undefined;
}

/** The options of an update of the configuration. */
export interface UpdateFileUploadOptions extends OperationOptions {
  /**
   * Updates only this version: the `etag` of the configuration as it was read. Rejects with an `IotCentralError`
   * of status 412 if the configuration has another version by now, and with `InvalidInput`, sending nothing, for
   * `undefined`.
   */
  ifMatch?: string | undefined;
}

/**
  * The type of a value, in as much detail as a form needs. `string` includes dates, times and durations; `any`
  * includes all types that are not listed.
  */
export type ValueSchema =
  | { type: "number" | "boolean" | "string" | "geopoint" | "vector" | "any" }
  | { type: "enum"; values: readonly { value: string | number; name: string }[] }
  | { type: "object"; fields: readonly SchemaField[] };

/** The options of `waitUntilReady`. */
export interface WaitUntilReadyOptions extends OperationOptions {
  /** The longest time to wait, in milliseconds. Default 300,000. */
  timeoutInMs?: number | undefined;
  /** The time between two polls, in milliseconds. Default 2,000. */
  pollIntervalInMs?: number | undefined;
}

/** The options of `watch`. */
export interface WatchOptions extends OperationOptions {
  /**
   * Called with a tile (the same object as in `dashboard.tiles`) each time it has new data. Also called if some
   * of its data could not be read: `timing.failures` names the parts then.
   */
  onTile: ((tile: Tile, data: TileData, timing: TileTiming) => void);
  /**
   * Called when a tile has no data to show, not even older data, because reading failed. The feed continues and
   * tries again. Called without a tile if the dashboard itself could not be read; the feed has ended then.
   * Default: logs to the console.
   */
  onError?: ((tile: Tile | undefined, error: IotCentralError) => void) | undefined;
  /** Called with the dashboard before any of its tiles, if `watch` was called with an id. */
  onDashboard?: ((dashboard: Dashboard) => void) | undefined;
  /**
   * The interval at which last known values and properties are read, in milliseconds, at least 1,000. Default
   * 10,000.
   *
   * Other data is read at this interval or less often: a chart once per slice of its resolution, a number over a
   * time range once per hundredth of the range, states and events once per thousandth, the devices of a group
   * once a minute. All tiles share one query a second, the limit of the service.
   *
   * A failed reading is repeated after this interval, which doubles with each failure in a row, up to five
   * minutes. The waits become shorter once the service answers again; after a network error or 502 to 504, one
   * reading is sent again every 1.5 seconds. A request of a feed is sent once, with a timeout of 15 seconds;
   * after 3 seconds without an answer, the next request does not wait for it.
   */
  refreshIntervalInMs?: number | undefined;
  /** Replaces the tiles' own time ranges, and their last hundred points. */
  timeRange?: WatchTimeRange | undefined;
  /**
   * The maximal number of points of a series, at least 4. A longer series is reduced as by `downsample`.
   * Default: all points.
   */
  maxPoints?: number | undefined;
  /**
   * The language of display names, a BCP 47 tag. Names without a text in this language are English, or in any
   * language. Default: the browser's language.
   */
  locale?: string | undefined;
}

/** A time range that ends now. */
export interface WatchTimeRange {
  /** The length of the range. */
  duration: Duration;
  /**
   * The length of a slice: the values of each slice are aggregated. Default: a length that gives between 30 and
   * 200 slices.
   */
  resolution?: Resolution | undefined;
}

/** The options of operations that write a dashboard. */
export interface WriteDashboardOptions extends OperationOptions {
  /**
   * Whether a dashboard with errors is rejected before it is sent. Default `true`. With `false` the service
   * applies its limits and rules. A dashboard with a missing member or a wrong type is rejected in either case,
   * and so is a personal one, which would become a dashboard of the application.
   */
  validate?: boolean | undefined;
}

/**
  * Returns the places of all tiles after a change, in the order of the list; a new tile comes last. Sends nothing, and
  * modifies no argument.
  *
  * Tiles in the way of the changed tile move down as little as necessary, and the order of tiles from top to bottom is
  * kept. No two tiles overlap in the result, even if some overlapped before. While a user drags a tile, pass the places
  * from before the drag with every call: tiles that made room then return to their places as soon as the dragged tile
  * leaves them.
  *
  * ```js
  * const places = arrangeTiles(tiles, { type: "move", id: "t1", x: 2, y: 0 });
  * const moved = tiles.map((tile, index) => ({ ...tile, ...places[index] }));
  * ```
  *
  * @param tiles Complete tiles, or only their ids and places.
  * @throws IotCentralError `InvalidInput` if no tile has the id, or if the changed tile or a tile that makes room for
  * it would leave the grid, which has 100 cells in each direction. `pointer` names the value at fault, in `/tiles` or
  * in `/change`.
  */
export function arrangeTiles(tiles: readonly TilePlace[], change: TileChange): TilePlace[];

/**
  * Returns the points of a line that a chart of limited width needs: the first, the last, and from each of `(maxPoints
  * − 2) / 2` equal columns of time the lowest and the highest, in the order of their times. So no spike is lost. With
  * at least two points for each pixel of its width, a chart looks as it would with all points.
  *
  * Gaps stay gaps: if there is a NaN between two kept points, one NaN is kept too. NaNs are not counted in `maxPoints`;
  * there is at most one between two points.
  *
  * ```js
  * await load();
  * const line = downsample(times, values, 2 * canvas.width);
  * ```
  *
  * @param times Times in milliseconds since 1970, or other ascending numbers.
  * @param values A value for each time; NaN is a gap.
  * @param maxPoints A whole number, at least 4. A line with no more points than that is returned unchanged.
  * @returns New arrays; the arguments stay unchanged.
  * @throws IotCentralError `InvalidInput` if an argument is invalid; `pointer` names it.
  */
export function downsample(times: Float64Array, values: Float64Array, maxPoints: number): DownsampledLine;

/**
  * Returns the mistakes in a dashboard: those for which the service rejects it (`error`), and those with which a tile
  * may look wrong or load slowly (`warning`). Finds missing members, wrong types, violated limits, invalid ids; unknown
  * values, tiles that overlap or leave the grid, more than ten devices, and ranges beyond the seven days for which the
  * service keeps telemetry. Returns an empty list if there are none. A mistake in one tile does not hide mistakes in
  * others. Sends nothing, and never throws once the module is loaded.
  *
  * ```js
  * await load();
  * for (const { severity, pointer, message } of validateDashboard(board)) console.log(severity, pointer, message);
  * ```
  */
export function validateDashboard(dashboard: unknown): Finding[];

/**
 * The options of `formatValue`. `abbreviateValue` and `decimalPlaces` mean the same as in a tile's `TextFormat`. `unit`
 * differs: in a `TextFormat` it is the unit of the text size.
 */
export interface FormatValueOptions {
  /**
   * Whether large numbers are abbreviated, 1,700 to 1.7K, in the locale's compact notation. From 10^15 on (10^21
   * without abbreviation), numbers are written as powers of ten: `1.5E15`. Default `true`.
   */
  abbreviateValue?: boolean | undefined;
  /**
   * The number of decimal places, 0–20; a value outside is set to the nearest bound. Default: as many as needed, but at
   * most two, or one in an abbreviated number; a number below 1 has two significant digits.
   */
  decimalPlaces?: number | undefined;
  /** The symbol of the number's unit, such as `°C`. */
  unit?: string | undefined;
  /** The locale in which numbers are written, a BCP 47 tag such as `de-DE`. Default: the environment's. */
  locale?: string | undefined;
}

/**
 * Formats a value of a tile as one line. Numbers are written as in the portal: `formatValue(1700)` is `1.7K` in
 * English.
 *
 * A unit follows its number after a no-break space; `°`, `′` and `″` follow without a space. The locale (CLDR) decides
 * the place of `%` and the space beside it: `50%`, `50 %`, `%50`. Only numbers get a unit.
 *
 * Strings and booleans are returned unchanged. Objects are written with their members in order, `lat 47.6, lon -122.1`,
 * arrays with commas; `lat` and `lon` keep four decimal places. The result is `–` for `undefined`, `null`, numbers that
 * are not finite, empty objects and arrays, and values that cannot be read (a getter that throws, an object that
 * contains itself).
 *
 * ```js
 * formatValue(1700, { unit: "kPa", locale: "en" }); // 1.7K kPa
 * ```
 *
 * @throws IotCentralError `InvalidInput` if `locale` is not a language tag.
 */
export function formatValue(value: unknown, options?: FormatValueOptions): string;
