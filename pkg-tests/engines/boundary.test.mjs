// The browser tests of the Rust code, in an engine other than Chromium: wasm-bindgen's test runner serves them, and
// this test opens them.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { endGroup, engine, freePort, said } from "../support/engines.mjs";

test("the boundary tests pass", async () => {
  const env = {
    ...process.env,
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: process.env.TEST_RUNNER,
    NO_HEADLESS: "1",
    WASM_BINDGEN_TEST_ONLY_WEB: "1",
    WASM_BINDGEN_TEST_ADDRESS: `127.0.0.1:${await freePort()}`,
  };
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const settings = ["test", "--package", "boundary", "--test", "browser", "--target", "wasm32-unknown-unknown"];
  const server = spawn("cargo", settings, { cwd: root, env, stdio: ["ignore", "pipe", "inherit"], detached: true });
  after(() => endGroup(server));
  const address = await said(server, server.stdout, /now available at (\S+)/);
  const page = await engine();
  await page.open(address);
  await page.reached(() => /test result: /.test(document.querySelector("#output").textContent));
  const output = await page.run(() => document.querySelector("#output").textContent);
  const [, passed] = /test result: ok\. (\d+) passed; 0 failed/.exec(output) ?? [];
  assert.ok(Number(passed) > 0, output);
});
