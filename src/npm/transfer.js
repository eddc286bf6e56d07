// Moves dashboards between applications by operations of the client. src/js/transfer.rs loads this file. Rust programs
// use src/client/transfer.rs, which would cost each page 6 KB if it were compiled in.
import { IotCentralError } from "./dist/iotcentral_web.js";

const FORMAT = "iotcentral-web/dashboards;1";
const KINDS = ["deviceGroups", "devices", "organizations"];
/** A template may have thousands of devices. */
const MAX_CANDIDATES = 100;

/**
 * Reads the dashboards with these ids, or all that aren't personal, and the names of the objects that they reference.
 */
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
 * Plans an import, and runs it unless it is a dry run. `isEqual` compares two dashboards by meaning, and throws if one
 * is not a dashboard.
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
  // Maps each template of the document to that of the device in the target application, and then to its capabilities.
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
      // The exception is a bug of the page: it is reported, and the import continues.
      console.error("iotcentral-web: onProgress failed:", thrown);
    }
  }
  return plan;
}

/** Names the operations of an application, in the order of `operations` in client.rs. */
const named = ([dashboards, devices, deviceGroups, deviceTemplates, organizations]) => ({
  dashboards,
  devices,
  deviceGroups,
  deviceTemplates,
  organizations,
});

/** Plans the action for a dashboard. A copy always gets the same id, so that a repeated import finds it. */
async function place(central, dashboard, onConflict, isEqual, abortSignal, id = dashboard.id, action = "create") {
  const there = await lookUp(central.dashboards, id, abortSignal);
  const { displayName } = dashboard;
  if (!there) return { id, displayName, action, dashboard };
  if (isEqual(dashboard, there)) return { id, displayName, action: "equal", dashboard };
  if (onConflict !== "copy") return { id, displayName, action: onConflict, dashboard };
  // An earlier copy that differs is replaced, because it belongs to an older document.
  return place(central, dashboard, "replace", isEqual, abortSignal, `${id.slice(0, 123)}:copy`, "copy");
}

/**
 * Returns the dashboards of a document and their references as a deep copy, because the caller may change the document
 * during the import.
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

/** Returns the references of dashboards, each once. */
function referencesOf(dashboards) {
  const ids = Object.fromEntries(KINDS.map((kind) => [kind, new Set()]));
  for (const dashboard of dashboards) rewrite(dashboard, (kind, id) => void ids[kind]?.add(id));
  return Object.fromEntries(KINDS.map((kind) => [kind, [...ids[kind]].map((id) => ({ id }))]));
}

/** Returns the capabilities that tiles show of devices whose template is known. */
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

/** Returns the dashboard with replaced ids. `map` returns the new id, or undefined to keep the old one. */
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
 * Finds a reference in the application, and sets its `to` or its `candidates`. Returns the object that it was mapped
 * to, if it could be read.
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
    // The service supports no filter for organizations.
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

/**
 * Sets the `to` of a capability, or its `candidates`. If the template's capabilities could not be read, the path is
 * kept.
 */
function findCapability(reference, mapped, all) {
  if (mapped !== undefined || !all || all.some(({ path }) => path === reference.id)) {
    reference.to = mapped ?? reference.id;
  } else {
    const readable = all.filter(({ kind }) => kind !== "command");
    reference.candidates = readable.map(({ path, displayName }) => ({ id: path, displayName }));
  }
}

/** Returns the result of an operation; `undefined` if the object does not exist or the user may not read it. */
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

/** Returns the caller's replacement of an id. */
function mapped(map, kind, id) {
  const ids = map?.[kind] ?? {};
  return Object.hasOwn(ids, id) ? ids[id] : undefined;
}

/** Throws if the dashboards reference objects that the application doesn't have. */
function refuseUnknown(references) {
  const unknown = (kind) => references[kind].filter(({ to }) => to === undefined).map(({ id }) => `${kind}/${id}`);
  const names = KINDS.flatMap(unknown).join(", ");
  const advice = "name what takes their place in `map`; the plan of a `dryRun` has candidates";
  if (names) throw invalid(`this application has no ${names}: ${advice}`, "/map");
}

function invalid(message, pointer) {
  return new IotCentralError(message, "InvalidInput", { pointer });
}

/** Exports from one application and imports into another. */
export async function copyDashboards(operations, other, ids, options) {
  if (typeof other?.importDashboards !== "function")
    throw invalid("otherClient should be an IotCentralClient", "/otherClient");
  return other.importDashboards(await exportDashboards(operations, ids, options?.abortSignal), options);
}
