// The types: equal to the agreed ones, and correct for code that uses them.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { examples, isComplete, typed } from "../support/documentation.mjs";
import { installed, project } from "../support/pack.mjs";
import { BUNDLER, strict } from "../support/typescript.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

test("the types are the agreed ones", () => {
  const agreed = readFileSync(here("../golden/index.d.ts"), "utf8");
  const shipped = readFileSync(installed("dist/index.d.ts"), "utf8");
  assert.equal(shipped, agreed, "if this change is wanted: `cargo xtask golden`, and commit pkg-tests/golden");
});

test("all exports are declared, and all declared values are exported", async () => {
  const exported = Object.keys(await import(installed("slim.js"))).sort();
  const text = ["dist/index.d.ts", "slim.d.ts"].map((file) => readFileSync(installed(file), "utf8")).join("\n");
  const declared = [...text.matchAll(/^export (?:declare )?(class|function|interface|type) (\w+)/gm)].map(
    ([, kind, name]) => ({ kind, name }),
  );
  const names = new Set(declared.map(({ name }) => name));
  assert.deepEqual(
    exported.filter((name) => !names.has(name)),
    [],
  );
  const values = declared.filter(({ kind }) => kind === "class" || kind === "function").map(({ name }) => name);
  assert.deepEqual(
    values.filter((name) => !exported.includes(name)),
    [],
  );
  assert.ok(values.length >= 7 && names.size >= 100, "the declarations were read");
});

const node = { module: "node16", moduleResolution: "node16" };
const programs = {
  "usage.ts, with moduleResolution bundler": { file: "usage.ts", options: BUNDLER },
  "usage.ts, with moduleResolution node16": { file: "usage.ts", options: node },
  "usage.cts, which requires": { file: "usage.cts", options: node },
  "usage.tsx, in React": {
    file: "usage.tsx",
    options: { ...BUNDLER, jsx: "react-jsx" },
    packages: ["@types/react", "csstype"],
  },
};

for (const [name, { file, options, packages = [] }] of Object.entries(programs)) {
  test(`${name}: it compiles`, () => {
    compile({ [file]: readFileSync(here(file), "utf8") }, options, packages);
  });
}

/** Whether a file uses another JSX. environments/checkers.test.mjs compiles these. */
const hasOwnJsx = ({ text }) => /"iotcentral-web\/(preact|solid)"/.test(text);

test("the examples of README and of the documentation compile", () => {
  const complete = examples("ts", "js", "tsx").filter((example) => isComplete(example) && !hasOwnJsx(example));
  assert.ok(complete.length > 30, "the examples were found");
  compile(typed(complete), { ...BUNDLER, jsx: "react-jsx" }, ["uplot", "@types/react", "csstype"]);
});

/** Compiles files in a project of their own. */
function compile(files, options, packages = []) {
  const cwd = project({ "tsconfig.json": strict(files, options), ...files });
  for (const name of packages)
    cpSync(here(`../../node_modules/${name}`), join(cwd, "node_modules", name), { recursive: true });
  const tsc = here("../../node_modules/typescript/bin/tsc");
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsc], { cwd, encoding: "utf8" });
  assert.equal(stdout + stderr, "");
  assert.equal(status, 0);
}
