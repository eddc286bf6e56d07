// Fuzzes the emulator with schemathesis (PyPI), armed with one of Microsoft's published OpenAPI files. Fails on a server
// error, and on an answer that the file doesn't describe.
//
//   pip install schemathesis && cargo build -p iotcentral-emulator
//   node pkg-tests/peers/schemathesis.mjs path/to/iotcentral.json [options of `schemathesis run` …]
//
// The files: github.com/Azure/azure-rest-api-specs, below specification/iotcentral. SCHEMATHESIS names another program
// than the one on the PATH, EMULATOR another emulator than the one in target/debug.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** What the contract has and the emulator has not. */
const MISSING =
  /^\/(apiTokens|dataExport|deploymentManifests|enrollmentGroups|jobs|scheduledJobs|users)\b|\/(applyDeploymentManifest|modules)\b/;

const CHECKS = [
  "not_a_server_error",
  "status_code_conformance",
  "content_type_conformance",
  "response_headers_conformance",
  "response_schema_conformance",
];

/** A type of a file that lies elsewhere. */
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
const target = process.env.CARGO_TARGET_DIR ?? fileURLToPath(new URL("../../target", import.meta.url));
const emulator = spawn(process.env.EMULATOR ?? join(target, "debug/iotcentral-emulator"), ["--port", "0"], {
  stdio: ["ignore", "pipe", "ignore"],
});
try {
  const endpoint = await new Promise((listening, failed) => {
    emulator.on("error", failed).on("exit", (code) => failed(new Error(`the emulator ended with ${code}`)));
    createInterface(emulator.stdout).on("line", (line) => line.startsWith("listening on ") && listening(line.slice(13)));
  });
  const schema = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(join(work, "schema.json"), JSON.stringify(prepare(schema)));
  const fuzzer = spawn(
    process.env.SCHEMATHESIS ?? "schemathesis",
    [
      ...["run", "schema.json", "--url", endpoint + (schema.basePath ?? "")],
      ...["--header", "Authorization: Bearer iotcentral-emulator", "--checks", CHECKS.join(",")],
      ...["--generation-database", "none", "--suppress-health-check", "all", "--continue-on-failure", "--warnings", "off"],
      ...options,
    ],
    { cwd: work, stdio: "inherit" },
  );
  [process.exitCode] = await once(fuzzer, "exit");
} finally {
  emulator.removeAllListeners("exit");
  emulator.kill();
  rmSync(work, { recursive: true });
}

/** Says in the file what it says only to people. */
function prepare(schema) {
  for (const path of Object.keys(schema.paths)) if (MISSING.test(path)) delete schema.paths[path];
  for (const operation of Object.values(schema.paths).flatMap((path) => Object.values(path))) {
    delete operation["x-ms-examples"];
    const bodies = Object.values(operation.responses ?? {}).every((response) => response.schema);
    if (bodies) operation.produces ??= schema.produces;
  }
  // It holds for the whole file; an answer without a body has no media type all the same.
  delete schema.produces;
  return JSON.parse(JSON.stringify(schema), (_, value) => {
    // The one version that the file describes.
    if (value?.in === "query" && value.name === "api-version") return { ...value, enum: [schema.info.version] };
    if (value?.$ref?.endsWith("/SystemAssignedServiceIdentity")) return IDENTITY;
    return value;
  });
}
