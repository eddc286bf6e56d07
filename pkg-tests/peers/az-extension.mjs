// A client that sends what the `azure-iot` extension of the az CLI sends, and reads answers as the extension does,
// according to its source: github.com/Azure/azure-iot-cli-extension at d8febfcd1f433851c190a4e0192fa3238d19234a.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { Agent, request } from "node:https";

/** The api-version of most commands. */
export const STABLE = "2022-07-31";
/** The api-version of device templates, of queries and of the list of devices. */
export const PREVIEW = "2022-06-30-preview";

/**
 * A client of the application at `https://HOST`, as `--app-id` and `--central-dns-suffix` make the host. The client
 * connects to this computer, since not every resolver knows names below localhost.
 */
export function connect(host, ca, authorization) {
  const ipv4 = { address: "127.0.0.1", family: 4 };
  const lookup = (_, { all }, found) => (all ? found(null, [ipv4]) : found(null, ipv4.address, ipv4.family));
  const agent = new Agent({ ca, keepAlive: true, lookup });

  /** Sends a request. `json` announces JSON, which the extension also does for a list of relationships. */
  function send(method, url, { body, json = body !== undefined, token = authorization } = {}) {
    const headers = {
      Authorization: token,
      "User-Agent": "IoTPlatformCliExtension/0.1.0a1",
      "x-ms-client-request-id": randomUUID(),
      Accept: "*/*",
      "Accept-Encoding": "gzip, deflate",
      ...(json && { "Content-Type": "application/json" }),
      ...(method === "DELETE" && { "Content-Length": 0 }),
    };
    return new Promise((answered, failed) => {
      const sent = request(url, { method, headers, agent }, async (response) => {
        let text = "";
        for await (const part of response.setEncoding("utf8")) text += part;
        answered({ status: response.statusCode, text });
      });
      sent.on("error", failed).end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  const address = (path, query) => `https://${host}/api/${path}?${new URLSearchParams(query)}`;
  const call = async (method, path, version, options) =>
    read(await send(method, address(path, { "api-version": version }), options));

  return {
    get: (path, version = STABLE, options) => call("GET", path, version, options),
    put: (path, body, version = STABLE) => call("PUT", path, version, { body }),
    patch: (path, body, version = STABLE) => call("PATCH", path, version, { body }),
    post: (path, body, version = STABLE) => call("POST", path, version, { body }),
    remove: (path, version = STABLE) => call("DELETE", path, version),

    /** Runs a command of a device: the one answer with status 201 whose body the extension reads. */
    async run(path, body) {
      const answer = await send("POST", address(path, { "api-version": STABLE }), { body });
      return answer.status === 201 ? JSON.parse(answer.text) : read(answer);
    },

    /** Lists the items of all pages. Some commands append the api-version to each link, which already has one. */
    async list(path, { version = STABLE, filter, appends = false, json } = {}) {
      const items = [];
      let url = address(path, { "api-version": version, ...(filter && { $filter: filter }) });
      while (url) {
        const { value, nextLink } = read(await send("GET", url, { json }));
        assert.ok(Array.isArray(value), `${path}: no value`);
        items.push(...value);
        url = nextLink && (appends ? `${nextLink}&api-version=${version}` : nextLink);
      }
      return items;
    },

    close: () => agent.destroy(),
  };
}

/** Returns a body as the extension does: none with 201 and 204; otherwise JSON, an error if it has a member `error`. */
function read({ status, text }) {
  if (status === 201 || status === 204) return { result: "success" };
  const body = JSON.parse(text);
  assert.ok(!("error" in body), text);
  return body;
}

/** Fails if a member is absent that the extension's class for device templates reads. */
export function assertReadable(template) {
  for (const member of ["@id", "@type", "displayName"]) assert.ok(template[member], member);
  const { contents = [], extends: bases = [] } = template.capabilityModel;
  for (const base of bases) assert.ok(base["@id"], "extends: no @id");
  for (const capability of [...contents, ...bases.flatMap((base) => base.contents)]) {
    assert.ok(capability["@type"], "no @type");
    assert.ok(capability.name ?? capability["@id"], "no name");
  }
}

/** Returns the state that the extension gives a device. */
export function stateOf({ enabled, template, provisioned }) {
  if (!enabled) return "blocked";
  if (!template) return "unassociated";
  return provisioned ? "provisioned" : "registered";
}
