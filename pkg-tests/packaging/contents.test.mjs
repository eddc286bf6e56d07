// The tarball holds what it should and nothing else.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { contents, installed } from "../support/pack.mjs";

test("the package contains exactly these files", () => {
  // wasm-bindgen puts a hash of the crate into the names of folders.
  assert.deepEqual(contents.map((path) => path.replace(/(?<=-)[\da-f]{16}(?=\/)/, "hash")), [
    "LICENSE",
    "README.md",
    "dist/base64.js",
    "dist/index.d.ts",
    "dist/iotcentral_web.js",
    "dist/iotcentral_web_bg.wasm",
    "dist/snippets/iotcentral-web-hash/src/js/error.js",
    "dist/snippets/iotcentral-web-hash/src/js/poller.js",
    "dist/snippets/iotcentral-web-hash/src/transport/body.js",
    "format.js",
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
