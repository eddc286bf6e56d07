// The tarball holds what it should and nothing else.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path/posix";
import { test } from "node:test";
import { contents, installed } from "../support/pack.mjs";

/** The element's files: its entries, and the chunks that they load, which tests of bundlers prove to be enough. */
const isElement = (path) => /^dist\/element\/[\w-]+\.js$/.test(path);

test("the package contains exactly these files", () => {
  // wasm-bindgen puts a hash of the crate into the names of folders.
  assert.deepEqual(contents.filter((path) => !isElement(path)).map((path) => path.replace(/(?<=-)[\da-f]{16}(?=\/)/, "hash")), [
    "LICENSE",
    "README.md",
    "dist/base64.js",
    "dist/index.d.ts",
    "dist/iotcentral_web.js",
    "dist/iotcentral_web_bg.wasm",
    "dist/messages/de.d.ts",
    "dist/messages/en.d.ts",
    "dist/messages/messages.d.ts",
    "dist/snippets/iotcentral-web-hash/src/js/error.js",
    "dist/snippets/iotcentral-web-hash/src/js/poller.js",
    "dist/snippets/iotcentral-web-hash/src/transport/http.js",
    "dist/snippets/iotcentral-web-hash/src/transport/page.js",
    "element.d.ts",
    "format.js",
    "iframe.d.ts",
    "index.d.ts",
    "index.js",
    "inline.d.ts",
    "inline.js",
    "lazy.js",
    "node.js",
    "package.json",
    "slim.d.ts",
    "slim.js",
  ]);
});

test("the element is there, and loads nothing that isn't", () => {
  const files = contents.filter(isElement);
  for (const entry of ["dist/element/index.js", "dist/element/iframe.js", "dist/element/values.js", "dist/element/messages-de.js"]) assert.ok(files.includes(entry), entry);
  for (const path of files) {
    const text = readFileSync(installed(path), "utf8");
    const imports = [...text.matchAll(/(?:from|import)\s*\(?[`"']([^`"']+)[`"']/g)].map(([, imported]) => join("dist/element", imported));
    for (const imported of imports) assert.ok(contents.includes(imported), `${path} imports ${imported}`);
    // In a page without WebAssembly, and beside another entry, the client must not come along.
    assert.doesNotMatch(text, /(?:from|import)\s*[`"']\.\.\/\.\.\//);
  }
});

test("package and crate have one version", () => {
  const [, version] = readFileSync(new URL("../../Cargo.toml", import.meta.url), "utf8").match(/^version = "(.+)"$/m);
  assert.equal(JSON.parse(readFileSync(installed("package.json"), "utf8")).version, version);
});
