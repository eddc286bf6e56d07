// The control plane: applications, their long-running operations, and `connect` to the data plane.
import assert from "node:assert/strict";
import { test } from "node:test";
import { failure, run } from "./world.mjs";

const ARM = "https://management.azure.com";
const SUBSCRIPTION = "6f3c1d2e-0000-4000-8000-123456789abc";
const PROVIDER = `${ARM}/subscriptions/${SUBSCRIPTION}/providers/Microsoft.IoTCentral`;
const AT = `${ARM}/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.IoTCentral/iotApps/contoso-iot`;
const VERSION = "?api-version=2021-06-01";
const STATUS = `${ARM}/subscriptions/${SUBSCRIPTION}/providers/Microsoft.IoTCentral/locations/eastus/operationResults/1${VERSION}&asyncinfo`;
const app = (provisioningState) => ({
  location: "eastus",
  sku: { name: "ST2" },
  properties: { subdomain: "contoso", provisioningState },
});
const creating = { status: 201, json: app("Creating"), headers: { "azure-asyncoperation": STATUS } };
const now = { "retry-after-ms": "1" };

const lines = (sent) => sent.map(({ method, url }) => `${method} ${url}`);

const REQUESTS = {
  get: [() => apps().get("rg", "contoso-iot"), { json: app("Succeeded") }, `GET ${AT}${VERSION}`],
  checkNameAvailability: [
    () => apps().checkNameAvailability("contoso-iot"),
    { json: { nameAvailable: true } },
    `POST ${PROVIDER}/checkNameAvailability${VERSION}`,
  ],
  checkSubdomainAvailability: [
    () => apps().checkSubdomainAvailability("contoso"),
    { json: { nameAvailable: false, reason: "AlreadyExists" } },
    `POST ${PROVIDER}/checkSubdomainAvailability${VERSION}`,
  ],
};

for (const [name, [work, answer, line]] of Object.entries(REQUESTS)) {
  test(`${name}: plain objects as argument and result`, async () => {
    const { value, sent } = await run([answer], work);
    assert.deepEqual([value, lines(sent)], [answer.json, [line]]);
    assert.equal(sent[0].headers.authorization, `Bearer for-${ARM}/.default`);
  });
}

const LISTS = {
  listBySubscription: [[], `GET ${PROVIDER}/iotApps${VERSION}`],
  listByResourceGroup: [["rg"], `GET ${AT.slice(0, AT.lastIndexOf("/"))}${VERSION}`],
};

for (const [name, [group, line]] of Object.entries(LISTS)) {
  test(`${name} reads all pages, and skips malformed items`, async () => {
    const next = `${ARM}/next?page=2`;
    const answers = [
      { json: { value: [app("Succeeded"), { location: 7 }], nextLink: next } },
      { json: { value: [app("Creating")] } },
    ];
    const { value, sent } = await run(
      answers,
      async ([name, group]) => {
        const [states, malformed] = [[], []];
        const list = apps()[name](...group, { onMalformed: (item) => malformed.push(item.pointer) });
        for await (const item of list) states.push(item.properties.provisioningState);
        return [states, malformed];
      },
      [name, group],
    );
    assert.deepEqual(value, [["Succeeded", "Creating"], ["/value/1/location"]]);
    assert.deepEqual(lines(sent), [line, `GET ${next}`]);
  });
}

test("a creation is polled to its end, and reports its progress", async () => {
  const answers = [
    { ...creating, headers: { ...creating.headers, ...now } },
    { json: { status: "InProgress" }, headers: now },
    { json: { status: "Succeeded" }, headers: now },
    { json: app("Succeeded") },
  ];
  const { value, sent } = await run(answers, async () => {
    const told = [];
    const poller = apps().beginCreateOrUpdate("rg", "contoso-iot", {
      location: "eastus",
      sku: { name: "ST2" },
      identity: { type: "SystemAssigned" },
      id: "read-only",
      properties: { subdomain: "contoso" },
    });
    const stop = poller.onProgress(({ status }) => told.push(status));
    poller.onProgress(() => stop === undefined || told.length < 3 || stop());
    const before = [poller.isDone(), poller.getResult() === undefined, poller.getOperationState().status];
    const result = await poller.pollUntilDone();
    return {
      told,
      before,
      result,
      after: [
        poller.isDone(),
        poller.getOperationState().status,
        JSON.stringify(poller.getResult()) === JSON.stringify(result),
      ],
    };
  });
  assert.deepEqual(value.before, [false, true, "notStarted"]);
  assert.deepEqual(value.told.slice(0, 3), ["running", "running", value.told[2]]);
  assert.equal(value.told.length, 3, "a removed listener is not called");
  assert.deepEqual([value.result, value.after], [app("Succeeded"), [true, "succeeded", true]]);
  assert.deepEqual(lines(sent), [`PUT ${AT}${VERSION}`, `GET ${STATUS}`, `GET ${STATUS}`, `GET ${AT}${VERSION}`]);
  assert.deepEqual(JSON.parse(sent[0].body), {
    location: "eastus",
    sku: { name: "ST2" },
    identity: { type: "SystemAssigned" },
    properties: { subdomain: "contoso" },
  });
});

test("without readable headers the resource itself is polled", async () => {
  const answers = [
    { status: 201, json: app("Creating"), headers: now },
    { json: app("Creating"), headers: now },
    { json: app("Succeeded") },
  ];
  const { value, sent } = await run(answers, () =>
    apps()
      .beginCreateOrUpdate("rg", "contoso-iot", { location: "eastus", sku: { name: "ST2" } })
      .pollUntilDone(),
  );
  assert.deepEqual([value, lines(sent).slice(1)], [app("Succeeded"), Array(2).fill(`GET ${AT}${VERSION}`)]);
});

test("a deletion without headers is complete when the resource is gone", async () => {
  const answers = [
    { status: 202, text: "", headers: now },
    { json: app("Deleting"), headers: now },
    { status: 404, json: { error: { code: "ResourceNotFound", message: "gone" } } },
  ];
  const { value, sent } = await run(answers, async () => {
    const poller = apps().beginDelete("rg", "contoso-iot");
    return [(await poller.pollUntilDone()) === undefined, poller.isDone()];
  });
  assert.deepEqual([value, lines(sent)[0], sent.length], [[true, true], `DELETE ${AT}${VERSION}`, 3]);
});

test("a failed operation rejects with the reason", async () => {
  const failed = { json: { status: "Failed", error: { code: "SubdomainTaken", message: "Choose another." } } };
  const { error } = await failure([{ ...creating, headers: { ...creating.headers, ...now } }, failed], () =>
    caught(() =>
      apps()
        .beginCreateOrUpdate("rg", "contoso-iot", { location: "eastus", sku: { name: "ST2" } })
        .pollUntilDone(),
    ),
  );
  assert.deepEqual([error.isIotCentralError, error.code], [true, "SubdomainTaken"]);
  assert.match(error.message, /Choose another\./);
});

test("a saved poller resumes after a reload, without a second creation", async () => {
  const answers = [creating, { json: { status: "Succeeded" }, headers: now }, { json: app("Succeeded") }];
  const { value, sent } = await run(answers, async () => {
    const poller = apps().beginCreateOrUpdate("rg", "contoso-iot", { location: "eastus", sku: { name: "ST2" } });
    await poller.poll();
    const saved = `${poller}`;
    return [saved, await apps().restorePoller(saved).pollUntilDone()];
  });
  assert.deepEqual(value[1], app("Succeeded"));
  assert.doesNotMatch(value[0], /token/);
  assert.deepEqual(
    sent.map(({ method }) => method),
    ["PUT", "GET", "GET"],
  );
});

const NOT_SAVED = {
  "no JSON": "x",
  "another subscription's": JSON.stringify({
    method: "PUT",
    resource: "/subscriptions/other/resourceGroups/rg",
    follow: "resource",
  }),
  "a link elsewhere": null,
};

for (const [what, text] of Object.entries(NOT_SAVED)) {
  test(`a text that is ${what} can't be restored`, async () => {
    const saved =
      text ??
      JSON.stringify({
        method: "PUT",
        resource: AT.slice(ARM.length),
        follow: "asyncOperation",
        link: "https://attacker.example/status",
      });
    const { error, sent } = await failure(
      [],
      (saved) => caught(() => apps().restorePoller(saved).pollUntilDone()),
      saved,
    );
    assert.deepEqual([error.code, sent], ["InvalidInput", []]);
  });
}

for (const header of ["azure-asyncoperation", "location"]) {
  test(`${header} to another origin is refused, and no token is sent there`, async () => {
    const answer = {
      status: 202,
      json: app("Creating"),
      headers: { [header]: `${ARM}@attacker.example/status`, ...now },
    };
    const { error, sent } = await failure([answer], () =>
      caught(() =>
        apps()
          .beginUpdate("rg", "contoso-iot", { tags: { a: "b" } })
          .pollUntilDone(),
      ),
    );
    assert.deepEqual([error.code, sent.length], ["ForeignLink", 1]);
  });
}

test("an abort ends the wait, and nothing is sent afterwards", async () => {
  const { value, sent } = await run(
    [{ ...creating, headers: { ...creating.headers, "retry-after": "30" } }],
    async () => {
      const controller = new AbortController();
      const poller = apps().beginCreateOrUpdate("rg", "contoso-iot", { location: "eastus", sku: { name: "ST2" } });
      poller.onProgress(() => controller.abort());
      const { name } = await caught(() => poller.pollUntilDone({ abortSignal: controller.signal }));
      return [name, poller.isDone()];
    },
  );
  assert.deepEqual([value, sent.length], [["AbortError", false], 1]);
});

test("two concurrent polls start the operation once", async () => {
  const answers = [
    { ...creating, headers: { ...creating.headers, ...now } },
    { json: { status: "InProgress" }, headers: now },
  ];
  const { sent } = await run(answers, async () => {
    const poller = apps().beginCreateOrUpdate("rg", "contoso-iot", { location: "eastus", sku: { name: "ST2" } });
    await Promise.all([poller.poll(), poller.poll()]);
  });
  assert.deepEqual(
    sent.map(({ method }) => method),
    ["PUT", "GET"],
  );
});

test("connect requests a token for the other audience from the same credential", async () => {
  const { value, sent } = await run([{ json: app("Succeeded") }, { json: { displayName: "Hall" } }], async () => {
    asked.length = 0;
    const client = apps();
    const central = client.connect(await client.get("rg", "contoso-iot"));
    await central.dashboards.get("d");
    return [central.endpoint, asked.splice(0)];
  });
  assert.deepEqual(value, [
    "https://contoso.azureiotcentral.com",
    [`${ARM}/.default`, "https://apps.azureiotcentral.com/.default"],
  ]);
  assert.equal(sent[1].headers.authorization, "Bearer for-https://apps.azureiotcentral.com/.default");
});

test("connect needs only the subdomain", async () => {
  const { value } = await run(
    [],
    () => apps().connect({ properties: { subdomain: "contoso" } }, { domain: "azureiotcentral.us" }).endpoint,
  );
  assert.equal(value, "https://contoso.azureiotcentral.us");
});

const REFUSED = {
  "an API token": [
    () =>
      caught(
        () =>
          new ApplicationsClient("s", "SharedAccessSignature sr=a&sig=b&skn=c&se=1", {
            logger: { warn() {}, debug() {} },
          }),
      ),
    "/credential",
  ],
  "no subscription": [() => caught(() => new ApplicationsClient("", () => "t")), "/subscriptionId"],
  "a misspelt option": [() => caught(() => apps({ endpiont: "x" })), "/endpiont"],
  "a name that is no name": [() => caught(() => apps().get("rg", "-contoso")), null],
  "an application without a subdomain": [
    () => caught(() => apps().connect({ location: "eastus", sku: { name: "ST2" } })),
    "/properties/subdomain",
  ],
  "an application that isn't one": [
    () => caught(() => apps().beginCreateOrUpdate("rg", "contoso-iot", { location: 7 })),
    "/location",
  ],
  "a deadline of nothing": [
    () => caught(() => apps().beginDelete("rg", "contoso-iot", { deadlineInMs: 0 })),
    "/deadlineInMs",
  ],
};

for (const [what, [work, pointer]] of Object.entries(REFUSED)) {
  test(`${what} is refused before anything is sent`, async () => {
    const { error, sent } = await failure([], work);
    assert.deepEqual([error.code, sent], ["InvalidInput", []]);
    if (pointer) assert.equal(error.pointer, pointer);
  });
}
