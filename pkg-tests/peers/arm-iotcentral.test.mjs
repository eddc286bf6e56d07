// Microsoft's client of the control plane with the emulator: its ten operations, and each way to poll the long-running
// ones.
import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { IotCentralClient } from "@azure/arm-iotcentral";
import { emulate, TOKEN } from "../support/emulator.mjs";

const SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
const authority = join(tmpdir(), `iotcentral-emulator-peer-${process.pid}.pem`);
after(() => rmSync(authority, { force: true }));
// Azure's SDKs send tokens only over TLS.
const { endpoint } = await emulate("--tls", authority);

function client(token = TOKEN) {
  const credential = { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
  const tlsOptions = { ca: readFileSync(authority, "utf8") };
  return new IotCentralClient(credential, SUBSCRIPTION, {
    $host: endpoint,
    endpoint,
    tlsOptions,
    retryOptions: { maxRetries: 0 },
  });
}

const { apps, operations } = client();

/** Options that make a long-running operation take this course. */
const lro = (wish) => ({ updateIntervalInMs: 10, requestOptions: { customHeaders: { "x-emulator-lro": wish } } });

async function all(pages) {
  const items = [];
  for await (const item of pages) items.push(item);
  return items;
}

describe("long-running operations", { concurrency: true }, () => {
  for (const style of ["azure-async", "location", "synchronous"]) {
    test(`create, update and delete, polled by ${style}`, async () => {
      const name = `peer-${style}`;
      const sent = {
        location: "eastus",
        sku: { name: "ST2" },
        tags: { made: "by a peer" },
        identity: { type: "SystemAssigned" },
        displayName: "A peer's",
        subdomain: name,
        template: "iotc-pnp-preview@1.0.0",
      };
      const created = await apps.beginCreateOrUpdateAndWait("rg", name, sent, lro(style));
      assert.equal(created.name, name);
      assert.equal(created.type, "Microsoft.IoTCentral/IoTApps");
      assert.equal(created.state, "created");
      assert.match(created.applicationId, /^[0-9a-f-]{36}$/);
      assert.match(created.identity.principalId, /^[0-9a-f-]{36}$/);
      const { displayName, subdomain, template, location, sku, tags } = created;
      assert.deepEqual(
        { displayName, subdomain, template, location, sku, tags, identity: { type: created.identity.type } },
        sent,
      );

      const updated = await apps.beginUpdateAndWait(
        "rg",
        name,
        { tags: { now: "changed" }, displayName: "New" },
        lro(style),
      );
      assert.deepEqual(
        [updated.displayName, updated.tags, updated.applicationId],
        ["New", { now: "changed" }, created.applicationId],
      );
      assert.deepEqual(await apps.get("rg", name), updated);
      const replaced = await apps.beginCreateOrUpdateAndWait("rg", name, { ...sent, sku: { name: "ST1" } }, lro(style));
      assert.deepEqual([replaced.sku.name, replaced.applicationId], ["ST1", created.applicationId]);

      await apps.beginDeleteAndWait("rg", name, lro(style));
      await assert.rejects(apps.get("rg", name), { statusCode: 404, code: "ResourceNotFound" });
    });
  }

  for (const [wish, status, code] of [
    ["failed", "Failed", "OperationFailed"],
    ["canceled", "Canceled", "OperationCanceled"],
  ]) {
    test(`an operation that is ${wish} rejects`, async () => {
      const sent = { location: "eastus", sku: { name: "ST2" } };
      const name = `peer-${wish}`;
      await assert.rejects(apps.beginCreateOrUpdateAndWait("rg2", name, sent, lro(wish)), /failed|cancel/i);
      assert.equal((await apps.get("rg2", name)).name, name, status);
      await assert.rejects(apps.beginDeleteAndWait("rg2", name, lro(`location, ${wish}`)), { statusCode: 409, code });
      await apps.beginDeleteAndWait("rg2", name, lro("synchronous"));
    });
  }
});

test("lists, by subscription and by group, in any letter case", async () => {
  const sent = { location: "eastus", sku: { name: "ST2" } };
  await apps.beginCreateOrUpdateAndWait("One", "peer-list-1", sent, lro("synchronous"));
  await apps.beginCreateOrUpdateAndWait("two", "peer-list-2", sent, lro("synchronous"));
  const names = (list) => list.map(({ name }) => name).filter((name) => name.startsWith("peer-list"));
  assert.deepEqual(names(await all(apps.listBySubscription())), ["peer-list-1", "peer-list-2"]);
  assert.deepEqual(names(await all(apps.listByResourceGroup("ONE"))), ["peer-list-1"]);
});

test("names and subdomains are available or taken", async () => {
  assert.deepEqual(await apps.checkNameAvailability({ name: "peer-free" }), { nameAvailable: true });
  const taken = await apps.checkNameAvailability({ name: "Contoso" });
  assert.deepEqual([taken.nameAvailable, taken.reason], [false, "AlreadyExists"]);
  const subdomain = await apps.checkSubdomainAvailability({ name: "contoso", type: "IoTApps" });
  assert.deepEqual([subdomain.nameAvailable, subdomain.reason], [false, "AlreadyExists"]);
});

test("templates and operations", async () => {
  const templates = await all(apps.listTemplates());
  assert.ok(
    templates.some(
      ({ manifestId, title, locations }) => manifestId === "iotc-pnp-preview" && title && locations.length,
    ),
  );
  const names = (await all(operations.list())).map(({ name }) => name);
  assert.ok(names.includes("Microsoft.IoTCentral/IoTApps/write"), names.join());
});

test("errors have their code and target", async () => {
  const sent = { location: "eastus", sku: { name: "ST2" } };
  await assert.rejects(client("wrong").apps.get("rg", "x"), { statusCode: 401, code: "InvalidAuthenticationToken" });
  await assert.rejects(apps.beginCreateOrUpdateAndWait("rg", "123", sent), {
    statusCode: 400,
    code: "InvalidParameter",
  });
  await apps.beginCreateOrUpdateAndWait("rg", "peer-moved", sent, lro("synchronous"));
  const moved = apps.beginCreateOrUpdateAndWait("rg", "peer-moved", { ...sent, location: "westus" });
  await assert.rejects(moved, { statusCode: 409, code: "InvalidResourceLocation" });
});
