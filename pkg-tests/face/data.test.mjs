// Devices, device groups, queries and file uploads.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ENDPOINT, failure, run, VERSION } from "./world.mjs";

const API = `${ENDPOINT}/api`;
const GA = "api-version=2022-07-31";
const KEY = "c2VjcmV0LWtleQ==";
const CONNECTION = `DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=${KEY};EndpointSuffix=core.windows.net`;
const MASKED = CONNECTION.replace(KEY, "***");
const lines = (sent) => sent.map(({ method, url }) => `${method} ${url}`);

/** An operation, the service's answer, the request, and the result where it differs from the answer. */
const OPERATIONS = {
  "devices.get": [() => connect().devices.get("a b"), { id: "a b", future: 1 }, `GET ${API}/devices/a%20b?${VERSION}`],
  "devices.get, expanded": [
    () => connect().devices.get("a", { expand: "deploymentManifest" }),
    { id: "a" },
    `GET ${API}/devices/a?${VERSION}&expand=deploymentManifest`,
  ],
  "deviceTemplates.get": [
    () => connect().deviceTemplates.get("dtmi:a;1"),
    { "@id": "dtmi:a;1", capabilityModel: { contents: [] } },
    `GET ${API}/deviceTemplates/dtmi%3Aa%3B1?${VERSION}`,
  ],
  "organizations.get": [
    () => connect().organizations.get("hall 1"),
    { id: "hall 1", displayName: "Hall 1", parent: "seattle" },
    `GET ${API}/organizations/hall%201?${VERSION}`,
  ],
  "deviceTemplates.getCapabilities": [
    () => connect().deviceTemplates.getCapabilities("dtmi:a;1", { locale: "de-CH" }),
    {
      capabilityModel: {
        contents: [
          {
            "@type": ["Telemetry", "Temperature"],
            name: "t",
            displayName: { en: "Temperature", de: "Temperatur" },
            schema: "double",
            unit: "degreeCelsius",
          },
          { "@type": "Command", name: "reboot", request: { name: "delay", schema: "integer" } },
        ],
      },
    },
    `GET ${API}/deviceTemplates/dtmi%3Aa%3B1?${VERSION}`,
    [
      { path: "t", displayName: "Temperatur", kind: "telemetry", unit: "°C", schema: { type: "number" } },
      {
        path: "reboot",
        displayName: "reboot",
        kind: "command",
        request: { key: "delay", name: "delay", schema: { type: "number" } },
      },
    ],
  ],
  "devices.getProperties": [
    () => connect().devices.getProperties("a"),
    { color: "red", nested: { x: 1 } },
    `GET ${API}/devices/a/properties?${VERSION}`,
  ],
  "devices.getProperties of a module": [
    () => connect().devices.getProperties("a", { module: "m/1" }),
    {},
    `GET ${API}/devices/a/modules/m%2F1/properties?${VERSION}`,
  ],
  "devices.getTelemetryValue": [
    () => connect().devices.getTelemetryValue("a", "t"),
    { value: { lat: 1, lon: 2 }, timestamp: "2026-01-01T00:00:00Z" },
    `GET ${API}/devices/a/telemetry/t?${VERSION}`,
  ],
  "devices.getTelemetryValue of a component": [
    () => connect().devices.getTelemetryValue("a", "t", { component: "c" }),
    { value: 1 },
    `GET ${API}/devices/a/components/c/telemetry/t?${VERSION}`,
  ],
  "devices.getTelemetryValue of a module's component": [
    () => connect().devices.getTelemetryValue("a", "t", { module: "m", component: "c" }),
    { value: 1 },
    `GET ${API}/devices/a/modules/m/components/c/telemetry/t?${VERSION}`,
  ],
  "devices.runCommand": [
    () => connect().devices.runCommand("a", "reboot", { request: { delay: 1 } }),
    { responseCode: 200, response: "done" },
    `POST ${API}/devices/a/commands/reboot?${VERSION}`,
  ],
  "deviceGroups.get": [
    () => connect().deviceGroups.get("g"),
    { displayName: "g", filter: "SELECT * FROM devices" },
    `GET ${API}/deviceGroups/g?${VERSION}`,
  ],
  "query.run": [
    () => connect({ rateLimit: { queriesPerSecond: 0 } }).query.run("SELECT $id FROM dtmi:a;1"),
    { results: [{ $id: "a" }, {}], future: 1 },
    `POST ${API}/query?${VERSION}`,
    [{ $id: "a" }, {}],
  ],
  "fileUploads.get": [
    () => connect().fileUploads.get(),
    { container: "c", state: "succeeded", connectionString: CONNECTION },
    `GET ${API}/fileUploads?${GA}`,
    { container: "c", state: "succeeded", connectionString: MASKED },
  ],
  "fileUploads.update": [
    () => connect().fileUploads.update({ sasTtl: "PT2H" }),
    { container: "c" },
    `PATCH ${API}/fileUploads?${GA}`,
  ],
  "fileUploads.update of one version": [
    () => connect().fileUploads.update({ sasTtl: "PT2H" }, { ifMatch: '"1"' }),
    { container: "c" },
    `PATCH ${API}/fileUploads?${VERSION}`,
  ],
};

for (const [name, [work, answer, line, expected = answer]] of Object.entries(OPERATIONS)) {
  test(`${name}: plain objects as argument and result`, async () => {
    const { value, sent } = await run([{ json: answer }], work);
    assert.deepEqual([value, lines(sent)], [expected, [line]]);
  });
}

const LISTS = {
  "devices.list": [
    [{ filter: "template eq 't'", orderby: "displayName desc", expand: "e", maxPageSize: 5 }],
    `devices?${VERSION}&maxpagesize=5&filter=template%20eq%20%27t%27&orderby=displayName%20desc&expand=e`,
  ],
  "devices.listCommandHistory": [
    ["a", "reboot", { component: "c" }],
    `devices/a/components/c/commands/reboot?${VERSION}`,
  ],
  "deviceGroups.list": [
    [{ filter: "displayName eq 'g'", maxPageSize: 5 }],
    `deviceGroups?${VERSION}&maxpagesize=5&filter=displayName%20eq%20%27g%27`,
  ],
  "organizations.list": [[], `organizations?${VERSION}`],
  "deviceTemplates.list": [
    [{ orderby: "displayName desc", maxPageSize: 5 }],
    `deviceTemplates?${VERSION}&maxpagesize=5&orderby=displayName%20desc`,
  ],
  "deviceGroups.listDevices": [["g", { maxPageSize: 2 }], `deviceGroups/g/devices?${VERSION}&maxpagesize=2`],
};

for (const [name, [given, line]] of Object.entries(LISTS)) {
  test(`${name} reads all pages`, async () => {
    const next = `${API}/more?page=2`;
    const item = (id) => ({ id, displayName: "g", filter: "SELECT * FROM devices" });
    const answers = [{ json: { value: [item("1")], nextLink: next } }, { json: { value: [item("2")] } }];
    const { value, sent } = await run(
      answers,
      async ([group, name, given]) => {
        const ids = [];
        for await (const { id } of connect()[group][name](...given)) ids.push(id);
        return ids;
      },
      [...name.split("."), given],
    );
    assert.deepEqual(
      [value, lines(sent)],
      [
        ["1", "2"],
        [`GET ${API}/${line}`, `GET ${next}`],
      ],
    );
  });
}

/** The service's first answer to a command, and how often the command is sent. */
const COMMANDS = { offline: 1, 500: 1, 503: 1, 504: 1, 429: 2, 401: 2 };

for (const [how, times] of Object.entries(COMMANDS)) {
  test(`a command sends its request; after ${how} it is sent ${times === 1 ? "no more" : "again, since it can't have run"}`, async () => {
    const answer = how === "offline" ? how : { status: Number(how), json: {}, headers: { "retry-after-ms": "1" } };
    const { value, sent } = await run([answer, { status: 201, json: { responseCode: 200 } }], () =>
      caught(connect().devices.runCommand("a", "reboot")),
    );
    assert.deepEqual([sent.length, "nothing" in value], [times, times === 2], JSON.stringify(value));
    for (const { body } of sent) assert.equal(body, "{}");
  });
}

/**
 * Errors under a success status. Mistaking one for an answer would give a device without members, or a command that
 * seems to have run.
 */
const HIDING = [
  "devices.get",
  "devices.getProperties",
  "devices.getTelemetryValue",
  "devices.runCommand",
  "deviceGroups.get",
  "query.run",
  "fileUploads.get",
  "fileUploads.update",
];

for (const name of HIDING) {
  test(`${name}: an error under a success status is an error`, async () => {
    const [work] = OPERATIONS[name];
    const { value, sent } = await run(
      [{ json: { error: { code: "Hidden", message: "It failed after all." } } }],
      new Function(`return caught(${work})`),
    );
    assert.deepEqual(
      [value.code, value.statusCode, value.isIotCentralError, sent.length],
      ["Hidden", 200, true, 1],
      JSON.stringify(value),
    );
    assert.match(value.message, /an error under a success status: It failed after all/);
  });
}

test("a component may be called error", async () => {
  const properties = { error: { code: "E42" }, temperature: 3 };
  const { value } = await run([{ json: properties }], () => connect().devices.getProperties("a"));
  assert.deepEqual(value, properties);
});

test("fileUploads.delete accepts an empty answer, and no HTML page", async () => {
  const { value, sent } = await run([{ status: 204 }], () => connect().fileUploads.delete());
  assert.deepEqual([value, lines(sent)], [undefined, [`DELETE ${API}/fileUploads?${GA}`]]);
  const { error } = await failure([{ text: "<html>Sign in</html>" }], () => caught(connect().fileUploads.delete()));
  assert.equal(error.code, "Decode");
});

test("a file upload configuration is created with its key, which the service never returns", async () => {
  const answer = { json: { container: "c", connectionString: CONNECTION, state: "pending" } };
  const { value, sent } = await run(
    [answer],
    (connectionString) =>
      connect().fileUploads.create({ connectionString, container: "c", sasTtl: "PT1H", state: "failed" }),
    CONNECTION,
  );
  assert.deepEqual(value, { container: "c", connectionString: MASKED, state: "pending" });
  assert.deepEqual(
    [lines(sent), JSON.parse(sent[0].body)],
    [[`PUT ${API}/fileUploads?${GA}`], { connectionString: CONNECTION, container: "c", sasTtl: "PT1H" }],
  );
});

const REFUSED = {
  "a masked connection string": [
    (masked) => caught(() => connect().fileUploads.create({ connectionString: masked, container: "c" })),
    "/connectionString",
  ],
  "a masked one in a change": [
    (masked) => caught(() => connect().fileUploads.update({ connectionString: masked })),
    "/connectionString",
  ],
  "none at all": [() => caught(() => connect().fileUploads.create({ container: "c" })), "/connectionString"],
  "a time to live that is no duration": [() => caught(() => connect().fileUploads.update({ sasTtl: "1h" })), "/sasTtl"],
  "a device without an id": [() => caught(() => connect().devices.get("")), "/deviceId"],
  "a misspelt option": [() => caught(() => connect().devices.getProperties("a", { modul: "m" })), "/modul"],
  "a query of 351 characters": [() => caught(() => connect().query.run(`SELECT ${"a".repeat(344)}`)), null],
  "a query of 16 items": [() => caught(() => connect().query.run(`SELECT ${Array(16).fill("a").join()} FROM t`)), null],
  "a query that is no text": [() => caught(() => connect().query.run(42)), "/query"],
};

for (const [what, [work, pointer]] of Object.entries(REFUSED)) {
  test(`${what} is refused before anything is sent`, async () => {
    const { error, sent } = await failure([], work, MASKED);
    assert.deepEqual([error.code, sent], ["InvalidInput", []]);
    // No word of the client's own is mistaken for a secret.
    assert.doesNotMatch(error.message, /\*\*\*/);
    if (pointer) assert.equal(error.pointer, pointer);
  });
}

test("no error contains an account key", async () => {
  const answers = [{ status: 400, json: { error: { code: "Bad", message: `can't use ${CONNECTION}` } } }];
  const { error } = await failure(
    answers,
    (connectionString) => caught(() => connect().fileUploads.create({ connectionString, container: "c" })),
    CONNECTION,
  );
  assert.doesNotMatch(JSON.stringify(error), /c2VjcmV0/);
});

test("waitUntilReady resolves when the configuration is ready", async () => {
  const states = ["pending", "updating", "succeeded"].map((state) => ({ json: { container: "c", state } }));
  const { value, sent } = await run(states, () => connect().fileUploads.waitUntilReady({ pollIntervalInMs: 1 }));
  assert.deepEqual([value.state, sent.length], ["succeeded", 3]);
  const { error } = await failure([{ json: { container: "c", state: "failed" } }], () =>
    caught(() => connect().fileUploads.waitUntilReady()),
  );
  assert.equal(error.code, "failed");
});

test("waitUntilReady ends on an abort", async () => {
  const { value, sent } = await run([{ json: { container: "c", state: "pending" } }], async () => {
    const controller = new AbortController();
    const waiting = caught(connect().fileUploads.waitUntilReady({ abortSignal: controller.signal }));
    await until(() => globalThis.sent.length === 1);
    controller.abort();
    return (await waiting).name;
  });
  assert.deepEqual([value, sent.length], ["AbortError", 1]);
});

test("every group of operations is always the same object", async () => {
  const { value } = await run([], () => {
    const central = connect();
    return ["devices", "deviceGroups", "query", "fileUploads"].map((name) => central[name] === central[name]);
  });
  assert.deepEqual(value, [true, true, true, true]);
});
