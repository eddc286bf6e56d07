// Mappers as Microsoft's generator would write them for dashboards: one for each model, with polymorphic unions.
// Default values are left out: the deserializer would add them as members, and the results would differ.

const of = (name) => ({ type: { name } });
const [string, number, boolean] = ["String", "Number", "Boolean"].map(of);
const model = (className) => ({ type: { name: "Composite", className } });
const list = (element) => ({ type: { name: "Sequence", element } });

/** The models, as `createSerializer` takes them: mappers by class name and by `Union.discriminator`. */
export const mappers = { discriminators: {} };

define("DashboardCollection", { value: list(model("Dashboard")), nextLink: string });
define("Dashboard", {
  id: string,
  displayName: string,
  tiles: list(model("Tile")),
  personal: boolean,
  favorite: boolean,
  organizations: list(string),
  etag: string,
});
define("Tile", {
  id: string,
  displayName: string,
  configuration: model("TileConfiguration"),
  height: number,
  width: number,
  x: number,
  y: number,
});
define("TileCapability", { capability: string, aggregateFunction: string });
define("ChartFormatConfiguration", { xAxisEnabled: boolean, yAxisEnabled: boolean, legendEnabled: boolean });
define("TextFormatConfiguration", {
  abbreviateValue: boolean,
  decimalPlaces: number,
  textSize: number,
  unit: string,
  wordWrap: boolean,
});
define("ImageTileFormatConfiguration", {
  backgroundColor: string,
  fitImage: boolean,
  showTitle: boolean,
  textColor: string,
  textSize: number,
  textSizeUnit: string,
});

const [timeRange] = union("QueryRangeConfiguration", {
  time: { duration: string, resolution: string },
  count: { count: number },
});
const range = { queryRange: timeRange };
const source = { group: string, devices: list(string), capabilities: list(model("TileCapability")) };
const chart = { format: model("ChartFormatConfiguration") };
const text = { format: model("TextFormatConfiguration") };

union("TileConfiguration", {
  lineChart: { ...source, queryRange: model("QueryRangeConfiguration"), ...chart },
  barChart: { ...source, ...range, ...chart },
  pieChart: { ...source, ...range, ...chart },
  heatMapChart: { ...source, ...range, ...chart },
  eventChart: { ...source, ...range },
  stateChart: { ...source, ...range },
  eventHistoryChart: { ...source, ...range, ...text },
  stateHistoryChart: { ...source, ...range, ...text },
  kpi: { ...source, ...range, ...text },
  lkv: { ...source, showTrend: boolean, ...text },
  property: { ...source, ...text },
  mapProperty: { ...source, zoomLevel: number },
  mapTelemetry: { ...source, zoomLevel: number },
  deviceCount: { group: string, ...text },
  markdown: { description: string, href: string, image: string },
  image: { image: string, href: string, format: model("ImageTileFormatConfiguration") },
  label: { text: string, textSize: number, textSizeUnit: string, wordWrap: boolean },
  externalContent: { sourceUrl: string },
  dataExplorer: { ...range, query: string },
  command: { group: string, command: string, device: string },
});

/** Defines a model by its members, whose names in JSON and in JavaScript are the same. */
function define(className, members, type = {}, serializedName = className) {
  const named = Object.entries(members).map(([name, mapper]) => [name, { serializedName: name, ...mapper }]);
  const mapper = {
    serializedName,
    type: { name: "Composite", className, modelProperties: Object.fromEntries(named), ...type },
  };
  mappers[className] = mapper;
  return mapper;
}

/**
 * Defines a union with the discriminator `type`: the base, and a model for each value. Returns references to the
 * models.
 */
function union(base, kinds) {
  const discriminator = { polymorphicDiscriminator: { serializedName: "type", clientName: "type" }, uberParent: base };
  mappers.discriminators[base] = define(base, { type: string }, discriminator);
  return Object.entries(kinds).map(([kind, members]) => {
    const className = `${kind[0].toUpperCase()}${kind.slice(1)}${base}`;
    mappers.discriminators[`${base}.${kind}`] = define(className, { type: string, ...members }, discriminator, kind);
    return model(className);
  });
}
