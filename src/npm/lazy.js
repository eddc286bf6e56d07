// Clients that can be created before the module has loaded: their calls wait for it.
import * as glue from "./dist/iotcentral_web.js";

/**
 * The classes whose members a stand-in has. They are listed, because importing all exports would keep all of them in
 * every bundle.
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

/** The methods of a poller that answer before its first poll. */
const POLLER = {
  isDone: () => false,
  getOperationState: () => ({ status: "notStarted" }),
  getResult: () => {},
};

/**
 * Returns a class whose objects can be created at once. Until `isLoaded`, an object is a stand-in for the one that is
 * created after `load`; `known` are its properties until then.
 */
export function lazily(Class, isLoaded, load, known) {
  return new Proxy(Class, {
    construct: (_, args, target) => {
      const make = () => Reflect.construct(Class, args, target);
      return isLoaded()
        ? make()
        : standIn(() => load().then(make), true, known(...args), Object.create(target.prototype));
    },
  });
}

/**
 * Stands in for the value of a promise. A call waits for the value and returns another stand-in, which can be awaited,
 * iterated and called like the promise, list, feed, poller or function that it stands for. When the value is there, all
 * calls go directly to it. After a failure, the next call of a client `begin`s again, as the module may be available by
 * then; the result of a call stays failed.
 */
function standIn(begin, isClient, known = POLLER, target = {}) {
  let value, given;
  const wait = () =>
    (given ??= begin().then(
      (it) => (value = it),
      (error) => {
        if (isClient) given = undefined;
        throw error;
      },
    ));
  // If no call waits for it, a failure is an unhandled rejection, so that it is reported in any case.
  wait();
  const ask = (work, isClient, target) => standIn(() => wait().then(work), isClient, POLLER, target);
  return new Proxy(target, {
    get(_, name) {
      if (["then", "catch", "finally"].includes(name)) return (...args) => wait()[name](...args);
      if (value !== undefined) return typeof value[name] === "function" ? value[name].bind(value) : value[name];
      if (Object.hasOwn(known, name)) return known[name];
      const member = CLASSES.map(({ prototype }) => Reflect.getOwnPropertyDescriptor(prototype, name)).find(Boolean);
      // Frameworks and consoles that inspect the object find no member that the value doesn't have.
      if (!member || name === "constructor") return target[name];
      // Only a loaded poller has a text; before, its method throws an error that says so.
      if (name === "toString") return member.value;
      if (member.get) return ask((it) => it[name], isClient);
      // The result of `onProgress` is called as a function.
      return (...args) => ask((it) => it[name](...args), false, name === "onProgress" ? () => {} : {});
    },
    apply: (_, __, args) => ask((it) => it(...args)),
  });
}
