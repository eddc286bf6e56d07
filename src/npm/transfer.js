// Dashboards out of an application and into another, by the operations that are there already; src/js/transfer.rs loads
// it. Rust programs have src/client/transfer.rs: compiled, the same would be 6 KB for all pages.
import { IotCentralError } from "./dist/iotcentral_web.js";

const FORMAT = "iotcentral-web/dashboards;1";
const KINDS = ["deviceGroups", "devices", "organizations"];
/** A template may have thousands of devices. */
const MAX_CANDIDATES = 100;

/** Reads the dashboards of these ids, or all that aren't personal, and the names of what they refer to. */
export async function exportDashboards(operations, ids, abortSignal) {
  if (ids && !Array.isArray(ids)) throw invalid("dashboardIds should be an array of strings", "/dashboardIds");
  const central = named(operations);
  const dashboards = [];
  if (ids) for (const id of ids) dashboards.push(await central.dashboards.get(id, { abortSignal }));
  else for await (const one of central.dashboards.list({ abortSignal })) if (!one.personal) dashboards.push(one);
  const document = { format: FORMAT, dashboards: dashboards.map(({ etag: _, ...rest }) => rest) };
  for (const [kind, references] of Object.entries(referencesOf(dashboards))) {
    document[kind] = references;
    for (const reference of references) {
      const { displayName, template } = (await lookUp(central[kind], reference.id, abortSignal)) ?? {};
      Object.assign(reference, displayName !== undefined && { displayName }, template && { template });
    }
  }
  return document;
}

/**
 * Plans an import, and does it unless it is a dry run. `isEqual` says whether two dashboards mean the same; it throws
 * where one is no dashboard.
 */
export async function importDashboards(
  operations,
  isEqual,
  given,
  abortSignal,
  map,
  onConflict = "skip",
  dryRun = false,
  onProgress = () => {},
) {
  const central = named(operations);
  const { dashboards, ...references } = readDocument(given, isEqual);
  // By the template of a device of the document: that of the device that takes its place, and what such devices have.
  const templates = new Map();
  for (const kind of KINDS) {
    for (const reference of references[kind]) {
      const there = await resolve(central, kind, reference, mapped(map, kind, reference.id), abortSignal);
      if (there?.template) templates.set(reference.template, there.template);
    }
  }
  const template = { get: (id, options) => central.deviceTemplates.getCapabilities(id, options) };
  for (const [of, there] of templates) templates.set(of, await lookUp(template, there, abortSignal));
  for (const reference of references.capabilities)
    findCapability(reference, mapped(map, "capabilities", reference.id), templates.get(reference.template));

  const idThere = (kind, id) => references[kind].find((known) => known.id === id && known.to !== undefined)?.to;
  const planned = [];
  for (const dashboard of dashboards)
    planned.push(await place(central, rewrite(dashboard, idThere), onConflict, isEqual, abortSignal));
  const plan = { dashboards: planned.map(({ dashboard: _, ...rest }) => rest), ...references };
  if (dryRun) return plan;

  refuseUnknown(references);
  for (const [index, { id, action, dashboard }] of planned.entries()) {
    if (action !== "skip" && action !== "equal") await central.dashboards.create(id, dashboard, { abortSignal });
    try {
      onProgress(index + 1, planned.length);
    } catch (thrown) {
      // The page's bug: it is shown, and the import goes on.
      console.error("iotcentral-web: onProgress failed:", thrown);
    }
  }
  return plan;
}

/** The operations of an application, as `operations` in client.rs has them. */
const named = ([dashboards, devices, deviceGroups, deviceTemplates, organizations]) => ({
  dashboards,
  devices,
  deviceGroups,
  deviceTemplates,
  organizations,
});

/** What becomes of a dashboard. A copy always has the same id, so that an import that is run again finds it. */
async function place(central, dashboard, onConflict, isEqual, abortSignal, id = dashboard.id, action = "create") {
  const there = await lookUp(central.dashboards, id, abortSignal);
  const { displayName } = dashboard;
  if (!there) return { id, displayName, action, dashboard };
  if (isEqual(dashboard, there)) return { id, displayName, action: "equal", dashboard };
  if (onConflict !== "copy") return { id, displayName, action: onConflict, dashboard };
  // A copy of before that differs is replaced: it is of an older document.
  return place(central, dashboard, "replace", isEqual, abortSignal, `${id.slice(0, 123)}:copy`, "copy");
}

/**
 * The dashboards of a document and what they refer to, as JSON of its own: the caller may change the document
 * meanwhile.
 */
function readDocument(given, isEqual) {
  const document = JSON.parse(JSON.stringify(given ?? null));
  if (document?.format !== FORMAT || !Array.isArray(document.dashboards))
    throw invalid("document should be what exportDashboards gave, in a format of this version", "/document/format");
  const { dashboards } = document;
  for (const [index, dashboard] of dashboards.entries()) {
    const pointer = `/document/dashboards/${index}`;
    try {
      isEqual(dashboard, dashboard);
    } catch (error) {
      throw invalid(error.message, pointer + (error.pointer ?? ""));
    }
    if (!dashboard.id) throw invalid("id should be that of a dashboard", `${pointer}/id`);
  }
  const references = referencesOf(dashboards);
  for (const kind of KINDS) {
    for (const reference of references[kind]) {
      const { displayName, template } = document[kind]?.find?.((known) => known?.id === reference.id) ?? {};
      Object.assign(reference, displayName && { displayName }, template && { template });
    }
  }
  return { dashboards, ...references, capabilities: capabilitiesOf(dashboards, references.devices) };
}

/** What the dashboards refer to, each once. */
function referencesOf(dashboards) {
  const ids = Object.fromEntries(KINDS.map((kind) => [kind, new Set()]));
  for (const dashboard of dashboards) rewrite(dashboard, (kind, id) => void ids[kind]?.add(id));
  return Object.fromEntries(KINDS.map((kind) => [kind, [...ids[kind]].map((id) => ({ id }))]));
}

/** The capabilities that tiles show of devices whose template is known. */
function capabilitiesOf(dashboards, devices) {
  const found = new Map();
  for (const { configuration } of dashboards.flatMap(({ tiles = [] }) => tiles)) {
    for (const { id, template } of devices) {
      if (!template || !configuration.devices?.includes?.(id)) continue;
      if (!Array.isArray(configuration.capabilities)) continue;
      for (const { capability } of configuration.capabilities)
        found.set(`${template} ${capability}`, { id: capability, template });
    }
  }
  return [...found.values()];
}

/** The dashboard with other ids where it names something of its application; `map` gives another id, or none. */
function rewrite(dashboard, map) {
  const changed = (object, kinds) => {
    const change = (kind, id) => map(kind, id) ?? id;
    const entries = Object.entries(kinds).filter(([key]) => key in object);
    const value = (kind, ids) => (Array.isArray(ids) ? ids.map((id) => change(kind, id)) : change(kind, ids));
    return { ...object, ...Object.fromEntries(entries.map(([key, kind]) => [key, value(kind, object[key])])) };
  };
  const configured = (configuration) => ({
    ...changed(configuration, { group: "deviceGroups", device: "devices", devices: "devices" }),
    ...(Array.isArray(configuration.capabilities) && {
      capabilities: configuration.capabilities.map((one) => changed(one, { capability: "capabilities" })),
    }),
  });
  return {
    ...changed(dashboard, { organizations: "organizations" }),
    ...(dashboard.tiles && {
      tiles: dashboard.tiles.map((tile) => ({ ...tile, configuration: configured(tile.configuration) })),
    }),
  };
}

/**
 * Finds what a reference is in the application: its `to`, or `candidates`. Gives what takes its place, where that can
 * be read.
 */
async function resolve(central, kind, reference, mapped, abortSignal) {
  const there = await lookUp(central[kind], mapped ?? reference.id, abortSignal);
  if (there || mapped !== undefined) {
    reference.to = mapped ?? reference.id;
    return there;
  }
  for (const key of ["displayName", "template"]) {
    const value = reference[key];
    if (value === undefined) continue;
    // The service filters no organizations.
    const filter = kind === "organizations" ? {} : { filter: `${key} eq '${value.replaceAll("'", "''")}'` };
    const found = [];
    try {
      for await (const item of central[kind].list({ abortSignal, ...filter })) {
        if (item[key] === value) found.push(item);
        if (found.length === MAX_CANDIDATES) break;
      }
    } catch (error) {
      if (!isHidden(error)) throw error;
    }
    if (found.length === 0) continue;
    reference.candidates = found.map(({ id, displayName }) => ({ id, displayName }));
    if (found.length > 1 || key !== "displayName") return undefined;
    reference.to = found[0].id;
    return found[0];
  }
}

/** Without its template's capabilities, nothing is known to be wrong with one. */
function findCapability(reference, mapped, all) {
  if (mapped !== undefined || !all || all.some(({ path }) => path === reference.id)) {
    reference.to = mapped ?? reference.id;
  } else {
    const readable = all.filter(({ kind }) => kind !== "command");
    reference.candidates = readable.map(({ path, displayName }) => ({ id: path, displayName }));
  }
}

/** What an operation gives; `undefined` where there is no such thing, or none that the user may see. */
async function lookUp(operations, id, abortSignal) {
  try {
    return await operations.get(id, { abortSignal });
  } catch (error) {
    if (isHidden(error)) return undefined;
    throw error;
  }
}

function isHidden({ statusCode }) {
  return statusCode === 403 || statusCode === 404;
}

/** What the caller maps an id to. */
function mapped(map, kind, id) {
  const ids = map?.[kind] ?? {};
  return Object.hasOwn(ids, id) ? ids[id] : undefined;
}

/** Refuses to write dashboards that refer to what the application doesn't have. */
function refuseUnknown(references) {
  const unknown = (kind) => references[kind].filter(({ to }) => to === undefined).map(({ id }) => `${kind}/${id}`);
  const names = KINDS.flatMap(unknown).join(", ");
  const advice = "name what takes their place in `map`; the plan of a `dryRun` has candidates";
  if (names) throw invalid(`this application has no ${names}: ${advice}`, "/map");
}

function invalid(message, pointer) {
  return new IotCentralError(message, "InvalidInput", { pointer });
}

/** An export here and an import there. */
export async function copyDashboards(operations, other, ids, options) {
  if (typeof other?.importDashboards !== "function")
    throw invalid("otherClient should be an IotCentralClient", "/otherClient");
  return other.importDashboards(await exportDashboards(operations, ids, options?.abortSignal), options);
}
