// The content of the tarball.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path/posix";
import { test } from "node:test";
import { contents, installed } from "../support/pack.mjs";

/** Whether a path is one of the element's entries or chunks. The tests of bundlers check that no chunk is missing. */
const isElement = (path) => /^dist\/element\/[\w-]+\.js(\.map)?$/.test(path);

/** The entries, each a script with types */
const ENTRIES = [
  ...["element", "iframe", "index", "inline", "messages/de", "slim"],
  ...["preact", "react", "solid", "svelte", "vue"],
];
const TYPES = [
  "element/index",
  "element/public",
  "format/format",
  "iframe/frame",
  "iframe/host",
  "iframe/index",
  "iframe/protocol",
  "messages/de",
  "messages/editor",
  "messages/en",
  "messages/messages",
  "tiles/data",
  "tiles/renderer",
];
/** All declarations: once for `import` and once for `require`. */
const DECLARATIONS = [...ENTRIES, "frameworks", "dist/index", ...TYPES.map((name) => `dist/types/${name}`)].map(
  (name) => `${name}.d.ts`,
);

test("the package contains exactly these files", () => {
  const files = [
    ...[
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "THIRD-PARTY-NOTICES.txt",
      "custom-elements.json",
      "package.json",
      "sbom.cdx.json",
    ],
    ...["format.js", "lazy.js", "node.js", "transfer.js", ...ENTRIES.map((name) => `${name}.js`)],
    ...["dist/base64.js", "dist/iotcentral_web.js", "dist/iotcentral_web_bg.wasm"],
    ...["js/error", "js/poller", "js/transfer", "transport/answers", "transport/http", "transport/page"].map(
      (name) => `dist/snippets/iotcentral-web-hash/src/${name}.js`,
    ),
    ...["dist/global/index.js", "dist/global/index.js.map", "dist/global/package.json"],
    ...DECLARATIONS,
    ...DECLARATIONS.map((path) => `dist/global/${path}`),
  ];
  // wasm-bindgen's folder names contain a hash of the crate.
  const found = contents
    .filter((path) => !isElement(path))
    .map((path) => path.replace(/(?<=-)[\da-f]{16}(?=\/)/, "hash"));
  assert.deepEqual(found.sort(), files.sort());
});

test("the notices name each part with the text of its license", () => {
  const notices = readFileSync(installed("THIRD-PARTY-NOTICES.txt"), "utf8");
  for (const name of [
    "lit",
    "lit-html",
    "uplot",
    "d3-geo",
    "topojson-client",
    "world-atlas",
    "wasm-bindgen",
    "gloo-net",
    "hifijson",
    "serde",
    "talc",
  ]) {
    assert.match(notices, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\([^)]+\\)$`, "m"), name);
  }
  const parts = notices.split(/^-{80}$/m).slice(1);
  for (const part of parts) assert.match(part, /Copyright|©/i);
});

test("the bill of materials lists the parts of the notices, each with a package URL and a license", () => {
  const { bomFormat, metadata, components } = JSON.parse(readFileSync(installed("sbom.cdx.json"), "utf8"));
  assert.equal(bomFormat, "CycloneDX");
  const { version } = JSON.parse(readFileSync(installed("package.json"), "utf8"));
  assert.equal(metadata.component.purl, `pkg:npm/iotcentral-web@${version}`);
  const notices = readFileSync(installed("THIRD-PARTY-NOTICES.txt"), "utf8");
  const named = [...notices.matchAll(/^(\S+ \d+\.\d+\.\S+) \(.+\)$/gm)].map(([, name]) => name);
  const libraries = components.filter(({ purl }) => purl);
  assert.deepEqual(libraries.map(({ name, version }) => `${name} ${version}`).sort(), named.sort());
  for (const { name, purl, licenses } of libraries) {
    assert.match(purl, /^pkg:(cargo|npm)\/[^@]+@\d/, name);
    assert.match(licenses[0].expression, /^[\w.()+-]+( (OR|AND|WITH) [\w.()+-]+)*$/, name);
  }
});

test("source maps contain their sources", () => {
  // An entry that only re-exports another file has no source.
  const isFacade = (path) => /^(export\s*\{[^}]*\}\s*from\s*"[^"]+";\s*)+$/.test(readFileSync(installed(path), "utf8"));
  const elements = contents.filter((path) => isElement(path) && path.endsWith(".js") && !isFacade(path));
  const scripts = [...elements, "dist/global/index.js"];
  const maps = contents.filter((path) => path.endsWith(".js.map"));
  assert.deepEqual(maps.toSorted(), scripts.map((path) => `${path}.map`).sort());
  for (const path of maps) {
    const { sources, sourcesContent } = JSON.parse(readFileSync(installed(path), "utf8"));
    assert.ok(
      sources.every((_, place) => typeof sourcesContent[place] === "string"),
      path,
    );
  }
});

test("the custom-elements manifest has the attributes that the element observes", async () => {
  const { modules } = JSON.parse(readFileSync(installed("custom-elements.json"), "utf8"));
  const [
    {
      declarations: [declaration],
    },
  ] = modules;
  const { IotCentralDashboardElement } = await import(installed("element.js"));
  assert.deepEqual(
    declaration.attributes.map(({ name }) => name).sort(),
    IotCentralDashboardElement.observedAttributes.sort(),
  );
  const fields = declaration.members.filter(({ kind }) => kind === "field").map(({ name }) => name);
  assert.deepEqual(fields.sort(), Object.keys(IotCentralDashboardElement.properties).sort());
  assert.deepEqual(declaration.events.map(({ name }) => name).sort(), [
    "conflict",
    "edit",
    "error",
    "load",
    "navigate",
    "save",
    "tile-error",
    "tile-update",
    "zoom",
  ]);
  assert.ok(declaration.cssProperties.length >= 20);
  const parts = ["board", "card", "content", "edit", "tile", "tile-header"];
  assert.deepEqual(declaration.cssParts.map(({ name }) => name).sort(), parts);
});

test("the element is complete: all files that it loads are in the package", () => {
  const files = contents.filter(isElement);
  for (const entry of [
    "dist/element/index.js",
    "dist/element/iframe.js",
    "dist/element/values.js",
    "dist/element/messages-de.js",
  ])
    assert.ok(files.includes(entry), entry);
  for (const path of files.filter((path) => path.endsWith(".js"))) {
    const text = readFileSync(installed(path), "utf8");
    const imports = [...text.matchAll(/(?:from|import)\s*\(?[`"']([^`"']+)[`"']/g)].map(([, imported]) =>
      join("dist/element", imported),
    );
    for (const imported of imports) assert.ok(contents.includes(imported), `${path} imports ${imported}`);
    // On a page without WebAssembly, or beside another entry, the element must not load the client.
    assert.doesNotMatch(text, /(?:from|import)\s*[`"']\.\.\/\.\.\//);
  }
});

test("package and crate have the same version", () => {
  const [, version] = readFileSync(new URL("../../Cargo.toml", import.meta.url), "utf8").match(/^version = "(.+)"$/m);
  assert.equal(JSON.parse(readFileSync(installed("package.json"), "utf8")).version, version);
});
