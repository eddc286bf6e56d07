// `node pkg-tests/run.mjs FILE…` runs test files like `node --test`, with one shared browser, package and gallery. A
// file that runs alone makes its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { buildGallery, settings, unpack } from "./support/shared.mjs";

const files = process.argv.slice(2);
/** Tests of tiles have their own client, and need no package. */
const needsGallery = (file) => /[\\/]tiles[\\/]/.test(file);
const workshop = mkdtempSync(join(tmpdir(), "iotcentral-web-tests-"));
const browser = await chromium.launchServer(settings);
try {
  const env = { ...process.env, BROWSER: browser.wsEndpoint() };
  if (files.some(needsGallery)) env.GALLERY = await buildGallery(join(workshop, "gallery"));
  if (!files.every(needsGallery)) env.PACKAGE = unpack(workshop);
  // More files at once than processors, because many tests wait for a timer or a process.
  const options = ["--test", "--test-reporter=spec", "--test-concurrency=4"];
  const [code] = await once(spawn(process.execPath, [...options, ...files], { env, stdio: "inherit" }), "exit");
  process.exitCode = code ?? 1;
} finally {
  await browser.close();
  rmSync(workshop, { recursive: true, force: true });
}
