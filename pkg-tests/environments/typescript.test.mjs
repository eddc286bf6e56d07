// The package's types and the documentation's examples, with the latest patch of each earlier minor version of
// TypeScript. packaging/types.test.mjs uses the current one.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { examples, isComplete, typed } from "../support/documentation.mjs";
import { install, run } from "../support/install.mjs";
import { BUNDLER, strict } from "../support/typescript.mjs";

const usage = readFileSync(fileURLToPath(new URL("../packaging/usage.ts", import.meta.url)), "utf8");

for (const version of ["5.8.3", "5.9.3", "6.0.3"]) {
  test(`TypeScript ${version}: the types, and the examples`, async () => {
    const files = {
      "usage.ts": usage,
      ...typed(examples("ts", "js").filter((example) => isComplete(example) && !example.imports.includes("uplot"))),
    };
    const root = await install({ "tsconfig.json": strict(files, BUNDLER), ...files }, [`typescript@${version}`]);
    assert.equal(await run(root, "tsc", []), "");
  });
}
