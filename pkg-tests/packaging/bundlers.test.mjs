// Every supported bundler, without configuration, in a browser, under a strict content security policy.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import { brotliCompressSync } from "node:zlib";
import resolve from "@rollup/plugin-node-resolve";
import * as esbuild from "esbuild";
import { rollup } from "rollup";
import * as vite from "vite";
import * as vite5 from "vite5";
import * as vite6 from "vite6";
import * as vite7 from "vite7";
import webpack from "webpack";
import { launch, open } from "../support/browser.mjs";
import { check, checkElement, elementPage, page, READ, STRICT, titleOf } from "../support/consumer.mjs";
import { project } from "../support/pack.mjs";
import { serve } from "../support/serve.mjs";

const SAME_ORIGIN = `${STRICT}; connect-src 'self'`;
const NOTHING = `${STRICT}; connect-src 'none'`;
const asModule = (path) => `<script type="module" src="${path}"></script>`;

for (const [name, { build, createServer }] of Object.entries({
  "Vite 5": vite5,
  "Vite 6": vite6,
  "Vite 7": vite7,
  "Vite 8": vite,
})) {
  /** Starts a development server. Returns its address. */
  const develop = async (root) => {
    const server = await createServer({ root, logLevel: "error", server: { port: 0, host: "127.0.0.1" } });
    after(() => server.close());
    await server.listen();
    return server.resolvedUrls.local[0];
  };
  const built = async (root) => {
    await build({ root, logLevel: "error" });
    return serve(join(root, "dist"), SAME_ORIGIN);
  };

  test(`${name}, built`, async () => check(await built(project(page(asModule("/main.js"))))));
  test(`${name}, developing`, async () => check(await develop(project(page(asModule("/main.js"))))));
  test(`the element: ${name}, built`, async () =>
    checkElement(await built(project(elementPage(asModule("/main.js"))))));
  test(`the element: ${name}, developing`, async () =>
    checkElement(await develop(project(elementPage(asModule("/main.js"))))));
}

test("Vite, built, with the module loaded by the page", async () => {
  const files = page(asModule("/slim.js"), "iotcentral-web/slim");
  files["slim.js"] = `
    import { init } from "iotcentral-web/slim";
    import address from "iotcentral-web/iotcentral_web_bg.wasm?url";
    init({ module_or_path: address }).then(() => import("./main.js"));`;
  const root = project(files);
  await vite.build({ root, logLevel: "warn" });
  await check(await serve(join(root, "dist"), SAME_ORIGIN));
});

/** Builds main.js into dist/ with webpack's defaults. */
async function pack(root, output) {
  const compiler = webpack({
    mode: "production",
    context: root,
    entry: "./main.js",
    output: { path: join(root, "dist"), ...output },
  });
  const stats = await promisify(compiler.run.bind(compiler))();
  assert.deepEqual(stats.compilation.errors, []);
  return serve(root, SAME_ORIGIN);
}
test("webpack", async () => check(await pack(project(page(`<script src="dist/main.js"></script>`)))));
test("the element: webpack", async () =>
  checkElement(await pack(project(elementPage(`<script src="dist/main.js"></script>`)), { trustedTypes: true })));

/** Builds main.js into out/main.js by esbuild. */
async function bundle(root, options, policy = NOTHING) {
  const entry = {
    entryPoints: [join(root, "main.js")],
    outdir: join(root, "out"),
    bundle: true,
    minify: true,
    logLevel: "error",
  };
  await esbuild.build({ ...entry, ...options });
  return serve(root, policy);
}
const classic = `<script src="out/main.js" defer></script>`;
test("esbuild, as a classic script that fetches nothing", async () => {
  await check(await bundle(project(page(classic, "iotcentral-web/inline")), { format: "iife" }));
});
test("esbuild, for es2020", async () => {
  await check(await bundle(project(page(classic, "iotcentral-web/inline")), { format: "iife", target: "es2020" }));
});
test("esbuild, as CommonJS for Node", async () => {
  const root = project({
    "main.js": `
      import { IotCentralClient } from "iotcentral-web/inline";
      import "iotcentral-web/element";
      ${READ}
      read(IotCentralClient).then(console.log);`,
  });
  const outfile = join(root, "out.cjs");
  await esbuild.build({
    entryPoints: [join(root, "main.js")],
    outfile,
    bundle: true,
    format: "cjs",
    platform: "node",
    logLevel: "error",
  });
  const { stdout } = await promisify(execFile)(process.execPath, [outfile]);
  assert.equal(stdout, "Hall 1\n");
});
for (const entry of ["iotcentral-web", "iotcentral-web/slim"]) {
  test(`formatValue of ${entry} alone brings neither the module nor the client`, async () => {
    const root = project({ "main.js": `import { formatValue } from "${entry}"; console.log(formatValue(1700));` });
    const options = { entryPoints: [join(root, "main.js")], bundle: true, minify: true, format: "esm" };
    const { outputFiles } = await esbuild.build({ ...options, write: false, logLevel: "error" });
    const code = Buffer.concat(outputFiles.map(({ contents }) => contents));
    const size = brotliCompressSync(code).length;
    assert.ok(size < 3_000, `${size} bytes compressed by brotli`);
  });
}
test("the element: esbuild, as a classic script for es2020, with the client that fetches nothing", async () => {
  await checkElement(
    await bundle(project(elementPage(classic, "iotcentral-web/inline")), { format: "iife", target: "es2020" }),
  );
});
test("the element: esbuild, in chunks, with the client that fetches nothing", async () => {
  const root = project(elementPage(asModule("out/main.js"), "iotcentral-web/inline"));
  await checkElement(await bundle(root, { format: "esm", splitting: true, target: "es2022" }));
});

test("the element: esbuild, with its own client, where the page imports the module inside the JavaScript", async () => {
  const files = elementPage(asModule("out/main.js"));
  files["main.js"] = `import "iotcentral-web/inline"; ${files["main.js"]}`;
  await checkElement(await bundle(project(files), { format: "esm" }));
});

/** Builds main.js into out/main.js by Rollup. */
async function roll(root) {
  const bundle = await rollup({ input: join(root, "main.js"), plugins: [resolve({ browser: true })] });
  await bundle.write({ dir: join(root, "out"), format: "es" });
  return serve(root, SAME_ORIGIN);
}
test("Rollup", async () => check(await roll(project(page(asModule("out/main.js"), "iotcentral-web/inline")))));
test("the element: Rollup", async () =>
  checkElement(await roll(project(elementPage(asModule("out/main.js"), "iotcentral-web/inline")))));

const REMEDY =
  /^failed: The WebAssembly module .* could not be loaded: .*\. If the bundler left the file out, import iotcentral-web\/inline, /;
const copyNothing = {
  esbuild: (root) => bundle(root, { format: "esm" }, SAME_ORIGIN),
  "esbuild, as a classic script": (root) => bundle(root, { format: "iife", logLevel: "silent" }, SAME_ORIGIN),
  Rollup: roll,
};
for (const [name, build] of Object.entries(copyNothing)) {
  test(`${name} leaves the module of the main entry out: the page gets an error with a remedy`, async () => {
    const { title } = await titleOf(await build(project(page(asModule("out/main.js")))));
    assert.match(title, REMEDY);
  });
}

test("esbuild leaves the module out: the element shows the error", async () => {
  const address = await bundle(project(elementPage(asModule("out/main.js"))), { format: "esm" }, SAME_ORIGIN);
  const page = await open(await launch());
  await page.goto(address);
  const card = page.locator(".card");
  await card.waitFor();
  assert.match(
    await card.innerText(),
    /^A part of this page could not be loaded\n+The WebAssembly module .*iotcentral-web\/inline/,
  );
  await page.close();
});
