// One script that manages applications, run with `@azure/arm-iotcentral` and with this package: the migration guide
// (www/docs/arm-iotcentral.md) is right about the differences.
import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { IotCentralClient } from "@azure/arm-iotcentral";
import { emulate, TOKEN } from "../support/emulator.mjs";
import { installed } from "../support/pack.mjs";

const { ApplicationsClient } = await import(installed("node.js"));

const SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
const credential = { getToken: async () => ({ token: TOKEN, expiresOnTimestamp: Date.now() + 3_600_000 }) };

/** Microsoft's client: the members of `properties` are members of the application itself. */
async function microsoft() {
  const authority = join(tmpdir(), `iotcentral-emulator-both-${process.pid}.pem`);
  after(() => rmSync(authority, { force: true }));
  // Azure's SDKs send tokens only over TLS.
  const { endpoint } = await emulate("--tls", authority);
  const tlsOptions = { ca: readFileSync(authority, "utf8") };
  const client = new IotCentralClient(credential, SUBSCRIPTION, { $host: endpoint, endpoint, tlsOptions });
  return {
    apps: client.apps,
    operations: () => client.operations.list(),
    body: ({ properties, ...rest }) => ({ ...rest, ...properties }),
    members: (app) => app,
    nameAvailability: (name) => client.apps.checkNameAvailability({ name }),
    hasSucceeded: ({ isCompleted = false }) => isCompleted,
    statusOf: ({ status }) => status,
    restore: (body, text) =>
      client.apps.beginCreateOrUpdate("rg", "both", body, { resumeFrom: text, updateIntervalInMs: 10 }),
  };
}

/** This package: the objects of the REST API. */
async function ours() {
  const { endpoint } = await emulate();
  const apps = new ApplicationsClient(SUBSCRIPTION, credential, { endpoint });
  return {
    apps,
    operations: () => apps.listOperations(),
    body: (app) => app,
    members: (app) => ({ ...app, ...app.properties }),
    nameAvailability: (name) => apps.checkNameAvailability(name),
    hasSucceeded: ({ status }) => status === "succeeded",
    statusOf: ({ statusCode }) => statusCode,
    restore: (_, text) => apps.restorePoller(text),
  };
}

const collect = async (items) => {
  const found = [];
  for await (const item of items) found.push(item);
  return found;
};

/** Runs the program. Returns what it saw, without ids and times, which each service creates. */
async function manage({ apps, operations, body, members, nameAvailability, hasSucceeded, statusOf, restore }) {
  const seen = [];
  const interval = { updateIntervalInMs: 10 };
  const see = (app) => {
    const { name, location, sku, state, displayName, subdomain, template, tags } = members(app);
    seen.push({ name, location, sku: { ...sku }, state, displayName, subdomain, template, tags });
  };
  const wanted = body({
    location: "eastus",
    sku: { name: "ST2" },
    tags: { plant: "north" },
    properties: { displayName: "Both", subdomain: "both", template: "iotc-pnp-preview@1.0.0" },
  });

  seen.push((await nameAvailability("both")).nameAvailable);
  // An operation that another program continues.
  const left = await apps.beginCreateOrUpdate("rg", "both", wanted, interval);
  await left.poll();
  seen.push([left.isDone(), left.getResult()?.name, hasSucceeded(left.getOperationState())]);
  const restored = await restore(wanted, left.toString());
  see(await restored.pollUntilDone());
  seen.push([restored.isDone(), restored.getResult()?.name, hasSucceeded(restored.getOperationState())]);
  seen.push((await nameAvailability("both")).nameAvailable);
  const sent = [];
  see(
    await apps.get("rg", "both", {
      abortSignal: AbortSignal.timeout(60_000),
      requestOptions: { customHeaders: { "x-ms-client-request-id": "f0a1b2c3-0000-4000-8000-000000000001" } },
      onResponse: (response) => sent.push(statusOf(response)),
    }),
  );
  seen.push(sent);
  const change = body({ tags: { plant: "south" }, properties: { displayName: "Changed" } });
  see(await apps.beginUpdateAndWait("rg", "both", change, interval));
  for (const list of [apps.listByResourceGroup("rg"), apps.listBySubscription()]) {
    seen.push((await collect(list)).map(({ name }) => name).filter((name) => name === "both"));
  }
  await apps.beginDeleteAndWait("rg", "both", interval);
  await assert.rejects(apps.get("rg", "both"), ({ statusCode, code }) => {
    seen.push([statusCode, code]);
    return true;
  });
  seen.push((await collect(apps.listTemplates())).length, (await collect(operations())).length);
  return seen;
}

test("one script has the same results with both clients", async () => {
  const seen = await manage(await ours());
  assert.deepEqual(seen, await manage(await microsoft()));
  const { state, displayName, tags } = seen[2];
  assert.deepEqual({ state, displayName, tags }, { state: "created", displayName: "Both", tags: { plant: "north" } });
  assert.ok(seen.length === 13 && seen.at(-1) > 0 && seen.at(-2) > 0);
});
