// Replays the examples that Microsoft publishes beside an OpenAPI file against the emulator: each must be answered with
// a status of the example, and a body that has what the example's has.
//
//   cargo build -p iotcentral-emulator
//   node pkg-tests/peers/examples.mjs path/to/iotcentral.json
//
// The files: github.com/Azure/azure-rest-api-specs, below specification/iotcentral; the examples lie in the folder
// beside. An example needs what it names: all that the file has an example of creating is created first.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { MISSING, start } from "./emulator.mjs";

const ORDER = ["put", "post", "get", "patch", "delete"];
const AUTHORIZATION = { Authorization: "Bearer iotcentral-emulator" };

const file = process.argv[2];
if (!file) throw new Error("which OpenAPI file? node pkg-tests/peers/examples.mjs path/to/iotcentral.json");
const schema = JSON.parse(readFileSync(file, "utf8"));
const { endpoint, stop } = await start();
let [good, bad, nameless, absent] = [0, 0, 0, 0];
try {
  for (const { name, method, path, example } of examples()) {
    if (!example) {
      absent += 1;
      continue;
    }
    await send("post", "/emulator/reset", {});
    await prepare(path, example.parameters, method === "put");
    const answer = await send(method, schema.basePath + path, example.parameters);
    // The example names a part of a template that no other example creates, such as a command.
    const missing = answer.status === 404 || / template .* has no /.test(answer.text);
    const problem = missing ? "names what no example creates" : differ(example, answer);
    if (missing) nameless += 1;
    else if (problem) bad += 1;
    else good += 1;
    console.log(
      `${missing ? "–" : problem ? "✗" : "✓"} ${method.toUpperCase().padEnd(7)}${path}  ${name}${problem ? `: ${problem}` : ""}`,
    );
  }
} finally {
  await stop();
}
console.log(`${good} as published, ${bad} not; ${nameless} name what no example creates, ${absent} files are missing`);
process.exitCode = bad || !good ? 1 : 0;

/** Returns all examples of operations that the emulator has. */
function examples() {
  schema.basePath ??= "";
  const all = Object.entries(schema.paths).filter(([path]) => !MISSING.test(path));
  const found = all.flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) =>
      Object.values(operation["x-ms-examples"] ?? {}).map(({ $ref }) => ({
        name: $ref.split("/").pop(),
        method,
        path,
        example: read($ref),
      })),
    ),
  );
  return found.sort((one, other) => ORDER.indexOf(one.method) - ORDER.indexOf(other.method));
}

function read($ref) {
  const path = join(dirname(file), $ref);
  return existsSync(path) && JSON.parse(readFileSync(path, "utf8"));
}

/** Creates the resource of a path and the resources that it names, each by the first example that creates one. */
async function prepare(path, parameters, created = false) {
  const { template } = split(parameters).body ?? {};
  if (created && template) await prepare("/deviceTemplates/{deviceTemplateId}", { deviceTemplateId: template });
  const parts = path.split("/");
  for (let length = 1; length <= parts.length - created; length += 1) {
    const above = parts.slice(0, length).join("/");
    const [first] = Object.values(schema.paths[above]?.put?.["x-ms-examples"] ?? {});
    const creation = first && read(first.$ref);
    if (!creation) continue;
    await prepare(above, creation.parameters, true);
    const all = { ...creation.parameters, ...split(parameters).others };
    await send("put", schema.basePath + above, all, { "x-emulator-lro": "synchronous" });
  }
}

/** Separates the body, under any parameter name, from the other parameters. */
function split(parameters) {
  const others = Object.fromEntries(Object.entries(parameters).filter(([, value]) => typeof value !== "object"));
  return { body: Object.values(parameters).find((value) => typeof value === "object"), others };
}

async function send(method, path, parameters, more = {}) {
  const { body, others } = split(parameters);
  const url = new URL(endpoint + path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(parameters[name])));
  url.searchParams.set("api-version", schema.info.version);
  for (const [name, value] of Object.entries(others)) {
    const known = path.includes(`{${name}}`) || ["api-version", "baseDomain", "subdomain"].includes(name);
    if (!known && name !== "If-Match") url.searchParams.set(name, value);
  }
  const type = method === "patch" && path.includes("/dashboards") ? "application/merge-patch+json" : "application/json";
  const headers = { ...AUTHORIZATION, ...more, ...(body && { "Content-Type": type }) };
  const response = await fetch(url, {
    method: method.toUpperCase(),
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, body: text && JSON.parse(text) };
}

/** Returns how an answer differs from an example's. */
function differ(example, { status, text, body }) {
  const expected = example.responses[status];
  if (!expected) return `${status} ${text}`;
  return expected.body ? lack(expected.body, body, "") : undefined;
}

/** Returns where `actual` lacks a member of `expected`, or has another type. Values may differ. */
function lack(expected, actual, pointer) {
  const kind = (value) => (Array.isArray(value) ? "array" : value === null ? "null" : typeof value);
  if (kind(expected) !== kind(actual)) return `${pointer || "/"} is ${kind(actual)}, not ${kind(expected)}`;
  if (kind(expected) === "array") return actual.length ? lack(expected[0], actual[0], `${pointer}/0`) : undefined;
  if (kind(expected) !== "object") return undefined;
  for (const [name, value] of Object.entries(expected)) {
    // The example's answer has tags that its request doesn't have.
    if (name === "tags") continue;
    const problem = lack(value, actual[name], `${pointer}/${name}`);
    if (problem) return problem;
  }
  return undefined;
}
