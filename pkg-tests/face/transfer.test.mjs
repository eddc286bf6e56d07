// Moving dashboards between applications: exportDashboards, importDashboards and copyTo.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ENDPOINT, failure, run, world } from "./world.mjs";

const CASES = JSON.parse(readFileSync(new URL("../../src/transfer/cases.json", import.meta.url), "utf8"));
const PUMP = { id: "pump", displayName: "Pump's", template: "dtmi:a;1", templateName: "Pumps" };
const hall = (device, capability = "speed") => ({
  id: "hall",
  displayName: "Hall",
  tiles: [
    {
      displayName: "Speed",
      x: 0,
      y: 0,
      width: 1,
      height: 1,
      configuration: {
        type: "lastKnownValue",
        group: "all",
        devices: [device],
        capabilities: [{ capability }],
        format: { abbreviateValue: false, textSize: 14, textSizeUnit: "pt", wordWrap: true },
      },
    },
  ],
});
const document = {
  format: "iotcentral-web/dashboards;1",
  dashboards: [hall("pump")],
  deviceGroups: [{ id: "all", displayName: "All" }],
  devices: [PUMP],
  organizations: [],
};
const none = { status: 404, json: { error: { code: "NotFound", message: "none" } } };
const empty = { json: { value: [] } };
const group = { json: { id: "all", displayName: "All", filter: "SELECT * FROM devices" } };
const template = {
  json: {
    id: "dtmi:b;1",
    displayName: "B",
    capabilityModel: {
      "@id": "dtmi:b;1",
      "@type": "Interface",
      contents: [
        { "@type": "Telemetry", name: "speed", displayName: "Speed", schema: "double" },
        { "@type": "Command", name: "stop" },
      ],
    },
  },
};
/** Returns the path of a request, decoded, and its filter. */
const asked = ({ method, url }) => {
  const { pathname, searchParams } = new URL(url);
  const filter = searchParams.get("filter");
  return `${method} ${decodeURIComponent(pathname)}${filter ? ` ${filter}` : ""}`;
};
const importing = ([document, options]) => caught(() => connect().importDashboards(document, options));

test("an export contains the names of referenced objects, and neither a token nor an address", async () => {
  const answers = [
    {
      json: {
        value: [
          { ...hall("pump"), etag: '"1"' },
          { id: "mine", displayName: "Mine", personal: true },
        ],
      },
    },
    group,
    { json: { ...PUMP, templateName: undefined, etag: '"2"' } },
    { json: { "@id": "dtmi:a;1", displayName: "Pumps", capabilityModel: {} } },
  ];
  const { value, sent } = await run(answers, () => connect().exportDashboards());
  assert.deepEqual(value, document);
  assert.deepEqual(sent.map(asked), [
    "GET /api/dashboards",
    "GET /api/deviceGroups/all",
    "GET /api/devices/pump",
    "GET /api/deviceTemplates/dtmi:a;1",
  ]);
  const text = JSON.stringify(value);
  assert.ok(!text.includes("t0ken") && !text.includes(new URL(ENDPOINT).host), text);
});

test("an export of some dashboards reads only these; what the role may not read has no name", async () => {
  const answers = [{ json: hall("pump") }, { status: 403, json: {} }, none];
  const { value, sent } = await run(answers, () => connect().exportDashboards(["hall"]));
  assert.deepEqual([value.deviceGroups, value.devices, value.organizations], [[{ id: "all" }], [{ id: "pump" }], []]);
  assert.equal(asked(sent[0]), "GET /api/dashboards/hall");
});

test("an import finds a device by its name, reports progress, and can be repeated", async () => {
  const named = { json: { value: [{ id: "p7", displayName: "Pump's", template: "dtmi:b;1" }] } };
  const read = [group, none, named, template];
  const { value, sent } = await run(
    [...read, empty, { json: hall("p7") }],
    async (document) => {
      const progress = [];
      const onProgress = (...told) => {
        progress.push(told);
        throw new Error("a page's bug");
      };
      const { error } = console;
      console.error = () => {};
      const plan = await connect()
        .importDashboards(document, { onProgress })
        .finally(() => (console.error = error));
      return { plan, progress };
    },
    document,
  );
  assert.deepEqual(value.progress, [[1, 1]]);
  assert.deepEqual(value.plan, {
    dashboards: [{ id: "hall", displayName: "Hall", action: "create" }],
    deviceGroups: [{ id: "all", displayName: "All", to: "all" }],
    devices: [{ ...PUMP, to: "p7", candidates: [{ id: "p7", displayName: "Pump's" }] }],
    organizations: [],
    capabilities: [{ id: "speed", template: "dtmi:a;1", to: "speed" }],
  });
  assert.deepEqual(sent.map(asked), [
    "GET /api/deviceGroups/all",
    "GET /api/devices/pump",
    "GET /api/devices displayName eq 'Pump''s'",
    "GET /api/deviceTemplates/dtmi:b;1",
    "GET /api/dashboards",
    "PUT /api/dashboards/hall",
  ]);
  assert.deepEqual(JSON.parse(sent[5].body).tiles, hall("p7").tiles);

  const again = await run([...read, { json: { value: [{ ...hall("p7"), etag: '"9"' }] } }], importing, [document]);
  assert.equal(again.value.nothing.dashboards[0].action, "equal");
  assert.ok(again.sent.every(({ method }) => method === "GET"));
});

test("unknown references are listed with candidates from all pages, and nothing is written", async () => {
  const link = `${ENDPOINT}/api/devices?page=2`;
  const of = (id, template) => ({ id, displayName: id.toUpperCase(), template });
  const answers = [
    none,
    empty,
    none,
    empty,
    { json: { value: [of("p7", "dtmi:a;1"), of("x", "dtmi:x;1")], nextLink: link } },
    { json: { value: [of("p8", "dtmi:a;1")] } },
    empty,
  ];
  const dry = await run(answers, importing, [document, { dryRun: true }]);
  const { devices, deviceGroups, capabilities } = dry.value.nothing;
  assert.deepEqual(deviceGroups, [{ id: "all", displayName: "All" }]);
  const candidates = [
    { id: "p7", displayName: "P7" },
    { id: "p8", displayName: "P8" },
  ];
  assert.deepEqual(devices, [{ ...PUMP, candidates }]);
  // Without a device, no template is known to look into.
  assert.deepEqual(capabilities, [{ id: "speed", template: "dtmi:a;1", to: "speed" }]);
  const { error, sent } = await failure(answers, importing, [document]);
  assert.deepEqual([error.code, error.pointer], ["InvalidInput", "/map"]);
  assert.match(error.message, /no deviceGroups\/all, devices\/pump: name what takes their place in `map`/);
  for (const one of [...dry.sent, ...sent]) assert.equal(one.method, "GET");
});

/** Imports into an application that has these objects, by kind, as a plan and then for real. Runs in the page. */
async function importInto({ document, options, there }) {
  const written = {};
  globalThis.route = ({ method, url, body }) => {
    const { pathname, searchParams } = new URL(url);
    const [kind, id] = pathname.split("/").slice(2).map(decodeURIComponent);
    if (method === "PUT") {
      written[id] = JSON.parse(body);
      return { text: body };
    }
    const items = there[kind] ?? [];
    if (id !== undefined) {
      const json = items.find((item) => item[kind === "deviceTemplates" ? "@id" : "id"] === id);
      return json ? { json } : { status: 404, json: {} };
    }
    const [, key, value] = /^(\w+) eq '(.*)'$/.exec(searchParams.get("filter")) ?? [];
    return { json: { value: items.filter((item) => !key || item[key] === value.replaceAll("''", "'")) } };
  };
  const whole = { format: "iotcentral-web/dashboards;1", ...document };
  const dry = await caught(() => connect().importDashboards(whole, { ...options, dryRun: true }));
  const writtenByPlan = { ...written };
  const real = await caught(() => connect().importDashboards(whole, options));
  return { dry, writtenByPlan, real, written };
}

for (const { name, document, options = {}, there, plan, error, refused, written } of CASES) {
  // Rust programs decide by the same table (src/client/tests/transfer.rs).
  test(`shared table: ${name}`, async () => {
    const page = await world();
    const told = await page.evaluate(importInto, { document, options, there });
    assert.deepEqual(told.writtenByPlan, {});
    assert.deepEqual(told.written, written, JSON.stringify(told.real));
    if (error) return assert.equal(told.dry.pointer, error);
    assert.deepEqual(told.dry.nothing, plan);
    if (refused) assert.match(told.real.message, new RegExp(refused));
    else assert.deepEqual(told.real.nothing, plan);
  });
}

test("a malformed dashboard ends the import of its id alone", async () => {
  const page = await world();
  for (const [id, isWritten] of [
    ["hall", true],
    ["broken", false],
  ]) {
    const there = { dashboards: [{ id: "broken", displayName: 1 }] };
    const document = { dashboards: [{ id, displayName: "Hall", tiles: [] }] };
    const { written } = await page.evaluate(importInto, { document, options: {}, there });
    assert.equal(id in written, isWritten, id);
  }
});

test("an interrupted import resumes where it ended", async () => {
  const one = (id) => ({ id, displayName: id, tiles: [] });
  const two = { ...document, dashboards: [one("a"), one("b")] };
  const refused = { status: 400, json: { error: { code: "Bad", message: "no" } } };
  const { error } = await failure([empty, { json: one("a") }, refused], importing, [two]);
  assert.equal(error.code, "Bad");
  const { value, sent } = await run([{ json: { value: [one("a")] } }, { json: one("b") }], importing, [two]);
  assert.deepEqual(
    value.nothing.dashboards.map(({ action }) => action),
    ["equal", "create"],
  );
  assert.deepEqual(sent.map(asked), ["GET /api/dashboards", "PUT /api/dashboards/b"]);
});

test("an abort ends an import: nothing is written afterwards", async () => {
  const plain = { ...document, dashboards: [{ id: "hall", displayName: "Hall", tiles: [] }] };
  const { value, sent } = await run(
    ["silence"],
    async (document) => {
      const ending = new AbortController();
      const ended = caught(connect().importDashboards(document, { abortSignal: ending.signal }));
      await until(() => globalThis.sent.length === 1);
      ending.abort();
      return ended;
    },
    plain,
  );
  assert.equal(value.name, "AbortError");
  assert.deepEqual(sent.map(asked), ["GET /api/dashboards"]);
});

test("copyTo uses its options for all requests of the export and the import", async () => {
  const names = [group, { json: PUMP }, template];
  const { value, sent } = await run([{ json: hall("pump") }, ...names, ...names, empty], async () => {
    const answered = [];
    await connect().copyTo(connect(), ["hall"], {
      dryRun: true,
      requestOptions: { customHeaders: { "x-trace": "t" } },
      onResponse: ({ statusCode }) => answered.push(statusCode),
    });
    return answered;
  });
  assert.ok(sent.length > 5);
  assert.deepEqual(
    sent.map(({ headers }) => headers["x-trace"]),
    sent.map(() => "t"),
  );
  assert.equal(value.length, sent.length);
});

test("copyTo exports from one client and imports with the other", async () => {
  const plain = { id: "hall", displayName: "Hall", tiles: [] };
  const { value, sent } = await run([{ json: plain }, empty, { json: plain }], async () => {
    const other = new IotCentralClient("https://fabrikam.azureiotcentral.com", () => "other", {
      rateLimit: { requestsPerSecond: 0 },
    });
    return connect().copyTo(other, ["hall"]);
  });
  assert.equal(value.dashboards[0].action, "create");
  assert.deepEqual(
    sent.map(({ method, url, headers }) => [method, new URL(url).host, headers.authorization]),
    [
      ["GET", "contoso.azureiotcentral.com", "Bearer t0ken"],
      ["GET", "fabrikam.azureiotcentral.com", "Bearer other"],
      ["PUT", "fabrikam.azureiotcentral.com", "Bearer other"],
    ],
  );
});

test("an invalid document, client or option is rejected, and nothing is sent", async () => {
  for (const [call, pointer] of [
    [() => caught(connect().importDashboards({})), "/document/format"],
    [() => caught(connect().importDashboards(undefined)), "/document/format"],
    [() => caught(connect().exportDashboards("hall")), "/dashboardIds"],
    [() => caught(connect().copyTo({})), "/otherClient"],
    [() => caught(connect().importDashboards({}, { onConflict: "merge" })), "/onConflict"],
    [() => caught(connect().importDashboards({}, { dryrun: true })), "/dryrun"],
  ]) {
    const { error, sent } = await failure([], call);
    assert.deepEqual([error.code, error.pointer, sent], ["InvalidInput", pointer, []], error.message);
  }
});
