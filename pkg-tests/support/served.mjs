// Projects whose server renders pages, and checks that the pages work in a browser.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { after } from "node:test";
import { setTimeout } from "node:timers/promises";
import { launch, open } from "./browser.mjs";

/**
 * Starts a server of the project by Node. Checks the HTML that it sends and the page in a browser: an `h1` with the
 * name that the server read, an `h2` with the name that the page read, and the element with its tiles.
 */
export async function checkServed(root, args, env = {}) {
  const address = await start(root, args, env);
  const html = await (await fetch(address)).text();
  assert.match(html, /<h1[^>]*>Hall 1<\/h1>/);

  const page = await open(await launch());
  await page.goto(address);
  await page.locator("h2", { hasText: "Hall 1" }).waitFor();
  await page.locator("article.tile strong", { hasText: "bold" }).waitFor();
  await page.locator('article[data-tile-type="lineChart"][data-state="nodata"]').waitFor();
  assert.deepEqual(page.complaints, []);
  await page.close();
}

/** Starts the server until the test is over. Returns the address. */
async function start(root, args, env) {
  const port = `${await freePort()}`;
  const ownNode = join(root, "node_modules/.bin/node");
  const server = spawn(
    existsSync(ownNode) ? ownNode : process.execPath,
    args.map((arg) => arg.replace("{port}", port)),
    {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: "", HOST: "127.0.0.1", PORT: port, ...env },
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  after(() => server.kill());
  const address = `http://127.0.0.1:${port}/`;
  for (let tries = 0; tries < 300 && server.exitCode === null; tries += 1) {
    if (await fetch(address).catch(() => undefined)) return address;
    await setTimeout(100);
  }
  throw new Error(`${args.join(" ")} serves nothing`);
}

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((listening) => probe.once("listening", listening));
  const { port } = probe.address();
  await new Promise((closed) => probe.close(closed));
  return port;
}
