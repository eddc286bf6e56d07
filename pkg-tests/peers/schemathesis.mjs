// Fuzzes the emulator with schemathesis (PyPI), armed with one of Microsoft's published OpenAPI files. Fails on a
// server error, and on an answer that the file doesn't describe.
//
//   pip install schemathesis && cargo build -p iotcentral-emulator
//   node pkg-tests/peers/schemathesis.mjs path/to/iotcentral.json [--seeded] [options of `schemathesis run` …]
//
// With --seeded, paths name what the emulator starts with, so that fuzzing gets beyond 404 more often.
// The files: github.com/Azure/azure-rest-api-specs, below specification/iotcentral. SCHEMATHESIS names another program
// than the one on the PATH, EMULATOR another emulator than the one in target/debug.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MISSING, start } from "./emulator.mjs";

const CHECKS = [
  "not_a_server_error",
  "status_code_conformance",
  "content_type_conformance",
  "response_headers_conformance",
  "response_schema_conformance",
];

/** A type that is defined in another file. */
const IDENTITY = {
  type: "object",
  required: ["type"],
  properties: {
    principalId: { type: "string", readOnly: true },
    tenantId: { type: "string", readOnly: true },
    type: { type: "string", enum: ["None", "SystemAssigned"] },
  },
};

const [file, ...options] = process.argv.slice(2);
if (!file) throw new Error("which OpenAPI file? node pkg-tests/peers/schemathesis.mjs path/to/iotcentral.json");

const work = mkdtempSync(join(tmpdir(), "schemathesis-"));
const { endpoint, stop } = await start();
try {
  const schema = JSON.parse(readFileSync(file, "utf8"));
  const known = options[0] === "--seeded" && options.shift() ? await seeded(endpoint) : {};
  writeFileSync(join(work, "schema.json"), JSON.stringify(prepare(schema, known)));
  const fuzzer = spawn(
    process.env.SCHEMATHESIS ?? "schemathesis",
    [
      ...["run", "schema.json", "--url", endpoint + (schema.basePath ?? "")],
      ...["--header", "Authorization: Bearer iotcentral-emulator", "--checks", CHECKS.join(",")],
      ...[
        "--generation-database",
        "none",
        "--suppress-health-check",
        "all",
        "--continue-on-failure",
        "--warnings",
        "off",
      ],
      ...options,
    ],
    { cwd: work, stdio: "inherit" },
  );
  [process.exitCode] = await once(fuzzer, "exit");
} finally {
  await stop();
  rmSync(work, { recursive: true });
}

/** Adds rules to the schema that the file only describes in words. */
function prepare(schema, known) {
  for (const path of Object.keys(schema.paths)) if (MISSING.test(path)) delete schema.paths[path];
  for (const operation of Object.values(schema.paths).flatMap((path) => Object.values(path))) {
    delete operation["x-ms-examples"];
    const bodies = Object.values(operation.responses ?? {}).every((response) => response.schema);
    if (bodies) operation.produces ??= schema.produces;
  }
  // The file declares a media type for all answers, but an answer without a body has none.
  delete schema.produces;
  return JSON.parse(JSON.stringify(schema), (_, value) => {
    if (value?.in === "path" && known[value.name]) return { ...value, enum: known[value.name] };
    // The only version that the file describes.
    if (value?.in === "query" && value.name === "api-version") return { ...value, enum: [schema.info.version] };
    if (value?.$ref?.endsWith("/SystemAssignedServiceIdentity")) return IDENTITY;
    return value;
  });
}

/** Returns the values of path parameters that exist in a new emulator. */
async function seeded(endpoint) {
  const list = async (what) => {
    const headers = { Authorization: "Bearer iotcentral-emulator" };
    const response = await fetch(`${endpoint}/api/${what}?api-version=2022-10-31-preview&maxpagesize=100`, { headers });
    return (await response.json()).value;
  };
  const ids = async (what) => (await list(what)).map((item) => item.id ?? item["@id"]);
  const contents = (await list("deviceTemplates")).flatMap((template) => template.capabilityModel.contents);
  const inner = contents.flatMap((content) => [content, ...(content.schema?.contents ?? [])]);
  const names = (type) => [
    ...new Set(inner.filter((content) => [content["@type"]].flat().includes(type)).map(({ name }) => name)),
  ];
  return {
    dashboardId: await ids("dashboards"),
    deviceId: (await ids("devices")).slice(0, 10),
    deviceTemplateId: await ids("deviceTemplates"),
    deviceGroupId: await ids("deviceGroups"),
    organizationId: await ids("organizations"),
    roleId: await ids("roles"),
    componentName: names("Component"),
    commandName: names("Command"),
    telemetryName: names("Telemetry"),
  };
}
