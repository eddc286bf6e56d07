// Clients that can be made before the module is there: what they are asked waits for it.
import * as glue from "./dist/iotcentral_web.js";

/**
 * Whose members a stand-in has. Named one by one: a list of all that the module exports would keep all of it in every
 * bundle.
 */
const CLASSES = [
  glue.ApplicationsClient,
  glue.DashboardFeed,
  glue.DashboardsOperations,
  glue.DeviceGroupsOperations,
  glue.DeviceTemplatesOperations,
  glue.DevicesOperations,
  glue.FileUploadsOperations,
  glue.IotCentralClient,
  glue.OrganizationsOperations,
  glue.PageAsyncIterableIterator,
  glue.PagedAsyncIterableIterator,
  glue.Poller,
  glue.QueryOperations,
];

/** What a poller says of itself before the first poll. */
const POLLER = { isDone: false, operationState: { status: "notStarted" }, result: undefined };

/**
 * A class whose objects can be made at once. Until `isLoaded`, an object is a stand-in for the one that is made behind
 * `load`; `known` is what its properties are until then.
 */
export function lazily(Class, isLoaded, load, known) {
  return new Proxy(Class, {
    construct: (_, args, target) => {
      const make = () => Reflect.construct(Class, args, target);
      return isLoaded() ? make() : standIn(load().then(make), known(...args), Object.create(target.prototype));
    },
  });
}

/**
 * Stands for what a promise gives. A call waits for it and answers a stand-in too, which can be awaited, iterated and
 * called like the promise, list, feed, poller or function that it stands for. Afterwards all goes straight to what was
 * promised.
 */
function standIn(promise, known = POLLER, target = {}) {
  let value;
  // A failure is unhandled where the page never asked for anything, so it is seen in any case.
  const given = promise.then((it) => (value = it));
  const ask = (work, target) => standIn(given.then(work), POLLER, target);
  return new Proxy(target, {
    get(_, name) {
      if (["then", "catch", "finally"].includes(name)) return given[name].bind(given);
      if (value !== undefined) return typeof value[name] === "function" ? value[name].bind(value) : value[name];
      if (Object.hasOwn(known, name)) return known[name];
      const member = CLASSES.map(({ prototype }) => Reflect.getOwnPropertyDescriptor(prototype, name)).find(Boolean);
      // Frameworks and consoles that look an object over find nothing that isn't there later.
      if (!member || name === "constructor") return target[name];
      // Only a loaded poller knows its text: its method says so.
      if (name === "toString") return member.value;
      if (member.get) return ask((it) => it[name]);
      // What `onProgress` returns is called as a function.
      return (...args) => ask((it) => it[name](...args), name === "onProgress" ? () => {} : {});
    },
    apply: (_, __, args) => ask((it) => it(...args)),
  });
}
