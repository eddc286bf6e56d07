// The package as registries, CDNs, editors and older tools read it.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { checkPackage, Package } from "@arethetypeswrong/core";
import { publint } from "publint";
import { contents, installed } from "../support/pack.mjs";

const manifest = JSON.parse(readFileSync(installed("package.json"), "utf8"));

test("publint finds nothing", async () => {
  const { messages } = await publint({ pkgDir: installed(""), strict: true });
  assert.deepEqual(messages, []);
});

test("the types are right for every way of resolving them", async () => {
  const files = Object.fromEntries(
    contents.map((path) => [`/node_modules/${manifest.name}/${path}`, readFileSync(installed(path))]),
  );
  const { problems, entrypoints } = await checkPackage(new Package(files, manifest.name, manifest.version));
  assert.deepEqual(problems, []);
  assert.ok(Object.keys(entrypoints).length >= 7);
});

test("each entry has files of its own name at the root, for import maps with a prefix and for CDNs", () => {
  const entries = Object.entries(manifest.exports).filter(([, target]) => typeof target === "object");
  for (const [entry, { default: script, types }] of entries) {
    const name = entry === "." ? "index" : entry.slice(2);
    assert.deepEqual([script, types], [`./${name}.js`, `./${name}.d.ts`]);
  }
  for (const field of ["main", "module", "types", "unpkg", "jsdelivr", "customElements"])
    assert.ok(existsSync(installed(manifest[field])), field);
});

test("the README's links also work on the registry's page", () => {
  const links = [...readFileSync(installed("README.md"), "utf8").matchAll(/\]\(([^)]+)/g)].map(([, link]) => link);
  assert.ok(links.length > 5);
  assert.deepEqual(
    links.filter((link) => !/^(https:\/\/|#)/.test(link)),
    [],
  );
  const files = links.flatMap((link) => /\/blob\/HEAD\/([^#]+)/.exec(link)?.[1] ?? []);
  for (const file of files) assert.ok(existsSync(new URL(`../../${file}`, import.meta.url)), file);
});
