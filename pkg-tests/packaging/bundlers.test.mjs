// Every bundler we claim, in a browser, under a strict content security policy.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import * as esbuild from "esbuild";
import * as vite from "vite";
import webpack from "webpack";
import { launch, open } from "../support/browser.mjs";
import { project } from "../support/pack.mjs";
import { serve } from "../support/serve.mjs";

const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src data:; " +
  "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";

const browser = await launch();

/** The same small page for everyone: it shows the endpoint of a client. */
function page(script, entry = "iotcentral-web") {
  return {
    "index.html": `<!doctype html><link rel="icon" href="data:,"><title>waiting</title>${script}`,
    "main.js": `
      import { IotCentralClient } from "${entry}";
      const credential = () => Promise.resolve({ token: "t", expiresOnTimestamp: Date.now() + 3_600_000 });
      document.title = new IotCentralClient("https://contoso.azureiotcentral.com", { getToken: credential }).endpoint;`,
  };
}

/** Opens the page, and checks that the client works and that nobody complains. */
async function check(address) {
  const page = await open(browser);
  await page.goto(address);
  await page.waitForFunction(() => document.title !== "waiting", undefined, { timeout: 20_000 }).catch(() => undefined);
  assert.deepEqual(page.complaints, []);
  assert.match(await page.title(), /^https:\/\/contoso\.azureiotcentral\.com\/?$/);
  await page.close();
}

test("Vite, built", async () => {
  const root = project(page(`<script type="module" src="/main.js"></script>`));
  await vite.build({ root, logLevel: "warn" });
  await check(await serve(join(root, "dist"), `${STRICT}; connect-src 'self'`));
});

test("Vite, built, with the module loaded by the page", async () => {
  const files = page(`<script type="module" src="/slim.js"></script>`, "iotcentral-web/slim");
  files["slim.js"] = `
    import { init } from "iotcentral-web/slim";
    import address from "iotcentral-web/iotcentral_web_bg.wasm?url";
    await init({ module_or_path: address });
    await import("./main.js");`;
  const root = project(files);
  await vite.build({ root, logLevel: "warn" });
  await check(await serve(join(root, "dist"), `${STRICT}; connect-src 'self'`));
});

test("Vite, developing", async () => {
  const root = project(page(`<script type="module" src="/main.js"></script>`));
  const server = await vite.createServer({ root, logLevel: "warn", server: { port: 0, host: "127.0.0.1" } });
  after(() => server.close());
  await server.listen();
  await check(server.resolvedUrls.local[0]);
});

test("webpack", async () => {
  const root = project(page(`<script src="dist/main.js"></script>`));
  const compiler = webpack({ mode: "production", context: root, entry: "./main.js", output: { path: join(root, "dist") } });
  const stats = await promisify(compiler.run.bind(compiler))();
  assert.deepEqual(stats.compilation.errors, []);
  await check(await serve(root, `${STRICT}; connect-src 'self'`));
});

test("esbuild, as a classic script that fetches nothing", async () => {
  const root = project(page(`<script src="script.js"></script>`, "iotcentral-web/inline"));
  const entry = { entryPoints: [join(root, "main.js")], outfile: join(root, "script.js") };
  await esbuild.build({ ...entry, bundle: true, minify: true, format: "iife", logLevel: "warning" });
  await check(await serve(root, STRICT));
});
