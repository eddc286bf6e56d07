// The tarball holds what it should and nothing else.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { contents, installed } from "../support/pack.mjs";

test("the package contains exactly these files", () => {
  assert.deepEqual(contents, [
    "LICENSE",
    "README.md",
    "dist/base64.js",
    "dist/index.d.ts",
    "dist/iotcentral_web.js",
    "dist/iotcentral_web_bg.wasm",
    "index.js",
    "inline.js",
    "node.js",
    "package.json",
    "slim.d.ts",
    "slim.js",
  ]);
});

test("package and crate have one version", () => {
  const [, version] = readFileSync(new URL("../../Cargo.toml", import.meta.url), "utf8").match(/^version = "(.+)"$/m);
  assert.equal(JSON.parse(readFileSync(installed("package.json"), "utf8")).version, version);
});
