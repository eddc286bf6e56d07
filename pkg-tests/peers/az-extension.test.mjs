// The requests of `az iot central`, command by command, to an emulator with default options, over https, with no change
// but the host's name. All commands for operations that the emulator implements are tested, except `device
// compute-device-key`, which sends nothing. No package registry has the extension, so its own code does not run here.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { emulate, TOKEN } from "../support/emulator.mjs";
import { assertReadable, connect, PREVIEW, STABLE, stateOf } from "./az-extension.mjs";

const authority = join(tmpdir(), `iotcentral-emulator-az-${process.pid}.pem`);
after(() => rmSync(authority, { force: true }));
const { endpoint } = await emulate("--tls", authority);
const host = `contoso.localhost:${new URL(endpoint).port}`;
const { get, put, patch, post, remove, run, list, close } = connect(host, readFileSync(authority), `Bearer ${TOKEN}`);
after(close);

const SUCCESS = { result: "success" };
const ADMINISTRATOR = "ca310b8d-2f4a-44e0-a36e-957c202cd8d4";
const BUILDER = "344138e9-8de4-4497-8c54-5237e96d6aaf";
const OPERATOR = "ae2c9854-393b-4f97-8c42-479d70ce626e";

const capability = (type, name, others) => ({ "@id": `dtmi:az:${name};1`, "@type": type, name, ...others });
const interfaceOf = (name, ...contents) => ({ "@id": `dtmi:az:${name};1`, "@type": "Interface", contents });
const TEMPLATE = {
  "@id": "dtmi:az:press;1",
  "@type": ["ModelDefinition", "DeviceModel", "EdgeModel"],
  "@context": ["dtmi:iotcentral:context;2", "dtmi:dtdl:context;2"],
  displayName: "Press",
  capabilityModel: {
    ...interfaceOf(
      "Press",
      capability("Telemetry", "force", { schema: "double" }),
      capability("Property", "limit", { schema: "double", writable: true }),
      capability("Command", "stop", { commandType: "synchronous", displayName: { en: "Stop" } }),
      capability("Component", "motor", {
        schema: interfaceOf(
          "Motor",
          capability("Telemetry", "speed", { schema: "double" }),
          capability("Property", "most", { schema: "double", writable: true }),
          capability("Command", "turn", { request: capability("CommandPayload", "times", { schema: "integer" }) }),
        ),
      }),
      capability(["Relationship", "EdgeModule"], "camera", {
        target: [interfaceOf("Camera", capability("Component", "lens", { schema: interfaceOf("Lens") }))],
      }),
    ),
    extends: [interfaceOf("Machine", capability("Telemetry", "on", { schema: "boolean" }))],
  },
};
const TEMPLATE_PATH = `deviceTemplates/${TEMPLATE["@id"]}`;
const HALL = { displayName: "Hall", parent: "us" };
const IN_HALL = { organizations: ["az-hall"] };
const PRESS = { displayName: "az-press", enabled: true, ...IN_HALL, simulated: true, template: TEMPLATE["@id"] };
const press = (part) => `devices/az-press/${part}`;
const GROUP = {
  displayName: "Presses",
  filter: `SELECT * FROM devices WHERE $template = "${TEMPLATE["@id"]}"`,
  description: "All of them",
  ...IN_HALL,
};
const HALL_OPERATOR = { role: OPERATOR, organization: "az-hall" };
const EMAIL = { type: "email", roles: [{ role: BUILDER }], email: "az@example.com" };
const PRINCIPAL = { type: "servicePrincipal", roles: [{ role: OPERATOR }] };
const PRINCIPAL_IDS = { tenantId: randomUUID(), objectId: randomUUID() };
const KEYS = { primaryKey: "cHJpbWFyeQ==", secondaryKey: "c2Vjb25kYXJ5" };
const STORAGE = {
  connectionString: "DefaultEndpointsProtocol=https;AccountName=az;AccountKey=a2V5;EndpointSuffix=core.windows.net",
  container: "az",
  account: "az",
  sasTtl: "PT1H",
};

/** More items than a page has, so that the extension follows a nextLink. */
const MANY = 30;
const NAMES = Array.from({ length: MANY }, (_, index) => `az-many-${index}`).sort();
before(() =>
  Promise.all(
    NAMES.flatMap((id) => [
      put(`organizations/${id}`, { displayName: id }),
      put(`devices/${id}`, { displayName: id, enabled: true, simulated: false }),
      put(`deviceGroups/${id}`, { displayName: id, filter: "SELECT * FROM devices" }),
      put(`users/${id}`, EMAIL),
    ]),
  ),
);

/** Checks of answers. */
const hasMany = (items) =>
  assert.deepEqual(
    items.map(({ id }) => id).filter((id) => NAMES.includes(id)),
    NAMES,
  );
const isNumber = ({ value }) => assert.equal(typeof value, "number");
const startsWith =
  (member, expected) =>
  ({ value }) =>
    assert.equal(value[0][member], expected);
/** The extension's own tests look for the desired value, in the answer to a write as to a read. */
const desires =
  (name, value) =>
  ({ $metadata }) =>
    assert.equal($metadata[name].desiredValue, value);

/** `device update` sends what it has read, but the name only if `--device-name` is given. */
async function updateDevice(changes) {
  const { enabled, etag, id, provisioned, simulated, template, organizations } = await get("devices/az-press");
  return patch("devices/az-press", { enabled, etag, id, provisioned, simulated, template, organizations, ...changes });
}

/** `device list --edge-only` reads the template of each device that passes its filter. */
async function listEdgeDevices() {
  const edge = [];
  const filter = "type eq 'GatewayDevice' or type eq 'EdgeDevice'";
  for (const { id, template } of await list("devices", { version: PREVIEW, filter })) {
    if ((await get(`deviceTemplates/${template}`, PREVIEW))["@type"].includes("EdgeModel")) edge.push(id);
  }
  return edge;
}

/** `device registration-info` then asks Azure's own provisioning service about a provisioned device. */
async function readRegistration() {
  const device = await get("devices/az-press");
  const { idScope, symmetricKey } = await get(press("credentials"));
  assert.ok(idScope && symmetricKey.primaryKey);
  return { ...device, state: stateOf(device) };
}

/** `--interface-id` looks for a component of that name in the device's template. */
async function runOfInterface() {
  const { template } = await get("devices/az-press");
  assertReadable(await get(`deviceTemplates/${template}`, PREVIEW));
  return run(press("components/motor/commands/turn"), { request: 3 });
}

const CHILD = { id: randomUUID(), source: "az-press", target: "thermostat-01" };
async function removeChildren() {
  assert.deepEqual(await list(press("relationships"), { json: true }), [CHILD]);
  return remove(press(`relationships/${CHILD.id}`));
}

let token;
async function createToken() {
  const created = await put("apiTokens/az-token", { roles: [HALL_OPERATOR] });
  token = created.token;
  return created;
}

/** A command, its requests, and a check of the answer or the members that it must have; in the order of running. */
const COMMANDS = [
  ["device-template create", () => put(TEMPLATE_PATH, TEMPLATE, PREVIEW), TEMPLATE],
  ["device-template show", () => get(TEMPLATE_PATH, PREVIEW), assertReadable],
  ["device-template list", () => list("deviceTemplates", { version: PREVIEW }), (all) => all.forEach(assertReadable)],
  [
    "device-template update",
    () => patch(TEMPLATE_PATH, { displayName: "Big press" }, PREVIEW),
    { displayName: "Big press" },
  ],

  ["organization create", () => put("organizations/az-hall", HALL), { id: "az-hall", ...HALL }],
  ["organization show", () => get("organizations/az-hall"), { id: "az-hall", ...HALL }],
  ["organization list", () => list("organizations", { appends: true }), hasMany],
  [
    "organization update",
    () => patch("organizations/az-hall", { displayName: "Hall 2" }),
    { ...HALL, displayName: "Hall 2" },
  ],

  ["device create", () => put("devices/az-press", PRESS), { id: "az-press", ...PRESS }],
  ["device show", () => get("devices/az-press"), { id: "az-press", ...PRESS, provisioned: true }],
  ["device list", () => list("devices", { version: PREVIEW }), hasMany],
  ["device list --edge-only", listEdgeDevices, ["az-press"]],
  ["device update", () => updateDevice({ displayName: "Press 1" }), { ...PRESS, displayName: "Press 1" }],
  ["device update --enable", () => updateDevice({ enabled: true }), { ...PRESS, displayName: "Press 1" }],
  ["device registration-info", readRegistration, { displayName: "Press 1", state: "provisioned" }],
  ["device show-credentials", () => get(press("credentials")), ({ idScope }) => assert.ok(idScope)],
  ["device list-components", () => get(press("components")), startsWith("name", "motor")],
  ["device list-components --module-name", () => get(press("modules/camera/components")), startsWith("name", "lens")],
  ["device list-modules", () => get(press("modules")), startsWith("name", "camera")],
  ["device telemetry show", () => get(press("telemetry/force")), isNumber],
  ["device telemetry show --component-name", () => get(press("components/motor/telemetry/speed")), isNumber],
  ["device twin update", () => patch(press("properties"), { limit: 4 }), desires("limit", 4)],
  ["device twin show", () => get(press("properties")), desires("limit", 4)],
  ["device twin replace", () => put(press("properties"), { limit: 5 }), desires("limit", 5)],
  [
    "device twin update --component-name",
    () => patch(press("components/motor/properties"), { most: 6 }),
    desires("most", 6),
  ],
  ["device command run", () => run(press("commands/stop"), {}), { responseCode: 200 }],
  ["device command run --interface-id", runOfInterface, { request: 3, responseCode: 200 }],
  ["device command history", () => get(press("components/motor/commands/turn")), startsWith("request", 3)],
  [
    "device attestation create",
    () => put(press("attestation"), { type: "symmetricKey", symmetricKey: KEYS }),
    { symmetricKey: KEYS },
  ],
  ["device attestation show", () => get(press("attestation")), { type: "symmetricKey", symmetricKey: KEYS }],
  [
    "device attestation update",
    () => patch(press("attestation"), { symmetricKey: { primaryKey: "bmV3" } }),
    { symmetricKey: { ...KEYS, primaryKey: "bmV3" } },
  ],
  ["device attestation delete", () => remove(press("attestation")), SUCCESS],
  ["device edge children add", () => put(press(`relationships/${CHILD.id}`), CHILD), CHILD],
  ["device edge children remove", removeChildren, SUCCESS],
  [
    "diagnostics registration-summary",
    () => list("devices"),
    (devices) => assert.equal(devices.map(stateOf).filter((state) => state === "unassociated").length, MANY),
  ],

  ["device-group create", () => put("deviceGroups/az-group", GROUP), { id: "az-group", ...GROUP }],
  ["device-group show", () => get("deviceGroups/az-group"), { id: "az-group", ...GROUP }],
  ["device-group list", () => list("deviceGroups", { appends: true }), hasMany],
  [
    "device-group update",
    () => patch("deviceGroups/az-group", { description: "Ours" }),
    { ...GROUP, description: "Ours" },
  ],
  ["device-group delete", () => remove("deviceGroups/az-group"), SUCCESS],

  [
    "role list",
    () => list("roles", { appends: true }),
    (roles) => assert.ok(roles.some(({ id }) => id === ADMINISTRATOR)),
  ],
  ["role show", () => get(`roles/${BUILDER}`), { id: BUILDER, displayName: "Builder" }],
  ["user create", () => put("users/az-user", EMAIL), { id: "az-user", ...EMAIL }],
  ["user create --object-id", () => put("users/az-principal", { ...PRINCIPAL, ...PRINCIPAL_IDS }), PRINCIPAL],
  ["user show", () => get("users/az-user"), { id: "az-user", ...EMAIL }],
  ["user list", () => list("users", { appends: true }), hasMany],
  [
    "user update",
    () => patch("users/az-user", { type: "email", roles: [HALL_OPERATOR] }),
    { ...EMAIL, roles: [HALL_OPERATOR] },
  ],
  [
    "user update --object-id",
    () => patch("users/az-principal", { type: "servicePrincipal", ...PRINCIPAL_IDS }),
    PRINCIPAL,
  ],
  ["user delete", () => remove("users/az-user"), SUCCESS],
  ["api-token create", createToken, { id: "az-token" }],
  ["api-token show", () => get("apiTokens/az-token"), { id: "az-token", roles: [HALL_OPERATOR] }],
  ["api-token list", () => get("apiTokens"), startsWith("id", "az-token")],
  ["device show --token", () => get("devices/az-press", STABLE, { token }), { id: "az-press" }],
  ["api-token delete", () => remove("apiTokens/az-token"), SUCCESS],

  ["file-upload-config create", () => put("fileUploads", STORAGE), { container: "az", account: "az", sasTtl: "PT1H" }],
  ["file-upload-config show", () => get("fileUploads"), { container: "az", account: "az", sasTtl: "PT1H" }],
  ["file-upload-config update", () => patch("fileUploads", { sasTtl: "PT2H" }), { container: "az", sasTtl: "PT2H" }],
  ["file-upload-config delete", () => remove("fileUploads"), SUCCESS],
  [
    "query",
    () => post("query", { query: "SELECT TOP 1 $id FROM dtmi:contoso:climateMonitor;1" }, PREVIEW),
    ({ results }) => assert.match(results[0].$id, /^thermostat-/),
  ],

  ["device delete", () => remove("devices/az-press"), SUCCESS],
  ["device-template delete", () => remove(TEMPLATE_PATH, PREVIEW), SUCCESS],
  ["organization delete", () => remove("organizations/az-hall"), SUCCESS],
];

for (const [command, requests, expected] of COMMANDS) {
  test(`az iot central ${command}`, async () => {
    const result = await requests();
    if (typeof expected === "function") return expected(result);
    for (const [name, value] of Object.entries(expected)) assert.deepEqual(result[name], value, name);
  });
}

test("the documentation has the number of commands", () => {
  const sending = new Set(COMMANDS.map(([command]) => command.split(" --")[0])).size;
  const page = readFileSync(new URL("../../www/docs/emulator.md", import.meta.url), "utf8").replace(/\s+/g, " ");
  assert.ok(page.includes(`sends those of ${sending} of its 96 commands`), `${sending} send requests`);
});
