// The az CLI (azure-cli of PyPI) against the control plane: `az iot central app`, from create to delete. Fails where a
// command does, or where it answers something else than it should.
//
//   pip install azure-cli && cargo build -p iotcentral-emulator
//   node pkg-tests/peers/az.mjs
//
// AZ names another program than the one on the PATH, EMULATOR another emulator than the one in target/debug. It has a
// configuration of its own: a cloud whose resource manager is the emulator, and an account whose tokens come from here.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { start } from "./emulator.mjs";

const SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
const run = promisify(execFile);
const work = mkdtempSync(join(tmpdir(), "az-"));
const authority = join(work, "emulator.pem");
const { endpoint, stop } = await start("--tls", authority);

/** The token endpoint of a managed identity, as App Service provides it. */
const tokens = createServer((_, response) => {
  const expires = Math.floor(Date.now() / 1000) + 86_400;
  response.end(JSON.stringify({ access_token: "iotcentral-emulator", expires_on: `${expires}`, token_type: "Bearer" }));
});
await new Promise((listening) => tokens.listen(0, "127.0.0.1", listening));

const environment = {
  ...process.env,
  AZURE_CONFIG_DIR: work,
  AZURE_CLOUD_NAME: "emulator",
  AZURE_CORE_COLLECT_TELEMETRY: "false",
  AZURE_CORE_OUTPUT: "json",
  IDENTITY_ENDPOINT: `http://127.0.0.1:${tokens.address().port}`,
  IDENTITY_HEADER: "any",
  REQUESTS_CA_BUNDLE: authority,
};

let commands = 0;
/** Returns the output of a command. */
async function az(...words) {
  commands += 1;
  console.log(`az ${words.join(" ")}`);
  const { stdout } = await run(process.env.AZ ?? "az", words, { env: environment });
  return stdout && JSON.parse(stdout);
}
const app = (command, ...words) =>
  az("iot", "central", "app", ...command.split(" "), "--resource-group", "rg", ...words);

/** Checks that a command fails with these words. */
const refused = (command, words) => assert.rejects(command, ({ stderr }) => words.test(stderr) || assert.fail(stderr));

try {
  const clouds = {
    endpoint_resource_manager: endpoint,
    endpoint_active_directory: endpoint,
    endpoint_management: endpoint,
  };
  const lines = Object.entries({ ...clouds, endpoint_active_directory_resource_id: "https://management.azure.com/" });
  writeFileSync(
    join(work, "clouds.config"),
    `[emulator]\n${lines.map(([name, value]) => `${name} = ${value}`).join("\n")}\n`,
  );
  const account = {
    id: SUBSCRIPTION,
    name: "emulator",
    state: "Enabled",
    isDefault: true,
    tenantId: "00000000-0000-0000-0000-000000000000",
    environmentName: "emulator",
    user: { name: "systemAssignedIdentity", type: "servicePrincipal", assignedIdentityInfo: "MSI" },
  };
  writeFileSync(join(work, "azureProfile.json"), JSON.stringify({ subscriptions: [account] }));

  const sku = ["--sku", "ST2", "--template", "iotc-pnp-preview@1.0.0"];
  const created = await app("create", "--name", "by-az", "--subdomain", "by-az", ...sku, "--mi-system-assigned");
  assert.equal(created.state, "created");
  assert.equal(created.sku.name, "ST2");
  assert.match(created.applicationId, /^[0-9a-f-]{36}$/);
  assert.equal(created.identity.type, "SystemAssigned");
  await refused(app("create", "--name", "other", "--subdomain", "by-az", ...sku), /subdomain/i);

  assert.deepEqual(await app("show", "--name", "by-az"), created);
  assert.deepEqual(
    (await app("list")).map(({ name }) => name),
    ["by-az"],
  );
  assert.ok((await az("iot", "central", "app", "list")).some(({ name }) => name === "by-az"));

  const updated = await app("update", "--name", "by-az", "--set", "displayName=By the az CLI", "tags.made=by-az");
  assert.deepEqual([updated.displayName, updated.tags.made, updated.subdomain], ["By the az CLI", "by-az", "by-az"]);
  await app("identity remove", "--name", "by-az", "--system-assigned");
  assert.equal((await app("show", "--name", "by-az")).identity.type, "None");
  assert.equal((await app("identity assign", "--name", "by-az", "--system-assigned")).type, "SystemAssigned");
  assert.equal((await app("identity show", "--name", "by-az")).type, "SystemAssigned");

  await app("delete", "--name", "by-az", "--yes");
  await refused(app("show", "--name", "by-az"), /NotFound/);
  assert.deepEqual(await app("list"), []);
  console.log(`${commands} commands, each as it should be`);
} finally {
  tokens.close();
  await stop();
  rmSync(work, { recursive: true });
}
