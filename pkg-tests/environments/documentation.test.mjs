// The documentation's quick start, frameworks and sign-in, done literally with packages of the registry.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, test } from "node:test";
import { promisify, stripVTControlCharacters } from "node:util";
import { launch, open } from "../support/browser.mjs";
import { examples, isComplete, typed } from "../support/documentation.mjs";
import { emulate } from "../support/emulator.mjs";
import { install, NODE, run, tarball } from "../support/install.mjs";
import { serve } from "../support/serve.mjs";
import { BUNDLER, strict } from "../support/typescript.mjs";

const execute = promisify(execFile);
const emulator = await emulate();
/** Replaces the emulator's address in a page by the test's. */
const here = (text) => text.replaceAll("http://localhost:7071", emulator.endpoint);
/** Returns the code blocks of a page, of one heading or of all. */
const blocks = (document, heading) =>
  examples("sh", "html", "ts", "tsx", "js", "jsx", "vue", "svelte").filter(
    (example) => example.document === document && (!heading || example.heading === heading),
  );

/** Opens a page, and waits until all tiles of its dashboard show something. */
async function tilesOf(address, count) {
  const page = await open(await launch(), { viewport: { width: 1280, height: 1200 } });
  await page.goto(address);
  await page.waitForFunction(
    (count) => {
      const tiles = [
        ...(document.querySelector("iot-central-dashboard")?.shadowRoot?.querySelectorAll("article.tile") ?? []),
      ];
      return tiles.length === count && tiles.every(({ dataset }) => dataset.state !== "loading");
    },
    count,
    { timeout: 90_000 },
  );
  const states = await page.evaluate(() =>
    [...document.querySelector("iot-central-dashboard").shadowRoot.querySelectorAll("article.tile")].map(
      ({ dataset }) => dataset.state,
    ),
  );
  if (process.env.SCREENSHOTS)
    await page.screenshot({ path: join(process.env.SCREENSHOTS, `docs-${count}-tiles.png`) });
  assert.deepEqual(page.complaints, []);
  assert.ok(
    states.every((state) => !["error", "nodata"].includes(state)),
    states.join(),
  );
  await page.close();
}

test("the quick start: from an empty folder to live tiles", async () => {
  const folder = mkdtempSync(join(tmpdir(), "iotcentral-web-start-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const [commands, html, script] = blocks("start.md", "Make a page");
  // The package is not published yet, so the tarball is installed.
  const typedIn = commands.text.replace("npm install iotcentral-web", `npm install ${tarball}`);
  assert.notEqual(typedIn, commands.text);
  await execute("sh", ["-ec", typedIn], {
    cwd: folder,
    env: { ...process.env, npm_config_audit: "false", npm_config_fund: "false" },
  });
  const project = join(folder, "hall");
  writeFileSync(join(project, "index.html"), here(html.text));
  writeFileSync(join(project, "src/main.ts"), script.text);

  const [look] = blocks("start.md", "Look at it");
  assert.equal(look.text, "npm run dev\n");
  const server = spawn("npm", ["run", "dev", "--", "--port", "0"], {
    cwd: project,
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  after(() => process.kill(-server.pid));
  const address = await new Promise((found, failed) => {
    server.on("exit", () => failed(new Error("`npm run dev` ended")));
    createInterface(server.stdout).on("line", (line) => {
      const [address] = /http:\/\/\S+/.exec(stripVTControlCharacters(line)) ?? [];
      if (address) found(address);
    });
  });
  await tilesOf(address, 12);
  server.removeAllListeners("exit");
  await execute("npm", ["run", "build"], { cwd: project });
});

const REACT = `import { createRoot } from "react-dom/client"; import { Board } from "./Board"; createRoot(document.querySelector("#app")).render(<Board />);`;
const VUE = `import { createApp } from "vue"; import Board from "./Board.vue"; createApp(Board).mount("#app");`;
const SVELTE = `import { mount } from "svelte"; import Board from "./Board.svelte"; mount(Board, { target: document.querySelector("#app") });`;
const PREACT = `import { h, render } from "preact"; import { Board } from "./Board"; render(h(Board), document.querySelector("#app"));`;
const PREACT_CONFIG = `export default { esbuild: { jsx: "automatic", jsxImportSource: "preact" }, oxc: { jsx: { runtime: "automatic", importSource: "preact" } } };`;
const SOLID = `import { render } from "solid-js/web"; import { Board } from "./Board"; render(Board, document.querySelector("#app"));`;
const SOLID_CONFIG = `import solid from "vite-plugin-solid"; export default { plugins: [solid()] };`;
const SVELTE_CONFIG = `import { svelte } from "@sveltejs/vite-plugin-svelte"; export default { plugins: [svelte()] };`;
const frameworks = {
  React: { main: ["main.jsx", REACT], board: "Board.tsx", packages: ["react@19.3.1", "react-dom@19.3.1"] },
  Preact: { main: ["main.js", PREACT], board: "Board.tsx", config: PREACT_CONFIG, packages: ["preact@11.2.0"] },
  Solid: {
    main: ["main.js", SOLID],
    board: "Board.tsx",
    config: SOLID_CONFIG,
    packages: ["solid-js@1.9.20", "vite-plugin-solid@2.11.14"],
  },
  Vue: { main: ["main.js", VUE], board: "Board.vue", packages: ["vue@3.5.45", "@vitejs/plugin-vue@6.0.11"] },
  Svelte: {
    main: ["main.js", SVELTE],
    board: "Board.svelte",
    config: SVELTE_CONFIG,
    packages: ["svelte@5.57.3", "@sveltejs/vite-plugin-svelte@7.3.1"],
  },
};
for (const [
  name,
  {
    main: [main, script],
    board,
    config,
    packages,
  },
] of Object.entries(frameworks)) {
  test(`${name}: the example draws its tiles`, async () => {
    const [component, ownConfig] = blocks("frameworks.md", name);
    const files = {
      "package.json": `{ "private": true, "type": "module" }`,
      "index.html": `<!doctype html><link rel="icon" href="data:,"><title>${name}</title><div id="app"></div><script type="module" src="/${main}"></script>`,
      [main]: script,
      [board]: here(component.text),
      "vite.config.js": config ?? ownConfig?.text ?? "export default {};",
    };
    const root = await install(files, ["vite@8.3.8", ...packages]);
    await run(root, "vite", ["build"]);
    const policy = `script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' ${emulator.endpoint}`;
    await tilesOf(await serve(join(root, "dist"), policy), 3);
  });
}

test("Angular: the example draws its tiles, built by `ng build`", async () => {
  const [component] = blocks("frameworks.md", "Angular");
  const build = {
    builder: "@angular/build:application",
    options: { index: "src/index.html", browser: "src/main.ts", tsConfig: "tsconfig.json", outputPath: "dist" },
  };
  const hall = { projectType: "application", root: "", sourceRoot: "src", architect: { build } };
  const files = {
    "package.json": `{ "private": true }`,
    "angular.json": JSON.stringify({ version: 1, projects: { hall }, cli: { analytics: false } }),
    "src/app.ts": here(component.text),
    "src/main.ts": `import { provideZonelessChangeDetection } from "@angular/core"; import { bootstrapApplication } from "@angular/platform-browser"; import { App } from "./app";
      bootstrapApplication(App, { providers: [provideZonelessChangeDetection()] });`,
    "src/index.html": `<!doctype html><link rel="icon" href="data:,"><base href="/"><title>Angular</title><app-root></app-root>`,
    "tsconfig.json": JSON.stringify({
      compilerOptions: {
        target: "es2022",
        module: "preserve",
        lib: ["es2022", "dom", "esnext.disposable"],
        strict: true,
        skipLibCheck: true,
        types: [],
      },
      files: ["src/main.ts"],
      angularCompilerOptions: { strictTemplates: true },
    }),
  };
  const libraries = ["core", "common", "compiler", "compiler-cli", "platform-browser"].map((name) => `${name}@22.2.6`);
  const packages = [...libraries, "build@22.2.7", "cli@22.2.7"].map((name) => `@angular/${name}`);
  const root = await install(files, [...packages, "rxjs", "typescript@6.0.3", NODE]);
  await run(root, "node", ["node_modules/@angular/cli/bin/ng.js", "build", "--configuration", ""]);
  const policy = `script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' ${emulator.endpoint}`;
  await tilesOf(await serve(join(root, "dist/browser"), policy), 3);
});

test("examples with packages of others compile", async () => {
  const chosen = examples("ts").filter(
    (example) => !isComplete(example) && !example.imports.some((name) => name.startsWith("@angular")),
  );
  assert.deepEqual([...new Set(chosen.map(({ document }) => document))], ["arm-iotcentral.md", "sign-in.md"]);
  const files = typed(chosen);
  const packages = [
    "@azure/arm-iotcentral@6.0.0",
    "@azure/identity@4.14.1",
    "@azure/msal-browser@5.30.0",
    "@types/node",
    "typescript@7.0.2",
  ];
  const root = await install(
    { "tsconfig.json": strict(files, { ...BUNDLER, types: ["node"], skipLibCheck: true }), ...files },
    packages,
  );
  assert.equal(await run(root, "tsc", []), "");
});
