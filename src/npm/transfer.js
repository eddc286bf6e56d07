// Moves dashboards between applications by operations of the client. src/js/transfer.rs loads this file. Rust programs
// use src/client/transfer.rs, which would cost each page 6 KB if it were compiled in. Tests hold both to the cases in
// src/transfer/cases.json.
import { IotCentralError } from "./dist/iotcentral_web.js";

const FORMAT = "iotcentral-web/dashboards;1";
const KINDS = ["deviceGroups", "devices", "organizations"];
/** The ids of dashboards that the service accepts. */
const ID = /^[a-zA-Z\d:;]{1,128}$/;
/** A template may have thousands of devices. */
const MAX_CANDIDATES = 100;

/**
 * Reads the dashboards with these ids, or all that aren't personal, and the names of the objects that they reference.
 */
export async function exportDashboards(operations, ids, given) {
  const options = operationOptions(given);
  if (ids && !Array.isArray(ids)) throw invalid("dashboardIds should be an array of strings", "/dashboardIds");
  const central = named(operations);
  const dashboards = [];
  if (ids) for (const id of ids) dashboards.push(await central.dashboards.get(id, options));
  else for await (const one of central.dashboards.list(options)) if (!one.personal) dashboards.push(one);
  const document = { format: FORMAT, dashboards: dashboards.map(({ etag: _, ...rest }) => rest) };
  for (const [kind, references] of Object.entries(referencesOf(dashboards))) {
    document[kind] = references;
    for (const reference of references) {
      const { displayName, template } = (await lookUp(central[kind], reference.id, options)) ?? {};
      Object.assign(reference, displayName !== undefined && { displayName }, template && { template });
    }
  }
  const names = new Map();
  for (const device of document.devices.filter(({ template }) => template)) {
    const { template } = device;
    if (!names.has(template))
      names.set(template, (await lookUp(central.deviceTemplates, template, options))?.displayName);
    if (names.get(template)) device.templateName = names.get(template);
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
  document,
  given,
  map,
  onConflict = "skip",
  dryRun = false,
  onProgress = () => {},
) {
  const central = named(operations);
  const options = operationOptions(given);
  const { dashboards, ...references } = readDocument(document, isEqual);
  // Maps each template of the document to those of the devices in the target application.
  const templates = new Map();
  for (const kind of KINDS) {
    for (const reference of references[kind]) {
      const there = await resolve(central, kind, reference, mapped(map, kind, reference.id), options);
      const { template } = reference;
      if (there?.template) templates.set(template, (templates.get(template) ?? new Set()).add(there.template));
    }
  }
  const readable = { get: (id, options) => central.deviceTemplates.getCapabilities(id, options) };
  const capabilities = new Map();
  for (const [template, there] of templates) {
    for (const id of there)
      if (!capabilities.get(template)) capabilities.set(template, await lookUp(readable, id, options));
  }
  for (const reference of references.capabilities)
    findCapability(reference, mapped(map, "capabilities", reference.id), capabilities.get(reference.template));

  const idThere = (kind, id) => references[kind].find((known) => known.id === id)?.to;
  const existing = await readExisting(central, options);
  const planned = [];
  for (const dashboard of dashboards)
    planned.push(await place(existing, rewrite(dashboard, idThere), onConflict, isEqual));
  const plan = { dashboards: planned.map(({ dashboard: _, ...rest }) => rest), ...references };
  if (dryRun) return plan;

  refuseUnknown(references);
  for (const [index, { id, action, dashboard }] of planned.entries()) {
    if (action !== "skip" && action !== "equal") await central.dashboards.create(id, dashboard, options);
    try {
      onProgress(index + 1, planned.length);
    } catch (thrown) {
      // The exception is a bug of the page: it is reported, and the import continues.
      console.error("iotcentral-web: onProgress failed:", thrown);
    }
  }
  return plan;
}

/** Returns the options of each request of an export or import. */
const operationOptions = (given) => ({
  abortSignal: given?.abortSignal,
  requestOptions: given?.requestOptions,
  onResponse: given?.onResponse,
});

/** Names the operations of an application, in the order of `operations` in client.rs. */
const named = ([dashboards, devices, deviceGroups, deviceTemplates, organizations]) => ({
  dashboards,
  devices,
  deviceGroups,
  deviceTemplates,
  organizations,
});

/**
 * Lists the dashboards of the application, and returns a function that finds one by its id. If the list has a malformed
 * dashboard, the function reads ids that it does not know: a malformed dashboard of such an id ends the import.
 */
async function readExisting(central, options) {
  const existing = new Map();
  let isComplete = true;
  const onMalformed = () => (isComplete = false);
  for await (const one of central.dashboards.list({ ...options, onMalformed })) existing.set(one.id, one);
  return (id) => existing.get(id) ?? (isComplete ? undefined : lookUp(central.dashboards, id, options));
}

/** Plans the action for a dashboard. A copy always gets the same id, so that a repeated import finds it. */
async function place(existing, dashboard, onConflict, isEqual, id = dashboard.id, action = "create") {
  const there = await existing(id);
  const { displayName } = dashboard;
  if (!there) return { id, displayName, action, dashboard };
  if (isEqual(dashboard, there)) return { id, displayName, action: "equal", dashboard };
  if (onConflict !== "copy") return { id, displayName, action: onConflict, dashboard };
  // An earlier copy that differs is replaced, because it belongs to an older document.
  return place(existing, dashboard, "replace", isEqual, `${id.slice(0, 123)}:copy`, "copy");
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
    if (!ID.test(dashboard.id ?? "")) throw invalid("id should be that of a dashboard", `${pointer}/id`);
  }
  const references = referencesOf(dashboards);
  for (const kind of KINDS) {
    for (const reference of references[kind]) {
      const known = document[kind]?.find?.((known) => known?.id === reference.id);
      for (const key of ["displayName", "template", "templateName"])
        if (known?.[key] && typeof known[key] === "string") reference[key] = known[key];
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
    for (const id of items(configuration.devices)) {
      const { template } = devices.find((device) => device.id === id) ?? {};
      if (!template) continue;
      for (const one of items(configuration.capabilities))
        if (typeof one?.capability === "string")
          found.set(`${template} ${one.capability}`, { id: one.capability, template });
    }
  }
  return [...found.values()];
}

/** Returns the dashboard with replaced ids. `map` returns the new id, or undefined to keep the old one. */
function rewrite(dashboard, map) {
  // Tiles of unknown types may have other values in these places, which are kept.
  const changed = (object, kinds) => {
    if (typeof object !== "object" || object === null) return object;
    const change = (kind, id) => (typeof id === "string" ? map(kind, id) : undefined) ?? id;
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

const items = (value) => (Array.isArray(value) ? value : []);

/**
 * Finds a reference in the application, and sets its `to` or its `candidates`. Returns the object that it was mapped
 * to, if it could be read.
 */
async function resolve(central, kind, reference, mapped, options) {
  const there = await lookUp(central[kind], mapped ?? reference.id, options);
  if (there || mapped !== undefined) {
    reference.to = mapped ?? reference.id;
    return there;
  }
  const find = (kind, key, value) => list(central[kind], kind, key, value, options);
  let found = await find(kind, "displayName", reference.displayName);
  const [only] = found;
  const isNamed = found.length === 1;
  if (!only) found = await find(kind, "template", reference.template);
  // Two applications may have the same template under different ids.
  if (found.length === 0)
    for (const { "@id": id } of await find("deviceTemplates", "displayName", reference.templateName))
      found.push(...(await find(kind, "template", id)));
  if (found.length > 0)
    reference.candidates = found.slice(0, MAX_CANDIDATES).map(({ id, displayName }) => ({ id, displayName }));
  if (!isNamed) return undefined;
  reference.to = only.id;
  return only;
}

/** Lists the objects with a value in a member; none if there is no value, or if the user may not list the objects. */
async function list(operations, kind, key, value, options) {
  const found = [];
  if (value === undefined) return found;
  // The service supports no filter for organizations.
  const filter = kind === "organizations" ? {} : { filter: `${key} eq '${value.replaceAll("'", "''")}'` };
  try {
    for await (const item of operations.list({ ...options, ...filter })) {
      if (item[key] === value) found.push(item);
      if (found.length === MAX_CANDIDATES) break;
    }
  } catch (error) {
    if (!isHidden(error)) throw error;
  }
  return found;
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
    if (readable.length > 0)
      reference.candidates = readable.map(({ path, displayName }) => ({ id: path, displayName }));
  }
}

/** Returns the result of an operation; `undefined` if the object does not exist or the user may not read it. */
async function lookUp(operations, id, options) {
  try {
    return await operations.get(id, options);
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
  return other.importDashboards(await exportDashboards(operations, ids, options), options);
}
